// The referee: plain enumeration of every set of at most `most` disorders, nothing shared, nothing pruned, nothing
// clever. Every faster path is tested against it. Cost grows as C(disorders, most); use it on small networks.
import { type Network } from './network.js';

export interface Posterior {
  /** P(hypothesis) for each hypothesis. */
  readonly marginals: Float64Array;
  /** Sum of the weights of the sets visited. */
  readonly total: number;
}

/** Weight of one set of hypotheses; see network.ts for the formula. */
export function weightOf(n: Network, set: readonly number[]): number {
  const P = n.inhibition.length;
  let w = 1;
  for (const h of set) w *= n.odds[h]!;
  const disorders = new Set(set.map((h) => n.hypotheses[h]!.disorder));
  for (const d of disorders) if (n.partner[d]! > d && disorders.has(n.partner[d]!)) w *= n.bond[d]!;
  for (let p = 0; p < P; p++) {
    let silent = n.inhibition[p]!;
    for (const h of set) silent *= n.q[h * P + p]!;
    w *= 1 - silent;
  }
  return w;
}

export function enumerate(n: Network, most: number): Posterior {
  const sums = new Float64Array(n.hypotheses.length);
  const groups = n.groupStart.length - 1;
  let total = 0;
  const visit = (set: readonly number[], nextGroup: number): void => {
    const w = set.length === 0 ? 0 : weightOf(n, set);
    total += w;
    for (const h of set) sums[h]! += w;
    if (set.length === most) return;
    for (let g = nextGroup; g < groups; g++)
      for (let h = n.groupStart[g]!; h < n.groupStart[g + 1]!; h++) visit([...set, h], g + 1);
  };
  visit([], 0);
  return { marginals: sums.map((s) => s / total), total };
}
