// The invented patients of the demo, each with what they came with. The same seed invents the same people.
import { type PatientCase } from '#core/case.js';
import { caseFromRecord } from '#core/case-record.js';
import { type Knowledge } from '#core/knowledge.js';
import { type Random, seededRandom } from '#core/random.js';
import { type CodeBook } from '#fhir/code-book.js';
import { type CaseResource, resourcesFromCase } from '#fhir/resources-from-case.js';

const CAUDA_EQUINA_DENIED = [
  ...['-red.saddle', '-red.bladder', '-red.bowel', '-red.sexual-dysfunction', '-red.bilateral-or-worsening-legs'],
];
/** `@S` is the side of the pain: left or right by the seed. */
const PRESENTING: readonly {
  readonly sex: 'F' | 'M';
  readonly age: number;
  readonly duration: string;
  readonly treatments: readonly string[];
  readonly findings: readonly string[];
}[] = [
  {
    ...{ sex: 'F', age: 61, duration: '2 years', treatments: ['two facet injections'] },
    findings: [
      ...['pain.iliac-crest@S', 'pain.upper-buttock@S', 'pain.unilateral@S', 'quality.burning', 'worse.extension'],
      ...[
        'worse.standing',
        'tender.crest@S',
        'tinel.crest@S',
        'reproduced-by-pressure@S',
        'neuro.normal',
        'mri.normal',
      ],
      ...['failed.facet-injection', ...CAUDA_EQUINA_DENIED],
    ],
  },
  {
    ...{ sex: 'F', age: 47, duration: '8 months', treatments: ['physiotherapy'] },
    findings: [
      ...['pain.medial-buttock@S', 'pain.sacrum@S', 'pain.unilateral@S', 'quality.stabbing', 'worse.sitting'],
      ...['worse.rising', 'tender.lpsl@S', 'tinel.lpsl@S', 'neuro.normal', ...CAUDA_EQUINA_DENIED],
    ],
  },
  {
    ...{ sex: 'F', age: 34, duration: '5 months', treatments: ['a pelvic belt'] },
    findings: [
      ...[
        'pain.buttock@S',
        'pain.low-back',
        'pain.unilateral@S',
        'hx.peripartum',
        'worse.rolling',
        'better.pelvic-belt',
      ],
      ...['tender.psis@S', 'test.sij-cluster@S', 'neuro.normal', ...CAUDA_EQUINA_DENIED],
    ],
  },
  {
    ...{ sex: 'M', age: 52, duration: '6 weeks', treatments: [] },
    findings: [
      ...[
        'pain.leg@S',
        'pain.below-knee@S',
        'pain.low-back',
        'pain.unilateral@S',
        'quality.electric',
        'worse.valsalva',
      ],
      ...['test.slr@S', 'sensory.dermatomal@S', 'mri.disc-compression@S', ...CAUDA_EQUINA_DENIED],
    ],
  },
  {
    ...{ sex: 'M', age: 69, duration: '3 years', treatments: ['anti-inflammatories'] },
    findings: [
      ...['pain.low-back', 'pain.groin@S', 'pain.unilateral@S', 'worse.walking', 'test.hip-rotation-limited@S'],
      ...['xray.hip-oa@S', ...CAUDA_EQUINA_DENIED],
    ],
  },
  {
    // Nobody has asked the five questions yet: the ranking waits for them.
    ...{ sex: 'M', age: 39, duration: '10 days', treatments: [] },
    findings: ['pain.low-back', 'pain.buttock@S', 'pain.unilateral@S', 'onset.acute', 'worse.flexion'],
  },
];
const GIVEN = {
  F: ['Ada', 'Berta', 'Chiyo', 'Dana', 'Edith', 'Farida', 'Greta', 'Hana'],
  M: ['Aaron', 'Bruno', 'Cem', 'Dai', 'Emil', 'Felix', 'Goro', 'Hugo'],
} as const;
const FAMILY = ['Ashby', 'Birch', 'Castell', 'Dorn', 'Elm', 'Fujino', 'Grove', 'Hollis', 'Ito', 'Juniper'];

/** HL7's own mark for what is about nobody. */
export const INVENTED = {
  system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason',
  code: 'HTEST',
  display: 'test health data',
} as const;

const DAY = 86_400_000;

export interface DemoPatient {
  readonly id: string;
  /** The Patient first. */
  readonly resources: readonly CaseResource[];
}

/** The patients with their resources; `newId` is asked for every id. */
export function demoPatients(
  seed: number,
  knowledge: Knowledge,
  book: CodeBook,
  { now, newId }: { readonly now: number; readonly newId: () => string },
): readonly DemoPatient[] {
  const random = seededRandom(seed, 'demo patients');
  const families = shuffled(FAMILY, random);
  return PRESENTING.map((presenting, i) => {
    const { sex, age, duration, treatments } = presenting;
    const side = random.uniform() < 0.5 ? 'L' : 'R';
    const findings = presenting.findings.map((finding) => finding.replace('@S', `@${side}`));
    const nrs = 4 + Math.floor(random.uniform() * 5);
    const record = { age, sex, duration, nrs, prior_treatments: treatments, findings };
    const at = now - Math.floor((1 + random.uniform() * 20) * DAY);
    const id = newId();
    const resources = resourcesFromCase(caseOf(record, knowledge), book, {
      ...{ subject: id, encounter: newId(), at: new Date(at).toISOString() },
      idOf: newId,
    });
    const name = { family: `${families[i]}-Invented`, given: [picked(GIVEN[sex], random)] };
    const birthDate = bornBefore(at, age, Math.floor(random.uniform() * 360));
    return {
      id,
      resources: resources.map((resource): CaseResource => {
        const marked = { ...resource, meta: { ...resource.meta, tag: [INVENTED] } };
        return marked.resourceType === 'Patient' ? { ...marked, name: [name], birthDate } : marked;
      }),
    };
  });
}

function caseOf(record: object, knowledge: Knowledge): PatientCase {
  const read = caseFromRecord(record, 'a demo patient', knowledge);
  if (!read.ok) throw new Error(`the demo has a case that cannot be read: ${read.errors[0]!.message}`);
  return read.cases[0]!.patient;
}

const picked = <T>(list: readonly T[], random: Random): T => list[Math.floor(random.uniform() * list.length)]!;

function shuffled<T>(list: readonly T[], random: Random): readonly T[] {
  return list
    .map((value) => ({ value, key: random.uniform() }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
}

/** A birth date that makes somebody so old at a time: the last birthday was so many days before it. */
function bornBefore(at: number, years: number, days: number): string {
  const birthday = new Date(at - days * DAY);
  birthday.setUTCFullYear(birthday.getUTCFullYear() - years);
  return birthday.toISOString().slice(0, 10);
}
