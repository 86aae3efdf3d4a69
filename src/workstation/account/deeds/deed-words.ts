// Message keys of what is done and of what it is done to.
import { type Action } from './deed.js';

export const ACTION_WORD = {
  create: 'deed.create',
  read: 'deed.read',
  history: 'deed.history',
  update: 'deed.update',
  delete: 'deed.delete',
  search: 'deed.search',
  'sign-in': 'deed.signIn',
  'sign-out': 'deed.signOut',
  'break-glass': 'deed.breakGlass',
  export: 'deed.export',
  refused: 'deed.refused',
  other: 'deed.other',
} as const satisfies Readonly<Record<Action, string>>;

const TYPE_WORD = {
  Patient: 'deed.type.patient',
  RelatedPerson: 'deed.type.relative',
  Encounter: 'deed.type.visit',
  Condition: 'deed.type.diagnosis',
  Observation: 'deed.type.finding',
  QuestionnaireResponse: 'deed.type.questionnaire',
  Media: 'deed.type.drawing',
  Procedure: 'deed.type.procedure',
  Composition: 'deed.type.note',
  ClinicalImpression: 'deed.type.assessment',
  RiskAssessment: 'deed.type.assessment',
  DocumentReference: 'deed.type.document',
  AuditEvent: 'deed.type.log',
} as const;

/** Null for a kind without a word of its own: its technical name is shown. */
export const typeWord = (type: string): (typeof TYPE_WORD)[keyof typeof TYPE_WORD] | null =>
  Object.hasOwn(TYPE_WORD, type) ? TYPE_WORD[type as keyof typeof TYPE_WORD] : null;
