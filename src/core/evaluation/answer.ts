// What any way of answering says of one patient, in one shape: ours, naive Bayes and the prior are scored alike.
import { type Assessment } from '../differential.js';
import { type Side } from '../finding.js';

export interface AnswerLine {
  readonly disorder: string;
  /** null where there is no side, or the evidence points to none. */
  readonly side: Side | null;
  readonly mean: number;
}

/** Every disorder but "something else", likeliest first. */
export interface Answer {
  readonly lines: readonly AnswerLine[];
  readonly somethingElse: number;
}

/** The assessment as an answer; null where the ranking was withheld. */
export function answerOf(a: Assessment): Answer | null {
  if (a.withheld !== null) return null;
  return {
    lines: a.ranked.map((r) => ({ disorder: r.disorder, side: r.side === 'unknown' ? null : r.side, mean: r.mean })),
    somethingElse: a.somethingElse!.mean,
  };
}
