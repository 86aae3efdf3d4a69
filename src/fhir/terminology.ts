// Our codes as FHIR CodeSystems and ValueSets: findings, disorders and red flags from the knowledge in use, the closed
// lists from the types that close them. Generated, so that they cannot fall behind.

import { DRAWING_FORMAT } from '#core/drawing/drawing.js';
import { type Knowledge, PRIOR_CHOICES, TIERS } from '#core/knowledge.js';
import { CANNOT_TELL_WORDS, TIER_WORDS } from '#core/wording.js';
import { type Bindings } from './bindings.js';
import { CASE_ITEMS } from './case-item.js';
import { REFUSAL_KINDS } from './outcome.js';
import { type CodeSystem, type CodeSystemConcept, type ValueSet } from './r4.js';
import { CODE_SYSTEM } from './system.js';

type Name = keyof typeof CODE_SYSTEM;

const TITLE: Readonly<Record<Name, string>> = {
  finding: 'Findings',
  disorder: 'Disorders',
  redFlag: 'Red flags',
  presence: 'Presence',
  side: 'Side',
  predictedSide: 'Side of a prediction',
  course: 'Course',
  certainty: 'Certainty in words',
  tier: 'How soon',
  setting: 'Kind of clinic',
  withheld: 'Why there is no ranking',
  cannotTell: 'Why a ranking should not be acted on',
  caseItem: 'Parts of a case beside its findings',
  drawing: 'Drawing format',
  refusal: 'Kinds of refusal',
  role: 'Roles',
  auditDeed: 'Deeds of the log',
};

const concepts = (words: Readonly<Record<string, string>>): CodeSystemConcept[] =>
  Object.entries(words).map(([code, display]) => ({ code, display }));
const bare = (codes: readonly string[]): CodeSystemConcept[] =>
  codes.map((code) => ({ code, display: code.replaceAll('-', ' ') }));

const conceptsOf = (k: Knowledge): Readonly<Record<Name, CodeSystemConcept[]>> => ({
  finding: k.findings.map((f) => ({ code: f.id, display: f.name, definition: f.clinical })),
  disorder: k.disorders.map((d) => ({ code: d.id, display: d.name, definition: d.plain })),
  redFlag: k.redFlags.map((r) => ({ code: r.id, display: r.name })),
  presence: concepts({ present: 'Present', absent: 'Absent' }),
  side: concepts({ L: 'Left', R: 'Right', B: 'Both sides' }),
  predictedSide: concepts({ L: 'Left', R: 'Right', B: 'Both sides', unknown: 'Not clear' }),
  course: concepts({ new: 'New', worse: 'Getting worse', stable: 'Stable' }),
  certainty: concepts({ likely: 'Likely', possible: 'Possible', 'less-likely': 'Less likely', unlikely: 'Unlikely' }),
  tier: TIERS.map((code) => ({ code, display: TIER_WORDS[code] })),
  setting: bare(PRIOR_CHOICES),
  withheld: concepts({
    'cauda-equina': 'A cauda-equina question has neither an answer nor a reason',
    'under-13': 'The patient is under 13',
  }),
  cannotTell: concepts(CANNOT_TELL_WORDS),
  caseItem: concepts(CASE_ITEMS),
  drawing: [{ code: DRAWING_FORMAT, display: 'Pain drawing' }],
  refusal: bare(REFUSAL_KINDS),
  role: concepts({
    patient: 'Patient',
    proxy: 'Proxy of a patient',
    therapist: 'Therapist',
    physician: 'Physician',
    operator: 'Operator',
    auditor: 'Auditor',
    none: 'No role yet: somebody who signs in',
    nobody: 'Nobody who was signed in',
  }),
  auditDeed: concepts({ refused: 'Refused by role', administration: 'Administration' }),
});

/** `https://.../CodeSystem/red-flag` -> `red-flag` */
const idOf = (url: string): string => url.slice(url.lastIndexOf('/') + 1);
const valueSetOf = (system: string): string => system.replace('/CodeSystem/', '/ValueSet/');
const NAMES = Object.keys(CODE_SYSTEM) as Name[];
const common = (name: Name, version: string) =>
  ({
    version,
    name: `Cluneal${name[0]!.toUpperCase()}${name.slice(1)}`,
    title: TITLE[name],
    status: 'active',
  }) as const;

/** Our code systems, complete, of the version of the knowledge. */
export function codeSystemsOf(knowledge: Knowledge): CodeSystem[] {
  const all = conceptsOf(knowledge);
  return NAMES.map((name) => ({
    resourceType: 'CodeSystem',
    id: idOf(CODE_SYSTEM[name]),
    url: CODE_SYSTEM[name],
    ...common(name, knowledge.version),
    caseSensitive: true,
    valueSet: valueSetOf(CODE_SYSTEM[name]),
    content: 'complete',
    count: all[name].length,
    concept: all[name],
  }));
}

/** One value set a code system: all of it. */
export const valueSetsOf = (knowledge: Knowledge): ValueSet[] =>
  NAMES.map((name) => ({
    resourceType: 'ValueSet',
    id: idOf(CODE_SYSTEM[name]),
    url: valueSetOf(CODE_SYSTEM[name]),
    ...common(name, knowledge.version),
    compose: { include: [{ system: CODE_SYSTEM[name] }] },
  }));

/** What our value sets hold, for validation. */
export const bindingsOf = (knowledge: Knowledge): Bindings =>
  Object.fromEntries(codeSystemsOf(knowledge).map((s) => [s.valueSet!, { [s.url!]: s.concept!.map((c) => c.code!) }]));
