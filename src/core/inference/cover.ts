// Exact inference over all sets of disorders at once, by the subset of present findings that is already accounted for.
//
// A present finding is accounted for when the background or at least one disorder of the set produced it. Disorders act
// independently, so walk through them one by one and keep, for every subset E of the present findings, the total weight
// of all sets so far that have produced exactly E:
//   v'(E) = v(E) + sum_h odds_h (T_h v)(E),   T_h: each finding not in E is added with probability s_hp.
// A finding enters the walk at the first disorder that can produce it and is settled after the last one: produced, or
// left to the background, v'(E) = v(E + p) + leak_p v(E). So only the findings open at the same time count:
// cost = disorders * open * 2^open. Every term is positive: nothing cancels, and no set is left out however large.
// The total is linear in each odds_h, so every posterior probability follows from one pass back:
//   P(h) = odds_h (d total / d odds_h) / total.
import { type Posterior } from './enumerate.js';
import { type Network } from './network.js';

/** Findings open at once up to which this is used; with 19 some 200 ms and 170 MB. */
export const MOST_OPEN = 19;

/** What one disorder (or a linked pair) may do to the present findings; hypotheses that do the same are merged. */
interface Act {
  odds: number;
  readonly findings: readonly number[];
  readonly cause: readonly number[];
  /** The hypotheses in it, each with the odds it brought. */
  readonly shares: { readonly h: number; readonly odds: number }[];
}

/** One disorder of the walk. */
interface Step {
  readonly acts: readonly Act[];
  /** Findings that enter before it and those settled after it. */
  readonly enter: readonly number[];
  readonly settle: readonly number[];
}

interface Walk {
  readonly steps: readonly Step[];
  /** Acts of disorders that produce no present finding: independent of the rest. */
  readonly idle: readonly (readonly Act[])[];
  readonly mostOpen: number;
}

/** Acts of a disorder, or of a linked pair: each alone, and both together with their bond. */
function actsOf(n: Network, g: number): Act[] {
  const P = n.inhibition.length;
  const acts = new Map<string, Act>();
  const add = (odds: number, members: readonly number[]) => {
    const findings: number[] = [];
    const cause: number[] = [];
    for (let p = 0; p < P; p++) {
      let q = 1;
      for (const h of members) q *= n.q[h * P + p]!;
      if (q >= 1) continue;
      findings.push(p);
      cause.push(1 - q);
    }
    const key = findings.map((f, i) => `${f}:${cause[i]}`).join();
    const act = acts.get(key) ?? { odds: 0, findings, cause, shares: [] };
    act.odds += odds;
    for (const h of members) act.shares.push({ h, odds });
    acts.set(key, act);
  };
  const alone = (d: number) => {
    for (let h = n.groupStart[d]!; h < n.groupStart[d + 1]!; h++) add(n.odds[h]!, [h]);
  };
  alone(g);
  const other = n.partner[g]!;
  if (other < 0) return [...acts.values()];
  alone(other);
  for (let h = n.groupStart[g]!; h < n.groupStart[g + 1]!; h++)
    for (let k = n.groupStart[other]!; k < n.groupStart[other + 1]!; k++)
      add(n.odds[h]! * n.odds[k]! * n.bond[g]!, [h, k]);
  return [...acts.values()];
}

/** The order of the walk: next always the disorder that opens the fewest findings for those it lets settle. */
export function walkOf(n: Network): Walk {
  const idle: Act[][] = [];
  const left = new Map<number, { acts: Act[]; findings: Set<number> }>();
  const waiting = new Map<number, number>();
  for (let g = 0; g < n.groupStart.length - 1; g++) {
    // A linked pair is walked as one, under its first disorder.
    if (n.partner[g]! >= 0 && n.partner[g]! < g) continue;
    const acts = actsOf(n, g);
    const findings = new Set(acts.flatMap((a) => a.findings));
    if (findings.size === 0) idle.push(acts);
    else left.set(g, { acts, findings });
    for (const f of findings) waiting.set(f, (waiting.get(f) ?? 0) + 1);
  }
  const steps: Step[] = [];
  const open = new Set<number>();
  let mostOpen = 0;
  while (left.size > 0) {
    let best = -1;
    let bestCost = Number.POSITIVE_INFINITY;
    for (const [g, { findings }] of left) {
      let opens = 0;
      let pull = 0;
      for (const f of findings) {
        if (!open.has(f)) opens++;
        pull += 1 / waiting.get(f)!;
      }
      const cost = opens - pull;
      if (cost < bestCost) {
        bestCost = cost;
        best = g;
      }
    }
    const { acts, findings } = left.get(best)!;
    left.delete(best);
    const enter = [...findings].filter((f) => !open.has(f));
    for (const f of enter) open.add(f);
    mostOpen = Math.max(mostOpen, open.size);
    const settle: number[] = [];
    for (const f of findings) {
      const rest = waiting.get(f)! - 1;
      waiting.set(f, rest);
      if (rest > 0) continue;
      open.delete(f);
      settle.push(f);
    }
    steps.push({ acts, enter, settle });
  }
  return { steps, idle, mostOpen };
}

/** T_h in place; `bits` are the places of the act's findings among the open ones. */
function produce(v: Float64Array, act: Act, bits: readonly number[]): void {
  for (let i = 0; i < bits.length; i++) {
    const bit = bits[i]!;
    const s = act.cause[i]!;
    const keep = 1 - s;
    for (let block = 0; block < v.length; block += bit << 1)
      for (let e = block; e < block + bit; e++) {
        const x = v[e]!;
        v[e] = x * keep;
        v[e + bit]! += x * s;
      }
  }
}

/** The transpose of T_h in place. */
function produceBack(a: Float64Array, act: Act, bits: readonly number[]): void {
  for (let i = 0; i < bits.length; i++) {
    const bit = bits[i]!;
    const s = act.cause[i]!;
    const keep = 1 - s;
    for (let block = 0; block < a.length; block += bit << 1)
      for (let e = block; e < block + bit; e++) a[e] = keep * a[e]! + s * a[e + bit]!;
  }
}

/** Sums a settled finding out: produced as it is, not produced at the background rate. */
function settleBit(v: Float64Array, bit: number, leak: number): Float64Array {
  const out = new Float64Array(v.length >> 1);
  for (let e = 0; e < out.length; e++) {
    const low = ((e & ~(bit - 1)) << 1) | (e & (bit - 1));
    out[e] = v[low | bit]! + leak * v[low]!;
  }
  return out;
}

function settleBitBack(a: Float64Array, bit: number, leak: number): Float64Array {
  const out = new Float64Array(a.length << 1);
  for (let e = 0; e < a.length; e++) {
    const low = ((e & ~(bit - 1)) << 1) | (e & (bit - 1));
    out[low | bit] = a[e]!;
    out[low] = leak * a[e]!;
  }
  return out;
}

interface Trace {
  readonly step: Step;
  readonly before: Float64Array;
  readonly bits: readonly (readonly number[])[];
  readonly settled: readonly { readonly bit: number; readonly leak: number }[];
}

/** Posterior probabilities over all sets of disorders; nothing truncated. */
export function cover(n: Network, walk: Walk = walkOf(n)): Posterior {
  let open: number[] = [];
  let v: Float64Array = Float64Array.of(1);
  const traces: Trace[] = [];
  // Findings that no disorder here can produce are left to the background.
  const reachable = new Set(walk.steps.flatMap((s) => s.enter));
  let scale = 1;
  n.inhibition.forEach((l, p) => {
    if (!reachable.has(p)) scale *= 1 - l;
  });
  for (const step of walk.steps) {
    for (const f of step.enter) {
      open.push(f);
      const wider = new Float64Array(v.length << 1);
      wider.set(v);
      v = wider;
    }
    const before = v;
    const bits = step.acts.map((a) => a.findings.map((f) => 1 << open.indexOf(f)));
    const next = Float64Array.from(v);
    step.acts.forEach((act, i) => {
      const t = Float64Array.from(before);
      produce(t, act, bits[i]!);
      for (let e = 0; e < t.length; e++) next[e]! += act.odds * t[e]!;
    });
    v = next;
    const settled: { bit: number; leak: number }[] = [];
    for (const f of step.settle) {
      const bit = 1 << open.indexOf(f);
      const leak = 1 - n.inhibition[f]!;
      v = settleBit(v, bit, leak);
      open = open.filter((x) => x !== f);
      settled.push({ bit, leak });
    }
    traces.push({ step, before, bits, settled });
  }
  const walked = v[0]!;
  let factor = scale;
  for (const acts of walk.idle) factor *= 1 + oddsOf(acts);
  // The empty set is no set (prior.ts).
  const empty = n.inhibition.reduce((w, l) => w * (1 - l), 1);
  const kept = 1 - empty / (walked * factor);

  const marginals = new Float64Array(n.hypotheses.length);
  let back: Float64Array = Float64Array.of(1);
  for (const { step, before, bits, settled } of traces.reverse()) {
    for (const { bit, leak } of [...settled].reverse()) back = settleBitBack(back, bit, leak);
    const next = Float64Array.from(back);
    step.acts.forEach((act, i) => {
      const t = Float64Array.from(back);
      produceBack(t, act, bits[i]!);
      let mass = 0;
      for (let e = 0; e < t.length; e++) {
        mass += t[e]! * before[e]!;
        next[e]! += act.odds * t[e]!;
      }
      for (const { h, odds } of act.shares) marginals[h]! += (odds * mass) / (walked * kept);
    });
    // A finding that entered here was never produced before: only the lower halves were reached.
    back = next.slice(0, next.length >> step.enter.length);
  }
  for (const acts of walk.idle)
    for (const act of acts) for (const { h, odds } of act.shares) marginals[h]! += odds / ((1 + oddsOf(acts)) * kept);
  return { marginals, total: walked * factor * kept };
}

const oddsOf = (acts: readonly Act[]): number => acts.reduce((sum, a) => sum + a.odds, 0);
