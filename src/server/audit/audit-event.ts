// A row of the audit chain as a FHIR R4 AuditEvent, shaped after IHE BALP as far as that fits R4. The chain is the
// record; this is a view of it.
import { type JsonObject, type JsonValue } from '#fhir/json-value.js';
import { type AuditRow } from '../store/audit-chain.js';
import {
  ACCOUNT_SYSTEM,
  APPLICATION_SERVER,
  AUTHOR_OF_EVENT,
  BREAK_THE_GLASS,
  type Code,
  DOMAIN_RESOURCE,
  EVENT_CODES,
  OUTCOMES,
  PATIENT_ROLE,
  PERSON,
  RECIPIENT,
  ROLE_SYSTEM,
  SERVER,
  SYSTEM_OBJECT,
} from './audit-codes.js';
import { glassReason, type Onlooker, seesDetail, seesPerson, seesResource } from './shown-row.js';

const coding = ({ system, code, display }: Code): JsonObject => ({ system, code, display });
export const concept = (code: Code, text?: string): JsonObject => ({
  coding: [coding(code)],
  ...(text === undefined ? {} : { text }),
});

/**
 * The AuditEvent of a row that the onlooker may see. `rowName` is what the row is called outside (row-names.ts), `name`
 * the person's, null where nobody knows it.
 */
export function auditEventOf(row: AuditRow, rowName: string, onlooker: Onlooker, name: string | null): JsonObject {
  const { type, subtype, action } = EVENT_CODES[row.action];
  const recorded = new Date(row.at).toISOString();
  const person = seesPerson(onlooker);
  const glass = person ? glassReason(row) : null;
  return {
    resourceType: 'AuditEvent',
    id: `a-${rowName}`,
    meta: { versionId: '1', lastUpdated: recorded },
    type: coding(type),
    subtype: [coding(subtype)],
    action,
    recorded,
    outcome: OUTCOMES[row.outcome],
    ...(person && glass === null && row.reason !== undefined ? { outcomeDesc: row.reason } : {}),
    ...(glass === null ? {} : { purposeOfEvent: [concept(BREAK_THE_GLASS, glass)] }),
    agent: agentsOf(row, onlooker, name),
    source: { observer: { display: 'Cluneal' }, type: [coding(APPLICATION_SERVER)] },
    ...entityMember(row, onlooker),
  };
}

/** Who a row names, as a reference to somebody who is in no register of FHIR's. */
export const whoOf = (row: AuditRow, name: string | null): JsonObject => ({
  identifier: { system: ACCOUNT_SYSTEM, value: row.actor },
  display: name ?? row.actor,
});

export const roleConcept = (role: string): JsonObject => ({
  coding: [{ system: ROLE_SYSTEM, code: role }],
  text: role,
});

const writes = ({ action }: AuditRow): boolean => ['C', 'U', 'D'].includes(EVENT_CODES[action].action);

function agentsOf(row: AuditRow, onlooker: Onlooker, name: string | null): JsonValue[] {
  const person = seesPerson(onlooker);
  const doer: JsonObject = {
    type: concept(writes(row) ? AUTHOR_OF_EVENT : RECIPIENT),
    role: [roleConcept(row.role)],
    ...(person ? { who: whoOf(row, name), altId: row.actor, name: name ?? row.actor } : {}),
    requestor: true,
    ...(row.client !== undefined && seesDetail(onlooker, row) ? { network: { address: row.client, type: '5' } } : {}),
  };
  const server: JsonObject = { type: concept(SERVER), who: { display: 'Cluneal' }, requestor: false };
  if (!person || row.onBehalfOf === undefined) return [doer, server];
  const principal: JsonObject = {
    role: [{ text: 'on whose behalf' }],
    who: { reference: `Patient/${row.onBehalfOf}` },
    requestor: false,
  };
  return [doer, principal, server];
}

function entityMember(row: AuditRow, onlooker: Onlooker): JsonObject {
  if (!seesPerson(onlooker)) return {};
  const entity: JsonValue[] = [];
  const aboutPatient = row.type === 'Patient' && row.id !== undefined && row.id === row.patient;
  if (row.type !== undefined && !aboutPatient)
    entity.push({
      what: whatOf(row, onlooker),
      type: coding(SYSTEM_OBJECT),
      role: coding(DOMAIN_RESOURCE),
      ...hashMember(row, onlooker),
    });
  if (row.patient !== undefined)
    entity.push({
      what: { reference: `Patient/${row.patient}` },
      type: coding(PERSON),
      role: coding(PATIENT_ROLE),
      ...(aboutPatient ? hashMember(row, onlooker) : {}),
    });
  return entity.length === 0 ? {} : { entity };
}

const whatOf = (row: AuditRow, onlooker: Onlooker): JsonObject => ({
  ...(row.id !== undefined && seesResource(onlooker, row) ? { reference: referenceOf(row) } : {}),
  type: row.type!,
});

/** `Observation/x/_history/2`, or without a version where the row names none. */
export const referenceOf = ({ type, id, version }: AuditRow): string =>
  `${type}/${id}${version === undefined ? '' : `/_history/${version}`}`;

const hashMember = (row: AuditRow, onlooker: Onlooker): JsonObject =>
  row.payload !== undefined && seesDetail(onlooker, row)
    ? {
        detail: [
          {
            type: writes(row) ? 'SHA-256 of the text' : 'SHA-256 of the query',
            valueString: row.payload,
          },
        ],
      }
    : {};
