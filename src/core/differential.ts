// The answer for one patient: red flags first, then every disorder with a range, its reasons, what it leaves
// unexplained, how much rests on judgement, and what to examine next. docs/method.md is the prose of this file.
import { type PatientCase } from './case.js';
import { judgementShare, type Reason, reasonsOf } from './explain.js';
import { type Side } from './finding.js';
import { CERTIFIED, infer, moved } from './inference/exact.js';
import { listedSets } from './inference/listed-sets.js';
import { type CaseStructure, networkOf, structureOf } from './inference/network.js';
import { reweigh } from './inference/reweigh.js';
import { type SetList } from './inference/search.js';
import { type PriorChoice } from './knowledge.js';
import { type Model } from './model.js';
import { type NextStep, nextSteps } from './next-step.js';
import { type RedFlagState, redFlagsOf } from './red-flag.js';

/** A probability with its 80 % interval from the parameter draws. */
export interface Range {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export interface RankedDisorder extends Range {
  readonly disorder: string;
  /** The side the evidence points to; 'unknown' for a sided disorder where it points nowhere; null for midline. */
  readonly side: Side | 'unknown' | null;
  /** P(left only), P(right only), P(both); zeros for midline disorders. */
  readonly sides: Readonly<Record<Side, number>>;
  /** Filled for the leading disorders. */
  readonly reasons: readonly Reason[];
  /** Present findings this disorder does not account for; filled for the leading disorders. */
  readonly notExplained: readonly { readonly finding: string; readonly side?: 'L' | 'R' }[];
  readonly judgementShare: number;
}

export interface Assessment {
  readonly redFlags: readonly RedFlagState[];
  /** Why no ranking is given, if none is. */
  readonly withheld: 'under-13' | null;
  /** Every disorder but "something else", likeliest first. */
  readonly ranked: readonly RankedDisorder[];
  readonly somethingElse: Range | null;
  /** Why the ranking should not be acted on yet; empty when it can be read. */
  readonly cannotTell: readonly ('too-little-known' | 'ranges-overlap' | 'nothing-stands-out')[];
  readonly nextSteps: readonly NextStep[];
  /** Families whose findings were discounted for saying one thing several ways. */
  readonly discounted: readonly {
    readonly family: string;
    readonly findings: readonly string[];
    readonly weight: number;
  }[];
  /** Certified bound on the probability mass not visited, and whether it is small enough to be called certified. */
  readonly missingMass: number;
  readonly certified: boolean;
  readonly searched: boolean;
}

export interface AssessOptions {
  readonly choice: PriorChoice;
  readonly seed: number;
  /** Parameter draws behind the ranges; at most 512. */
  readonly draws?: number;
  /** Present findings open at once up to which the answer is exact; fewer where an answer must not be waited for. */
  readonly mostOpen?: number;
  /** How many leading disorders get reasons. */
  readonly explained?: number;
  readonly steps?: number;
}

const YOUNGEST_RANKED = 13;
const NO_SETS: SetList = { count: 0, members: new Int16Array(), weights: new Float64Array() };

const byDisorder = (model: Model, s: CaseStructure, marginals: Float64Array): Float64Array => {
  const out = new Float64Array(model.knowledge.disorders.length);
  s.hypotheses.forEach((h, i) => {
    out[h.disorder]! += marginals[i]!;
  });
  return out;
};

/** The side the evidence points to: both where both sides are spoken of, one where it is half as likely again as the other. */
export function sideOf(s: CaseStructure, sides: Record<Side, number>): Side | 'unknown' {
  const sided = new Set(s.evidence.filter((e) => e.presence === 'present' && e.side).map((e) => e.side));
  if (sided.size === 2 && sides.B >= sides.L && sides.B >= sides.R) return 'B';
  if (Math.abs(sides.L - sides.R) < 1e-9) return 'unknown';
  const [side, one, two] = sides.L > sides.R ? (['L', sides.L, sides.R] as const) : (['R', sides.R, sides.L] as const);
  return one >= 1.5 * two ? side : 'unknown';
}

/** Reads one case against the knowledge. Pure: same case, knowledge, choice and seed give the same answer. */
export function assess(model: Model, c: PatientCase, options: AssessOptions): Assessment {
  const { choice, seed, draws = 200, explained = 8, steps = 3 } = options;
  const redFlags = redFlagsOf(model.knowledge, c);
  if (c.age !== 'unknown' && c.age < YOUNGEST_RANKED) {
    return {
      redFlags,
      withheld: 'under-13',
      ranked: [],
      somethingElse: null,
      cannotTell: [],
      nextSteps: [],
      discounted: [],
      missingMass: 0,
      certified: true,
      searched: false,
    };
  }
  const s = structureOf(model, c, choice);
  const network = networkOf(model, s, choice, model.means);
  const exact = infer(network, options.mostOpen);
  const means = byDisorder(model, s, exact.marginals);

  const nothingAsked = draws === 0 && explained === 0 && steps === 0;
  const sets = nothingAsked ? NO_SETS : listedSets(network, exact.marginals);
  const D = model.knowledge.disorders.length;
  const drawn = Array.from({ length: D }, () => new Float64Array(draws));
  // The heavy sets carry the change from draw to draw; the exact answer carries the level.
  const level = byDisorder(model, s, reweigh(network, sets));
  for (let r = 0; r < draws; r++) {
    const p = byDisorder(model, s, reweigh(networkOf(model, s, choice, model.draw(seed, r)), sets));
    for (let d = 0; d < D; d++) drawn[d]![r] = moved(means[d]!, level[d]!, p[d]!);
  }
  const rangeOf = (d: number): Range => {
    const mean = means[d]!;
    if (draws === 0) return { mean, low: mean, high: mean };
    const sorted = drawn[d]!.sort();
    const at = (share: number) => sorted[Math.min(draws - 1, Math.floor(share * draws))]!;
    return { mean, low: Math.min(mean, at(0.1)), high: Math.max(mean, at(0.9)) };
  };

  const else_ = model.disorderIndex.get(model.knowledge.somethingElse)!;
  const order = [...means.keys()].filter((d) => d !== else_);
  order.sort((a, b) => means[b]! - means[a]! || a - b);
  const leading = order.slice(0, explained);
  // With dozens of findings that no few disorders explain the search may list no set: then nothing tells a reason.
  const reasons =
    explained > 0 && sets.count > 0 ? reasonsOf(model, s, network, choice, sets, leading) : new Map<number, Reason[]>();

  const ranked = order.map((d): RankedDisorder => {
    const disorder = model.knowledge.disorders[d]!;
    const sides = { L: 0, R: 0, B: 0 };
    for (let h = s.groupStart[d]!; h < s.groupStart[d + 1]!; h++) {
      const side = s.hypotheses[h]!.side;
      if (side !== 'M') sides[side] = exact.marginals[h]!;
    }
    const why = reasons.get(d) ?? [];
    return {
      disorder: disorder.id,
      ...rangeOf(d),
      sides,
      side: disorder.sided ? sideOf(s, sides) : null,
      reasons: why,
      judgementShare: judgementShare(why),
      notExplained: reasons.has(d) ? unexplainedBy(model, s, d) : [],
    };
  });

  return {
    redFlags,
    withheld: null,
    ranked,
    somethingElse: rangeOf(else_),
    cannotTell: cannotTell(s, ranked),
    nextSteps: steps > 0 ? nextSteps(model, s, network, exact.marginals, sets, steps) : [],
    discounted: discountedIn(s),
    missingMass: exact.missingMass,
    certified: exact.missingMass <= CERTIFIED,
    searched: exact.searched,
  };
}

/** Present findings that a disorder makes no likelier than the background does. */
function unexplainedBy(model: Model, s: CaseStructure, d: number): RankedDisorder['notExplained'] {
  return s.present.flatMap((i) => {
    const e = s.evidence[i]!;
    const position = model.cellsByFinding[e.index]!.findIndex((c) => c.disorder === d);
    const p = position < 0 ? 0 : model.means.cells(e.index)[position]!;
    if (p >= 1.5 * model.means.elsewhere(e.index)) return [];
    return [{ finding: e.entry.id, ...(e.side ? { side: e.side } : {}) }];
  });
}

function cannotTell(s: CaseStructure, ranked: readonly RankedDisorder[]): Assessment['cannotTell'] {
  const why: Assessment['cannotTell'][number][] = [];
  const [first, second] = ranked;
  if (s.present.length + s.absent.length < 4) why.push('too-little-known');
  if (!first || first.high < 0.35) why.push('nothing-stands-out');
  else if (second && second.high > first.mean && first.low < 0.5) why.push('ranges-overlap');
  return why;
}

function discountedIn(s: CaseStructure): Assessment['discounted'] {
  const byFamily = new Map<string, { findings: Set<string>; weight: number }>();
  for (const e of s.evidence) {
    if (e.weight === 1) continue;
    const family = e.entry.family ?? e.entry.id;
    const known = byFamily.get(family) ?? { findings: new Set<string>(), weight: e.weight };
    known.findings.add(e.entry.id);
    byFamily.set(family, known);
  }
  return [...byFamily].map(([family, v]) => ({ family, findings: [...v.findings], weight: v.weight }));
}
