// Random noisy-OR networks for holding the inference methods against each other.
import { type Hypothesis, type Network } from '#core/inference/network.js';
import { type Random } from '#core/random.js';

/** A network of `disorders` disorders (every third one sided) and `present` present findings. */
export function randomNetwork(disorders: number, present: number, random: Random): Network {
  const hypotheses: Hypothesis[] = [];
  const groupStart = new Int32Array(disorders + 1);
  for (let d = 0; d < disorders; d++) {
    groupStart[d] = hypotheses.length;
    for (const side of d % 3 === 0 ? (['L', 'R', 'B'] as const) : (['M'] as const))
      hypotheses.push({ disorder: d, side });
  }
  groupStart[disorders] = hypotheses.length;
  const H = hypotheses.length;
  const partner = new Int16Array(disorders).fill(-1);
  const bond = new Float64Array(disorders).fill(1);
  if (disorders > 3) {
    partner[1] = 3;
    partner[3] = 1;
    bond[1] = 7;
    bond[3] = 7;
  }
  return {
    hypotheses,
    groupStart,
    partner,
    bond,
    odds: Float64Array.from({ length: H }, () => 10 ** (-3 + 2.3 * random.uniform())),
    inhibition: Float64Array.from({ length: present }, () => 1 - (0.005 + 0.2 * random.uniform())),
    q: Float64Array.from({ length: H * present }, () => (random.uniform() < 0.4 ? 1 - random.beta(1.2, 1.8) : 1)),
  };
}
