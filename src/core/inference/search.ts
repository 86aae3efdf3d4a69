// Branch and bound over sets of disorders, with a certificate; and the list of heavy sets that explanations read.
//
// Sets are grown one disorder at a time in a fixed order. Adding h to S multiplies its weight by a gain
//   g_h(S) = w(S + h) / w(S)  >=  odds_h,
// and gains never grow as S grows, but for a linked partner and then by the bond: (1 - Lq)/(1 - L) rises with L, and L
// only shrinks. So the total weight of S and of
// every superset by later disorders lies between
//   w(S) prod_{later d} (1 + odds_d)   and   w(S) prod_{later d} (1 + g_d(S)),
// the parent's gains bounding the child's. A branch is closed when the gap between the two is small: it is then counted
// at its lower bound (its later disorders being independent of it there), and the gap is added to the missing mass.
// |error of any probability| <= missing / (total + missing), whatever the number of disorders.
// All terms are positive; nothing cancels, unlike Quickscore (Heckerman 1989) above a dozen present findings.
import { type Network } from './network.js';

/** Visited sets with their weights, parents before children. */
export interface SetList {
  readonly count: number;
  /** members[i * MAX_MEMBERS + k], -1 where none. */
  readonly members: Int16Array;
  readonly weights: Float64Array;
}

/** Deeper sets are possible in theory; their mass is bounded and certified like any other closed branch. */
export const MAX_MEMBERS = 6;
const KEPT_AT_MOST = 40_000;

export interface SearchResult {
  readonly marginals: Float64Array;
  readonly total: number;
  /** Certified upper bound of the share of all mass that is not accounted for. */
  readonly missingMass: number;
  readonly sets: SetList;
}

/** Disorders by the weight of their best single hypothesis, heaviest first, and a floor under the total mass. */
function orderOf(n: Network): { order: Int32Array; floor: number } {
  const P = n.inhibition.length;
  const groups = n.groupStart.length - 1;
  const silent = Float64Array.from(n.inhibition);
  const grown = (odds: number, taken: ReadonlySet<number>) => {
    const weights = new Float64Array(groups);
    let top = { h: -1, d: -1, w: 0 };
    for (let d = 0; d < groups; d++) {
      if (taken.has(d)) continue;
      for (let h = n.groupStart[d]!; h < n.groupStart[d + 1]!; h++) {
        let w = odds * n.odds[h]!;
        for (let p = 0; p < P; p++) w *= 1 - silent[p]! * n.q[h * P + p]!;
        weights[d] = Math.max(weights[d]!, w);
        if (w > top.w) top = { h, d, w };
      }
    }
    return { weights, top };
  };
  const first = grown(1, new Set());
  const order = Int32Array.from({ length: groups }, (_, d) => d).sort(
    (a, b) => first.weights[b]! - first.weights[a]! || a - b,
  );
  let floor = first.weights.reduce((a, b) => a + b, 0) + n.inhibition.reduce((w, l) => w * (1 - l), 1);
  // Greedy growth: a better floor when no single disorder explains the case.
  const taken = new Set<number>();
  let odds = 1;
  let step = first;
  let reached = 0;
  while (step.top.h >= 0 && step.top.w > reached && taken.size < MAX_MEMBERS) {
    reached = step.top.w;
    taken.add(step.top.d);
    odds *= n.odds[step.top.h]!;
    for (let p = 0; p < P; p++) silent[p]! *= n.q[step.top.h * P + p]!;
    step = grown(odds, taken);
  }
  floor = Math.max(floor, reached);
  return { order, floor };
}

class Search {
  readonly sums: Float64Array;
  total = 0;
  missing = 0;
  kept = 0;
  readonly members = new Int16Array(KEPT_AT_MOST * MAX_MEMBERS).fill(-1);
  readonly weights = new Float64Array(KEPT_AT_MOST);
  private readonly n: Network;
  private readonly order: Int32Array;
  private readonly threshold: number;
  private readonly keepAbove: number;
  private readonly openAbove: number;
  private readonly deepest: number;
  private readonly silent: Float64Array[];
  private readonly child: Float64Array[];
  private readonly after: Float64Array[];
  /** Product of (1 + odds) over the disorders from this position of the order on. */
  private readonly independent: Float64Array;
  /** Mass of closed branches by the position after which their disorders are independent. */
  private readonly closed: Float64Array;
  /** Where each disorder stands in the order. */
  private readonly place: Int32Array;
  private readonly path = new Int16Array(MAX_MEMBERS).fill(-1);

  constructor(n: Network, order: Int32Array, floor: number, limits: SearchLimits) {
    this.n = n;
    this.order = order;
    this.place = new Int32Array(order.length);
    order.forEach((d, i) => {
      this.place[d] = i;
    });
    this.threshold = limits.gap * floor;
    this.openAbove = limits.weight * floor;
    this.keepAbove = Math.max(floor * 1e-7, this.openAbove * 1e-2);
    this.deepest = Math.min(limits.deepest, MAX_MEMBERS);
    this.sums = new Float64Array(n.hypotheses.length);
    const depth = MAX_MEMBERS + 1;
    this.silent = Array.from({ length: depth }, () => new Float64Array(n.inhibition.length));
    this.child = Array.from({ length: depth }, () => new Float64Array(n.hypotheses.length));
    this.after = Array.from({ length: depth }, () => new Float64Array(order.length + 1));
    this.closed = new Float64Array(order.length + 1);
    this.independent = new Float64Array(order.length + 1).fill(1);
    for (let g = order.length - 1; g >= 0; g--)
      this.independent[g] = this.independent[g + 1]! * (1 + this.oddsOf(order[g]!));
  }

  /** Is a hypothesis of this disorder on the path? */
  private held(d: number, depth: number): boolean {
    for (let k = 0; k < depth && d >= 0; k++) if (this.n.hypotheses[this.path[k]!]!.disorder === d) return true;
    return false;
  }

  private oddsOf(d: number): number {
    let sum = 0;
    for (let h = this.n.groupStart[d]!; h < this.n.groupStart[d + 1]!; h++) sum += this.n.odds[h]!;
    return sum;
  }

  run(): void {
    this.silent[0]!.set(this.n.inhibition);
    const empty = this.n.inhibition.reduce((w, l) => w * (1 - l), 1);
    this.grow(0, 0, empty, 1);
    // In a closed branch every later disorder is present with its own odds.
    let before = 0;
    for (let g = 0; g < this.order.length; g++) {
      before += this.closed[g]!;
      const d = this.order[g]!;
      const share = before / (1 + this.oddsOf(d));
      for (let h = this.n.groupStart[d]!; h < this.n.groupStart[d + 1]!; h++) this.sums[h]! += share * this.n.odds[h]!;
    }
  }

  private keep(w: number, depth: number): void {
    if (w < this.keepAbove || this.kept >= KEPT_AT_MOST) return;
    this.weights[this.kept] = w;
    this.members.set(this.path.subarray(0, depth), this.kept * MAX_MEMBERS);
    this.kept++;
  }

  /** Walks the supersets of the set on the path by disorders from position `from` on; returns their mass. */
  private grow(depth: number, from: number, weight: number, odds: number): number {
    const { n, order } = this;
    const P = n.inhibition.length;
    const silent = this.silent[depth]!;
    const child = this.child[depth]!;
    const after = this.after[depth]!;
    after[order.length] = 1;
    for (let g = order.length - 1; g >= from; g--) {
      const d = order[g]!;
      const bond = this.held(n.partner[d]!, depth) ? n.bond[d]! : 1;
      // A partner still to come may raise the gain by the bond.
      const most = bond > 1 || n.partner[d]! < 0 || this.place[n.partner[d]!]! < from ? 1 : n.bond[d]!;
      let gain = 0;
      for (let h = n.groupStart[d]!; h < n.groupStart[d + 1]!; h++) {
        let w = odds * n.odds[h]! * bond;
        const row = h * P;
        for (let p = 0; p < P; p++) w *= 1 - silent[p]! * n.q[row + p]!;
        child[h] = w;
        gain += w;
      }
      after[g] = after[g + 1]! * (1 + (weight > 0 ? (gain * most) / weight : 0));
    }
    let mass = 0;
    for (let g = from; g < order.length; g++) {
      const d = order[g]!;
      const gap = after[g + 1]! - this.independent[g + 1]!;
      for (let h = n.groupStart[d]!; h < n.groupStart[d + 1]!; h++) {
        const w = child[h]!;
        if (w === 0) continue;
        this.path[depth] = h;
        this.keep(w, depth + 1);
        let below: number;
        if (w * gap > this.threshold && w > this.openAbove && depth + 1 < this.deepest) {
          const next = this.silent[depth + 1]!;
          const row = h * P;
          for (let p = 0; p < P; p++) next[p] = silent[p]! * n.q[row + p]!;
          this.total += w;
          const bond = this.held(n.partner[d]!, depth) ? n.bond[d]! : 1;
          below = w + this.grow(depth + 1, g + 1, w, odds * n.odds[h]! * bond);
        } else {
          below = w * this.independent[g + 1]!;
          this.total += below;
          this.closed[g + 1]! += below;
          this.missing += Math.max(0, w * gap);
        }
        this.path[depth] = -1;
        this.sums[h]! += below;
        mass += below;
      }
    }
    return mass;
  }
}

/** How far a search goes; all as shares of a floor under the total weight. */
export interface SearchLimits {
  /** A branch whose gap is above this is opened ... */
  readonly gap: number;
  /** ... if its own set weighs at least this ... */
  readonly weight: number;
  /** ... and holds fewer disorders than this. */
  readonly deepest: number;
}

/** Searches the sets of a network within its limits. */
export function search(n: Network, limits: SearchLimits): SearchResult {
  const { order, floor } = orderOf(n);
  const s = new Search(n, order, floor, limits);
  s.run();
  return {
    marginals: s.sums.map((x) => x / s.total),
    total: s.total,
    missingMass: s.missing / (s.total + s.missing),
    sets: { count: s.kept, members: s.members, weights: s.weights },
  };
}
