// What our audit actions are called in the code systems that AuditEvent and Provenance use, after IHE BALP
// (profiles.ihe.net/ITI/BALP): RESTful interactions where a resource was touched, DICOM codes where a person came, went
// or took a record out.
import { CODE_SYSTEM, OURS } from '#fhir/system.js';
import { type AuditAction, type AuditRow } from '../store/audit-chain.js';

export interface Code {
  readonly system: string;
  readonly code: string;
  readonly display: string;
}

const DICOM = 'http://dicom.nema.org/resources/ontology/DCM';
const EVENT_TYPE = 'http://terminology.hl7.org/CodeSystem/audit-event-type';
const INTERACTION = 'http://hl7.org/fhir/restful-interaction';
const OPERATION = 'http://terminology.hl7.org/CodeSystem/v3-DataOperation';

const code = (system: string, of: string, display: string): Code => ({ system, code: of, display });
const interaction = (of: string): Code => code(INTERACTION, of, of);
const dicom = (of: string, display: string): Code => code(DICOM, of, display);

const REST = code(EVENT_TYPE, 'rest', 'RESTful Operation');
const AUTHENTICATION = dicom('110114', 'User Authentication');
const ALERT = dicom('110113', 'Security Alert');

/** Of one action: AuditEvent.type, .subtype and .action. */
export interface EventCodes {
  readonly type: Code;
  readonly subtype: Code;
  readonly action: 'C' | 'R' | 'U' | 'D' | 'E';
}

export const EVENT_CODES: Readonly<Record<AuditAction, EventCodes>> = {
  create: { type: REST, subtype: interaction('create'), action: 'C' },
  read: { type: REST, subtype: interaction('read'), action: 'R' },
  vread: { type: REST, subtype: interaction('vread'), action: 'R' },
  history: { type: REST, subtype: interaction('history'), action: 'R' },
  update: { type: REST, subtype: interaction('update'), action: 'U' },
  delete: { type: REST, subtype: interaction('delete'), action: 'D' },
  search: { type: REST, subtype: interaction('search'), action: 'E' },
  'sign-in': { type: AUTHENTICATION, subtype: dicom('110122', 'Login'), action: 'E' },
  'sign-out': { type: AUTHENTICATION, subtype: dicom('110123', 'Logout'), action: 'E' },
  'break-glass': { type: ALERT, subtype: dicom('110127', 'Emergency Override Started'), action: 'E' },
  export: { type: dicom('110106', 'Export'), subtype: interaction('operation'), action: 'R' },
  refused: { type: ALERT, subtype: code(CODE_SYSTEM.auditDeed, 'refused', 'Refused by role'), action: 'E' },
  other: {
    type: ALERT,
    subtype: code(CODE_SYSTEM.auditDeed, 'administration', 'Administration'),
    action: 'E',
  },
};

/** AuditEvent.outcome: success, minor failure (a refusal), serious failure. */
export const OUTCOMES: Readonly<Record<AuditRow['outcome'], '0' | '4' | '8'>> = {
  success: '0',
  refused: '4',
  failed: '8',
};

/** Provenance.activity of the deeds that make a version. */
export const ACTIVITIES: Readonly<Partial<Record<AuditAction, Code>>> = {
  create: code(OPERATION, 'CREATE', 'create'),
  update: code(OPERATION, 'UPDATE', 'revise'),
  delete: code(OPERATION, 'DELETE', 'delete'),
};

export const BREAK_THE_GLASS = code('http://terminology.hl7.org/CodeSystem/v3-ActReason', 'BTG', 'break the glass');
export const RECIPIENT = code(
  'http://terminology.hl7.org/CodeSystem/v3-ParticipationType',
  'IRCP',
  'information recipient',
);
export const AUTHOR_OF_EVENT = code(
  'http://terminology.hl7.org/CodeSystem/v3-ParticipationType',
  'AUT',
  'author (originator)',
);
export const AUTHOR = code('http://terminology.hl7.org/CodeSystem/provenance-participant-type', 'author', 'Author');
export const SERVER = dicom('110152', 'Destination Role ID');
export const APPLICATION_SERVER = code(
  'http://terminology.hl7.org/CodeSystem/security-source-type',
  '4',
  'Application Server',
);
export const PERSON = code('http://terminology.hl7.org/CodeSystem/audit-entity-type', '1', 'Person');
export const SYSTEM_OBJECT = code('http://terminology.hl7.org/CodeSystem/audit-entity-type', '2', 'System Object');
export const PATIENT_ROLE = code('http://terminology.hl7.org/CodeSystem/object-role', '1', 'Patient');
export const DOMAIN_RESOURCE = code('http://terminology.hl7.org/CodeSystem/object-role', '4', 'Domain Resource');
/** Roles of our accounts, and the accounts themselves. */
export const ROLE_SYSTEM = CODE_SYSTEM.role;
export const ACCOUNT_SYSTEM = `${OURS}/NamingSystem/account`;
export const KNOWLEDGE_SYSTEM = `${OURS}/NamingSystem/knowledge`;
/** Provenance.policy: the rules that let it happen. */
export const policyAddress = (version: string): string => `${OURS}/policy/${version}`;
