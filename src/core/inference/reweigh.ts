// The same sets under other numbers: what every parameter draw needs, since drawing does not change which sets matter
// nearly as much as it changes their weights. Sets come parents first, so the shared prefix is not computed again.

import { type Network } from './network.js';
import { MAX_MEMBERS, type SetList } from './search.js';

/** P(hypothesis) over the listed sets, with the numbers of `n`. */
export function reweigh(n: Network, sets: SetList): Float64Array {
  const P = n.inhibition.length;
  const sums = new Float64Array(n.hypotheses.length);
  const silent = Array.from({ length: MAX_MEMBERS + 1 }, () => new Float64Array(P));
  const odds = new Float64Array(MAX_MEMBERS + 1).fill(1);
  const path = new Int16Array(MAX_MEMBERS).fill(-1);
  const partnerOf = Int16Array.from(n.hypotheses, (h) => n.partner[h.disorder]!);
  silent[0]!.set(n.inhibition);
  let total = 0;
  for (let i = 0; i < sets.count; i++) {
    const at = i * MAX_MEMBERS;
    let depth = 0;
    while (depth < MAX_MEMBERS && path[depth] !== -1 && path[depth] === sets.members[at + depth]) depth++;
    let k = depth;
    for (; k < MAX_MEMBERS && sets.members[at + k] !== -1; k++) {
      const h = sets.members[at + k]!;
      path[k] = h;
      const partner = partnerOf[h]!;
      let bond = 1;
      if (partner >= 0)
        for (let j = 0; j < k; j++) if (n.hypotheses[path[j]!]!.disorder === partner) bond = n.bond[partner]!;
      odds[k + 1] = odds[k]! * n.odds[h]! * bond;
      const from = silent[k]!;
      const to = silent[k + 1]!;
      const row = h * P;
      for (let p = 0; p < P; p++) to[p] = from[p]! * n.q[row + p]!;
    }
    if (k < MAX_MEMBERS) path[k] = -1;
    let w = odds[k]!;
    const last = silent[k]!;
    for (let p = 0; p < P; p++) w *= 1 - last[p]!;
    total += w;
    for (let j = 0; j < k; j++) sums[path[j]!]! += w;
  }
  if (total > 0) for (let h = 0; h < sums.length; h++) sums[h]! /= total;
  return sums;
}
