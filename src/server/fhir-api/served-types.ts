// The types this server answers for, as one closed table: the routes are made from it, and so is the capability
// statement. What does not stand here is not found.

/**
 * `record`: kept in the store, read and written. `projection`: shown from the audit chain, read and searched only
 * (the routes are the audit log's own).
 */
export type ServedAs = 'record' | 'projection';

export const SERVED_TYPES = {
  AdverseEvent: 'record',
  AuditEvent: 'projection',
  Bundle: 'record',
  CarePlan: 'record',
  ClinicalImpression: 'record',
  Composition: 'record',
  Condition: 'record',
  Consent: 'record',
  Device: 'record',
  DocumentReference: 'record',
  Encounter: 'record',
  Media: 'record',
  MedicationAdministration: 'record',
  MedicationStatement: 'record',
  Observation: 'record',
  Organization: 'record',
  Patient: 'record',
  PlanDefinition: 'record',
  Practitioner: 'record',
  PractitionerRole: 'record',
  Procedure: 'record',
  Provenance: 'projection',
  Questionnaire: 'record',
  QuestionnaireResponse: 'record',
  RelatedPerson: 'record',
  RiskAssessment: 'record',
  ServiceRequest: 'record',
  ViewDefinition: 'record',
} as const satisfies Readonly<Record<string, ServedAs>>;

export type ServedType = keyof typeof SERVED_TYPES;
export type RecordType = {
  [T in ServedType]: (typeof SERVED_TYPES)[T] extends 'record' ? T : never;
}[ServedType];

/** All served types, by name. */
export const SERVED: readonly ServedType[] = Object.keys(SERVED_TYPES) as ServedType[];
/** Those of the store. */
export const RECORDS: readonly RecordType[] = SERVED.filter(
  (type): type is RecordType => SERVED_TYPES[type] === 'record',
);

/** True for a type that is kept in the store and served. */
export const isRecordType = (type: string): type is RecordType =>
  Object.hasOwn(SERVED_TYPES, type) && SERVED_TYPES[type as ServedType] === 'record';

/** What can be done with a type, in the codes of CapabilityStatement.rest.resource.interaction. */
export const INTERACTIONS = {
  record: [
    ...['read', 'vread', 'update', 'patch', 'delete'],
    ...['history-instance', 'history-type', 'create', 'search-type'],
  ],
  projection: ['read', 'search-type'],
} as const satisfies Readonly<Record<ServedAs, readonly string[]>>;

/** What can be done with the server, in the codes of CapabilityStatement.rest.interaction. */
export const SYSTEM_INTERACTIONS = ['transaction', 'batch', 'history-system'] as const;

/** Parameters of every search beside those of its type. */
export const RESULT_PARAMETERS = [
  ...['_sort', '_count', '_include', '_revinclude', '_summary', '_elements', '_total'],
  ...['_format', '_pretty', '_cursor'],
] as const;
