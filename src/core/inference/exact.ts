// The exact answer: over all sets of disorders at once (cover.ts); where too many findings are present for that, a
// certified search of the sets (search.ts) takes over and widens itself until its certificate holds.
import { cover, MOST_OPEN, walkOf } from './cover.js';
import { type Network } from './network.js';
import { type SearchLimits, search } from './search.js';

export interface ExactAnswer {
  /** P(hypothesis), per hypothesis. */
  readonly marginals: Float64Array;
  /** Sum of the weights of all sets, for ratios between networks. */
  readonly total: number;
  /** Certified bound on the error of any probability from mass not accounted for; 0 when nothing was left out. */
  readonly missingMass: number;
  /** Whether the covering method could not be used and the search had to answer. */
  readonly searched: boolean;
}

/** Missing mass under which an answer is called certified. */
export const CERTIFIED = 1e-3;

const WIDENING: readonly SearchLimits[] = [
  { gap: 1e-6, weight: 0, deepest: 4 },
  { gap: 1e-8, weight: 0, deepest: 6 },
];

/** Posterior probabilities of a case's network, with their certificate. */
export function infer(n: Network): ExactAnswer {
  const walk = walkOf(n);
  if (walk.mostOpen <= MOST_OPEN) return { ...cover(n, walk), missingMass: 0, searched: false };
  let widest = search(n, WIDENING[0]!);
  for (const limits of WIDENING.slice(1)) {
    if (widest.missingMass <= CERTIFIED) break;
    widest = search(n, limits);
  }
  const { marginals, total, missingMass } = widest;
  return { marginals, total, missingMass, searched: true };
}
