// An independent referee of the posterior: Gibbs sampling over disorders. Shares no arithmetic with the exact methods
// but the weights of the network.
import { type Network } from '#core/inference/network.js';
import { type Random } from '#core/random.js';

/** P(hypothesis) estimated from `sweeps` sweeps after a burn-in of a tenth of them (Rao-Blackwellised). */
export function gibbs(n: Network, sweeps: number, random: Random): Float64Array {
  const P = n.inhibition.length;
  const groups = n.groupStart.length - 1;
  const state = new Int32Array(groups).fill(-1);
  const sums = new Float64Array(n.hypotheses.length);
  state[0] = n.groupStart[0]!;
  let count = 1;
  const burn = Math.floor(sweeps / 10);
  const silent = new Float64Array(P);
  for (let sweep = -burn; sweep < sweeps; sweep++) {
    for (let g = 0; g < groups; g++) {
      silent.set(n.inhibition);
      for (let k = 0; k < groups; k++) {
        if (k === g || state[k] === -1) continue;
        const row = state[k]! * P;
        for (let p = 0; p < P; p++) silent[p]! *= n.q[row + p]!;
      }
      const others = count - (state[g] === -1 ? 0 : 1);
      const from = n.groupStart[g]!;
      const to = n.groupStart[g + 1]!;
      const partner = n.partner[g]!;
      const bond = partner >= 0 && state[partner] !== -1 ? n.bond[g]! : 1;
      const weights: number[] = [];
      // Leaving the set empty is not allowed: the patient has some cause.
      let none = others > 0 ? 1 : 0;
      for (let p = 0; p < P && none > 0; p++) none *= 1 - silent[p]!;
      let total = none;
      for (let h = from; h < to; h++) {
        let w = n.odds[h]! * bond;
        for (let p = 0; p < P; p++) w *= 1 - silent[p]! * n.q[h * P + p]!;
        weights.push(w);
        total += w;
      }
      if (sweep >= 0) for (let h = from; h < to; h++) sums[h]! += weights[h - from]! / total;
      let u = random.uniform() * total - none;
      let next = -1;
      for (let h = from; h < to && u >= 0; h++) {
        next = h;
        u -= weights[h - from]!;
      }
      state[g] = next;
      count = others + (next === -1 ? 0 : 1);
    }
  }
  return sums.map((s) => s / sweeps);
}
