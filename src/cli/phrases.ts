// The words in which people read an answer at a terminal.
import { type Range, type RankedDisorder } from '#core/differential.js';
import { type Reason } from '#core/explain.js';
import { type Model } from '#core/model.js';
import { type CertaintyWord, certaintyWord, outOf } from '#core/words.js';

const CERTAINTY: Readonly<Record<CertaintyWord, string>> = {
  likely: 'likely',
  possible: 'possible',
  'less-likely': 'less likely',
  unlikely: 'unlikely',
};

export const certaintyPhrase = (r: Range): string => CERTAINTY[certaintyWord(r.low, r.high)];

/** "about 6-8 of 10 such patients": ranges and people, never a naked percent. */
export function peoplePhrase(r: Range): string {
  const { low, high, of } = outOf(r.low, r.high);
  if (high === 0) return `fewer than 1 of ${of} such patients`;
  return `about ${low === high ? low : `${low}-${high}`} of ${of} such patients`;
}

export function sidePhrase(side: RankedDisorder['side']): string {
  if (side === null) return '';
  return { L: 'left', R: 'right', B: 'both sides', unknown: 'side not clear' }[side];
}

export const disorderName = (model: Model, id: string): string =>
  model.knowledge.disorders[model.disorderIndex.get(id)!]!.name;

const HISTORY: Readonly<Record<string, string>> = { age: 'age', sex: 'sex', duration: 'how long it has lasted' };

/** A finding in plain words, with its side. */
export function findingName(model: Model, id: string, side?: 'L' | 'R'): string {
  const at = model.findingIndex.get(id);
  const name = at === undefined ? (HISTORY[id] ?? id) : model.knowledge.findings[at]!.name;
  return side ? `${name} (${side === 'L' ? 'left' : 'right'})` : name;
}

/** "no fever": what was examined and absent is evidence too. */
export function reasonName(model: Model, r: Reason): string {
  if (r.kind === 'prior') return 'how common it is here';
  const name = findingName(model, r.finding!, r.side);
  return r.presence === 'absent' ? `not present: ${name}` : name;
}

/** What a reason does to the odds: "x8.2" raises, "/3.0" lowers. */
export function oddsPhrase(logOdds: number): string {
  const times = Math.exp(Math.abs(logOdds));
  const figure = times >= 100 ? Math.round(times).toString() : times.toFixed(1);
  return logOdds >= 0 ? `x${figure}` : `/${figure}`;
}

export function settingPhrase(choice: string): string {
  return choice === 'equal'
    ? 'every disorder held equally likely beforehand'
    : `as seen in: ${choice.replaceAll('-', ' ')}`;
}
