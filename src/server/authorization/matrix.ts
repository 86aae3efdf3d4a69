// The authorization matrix: who may do what, one action a row. A clinician can check it without reading code; the policy
// (role-policy.ts) is computed from it and from nothing else. What does not stand here is denied.
import { createHash } from 'node:crypto';
import { ROLES, type Role } from './principal.js';

/** The columns. Nobody can hold researcher or integrator yet: they stand here so that the table is whole. */
export const COLUMNS = [
  'patient',
  'proxy',
  'therapist',
  'physician',
  'researcher',
  'operator',
  'integrator',
  'auditor',
] as const;
export type Column = (typeof COLUMNS)[number];

/** What a cell can say. */
export const WORDS = {
  never: 'not at all',
  own: 'what is about oneself',
  granted: 'what is about the persons one may act for',
  'own intake': 'what is about oneself and is intake: answers, drawings, diary',
  'granted intake': 'the intake of the persons one may act for',
  'own intake, own hand': 'the own intake, as far as one wrote it oneself',
  'granted intake, own hand': 'the intake of the persons one may act for, as far as one wrote it oneself',
  team: 'patients of the own care teams',
  'site or team': 'patients of the own sites and of the own care teams',
  'team, or own site with reason':
    'patients of the own care teams; for some hours also one of the own sites whose record was opened with a reason',
  'own notes': 'patients of the own care teams, and only what one wrote oneself',
  'own hand': 'what one wrote oneself, and nobody else sees',
  everything: 'all of the clinic',
  'own access log': 'who saw and changed the own record',
  'own deeds': 'what one did oneself',
  'whole log': 'every row of the audit log',
  metadata: 'what was done and when, without patients',
  'own site': 'patients of the own sites, with a reason',
} as const;
export type Word = keyof typeof WORDS;

/** One action, the resources and routes it is about, and what each column may. */
export interface Row {
  readonly action: string;
  /** Types it reads. */
  readonly reads: readonly string[];
  /** Types it writes: create, update, patch, delete. */
  readonly writes: readonly string[];
  /** Other doors it opens. */
  readonly routes: readonly string[];
  readonly cells: Readonly<Record<Column, Word>>;
}

type About = Partial<Pick<Row, 'reads' | 'writes' | 'routes'>>;
type Cells = readonly [patient: Word, proxy: Word, therapist: Word, physician: Word, operator: Word, auditor: Word];

const row = (action: string, about: About, cells: Cells): Row => {
  const [patient, proxy, therapist, physician, operator, auditor] = cells;
  const nobody = { researcher: 'never', integrator: 'never' } as const;
  const all = { patient, proxy, therapist, physician, operator, auditor, ...nobody };
  return { action, reads: [], writes: [], routes: [], ...about, cells: all };
};

/** Answers, drawings, diary; of Observation the patient's own part is what the patient tells (category survey). */
export const INTAKE: readonly string[] = ['QuestionnaireResponse', 'Media', 'Observation'];
const FOUND = ['Observation', 'Condition', 'MedicationStatement', 'DocumentReference', 'CarePlan'];
const JUDGED = ['RiskAssessment', 'ClinicalImpression'];
const DONE = ['Procedure', 'ServiceRequest', 'MedicationAdministration'];
/** What belongs to the house and is about no patient. */
export const SHARED: readonly string[] = [
  ...['Organization', 'Practitioner', 'PractitionerRole', 'Device'],
  ...['Questionnaire', 'PlanDefinition', 'ViewDefinition'],
];
/** Shown from the audit chain; nobody writes them. */
export const PROJECTED: readonly string[] = ['AuditEvent', 'Provenance'];
const PEOPLE = [
  ...['GET /account/people', 'POST /account/people', 'POST /account/people/:id', 'POST /account/people/:id/reset'],
  ...['POST /account/sites', 'POST /account/teams'],
];
const EXPORT = ['GET /fhir/Patient/:id/$everything', 'POST /fhir/Patient/:id/$everything'];

const BY_REASON: Word = 'team, or own site with reason';

// Nobody can be researcher or integrator, so their cells are all "never" and are not written out.
// biome-ignore format: one action a line
export const MATRIX: readonly Row[] = [
  //                                                                                                 patient                      proxy                       therapist    physician      operator      auditor
  row('read who the patient is',           { reads: ['Patient'] },                                  ['own',                       'granted',                  'team',      'site or team','never',      'never']),
  row('register a patient',                { writes: ['Patient'] },                                 ['never',                     'never',                    'team',      'team',        'never',      'never']),
  row('read contacts, visits, consents',   { reads: ['RelatedPerson', 'Encounter', 'Consent'] },    ['own',                       'granted',                  'team',      BY_REASON,     'never',      'never']),
  row('write contacts and visits',         { writes: ['RelatedPerson', 'Encounter'] },              ['never',                     'never',                    'team',      'team',        'never',      'never']),
  row('record a consent',                  { writes: ['Consent'] },                                 ['never',                     'never',                    'never',     'team',        'never',      'never']),
  row('read answers, drawings, diary',     { reads: INTAKE },                                       ['own intake',                'granted intake',           'team',      BY_REASON,     'never',      'never']),
  row('write answers, drawings, diary',    { writes: INTAKE },                                      ['own intake, own hand',      'granted intake, own hand', 'team',      'team',        'never',      'never']),
  row('read what was found',               { reads: FOUND },                                        ['never',                     'never',                    'team',      BY_REASON,     'never',      'never']),
  row('write what was found',              { writes: FOUND },                                       ['never',                     'never',                    'team',      'team',        'never',      'never']),
  row('see differential and impression',   { reads: JUDGED, routes: ['POST /fhir/$assess'] },       ['never',                     'never',                    'team',      BY_REASON,     'never',      'never']),
  row('write differential and impression', { writes: JUDGED },                                      ['never',                     'never',                    'team',      'team',        'never',      'never']),
  row('read blocks, doses, orders',        { reads: DONE },                                         ['never',                     'never',                    'team',      BY_REASON,     'never',      'never']),
  row('order or record a block, a dose',   { writes: DONE },                                        ['never',                     'never',                    'never',     'team',        'never',      'never']),
  row('read harm',                         { reads: ['AdverseEvent'] },                             ['never',                     'never',                    'team',      BY_REASON,     'never',      'never']),
  row('report harm',                       { writes: ['AdverseEvent'] },                            ['never',                     'never',                    'team',      'team',        'never',      'never']),
  row('read letters',                      { reads: ['Composition'] },                              ['never',                     'never',                    'team',      BY_REASON,     'never',      'never']),
  row('sign or amend a letter',            { writes: ['Composition'] },                             ['never',                     'never',                    'own notes', 'own notes',   'never',      'never']),
  // A Bundle is about no patient by itself, so no rule could say which others may see it.
  row('keep a document as a Bundle',       { reads: ['Bundle'], writes: ['Bundle'] },               ['never',                     'never',                    'own hand',  'own hand',    'never',      'never']),
  row('read the house',                    { reads: SHARED },                                       ['never',                     'never',                    'everything','everything',  'everything', 'never']),
  row('run the house',                     { writes: SHARED },                                      ['never',                     'never',                    'never',     'never',       'everything', 'never']),
  row('break the glass',                   { routes: ['POST /break-glass'] },                       ['never',                     'never',                    'never',     'own site',    'never',      'never']),
  row('see who broke the glass',           { routes: ['GET /break-glass'] },                        ['never',                     'never',                    'never',     'own deeds',   'never',      'whole log']),
  row('take a patient into a care team',   { routes: ['POST /care-team'] },                         ['never',                     'never',                    'never',     'own site',    'never',      'never']),
  row('manage people, sites and teams',    { routes: PEOPLE },                                      ['never',                     'never',                    'never',     'never',       'everything', 'never']),
  row('read the audit log',                { reads: PROJECTED, routes: ['GET /audit/who-looked'] }, ['own access log',            'never',                    'own deeds', 'own deeds',   'metadata',   'whole log']),
  row('see how the audit chain stands',    { routes: ['GET /audit/chain'] },                        ['never',                     'never',                    'never',     'never',       'metadata',   'whole log']),
  row('see figures of the registry',       {},                                                      ['never',                     'never',                    'never',     'never',       'never',      'never']),
  row('export a record that names people', { routes: EXPORT },                                      ['own',                       'granted',                  'never',     BY_REASON,     'never',      'never']),
  row('export for research',               {},                                                      ['never',                     'never',                    'never',     'never',       'never',      'never']),
  row('change the knowledge',              {},                                                      ['never',                     'never',                    'never',     'never',       'never',      'never']),
  row('erase a record',                    {},                                                      ['never',                     'never',                    'never',     'never',       'never',      'never']),
];

/** The row of an action; throws for one that does not stand in the matrix. */
export function rowOf(action: string): Row {
  const found = MATRIX.find((r) => r.action === action);
  if (!found) throw new Error(`no action "${action}" in the authorization matrix`);
  return found;
}

/** The roles that may do an action at all, as a route asks it. */
export function rolesFor(action: string): { readonly roles: readonly Role[] } {
  const { cells } = rowOf(action);
  return { roles: ROLES.filter((role) => cells[role] !== 'never') };
}

/** The matrix as canonical text: what the version of the policy is the hash of. */
export function matrixText(matrix: readonly Row[] = MATRIX): string {
  const lines = matrix.map(({ action, reads, writes, routes, cells }) =>
    JSON.stringify([action, reads, writes, routes, COLUMNS.map((column) => cells[column])]),
  );
  return ['cluneal/policy/1', JSON.stringify(COLUMNS), JSON.stringify(WORDS), ...lines].join('\n');
}

/** The first twelve hex digits of the SHA-256 of the matrix: a changed rule is a new version. */
export const matrixVersion = (matrix: readonly Row[] = MATRIX): string =>
  createHash('sha256').update(matrixText(matrix)).digest('hex').slice(0, 12);
