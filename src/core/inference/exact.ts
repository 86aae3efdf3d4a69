// The answer of a network. Where not too many findings are present it is exact, over all sets of disorders at once
// (cover.ts). Above that the most telling findings are answered exactly, and the others move that answer by as much as
// they move the heavy sets; the answer then says that it is not certified.
import { cover, MOST_OPEN, walkOf } from './cover.js';
import { listedSets } from './listed-sets.js';
import { type Network } from './network.js';
import { reweigh } from './reweigh.js';
import { search } from './search.js';

export interface Answer {
  /** P(hypothesis), per hypothesis. */
  readonly marginals: Float64Array;
  /** Sum of the weights of all sets, for ratios between networks. */
  readonly total: number;
  /** Certified bound on the error of any probability from mass not accounted for; 0 when nothing was left out. */
  readonly missingMass: number;
  /** Whether too many findings were present for the exact method. */
  readonly searched: boolean;
}

/** Missing mass under which an answer is called certified. */
export const CERTIFIED = 1e-3;

/** Limits of the search whose certificate an answer beyond the exact method carries. */
const CERTIFYING = { gap: 1e-5, weight: 1e-4, deepest: 4 };

/** Posterior probabilities of a case's network, with their certificate. */
export function infer(n: Network, mostOpen = MOST_OPEN): Answer {
  const walk = walkOf(n);
  if (walk.mostOpen <= mostOpen) return { ...cover(n, walk), missingMass: 0, searched: false };
  const found = search(n, CERTIFYING);
  const part = withFindings(n, tellingFindings(n, mostOpen));
  const exact = cover(part);
  const sets = listedSets(n, found.marginals);
  const before = reweigh(part, sets);
  const after = reweigh(n, sets);
  const marginals = exact.marginals.map((p, h) => moved(p, before[h]!, after[h]!));
  return { marginals: heldTogether(n, marginals), total: found.total, missingMass: found.missingMass, searched: true };
}

/** The findings that tell most between the likeliest single disorders: the widest spread of log P(finding | disorder). */
function tellingFindings(n: Network, most: number): number[] {
  const P = n.inhibition.length;
  const singles = [...n.odds.keys()]
    .map((h) => ({ h, w: Array.from({ length: P }, (_, p) => p).reduce((w, p) => w * present(n, h, p), n.odds[h]!) }))
    .sort((a, b) => b.w - a.w)
    .slice(0, 12);
  const spread = (p: number) => {
    const logs = singles.map(({ h }) => Math.log(present(n, h, p)));
    return Math.max(...logs) - Math.min(...logs);
  };
  return Array.from({ length: P }, (_, p) => ({ p, spread: spread(p) }))
    .sort((a, b) => b.spread - a.spread || a.p - b.p)
    .slice(0, most)
    .map((x) => x.p)
    .sort((a, b) => a - b);
}

const present = (n: Network, h: number, p: number): number => 1 - n.inhibition[p]! * n.q[h * n.inhibition.length + p]!;

/** The network as if only these of its present findings were known. */
function withFindings(n: Network, findings: readonly number[]): Network {
  const P = n.inhibition.length;
  const q = new Float64Array(n.hypotheses.length * findings.length);
  for (let h = 0; h < n.hypotheses.length; h++)
    findings.forEach((p, i) => {
      q[h * findings.length + i] = n.q[h * P + p]!;
    });
  return { ...n, q, inhibition: Float64Array.from(findings, (p) => n.inhibition[p]!) };
}

/** A probability moved by as many log-odds as lie between two others. */
export function moved(p: number, from: number, to: number): number {
  const odds = (x: number) => Math.min(1e9, Math.max(1e-9, x / (1 - x)));
  const o = (p / (1 - p)) * (odds(to) / odds(from));
  return o === Number.POSITIVE_INFINITY ? 1 : o / (1 + o);
}

/** A disorder's hypotheses exclude each other: moved one by one, they may not add up to more than one. */
function heldTogether(n: Network, marginals: Float64Array): Float64Array {
  for (let g = 0; g < n.groupStart.length - 1; g++) {
    const own = marginals.subarray(n.groupStart[g]!, n.groupStart[g + 1]!);
    const sum = own.reduce((a, b) => a + b, 0);
    if (sum > 1) for (let i = 0; i < own.length; i++) own[i]! /= sum;
  }
  return marginals;
}
