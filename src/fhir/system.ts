// The names by which codes and definitions are known: our canonical addresses (they need not resolve) and those of the
// terminologies we point to.

/** Where our own definitions live. */
export const OURS = 'https://cluneal.org/fhir';

/** Our code systems. `finding`, `disorder` and `red-flag` are generated from the knowledge; the rest are closed lists. */
export const CODE_SYSTEM = {
  finding: `${OURS}/CodeSystem/finding`,
  disorder: `${OURS}/CodeSystem/disorder`,
  redFlag: `${OURS}/CodeSystem/red-flag`,
  presence: `${OURS}/CodeSystem/presence`,
  side: `${OURS}/CodeSystem/side`,
  /** The sides a disorder can be predicted on: those of a finding, and unknown. */
  predictedSide: `${OURS}/CodeSystem/predicted-side`,
  course: `${OURS}/CodeSystem/course`,
  certainty: `${OURS}/CodeSystem/certainty`,
  tier: `${OURS}/CodeSystem/tier`,
  setting: `${OURS}/CodeSystem/setting`,
  withheld: `${OURS}/CodeSystem/withheld`,
  cannotTell: `${OURS}/CodeSystem/cannot-tell`,
  /** What a resource says of the case beside its findings: the presenting pain, a prior treatment. */
  caseItem: `${OURS}/CodeSystem/case-item`,
  drawing: `${OURS}/CodeSystem/drawing`,
  refusal: `${OURS}/CodeSystem/refusal`,
  /** What a person is here, in the log. */
  role: `${OURS}/CodeSystem/role`,
  /** Deeds of the log that no standard has a code for. */
  auditDeed: `${OURS}/CodeSystem/audit-deed`,
} as const;

const extension = (name: string): string => `${OURS}/StructureDefinition/${name}`;

/** Our extensions. */
export const EXTENSION = {
  place: extension('place'),
  course: extension('course'),
  duration: extension('duration'),
  side: extension('predicted-side'),
  mean: extension('probability-mean'),
  judgement: extension('judgement-share'),
  reason: extension('reason'),
  notExplained: extension('not-explained'),
  basis: extension('assessment-basis'),
  cannotTell: extension('cannot-tell'),
  discounted: extension('discounted-family'),
  redFlag: extension('red-flag-state'),
  nextStep: extension('next-step'),
  withheld: extension('ranking-withheld'),
  couldNotAsk: extension('could-not-ask'),
} as const;

/** Our profiles, one for each kind of resource that a case or an answer is kept in. */
export const PROFILE = {
  patient: extension('cluneal-patient'),
  finding: extension('cluneal-finding'),
  history: extension('cluneal-history'),
  presentingPain: extension('cluneal-presenting-pain'),
  age: extension('cluneal-age'),
  painScore: extension('cluneal-pain-score'),
  priorTreatment: extension('cluneal-prior-treatment'),
  drawing: extension('cluneal-pain-drawing'),
  riskAssessment: extension('cluneal-differential'),
  clinicalImpression: extension('cluneal-impression'),
} as const;

export const LOINC = 'http://loinc.org';
export const SNOMED = 'http://snomed.info/sct';
export const UCUM = 'http://unitsofmeasure.org';
export const YES_NO = 'http://terminology.hl7.org/CodeSystem/v2-0136';
export const DATA_ABSENT_REASON = 'http://terminology.hl7.org/CodeSystem/data-absent-reason';
export const OBSERVATION_CATEGORY = 'http://terminology.hl7.org/CodeSystem/observation-category';
export const CONDITION_VERIFICATION = 'http://terminology.hl7.org/CodeSystem/condition-ver-status';
export const CONDITION_CLINICAL = 'http://terminology.hl7.org/CodeSystem/condition-clinical';
export const ACT_CODE = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';

/** LOINC codes seen in a source: 72514-3 (evidence/codes.yaml), 30525-0 (HL7 Terminology, LOINCObservationActContextAgeDefinitionCode). */
export const LOINC_CODE = { painScore: '72514-3', age: '30525-0' } as const;
