// The scores of all cases as one table of figures: what `cluneal evaluate --json` prints. Top-level figures hold every
// disorder equally likely beforehand, because published cases are not a clinic. Proportions are 0-1; null stands for
// "no case to measure on". Cases under 13 years get red flags but no ranking: they count in `cases`, in `withheld` and in
// `redFlags`, and in no ranking figure of any method.

import { CERTIFIED } from '../inference/exact.js';
import { type Knowledge, SETTINGS, type Setting } from '../knowledge.js';
import { bootstrapMean, type Interval } from './bootstrap.js';
import { type Calibration, calibrationOf } from './calibration.js';
import { type Truth } from './evaluation-case.js';
import { rankAuc } from './rank-auc.js';
import { type Flag, type RedFlagScore, redFlagScore } from './red-flag-score.js';
import { type Score } from './score.js';
import { type CaseScore, CLUNEAL, type MethodScores, type RangedLine, type RankingScores } from './score-case.js';

/** Means over cases of what score.ts defines. `side`: share of right first lines, where a side was to be told, with the right side. */
export interface Figures {
  readonly n: number;
  readonly top1: number | null;
  readonly top3: number | null;
  readonly side: number | null;
  readonly sideN: number;
  readonly brier: number | null;
}

export interface Compared extends Figures {
  readonly naiveBayes: Figures;
  readonly prior: Figures;
}

export interface TwoTruths extends Compared {
  /** Mean share of a case's truths that stand among the first three. */
  readonly truthsFound3: number | null;
  readonly truthsFound3NaiveBayes: number | null;
  /** Ours minus naive Bayes, case by case: mean and 90 % interval. */
  readonly truthsFound3Difference: number | null;
  readonly truthsFound3Interval: Interval | null;
}

export interface Evaluation {
  readonly cases: number;
  readonly withheld: number;
  readonly top1: number | null;
  readonly top3: number | null;
  readonly side: number | null;
  /** The same among cases whose first true disorder stands among three: more cases, same question. */
  readonly sideDetail: { readonly n: number; readonly side3: number | null; readonly n3: number };
  readonly brier: number | null;
  readonly calibration: Calibration;
  readonly redFlags: RedFlagScore;
  /** n: cases with a cluneal or posterior femoral cutaneous truth; auc: P(any of them) against all other cases. */
  readonly cluneal: { readonly n: number; readonly auc: number | null; readonly top3: number | null };
  readonly baselines: {
    readonly prior: Figures;
    /** `named`: share of cases in which the rule names a nerve at all. */
    readonly bedside: { readonly n: number; readonly top1: number | null; readonly named: number | null };
    readonly naiveBayes: Figures & { readonly calibration: Calibration; readonly clunealAuc: number | null };
  };
  /** 90 % percentile bootstrap over cases; `vs...`: ours minus the baseline, paired (a lower Brier score is better). */
  readonly intervals: {
    readonly level: 0.9;
    readonly top1: Interval | null;
    readonly top3: Interval | null;
    readonly brier: Interval | null;
    readonly vsPrior: Readonly<Record<'top1' | 'top3' | 'brier', Interval | null>>;
    readonly vsBedside: { readonly top1: Interval | null };
    readonly vsNaiveBayes: Readonly<Record<'top1' | 'top3' | 'brier', Interval | null>>;
  };
  readonly strata: {
    readonly completeness: Readonly<Record<string, Compared>>;
    readonly confirmation: Readonly<Record<string, Compared>>;
    /** All confirmations but weak ones. */
    readonly confirmationNotWeak: Compared;
    readonly withoutPoints: Compared;
    readonly twoTruths: TwoTruths;
  };
  readonly settings: Readonly<Record<Setting, Compared>>;
  /** Answers whose certificate of completeness failed, among all answers given here. */
  readonly certificates: {
    readonly answers: number;
    readonly failing: number;
    readonly worstMissingMass: number | null;
  };
  readonly perCase: readonly {
    readonly id: string;
    readonly truth: readonly string[];
    readonly flags: readonly Flag[];
    readonly ranked: readonly RangedLine[];
    /** Place of the first true disorder; null where no ranking was given. */
    readonly rank: number | null;
    readonly missedBecause: string | null;
  }[];
}

type Ranked = CaseScore & { readonly scores: RankingScores };

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / values.length;
const shareTrue = (values: readonly (boolean | null)[]): number | null =>
  mean(values.flatMap((v) => (v === null ? [] : [v ? 1 : 0])));
const textOfTruth = (t: Truth): string => `${t.disorder}${t.side ? `@${t.side}` : ''}`;

function figuresOf(scores: readonly Score[]): Figures {
  const sides = scores.map((s) => s.sideRight);
  return {
    n: scores.length,
    top1: mean(scores.map((s) => s.right1)),
    top3: mean(scores.map((s) => s.right3)),
    side: shareTrue(sides),
    sideN: sides.filter((s) => s !== null).length,
    brier: mean(scores.map((s) => s.brier)),
  };
}

const compared = (scores: readonly MethodScores[]): Compared => ({
  ...figuresOf(scores.map((s) => s.ours)),
  naiveBayes: figuresOf(scores.map((s) => s.naiveBayes)),
  prior: figuresOf(scores.map((s) => s.prior)),
});

function comparedBy(cases: readonly Ranked[], key: (c: Ranked) => string): Record<string, Compared> {
  const order = ['high', 'strong', 'medium', 'moderate', 'low', 'weak', 'unstated'];
  const keys = [...new Set(cases.map(key))].sort((a, b) => order.indexOf(a) - order.indexOf(b));
  return Object.fromEntries(keys.map((k) => [k, compared(cases.filter((c) => key(c) === k).map((c) => c.scores))]));
}

function twoTruthsOf(cases: readonly Ranked[], seed: number): TwoTruths {
  const several = cases.filter((c) => c.truth.length >= 2).map((c) => c.scores);
  const differences = several.map((s) => s.ours.found3 - s.naiveBayes.found3);
  return {
    ...compared(several),
    truthsFound3: mean(several.map((s) => s.ours.found3)),
    truthsFound3NaiveBayes: mean(several.map((s) => s.naiveBayes.found3)),
    truthsFound3Difference: mean(differences),
    truthsFound3Interval: bootstrapMean(differences, seed),
  };
}

function intervalsOf(scores: readonly RankingScores[], seed: number): Evaluation['intervals'] {
  const of = (value: (s: RankingScores) => number) => bootstrapMean(scores.map(value), seed);
  const against = (other: (s: RankingScores) => Score) => ({
    top1: of((s) => s.ours.right1 - other(s).right1),
    top3: of((s) => s.ours.right3 - other(s).right3),
    brier: of((s) => s.ours.brier - other(s).brier),
  });
  return {
    level: 0.9,
    top1: of((s) => s.ours.right1),
    top3: of((s) => s.ours.right3),
    brier: of((s) => s.ours.brier),
    vsPrior: against((s) => s.prior),
    vsBedside: { top1: of((s) => s.ours.right1 - s.bedside) },
    vsNaiveBayes: against((s) => s.naiveBayes),
  };
}

/** Sums up; `seed` moves the bootstrap only. */
export function evaluationOf(knowledge: Knowledge, cases: readonly CaseScore[], seed: number): Evaluation {
  const ranked = cases.filter((c): c is Ranked => c.scores !== null);
  const scores = ranked.map((c) => c.scores);
  const all = compared(scores);
  const isCluneal = (c: Ranked) => c.truth.some((t) => CLUNEAL.has(t.disorder));
  const cluneal = ranked.filter(isCluneal).map((c) => c.scores);
  const others = ranked.filter((c) => !isCluneal(c)).map((c) => c.scores);
  const aucOf = (value: (s: RankingScores) => number) => rankAuc(cluneal.map(value), others.map(value));
  const sides3 = scores.map((s) => s.ours.sideRight3);
  const masses = scores.flatMap((s) => s.missingMass);
  return {
    cases: cases.length,
    withheld: cases.length - ranked.length,
    top1: all.top1,
    top3: all.top3,
    side: all.side,
    sideDetail: { n: all.sideN, side3: shareTrue(sides3), n3: sides3.filter((s) => s !== null).length },
    brier: all.brier,
    calibration: calibrationOf(scores.flatMap((s) => s.pairs)),
    redFlags: redFlagScore(knowledge.redFlags, cases),
    cluneal: { n: cluneal.length, auc: aucOf((s) => s.clunealAny), top3: mean(cluneal.map((s) => s.ours.right3)) },
    baselines: {
      prior: all.prior,
      bedside: {
        n: scores.length,
        top1: mean(scores.map((s) => s.bedside)),
        named: shareTrue(scores.map((s) => s.bedsideNamed)),
      },
      naiveBayes: {
        ...all.naiveBayes,
        calibration: calibrationOf(scores.flatMap((s) => s.pairsNaiveBayes)),
        clunealAuc: aucOf((s) => s.clunealAnyNaiveBayes),
      },
    },
    intervals: intervalsOf(scores, seed),
    strata: {
      completeness: comparedBy(ranked, (c) => c.completeness),
      confirmation: comparedBy(ranked, (c) => c.confirmation),
      confirmationNotWeak: compared(ranked.filter((c) => c.confirmation !== 'weak').map((c) => c.scores)),
      withoutPoints: compared(scores.map((s) => s.withoutPoints)),
      twoTruths: twoTruthsOf(ranked, seed),
    },
    settings: Object.fromEntries(SETTINGS.map((s) => [s, compared(scores.map((x) => x.settings[s]))])) as Record<
      Setting,
      Compared
    >,
    certificates: {
      answers: masses.length,
      failing: masses.filter((m) => m > CERTIFIED).length,
      worstMissingMass: masses.length === 0 ? null : Math.max(...masses),
    },
    perCase: cases.map((c) => ({
      id: c.id,
      truth: c.truth.map(textOfTruth),
      flags: c.flags,
      ranked: c.ranked,
      rank: c.scores && Number.isFinite(c.scores.ours.rank) ? c.scores.ours.rank : null,
      missedBecause: c.missedBecause,
    })),
  };
}
