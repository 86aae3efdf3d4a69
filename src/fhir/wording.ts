// The words of an answer that leaves the product as text: names, ranges as people, never a naked percent.
import { type Range, type RankedDisorder } from '#core/differential.js';
import { type Reason } from '#core/explain.js';
import { type Knowledge, type Tier } from '#core/knowledge.js';
import { certaintyWord, outOf } from '#core/words.js';

/** The banner on every answer (docs/intended-use.md). */
export const NOTICE = 'Research use, not validated: not for deciding about a patient.';

export const TIER_WORDS: Readonly<Record<Tier, string>> = {
  emergency: 'Emergency',
  'urgent-days': 'Urgent, within days',
  'urgent-2-weeks': 'Urgent, within two weeks',
  soon: 'Soon',
  modify: 'Changes what is done',
};

export const CANNOT_TELL_WORDS = {
  'too-little-known': 'Too little is known of this patient to act on the ranking',
  'ranges-overlap': 'The leading ranges overlap: the first may not be the first',
  'nothing-stands-out': 'Nothing stands out',
} as const;

const HISTORY: Readonly<Record<string, string>> = { age: 'age', sex: 'sex', duration: 'how long it has lasted' };
const SIDE: Readonly<Record<'L' | 'R' | 'B' | 'unknown', string>> = {
  L: 'left',
  R: 'right',
  B: 'both sides',
  unknown: 'side not clear',
};

/** Names of findings and disorders in one knowledge. */
export interface Names {
  finding(id: string, side?: 'L' | 'R'): string;
  disorder(id: string): string;
}

/** An id that the knowledge does not have names itself. */
export function namesOf(knowledge: Knowledge): Names {
  const findings = new Map(knowledge.findings.map((f) => [f.id, f.name]));
  const disorders = new Map(knowledge.disorders.map((d) => [d.id, d.name]));
  return {
    finding: (id, side) => `${findings.get(id) ?? HISTORY[id] ?? id}${side ? ` (${SIDE[side]})` : ''}`,
    disorder: (id) => disorders.get(id) ?? id,
  };
}

/** "possible: about 3-5 of 10 such patients" */
export function rangeWords(r: Range): string {
  const { low, high, of } = outOf(r.low, r.high);
  const people = high === 0 ? `fewer than 1 of ${of}` : `about ${low === high ? low : `${low}-${high}`} of ${of}`;
  return `${certaintyWord(r.low, r.high).replace('-', ' ')}: ${people} such patients`;
}

/** ", left"; nothing for a midline disorder. */
export const sideWords = (side: RankedDisorder['side']): string => (side === null ? '' : `, ${SIDE[side]}`);

/** "Tender crest (right) x4.1": what a reason does to the odds. */
export function reasonWords(r: Reason, names: Names): string {
  const times = Math.exp(Math.abs(r.logOdds));
  const what = r.kind === 'prior' ? 'how common it is here' : names.finding(r.finding!, r.side);
  const stated = r.presence === 'absent' ? `not present: ${what}` : what;
  return `${stated} ${r.logOdds >= 0 ? 'x' : '/'}${times >= 100 ? Math.round(times) : times.toFixed(1)}`;
}
