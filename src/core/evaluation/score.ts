// How good one answer is for one patient whose truth is known. Right at k: any true disorder among the first k.
// Brier score (Brier, Mon Weather Rev 1950;78:1-3): mean over the listed disorders of (mean - truth)^2.
import { type Knowledge } from '../knowledge.js';
import { type Answer } from './answer.js';
import { answers, type Truth } from './evaluation-case.js';

export interface Score {
  /** Place of the first true disorder, from 1. */
  readonly rank: number;
  /** 1 or 0; a chance between where an answer ties (the prior alone). */
  readonly right1: number;
  readonly right3: number;
  /** Share of the case's true disorders that stand among the first three. */
  readonly found3: number;
  readonly brier: number;
  /** Is the side right? Only where the first line is a true disorder, has a side, and the truth states one; else null. */
  readonly sideRight: boolean | null;
  readonly sideRight3: boolean | null;
}

/**
 * Which line stands for each truth. A root that is not named is answered by the first radiculopathy listed; "something
 * else" has no line of its own and stands where its probability would put it.
 */
export function linesOfTruth(answer: Answer, truths: readonly Truth[]): readonly { truth: Truth; line: number }[] {
  return truths.map((truth) => ({ truth, line: answer.lines.findIndex((l) => answers(l.disorder, truth.disorder)) }));
}

/** 0 or 1 for each line: is it one of the true disorders? */
export function truthByLine(answer: Answer, truths: readonly Truth[]): Uint8Array {
  const out = new Uint8Array(answer.lines.length);
  for (const { line } of linesOfTruth(answer, truths)) if (line >= 0) out[line] = 1;
  return out;
}

export function brierOf(answer: Answer, truths: readonly Truth[]): number {
  const truth = truthByLine(answer, truths);
  let sum = 0;
  answer.lines.forEach((l, i) => {
    sum += (l.mean - truth[i]!) ** 2;
  });
  return sum / answer.lines.length;
}

export function scoreOf(knowledge: Knowledge, answer: Answer, truths: readonly Truth[]): Score {
  const elsePlace = 1 + answer.lines.filter((l) => l.mean > answer.somethingElse).length;
  const places = linesOfTruth(answer, truths).map(({ truth, line }) => ({
    truth,
    line,
    place: line >= 0 ? line + 1 : truth.disorder === knowledge.somethingElse ? elsePlace : Number.POSITIVE_INFINITY,
  }));
  const first = places.reduce((a, b) => (b.place < a.place ? b : a));
  const sided = new Set(knowledge.disorders.filter((d) => d.sided).map((d) => d.id));
  const sideRightWithin = (k: number): boolean | null => {
    if (first.place > k || first.line < 0 || !first.truth.side) return null;
    const line = answer.lines[first.line]!;
    return sided.has(line.disorder) ? line.side === first.truth.side : null;
  };
  return {
    rank: first.place,
    right1: first.place <= 1 ? 1 : 0,
    right3: first.place <= 3 ? 1 : 0,
    found3: places.filter((p) => p.place <= 3).length / truths.length,
    brier: brierOf(answer, truths),
    sideRight: sideRightWithin(1),
    sideRight3: sideRightWithin(3),
  };
}
