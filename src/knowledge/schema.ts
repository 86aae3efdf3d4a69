// The one schema of the knowledge files: it validates them and emits the JSON Schema that gives editors completion.
// Strict objects: an unknown key is an error, so a misspelt field cannot be lost in silence.
import { z } from 'zod';

const text = z.string().min(1);
const word = z.enum(['always', 'most', 'common', 'some', 'few', 'rare', 'never']);
const oddsWord = z.enum(['decisively', 'strongly', 'moderately', 'slightly', 'less', 'much-less', 'hardly']);
const priorWord = z.enum([
  'one-in-2',
  'one-in-3',
  'one-in-5',
  'one-in-10',
  'one-in-20',
  'one-in-50',
  'one-in-100',
  'one-in-300',
  'one-in-1000',
  'one-in-3000',
  'one-in-10000',
]);
const side = z.enum(['L', 'R', 'B']);
const setting = z.enum(['primary-care', 'spine-clinic', 'pain-clinic', 'manual-therapy', 'after-lumbar-fusion']);
const ids = z.array(text);
const code = z.strictObject({
  system: z.enum(['icd10cm', 'snomed', 'loinc', 'cpt']),
  code: text,
  title: text.optional(),
  from: text,
  note: text.optional(),
});

/** knowledge/findings/<group>.yaml: a map of id to entry. */
export const findingEntry = z.strictObject({
  name: text,
  clinical: text,
  elicit: text,
  positive: text,
  side: z.enum(['sided', 'none']),
  role: z.enum([
    'symptom',
    'sign',
    'test',
    'imaging',
    'laboratory',
    'treatment-response',
    'history',
    'shorthand',
    'context',
  ]),
  family: text.optional(),
  cost: z
    .strictObject({
      minutes: z.int().min(0),
      harm: z.enum(['none', 'discomfort', 'needle', 'radiation', 'surgery']),
      money: z.enum(['none', 'low', 'medium', 'high']),
    })
    .optional(),
  elsewhere: word.optional(),
  exposure: word.optional(),
  'elsewhere-from': ids.min(1).optional(),
  'elsewhere-reconcile': z.enum(['pool', 'span', 'prefer', 'unresolved']).optional(),
  'elsewhere-because': text.optional(),
  codes: z.array(code).optional(),
  expands: z.strictObject({ present: ids.optional(), absent: ids.optional() }).optional(),
  danger: z.literal(true).optional(),
  note: text.optional(),
});
export const findingFile = z.record(z.string(), findingEntry);

/** A frequency we hold: from counted reports, or a word of the judgement source. */
const reconcile = z.enum(['pool', 'span', 'prefer', 'unresolved']);
const certainty = z.enum(['very-low', 'low', 'moderate', 'high']);
const held = {
  from: ids.min(1).optional(),
  word: word.optional(),
  reconcile: reconcile.optional(),
  because: text,
  certainty: certainty.optional(),
  cites: ids.optional(),
  status: z.enum(['draft', 'accepted', 'superseded']).optional(),
};
const hold = z.strictObject({ finding: text, ...held });
const mover = z.strictObject({
  finding: text.optional(),
  age: z.tuple([z.number(), z.number()]).optional(),
  sex: z.enum(['F', 'M']).optional(),
  duration: z.enum(['days', 'weeks', 'months', 'years']).optional(),
  odds: oddsWord.optional(),
  from: ids.min(1).optional(),
  exposed: text.optional(),
  unexposed: text.optional(),
  because: text,
  certainty: certainty.optional(),
  cites: ids.optional(),
});
const prior = z.strictObject({
  from: ids.min(1).optional(),
  word: priorWord.optional(),
  reconcile: reconcile.optional(),
  because: text,
  certainty: certainty.optional(),
  cites: ids.optional(),
});

/** knowledge/disorders/<id>.yaml: what we hold, from which reports, reconciled how, and why. */
export const disorderFile = z.strictObject({
  id: text,
  name: text,
  plain: text,
  group: text,
  sided: z.boolean(),
  dangerous: z.boolean(),
  about: text,
  'must-differ-from': ids.optional(),
  cautions: z.array(text).optional(),
  codes: z.array(code).optional(),
  bilateral: z.strictObject(held).optional(),
  companions: z.array(z.strictObject({ disorder: text, ...held })).optional(),
  priors: z.record(setting, prior),
  history: z.array(mover),
  holds: z.array(hold),
});

const report = z.strictObject({
  id: text,
  measure: z.enum([
    'proportion',
    'sensitivity',
    'specificity',
    'ppv',
    'npv',
    'lr-positive',
    'lr-negative',
    'odds-ratio',
    'diagnostic-odds-ratio',
    'prevalence',
    'incidence',
    'post-test',
    'placebo-response',
    'false-positive-rate',
    'false-negative-rate',
    'success',
    'complication',
    'anatomy',
  ]),
  finding: z.union([text, ids]).optional(),
  among: z.union([text, ids]).optional(),
  setting: z.union([setting, z.literal('community')]).optional(),
  cohort: text.optional(),
  present: z.int().min(0).optional(),
  of: z.union([z.int().min(1), z.literal('unknown')]).optional(),
  'of-is': text.optional(),
  value: z.union([z.number(), text]).optional(),
  ci: z.tuple([z.number(), z.number()]).optional(),
  'established-by': text.optional(),
  where: text.optional(),
  says: text,
  'contested-by': ids.optional(),
  note: text.optional(),
});
const statement = z.strictObject({
  id: text,
  about: z.union([text, ids]).optional(),
  finding: z.union([text, ids]).optional(),
  says: text,
  value: z.unknown().optional(),
  where: text.optional(),
  'contested-by': ids.optional(),
  note: text.optional(),
});

/** knowledge/sources/<key>.yaml: what one publication reports. */
export const sourceFile = z.strictObject({
  key: text,
  citation: text,
  doi: text.optional(),
  url: text.optional(),
  kind: z.enum(['original', 'review', 'guideline', 'textbook', 'web', 'founding', 'registry', 'secondary']),
  design: z.enum([
    'randomised',
    'prospective-cohort',
    'diagnostic-accuracy',
    'case-control',
    'retrospective-cohort',
    'case-series',
    'case-report',
    'cadaver',
    'volunteer',
    'review',
    'guideline',
    'expert-opinion',
    'cross-sectional',
  ]),
  cohort: text.optional(),
  population: text.optional(),
  read: text,
  corrections: z.array(text).optional(),
  reports: z.array(report).optional(),
  statements: z.array(statement).optional(),
  note: text.optional(),
});

export const controversyFile = z.array(
  z.strictObject({
    id: text,
    question: text,
    'side-a': z.strictObject({ position: text, claims: ids, who: text, patients: z.union([text, z.number()]) }),
    'side-b': z.strictObject({ position: text, claims: ids, who: text, patients: z.union([text, z.number()]) }),
    changes: text,
    handling: text,
  }),
);

export const notTakenFile = z.array(z.strictObject({ claim: text, because: text }));

const condition: z.ZodType = z.lazy(() =>
  z.union([
    z.strictObject({
      present: text,
      side: side.optional(),
      course: z.array(z.enum(['new', 'worse', 'stable'])).optional(),
    }),
    z.strictObject({ absent: text }),
    z.strictObject({ all: z.array(condition).min(1) }),
    z.strictObject({ any: z.array(condition).min(1) }),
    z.strictObject({ atLeast: z.int().min(1), of: z.array(condition).min(1) }),
    z.strictObject({ not: condition }),
    z.strictObject({ age: z.strictObject({ over: z.number().optional(), under: z.number().optional() }) }),
    z.strictObject({ days: z.strictObject({ over: z.number().optional(), under: z.number().optional() }) }),
    z.strictObject({ sex: z.enum(['F', 'M']) }),
    z.strictObject({ nrs: z.strictObject({ over: z.number() }) }),
  ]),
);
export const redFlagFile = z.strictObject({
  id: text,
  name: text,
  disorders: ids,
  sources: ids,
  verified: z.boolean(),
  because: text,
  asks: ids,
  'ask-order': z.int().min(1).optional(),
  levels: z.array(
    z.strictObject({
      tier: z.enum(['emergency', 'urgent-days', 'urgent-2-weeks', 'soon', 'modify']),
      country: text,
      action: text,
      when: condition,
      because: text.optional(),
    }),
  ),
  question: z.strictObject({ when: condition, asks: ids, because: text.optional() }).optional(),
  notes: z.array(text).optional(),
});
export const unusedFlagFile = z.array(z.strictObject({ finding: text, because: text }));

const times = z.strictObject({ times: z.number().min(0).max(1), because: text.optional() });
export const judgementFile = z.strictObject({
  source: z.strictObject({ key: text, citation: text, kind: z.literal('judgement') }),
  'frequency-words': z.record(word, z.number().min(0).max(1)),
  'frequency-weight': z.strictObject({
    patients: z.number().positive(),
    'rarer-side': z.number().positive(),
    because: text,
  }),
  'odds-words': z.record(oddsWord, z.number().positive()),
  'odds-weight': z.strictObject({ 'sd-log': z.number().positive(), because: text }),
  'prior-words': z.record(priorWord, z.number().min(0).max(1)),
  'prior-weight': z.strictObject({ events: z.number().positive(), because: text }),
  shrink: z.strictObject({
    design: z.record(z.string(), times),
    'established-by': z.record(z.string(), times),
    'unknown-size': z.strictObject({ patients: z.number().positive(), because: text }),
    cap: z.strictObject({ patients: z.number().positive(), because: text }),
  }),
  families: z.record(
    z.string(),
    z.union([z.number().min(0).max(1), z.strictObject({ rho: z.number().min(0).max(1), because: text }), text]),
  ),
  settings: z.record(setting, text),
  'setting-implies': z.partialRecord(setting, ids),
  'disorders-per-patient': z.strictObject({
    cases: z.int().positive(),
    patients: z.int().positive(),
    source: text,
    because: text,
  }),
  'cost-minutes': z.strictObject({
    harm: z.record(z.string(), z.number().min(0)),
    money: z.record(z.string(), z.number().min(0)),
    because: text,
  }),
});

const foundingCheck = z.union([
  z.strictObject({ mover: text, finding: text, direction: z.enum(['up', 'down']) }),
  z.strictObject({ cell: text, finding: text }),
  z.strictObject({ 'no-cell': text, finding: text }),
  z.strictObject({ age: text, direction: z.enum(['up', 'down']), at: z.number() }),
  z.strictObject({ finding: text }),
  z.strictObject({ mentions: text, 'differs-from': text }),
  z.strictObject({ shorthand: text, implies: text }),
  z.strictObject({ claim: text }),
  z.strictObject({ controversy: text }),
  z.strictObject({ 'red-flag': text }),
  z.strictObject({ document: text, says: text }),
]);
export const foundingFile = z.array(
  z.strictObject({
    id: text,
    article: z.enum(['knight', 'klein', 'ng', 'lowe']),
    who: text.optional(),
    says: text,
    status: z.enum(['carried', 'planned']),
    'carried-by': z.array(foundingCheck).min(1).optional(),
    part: z.enum(['pathway', 'block', 'hands', 'picture', 'visit', 'registry', 'finder', 'teaching']).optional(),
    claim: z.union([text, ids]).optional(),
    note: text.optional(),
  }),
);

/** knowledge/patients.yaml: published patients to open; the truth is shown apart and never reaches the reasoning. */
export const patientFile = z.array(
  z.strictObject({
    id: text,
    title: text,
    age: z.number().nullable(),
    sex: z.enum(['F', 'M']).nullable(),
    duration: text.nullable(),
    narrative: text,
    findings: ids,
    nrs: z.number().nullable(),
    prior_treatments: ids,
    citation: text,
    doi: text.optional(),
    truth: ids,
    confirmation: text,
    completeness: text,
  }),
);

export type PatientSource = z.infer<typeof patientFile>[number];
export type FindingSource = z.infer<typeof findingEntry>;
export type DisorderSource = z.infer<typeof disorderFile>;
export type HoldSource = z.infer<typeof hold>;
export type MoverSource = z.infer<typeof mover>;
export type SourceFile = z.infer<typeof sourceFile>;
export type ReportSource = z.infer<typeof report>;
export type RedFlagSource = z.infer<typeof redFlagFile>;
export type Judgement = z.infer<typeof judgementFile>;
export type Controversy = z.infer<typeof controversyFile>[number];
export type FoundingStatement = z.infer<typeof foundingFile>[number];
export type FoundingCheck = z.infer<typeof foundingCheck>;
