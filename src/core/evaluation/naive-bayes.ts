// Baseline: naive Bayes with our own numbers. One cause a patient, findings independent given it, no families:
//   P(h | case) ~ P(h) * prod_movers factor * prod_present P(f | h) * prod_absent (1 - P(f | h)),
// P(f | h) = max(cell, background); hypotheses carry sides as in network.ts. In logarithms.
import { type PatientCase } from '../case.js';
import { sideOf } from '../differential.js';
import { logFactorOf, speaksTo, structureOf } from '../inference/network.js';
import { type PriorChoice } from '../knowledge.js';
import { type Model } from '../model.js';
import { type Answer } from './answer.js';

/** As in network.ts: no finding is held impossible. */
const LEAST = 1e-6;

export function naiveBayes(model: Model, c: PatientCase, choice: PriorChoice): Answer {
  const { means, cellsByFinding } = model;
  const { disorders, somethingElse } = model.knowledge;
  const s = structureOf(model, c, choice);
  const logs = s.hypotheses.map(({ disorder, side }) => {
    const both = means.bilateral(disorder);
    const share = side === 'M' ? 1 : side === 'B' ? both : (1 - both) / 2;
    let log = Math.log(means.prior(disorder, choice) * share);
    for (const m of s.movers) if (m.disorder === disorder) log += logFactorOf({ ...m, weight: 1 }, means);
    for (const i of [...s.present, ...s.absent]) {
      const e = s.evidence[i]!;
      const position = speaksTo(e.side, side) ? cellsByFinding[e.index]!.findIndex((x) => x.disorder === disorder) : -1;
      const background = Math.max(LEAST, means.elsewhere(e.index));
      const p = position < 0 ? background : Math.max(background, means.cells(e.index)[position]!);
      log += Math.log(e.presence === 'present' ? p : Math.max(LEAST, 1 - p));
    }
    return log;
  });
  const top = Math.max(...logs);
  const weights = logs.map((l) => Math.exp(l - top));
  const total = weights.reduce((a, b) => a + b, 0);
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
