// The English words of an answer, at a terminal and in a record: names, ranges as people, never a naked percent. The
// workstation has its own, by language.
import { type Range, type RankedDisorder } from './differential.js';
import { type Reason } from './explain.js';
import { type Knowledge, type PriorChoice, type Tier } from './knowledge.js';
import { certaintyWord, outOf } from './words.js';

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

/** "less likely" */
export const certaintyPhrase = (r: Range): string => certaintyWord(r.low, r.high).replace('-', ' ');

/** "about 6-8 of 10 such patients": ranges and people, never a naked percent. */
export function peoplePhrase(r: Range): string {
  const { low, high, of } = outOf(r.low, r.high);
  if (high === 0) return `fewer than 1 of ${of} such patients`;
  return `about ${low === high ? low : `${low}-${high}`} of ${of} such patients`;
}

/** "possible: about 3-5 of 10 such patients" */
export const rangeWords = (r: Range): string => `${certaintyPhrase(r)}: ${peoplePhrase(r)}`;

/** ", left"; nothing for a midline disorder. */
export const sideWords = (side: RankedDisorder['side']): string => (side === null ? '' : `, ${SIDE[side]}`);

/** "not present: fever": what was examined and absent is evidence too. */
export function reasonName(r: Reason, names: Names): string {
  if (r.kind === 'prior') return 'how common it is here';
  const name = names.finding(r.finding!, r.side);
  return r.presence === 'absent' ? `not present: ${name}` : name;
}

/** What a reason does to the odds: "x8.2" raises, "/3.0" lowers. */
export function oddsPhrase(logOdds: number): string {
  const times = Math.exp(Math.abs(logOdds));
  const figure = times >= 100 ? Math.round(times).toString() : times.toFixed(1);
  return logOdds >= 0 ? `x${figure}` : `/${figure}`;
}

/** "Tender crest (right) x4.1" */
export const reasonWords = (r: Reason, names: Names): string => `${reasonName(r, names)} ${oddsPhrase(r.logOdds)}`;

/** "as seen in: pain clinic" */
export const settingPhrase = (choice: PriorChoice): string =>
  choice === 'equal' ? 'every disorder held equally likely beforehand' : `as seen in: ${choice.replaceAll('-', ' ')}`;
