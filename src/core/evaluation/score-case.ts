// Everything measured on one published patient: our answer at equal priors with ranges, at every setting, without the
// pressed points, and what each baseline says. Pure; the caller goes case by case and can show how far it is.
import { type PatientCase } from '../case.js';
import { assess } from '../differential.js';
import { type PriorChoice, SETTINGS, type Setting } from '../knowledge.js';
import { type Model } from '../model.js';
import { type AnswerLine, answerOf } from './answer.js';
import { probabilityOfAny } from './any-of.js';
import { bedsideNerves, bedsideRight } from './bedside-rule.js';
import { type Pair } from './calibration.js';
import { type EvaluationCase } from './evaluation-case.js';
import { missedBecause } from './missed-because.js';
import { naiveBayes } from './naive-bayes.js';
import { priorScore } from './prior-baseline.js';
import { type Flag, flagsOf } from './red-flag-score.js';
import { type Score, scoreOf, truthByLine } from './score.js';
import { withoutPoints } from './without-points.js';

/** Superior, middle and inferior cluneal and posterior femoral cutaneous neuralgia. */
export const CLUNEAL: ReadonlySet<string> = new Set(['scn', 'mcn', 'icn', 'pfcn']);

export interface RangedLine extends AnswerLine {
  /** 80 % interval of the parameter draws. */
  readonly low: number;
  readonly high: number;
}

export interface MethodScores {
  readonly ours: Score;
  readonly prior: Score;
  readonly naiveBayes: Score;
}

/** The part of a score that needs a ranking; null under 13 years, where none is given. */
export interface RankingScores extends MethodScores {
  readonly bedside: number;
  readonly bedsideNamed: boolean;
  readonly clunealAny: number;
  readonly clunealAnyNaiveBayes: number;
  readonly pairs: readonly Pair[];
  readonly pairsNaiveBayes: readonly Pair[];
  readonly withoutPoints: MethodScores;
  readonly settings: Readonly<Record<Setting, MethodScores>>;
  /** Bound on the mass not visited, at equal priors and at each setting, with the points and without. */
  readonly missingMass: readonly number[];
}

export interface CaseScore extends EvaluationCase {
  readonly flags: readonly Flag[];
  readonly ranked: readonly RangedLine[];
  readonly scores: RankingScores | null;
  readonly missedBecause: string | null;
}

const PLAIN = { draws: 0, explained: 0, steps: 0 } as const;

function methodsAt(model: Model, c: PatientCase, choice: PriorChoice, truth: EvaluationCase['truth']) {
  const a = assess(model, c, { choice, seed: 1, ...PLAIN });
  const scores: MethodScores = {
    ours: scoreOf(model.knowledge, answerOf(a)!, truth),
    prior: priorScore(model, choice, truth),
    naiveBayes: scoreOf(model.knowledge, naiveBayes(model, c, choice), truth),
  };
  return { scores, missing: a.missingMass };
}

/** `draws`: parameter draws behind the printed ranges; no other figure depends on them. */
export function scoreCase(model: Model, c: EvaluationCase, seed: number, draws = 200): CaseScore {
  const { knowledge } = model;
  const a = assess(model, c.patient, { choice: 'equal', seed, draws, explained: knowledge.disorders.length, steps: 0 });
  const told = { ...c, flags: flagsOf(a.redFlags), missedBecause: missedBecause(a, c.truth) };
  const answer = answerOf(a);
  if (!answer) return { ...told, ranked: [], scores: null };

  const naive = naiveBayes(model, c.patient, 'equal');
  const pairsOf = (lines: typeof answer): Pair[] => {
    const truth = truthByLine(lines, c.truth);
    return lines.lines.map((l, i) => ({ predicted: l.mean, observed: truth[i] === 1 ? 1 : 0 }));
  };
  const atEqual: MethodScores = {
    ours: scoreOf(knowledge, answer, c.truth),
    prior: priorScore(model, 'equal', c.truth),
    naiveBayes: scoreOf(knowledge, naive, c.truth),
  };
  const bareCase = withoutPoints(c.patient, knowledge);
  const bare =
    bareCase.findings.length === c.patient.findings.length
      ? { scores: atEqual, missing: a.missingMass }
      : methodsAt(model, bareCase, 'equal', c.truth);
  const settings = SETTINGS.map((s) => [s, methodsAt(model, c.patient, s, c.truth)] as const);
  return {
    ...told,
    ranked: answer.lines.map((l, i) => ({ ...l, low: a.ranked[i]!.low, high: a.ranked[i]!.high })),
    scores: {
      ...atEqual,
      bedside: bedsideRight(c.patient, c.truth),
      bedsideNamed: bedsideNerves(c.patient).length > 0,
      clunealAny: probabilityOfAny(model, c.patient, 'equal', CLUNEAL),
      clunealAnyNaiveBayes: naive.lines.reduce((sum, l) => sum + (CLUNEAL.has(l.disorder) ? l.mean : 0), 0),
      pairs: pairsOf(answer),
      pairsNaiveBayes: pairsOf(naive),
      withoutPoints: bare.scores,
      settings: Object.fromEntries(settings.map(([s, m]) => [s, m.scores])) as Record<Setting, MethodScores>,
      missingMass: [a.missingMass, bare.missing, ...settings.map(([, m]) => m.missing)],
    },
  };
}
