// Baseline: naive Bayes with our own numbers. One cause a patient, findings independent given it, no families:
//   P(h | case) ~ P(h) * prod_movers factor * prod_present P(f | h) * prod_absent (1 - P(f | h)),
// P(f | h) = max(cell, background). A set of one disorder has exactly this weight in the noisy-OR network when every
// family weight is 1, so the network's own arithmetic gives it. Hypotheses carry sides as in network.ts.
import type { PatientCase } from '../case.js';
import { sideOf } from '../differential.js';
import { weightOf } from '../inference/enumerate.js';
import { networkOf, structureOf } from '../inference/network.js';
import type { PriorChoice } from '../knowledge.js';
import type { Model } from '../model.js';
import type { Answer } from './answer.js';

export function naiveBayes(model: Model, c: PatientCase, choice: PriorChoice): Answer {
  const told = structureOf(model, c, choice);
  const s = {
    ...told,
    evidence: told.evidence.map((e) => ({ ...e, weight: 1 })),
    movers: told.movers.map((m) => ({ ...m, weight: 1 })),
  };
  const n = networkOf(model, s, choice, model.means);
  const weights = s.hypotheses.map((h, i) => {
    // networkOf starts from odds p / (1 - p); a single cause is weighed by p itself.
    return weightOf(n, [i]) * (1 - model.means.prior(h.disorder, choice));
  });
  const total = weights.reduce((a, b) => a + b, 0);
  const { disorders, somethingElse } = model.knowledge;
  const lines = disorders.map((d, index) => {
    const sides = { L: 0, R: 0, B: 0 };
    let mean = 0;
    for (let h = s.groupStart[index]!; h < s.groupStart[index + 1]!; h++) {
      const p = weights[h]! / total;
      mean += p;
      const { side } = s.hypotheses[h]!;
      if (side !== 'M') sides[side] = p;
    }
    const side = d.sided ? sideOf(s, sides) : null;
    return { disorder: d.id, mean, side: side === 'unknown' ? null : side, index };
  });
  return {
    lines: lines
      .filter((l) => l.disorder !== somethingElse)
      .sort((a, b) => b.mean - a.mean || a.index - b.index)
      .map(({ disorder, side, mean }) => ({ disorder, side, mean })),
    somethingElse: lines.find((l) => l.disorder === somethingElse)!.mean,
  };
}
