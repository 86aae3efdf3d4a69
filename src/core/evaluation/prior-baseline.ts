// Baseline: each disorder's prior, moved by nothing. Where priors tie, the expected score of breaking ties at random:
// with m of N tied lines true, P(right at 1) = m / N and P(right at k) = 1 - C(N - m, k) / C(N, k).
import { type PriorChoice } from '../knowledge.js';
import { type Model } from '../model.js';
import { type Answer } from './answer.js';
import { answers, type Truth } from './evaluation-case.js';
import { type Score, scoreOf } from './score.js';

export function priorAnswer(model: Model, choice: PriorChoice): Answer {
  const { disorders, somethingElse } = model.knowledge;
  const means = disorders.map((_, d) => model.means.prior(d, choice));
  const order = [...disorders.keys()].filter((d) => disorders[d]!.id !== somethingElse);
  order.sort((a, b) => means[b]! - means[a]! || a - b);
  return {
    lines: order.map((d) => ({ disorder: disorders[d]!.id, side: null, mean: means[d]! })),
    somethingElse: means[model.disorderIndex.get(somethingElse)!]!,
  };
}

/** C(a, r) / C(b, r): the chance that r drawn of b all miss the b - a true ones. */
export function chanceOfMissing(a: number, b: number, r: number): number {
  let chance = 1;
  for (let i = 0; i < r; i++) chance *= Math.max(0, a - i) / (b - i);
  return chance;
}

/** P(any line for which `isTrue` stands among the first k), ties broken at random. */
export function expectedRight(answer: Answer, isTrue: (disorder: string) => boolean, k: number): number {
  const cut = answer.lines[Math.min(k, answer.lines.length) - 1]!.mean;
  const above = answer.lines.filter((l) => l.mean > cut);
  if (above.some((l) => isTrue(l.disorder))) return 1;
  const tied = answer.lines.filter((l) => l.mean === cut);
  const untrue = tied.filter((l) => !isTrue(l.disorder)).length;
  return 1 - chanceOfMissing(untrue, tied.length, Math.min(k, answer.lines.length) - above.length);
}

export function priorScore(model: Model, choice: PriorChoice, truths: readonly Truth[]): Score {
  const answer = priorAnswer(model, choice);
  const plain = scoreOf(model.knowledge, answer, truths);
  const any = (disorder: string) => truths.some((t) => answers(disorder, t.disorder));
  // "Something else" is no line of the list; its place by its own prior is certain.
  const elseRight = (k: number) =>
    truths.some((t) => t.disorder === model.knowledge.somethingElse) &&
    answer.lines.filter((l) => l.mean > answer.somethingElse).length < k
      ? 1
      : 0;
  const found = truths.map((t) =>
    t.disorder === model.knowledge.somethingElse
      ? elseRight(3)
      : expectedRight(answer, (d) => answers(d, t.disorder), 3),
  );
  return {
    ...plain,
    right1: Math.max(elseRight(1), expectedRight(answer, any, 1)),
    right3: Math.max(elseRight(3), expectedRight(answer, any, 3)),
    found3: found.reduce((a, b) => a + b, 0) / truths.length,
    sideRight: null,
    sideRight3: null,
  };
}
