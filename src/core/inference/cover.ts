// Exact inference over all sets of disorders at once, by the subset of present findings that is already accounted for.
//
// A present finding is accounted for when the background or at least one disorder of the set produced it. Disorders act
// independently, so walk through them one by one and keep, for every subset E of the P present findings, the total
// weight of all sets so far that have produced exactly E:
//   v'(E) = v(E) + sum_h odds_h * (T_h v)(E),   T_h: each finding not in E is added with probability s_hp.
// After the last disorder Z = sum_E v(E) prod_{p not in E} leak_p. Every term is positive: nothing cancels, and no set
// is left out however large. Cost: disorders * P * 2^P, so few present findings are cheap and twenty are not.
// Z is linear in each odds_h, so all posterior probabilities follow from one pass back: P(h) = odds_h dZ/dodds_h / Z.
// (The same positive recursion as noisy-OR belief updating by explained subsets; D'Ambrosio 1994 discusses relatives.)
import { type Posterior } from './enumerate.js';
import { type Network } from './network.js';

/** Present findings up to which this is faster than searching sets. */
export const MOST_COVERED = 17;

/** Hypotheses of one disorder that act alike on every present finding, merged. */
interface Act {
  readonly odds: number;
  readonly bits: readonly number[];
  readonly cause: readonly number[];
  readonly members: readonly number[];
}

/** Acts per disorder; a disorder that produces no present finding is left out, for it is independent of the rest. */
function actsOf(n: Network): { groups: Act[][]; idle: number[] } {
  const P = n.inhibition.length;
  const groups: Act[][] = [];
  const idle: number[] = [];
  for (let g = 0; g < n.groupStart.length - 1; g++) {
    const acts = new Map<string, { odds: number; bits: number[]; cause: number[]; members: number[] }>();
    let active = false;
    for (let h = n.groupStart[g]!; h < n.groupStart[g + 1]!; h++) {
      const bits: number[] = [];
      const cause: number[] = [];
      for (let p = 0; p < P; p++) {
        const s = 1 - n.q[h * P + p]!;
        if (s <= 0) continue;
        bits.push(p);
        cause.push(s);
      }
      if (bits.length > 0) active = true;
      const key = bits.map((b, i) => `${b}:${cause[i]}`).join();
      const act = acts.get(key) ?? { odds: 0, bits, cause, members: [] };
      act.odds += n.odds[h]!;
      act.members.push(h);
      acts.set(key, act);
    }
    if (active) groups.push([...acts.values()]);
    else idle.push(g);
  }
  return { groups, idle };
}

/** T_h in place: each absent bit is produced with its probability. */
function produce(v: Float64Array, act: Act): void {
  for (let i = 0; i < act.bits.length; i++) {
    const bit = 1 << act.bits[i]!;
    const s = act.cause[i]!;
    for (let block = 0; block < v.length; block += bit << 1)
      for (let e = block; e < block + bit; e++) {
        const moved = v[e]! * s;
        v[e]! -= moved;
        v[e + bit]! += moved;
      }
  }
}

/** The transpose of T_h in place. */
function produceBack(a: Float64Array, act: Act): void {
  for (let i = 0; i < act.bits.length; i++) {
    const bit = 1 << act.bits[i]!;
    const s = act.cause[i]!;
    for (let block = 0; block < a.length; block += bit << 1)
      for (let e = block; e < block + bit; e++) a[e]! += s * (a[e + bit]! - a[e]!);
  }
}

/** Posterior probabilities over all sets of disorders; nothing truncated. */
export function cover(n: Network): Posterior {
  const P = n.inhibition.length;
  const size = 1 << P;
  const { groups, idle } = actsOf(n);
  const forward: Float64Array[] = [];
  let v = new Float64Array(size);
  v[0] = 1;
  for (const acts of groups) {
    forward.push(v);
    const next = Float64Array.from(v);
    for (const act of acts) {
      const t = Float64Array.from(v);
      produce(t, act);
      for (let e = 0; e < size; e++) next[e]! += act.odds * t[e]!;
    }
    v = next;
  }
  let back = new Float64Array(size);
  back[size - 1] = 1;
  for (let p = 0; p < P; p++) {
    const bit = 1 << p;
    const leak = 1 - n.inhibition[p]!;
    for (let e = size - 1; e >= 0; e--) if ((e & bit) === 0) back[e] = back[e | bit]! * leak;
  }
  let total = 0;
  for (let e = 0; e < size; e++) total += v[e]! * back[e]!;
  let factor = 1;
  for (const g of idle) {
    let odds = 0;
    for (let h = n.groupStart[g]!; h < n.groupStart[g + 1]!; h++) odds += n.odds[h]!;
    factor *= 1 + odds;
  }
  // The empty set is no set.
  const empty = n.inhibition.reduce((w, l) => w * (1 - l), 1);
  const kept = 1 - empty / (total * factor);
  const marginals = new Float64Array(n.hypotheses.length);
  for (let g = groups.length - 1; g >= 0; g--) {
    const before = forward[g]!;
    const next = Float64Array.from(back);
    for (const act of groups[g]!) {
      const t = Float64Array.from(back);
      produceBack(t, act);
      let mass = 0;
      for (let e = 0; e < size; e++) {
        mass += t[e]! * before[e]!;
        next[e]! += act.odds * t[e]!;
      }
      for (const h of act.members) marginals[h] = (n.odds[h]! * mass) / (total * kept);
    }
    back = next;
  }
  for (const g of idle) {
    let odds = 0;
    for (let h = n.groupStart[g]!; h < n.groupStart[g + 1]!; h++) odds += n.odds[h]!;
    for (let h = n.groupStart[g]!; h < n.groupStart[g + 1]!; h++) marginals[h] = n.odds[h]! / ((1 + odds) * kept);
  }
  return { marginals, total: total * factor * kept };
}
