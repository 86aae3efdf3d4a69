// Each type's own date: when it happened, not when it was typed in. It stands in the keys that lists are read by, so
// that "the newest twenty" never reads more than twenty. A resource without it takes the time it was recorded.

/** The date parameter whose earliest value is the moment, by type; none: the time of recording. */
export const MOMENT_OF: Readonly<Record<string, string>> = {
  AdverseEvent: 'date',
  AuditEvent: 'date',
  CarePlan: 'date',
  Composition: 'date',
  Condition: 'recorded-date',
  Consent: 'date',
  DocumentReference: 'date',
  Encounter: 'date',
  Media: 'created',
  MedicationAdministration: 'effective-time',
  Observation: 'date',
  PlanDefinition: 'date',
  Procedure: 'date',
  Provenance: 'recorded',
  Questionnaire: 'date',
  QuestionnaireResponse: 'authored',
  ServiceRequest: 'authored',
};
