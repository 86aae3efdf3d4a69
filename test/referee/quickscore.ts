// An independent exact referee: Heckerman's Quickscore (UAI 1989), inclusion-exclusion over subsets of present findings,
//   Z = sum_{A} (-1)^|A| prod_{p in A} L_p prod_{disorders} (1 + sum_h odds_h prod_{p in A} q_hp)  -  empty set,
// in double-double arithmetic (about 106 bits; Dekker, Numer Math 1971;18:224-242), because its alternating sum loses
// every digit of plain doubles above a dozen present findings. Shares no idea and no line with the product's methods.
import { type Network } from '#core/inference/network.js';

const SPLIT = 134217729;
let lo = 0;

/** hi + lo of a product of two double-doubles; the low part is left in `lo`. */
function times(ah: number, al: number, bh: number, bl: number): number {
  const p = ah * bh;
  const ca = SPLIT * ah;
  const a1 = ca - (ca - ah);
  const a2 = ah - a1;
  const cb = SPLIT * bh;
  const b1 = cb - (cb - bh);
  const b2 = bh - b1;
  const e = a1 * b1 - p + a1 * b2 + a2 * b1 + a2 * b2 + ah * bl + al * bh;
  const hi = p + e;
  lo = e - (hi - p);
  return hi;
}

/** hi + lo of a sum of two double-doubles. */
function plus(ah: number, al: number, bh: number, bl: number): number {
  const s = ah + bh;
  const v = s - ah;
  const e = ah - (s - v) + (bh - v) + al + bl;
  const hi = s + e;
  lo = e - (hi - s);
  return hi;
}

/** hi + lo of a quotient. */
function over(ah: number, al: number, bh: number, bl: number): number {
  const q = ah / bh;
  const p = times(q, 0, bh, bl);
  const pl = lo;
  const r = plus(ah, al, -p, -pl);
  const hi = q + r / bh;
  lo = r / bh - (hi - q);
  return hi;
}

/** P(hypothesis), exactly, over all sets but the empty one. */
export function quickscore(n: Network): Float64Array {
  const P = n.inhibition.length;
  const H = n.hypotheses.length;
  const G = n.groupStart.length - 1;
  const qh = Array.from({ length: P + 1 }, () => new Float64Array(H));
  const ql = Array.from({ length: P + 1 }, () => new Float64Array(H));
  qh[0]!.set(n.odds);
  const sumH = new Float64Array(H);
  const sumL = new Float64Array(H);
  const groupH = new Float64Array(G);
  const groupL = new Float64Array(G);
  const factorH = new Float64Array(G);
  const factorL = new Float64Array(G);
  let totalH = 0;
  let totalL = 0;

  const visit = (p: number, sign: number, lh: number, ll: number): void => {
    const a = qh[p]!;
    const b = ql[p]!;
    if (p < P) {
      qh[p + 1]!.set(a);
      ql[p + 1]!.set(b);
      visit(p + 1, sign, lh, ll);
      for (let h = 0; h < H; h++) {
        qh[p + 1]![h] = times(a[h]!, b[h]!, n.q[h * P + p]!, 0);
        ql[p + 1]![h] = lo;
      }
      const nh = times(lh, ll, n.inhibition[p]!, 0);
      visit(p + 1, -sign, nh, lo);
      return;
    }
    let th = lh;
    let tl = ll;
    for (let g = 0; g < G; g++) {
      let gh = 0;
      let gl = 0;
      for (let h = n.groupStart[g]!; h < n.groupStart[g + 1]!; h++) {
        gh = plus(gh, gl, a[h]!, b[h]!);
        gl = lo;
      }
      groupH[g] = gh;
      groupL[g] = gl;
    }
    // Of a linked pair both may be there with their bond: 1 + A + B + bond A B; of the rest 1 + A.
    for (let g = 0; g < G; g++) {
      const other = n.partner[g]!;
      if (other >= 0 && other < g) continue;
      let fh = plus(1, 0, groupH[g]!, groupL[g]!);
      let fl = lo;
      if (other >= 0) {
        const bh = plus(times(n.bond[g]!, 0, groupH[g]!, groupL[g]!), lo, 1, 0);
        const xh = times(bh, lo, groupH[other]!, groupL[other]!);
        fh = plus(fh, fl, xh, lo);
        fl = lo;
      }
      factorH[g] = fh;
      factorL[g] = fl;
      th = times(th, tl, fh, fl);
      tl = lo;
    }
    totalH = plus(totalH, totalL, sign * th, sign * tl);
    totalL = lo;
    for (let g = 0; g < G; g++) {
      const other = n.partner[g]!;
      const first = other >= 0 && other < g ? other : g;
      let rest = over(th, tl, factorH[first]!, factorL[first]!);
      let restL = lo;
      if (other >= 0) {
        const bh = plus(times(n.bond[g]!, 0, groupH[other]!, groupL[other]!), lo, 1, 0);
        rest = times(rest, restL, bh, lo);
        restL = lo;
      }
      for (let h = n.groupStart[g]!; h < n.groupStart[g + 1]!; h++) {
        const x = times(rest, restL, a[h]!, b[h]!);
        const xl = lo;
        sumH[h] = plus(sumH[h]!, sumL[h]!, sign * x, sign * xl);
        sumL[h] = lo;
      }
    }
  };
  visit(0, 1, 1, 0);
  const empty = n.inhibition.reduce((w, l) => w * (1 - l), 1);
  const total = totalH + totalL - empty;
  return sumH.map((s, h) => (s + sumL[h]!) / total);
}
