// P(at least one of several disorders is present). Not 1 - prod(1 - p): disorders compete to explain the same findings.
//   P(none) = (mass of the sets without them) / (mass of all sets)
import { type PatientCase } from '../case.js';
import { infer } from '../inference/exact.js';
import { networkOf, structureOf } from '../inference/network.js';
import { type PriorChoice } from '../knowledge.js';
import { type Model } from '../model.js';

export function probabilityOfAny(
  model: Model,
  c: PatientCase,
  choice: PriorChoice,
  disorders: ReadonlySet<string>,
): number {
  const s = structureOf(model, c, choice);
  const n = networkOf(model, s, choice, model.means);
  const odds = n.odds.map((o, h) => (disorders.has(model.knowledge.disorders[s.hypotheses[h]!.disorder]!.id) ? 0 : o));
  return Math.max(0, 1 - infer({ ...n, odds }).total / infer(n).total);
}
