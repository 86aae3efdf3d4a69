// The bars on published patients, with equal priors because published cases are no clinic. Nothing is tuned to them: a
// number that fails here is mended in its source or not at all.
import { beforeAll, describe, expect, it } from 'vitest';
import { type Evaluation, evaluationOf } from '#core/evaluation/evaluation.js';
import { evaluationCasesFromContent } from '#core/evaluation/evaluation-case.js';
import { scoreCase } from '#core/evaluation/score-case.js';
import { modelFromKnowledge } from '#core/model.js';
import { knowledge, patients } from './pack.js';

let figures: Evaluation;

beforeAll(() => {
  const read = evaluationCasesFromContent(
    patients.map((p) => ({ ...p, prior_treatments: p.priorTreatments })),
    knowledge,
  );
  if (!read.ok) throw new Error(read.errors.map((e) => e.message).join('; '));
  const model = modelFromKnowledge(knowledge);
  figures = evaluationOf(
    knowledge,
    read.cases.map((c) => scoreCase(model, c, 1, 0)),
    1,
  );
}, 240_000);

describe('on the published patients', () => {
  it('the first of the list is right more often than by prior or by the bedside rule', () => {
    expect(figures.intervals.vsPrior.top1![0]).toBeGreaterThan(0);
    expect(figures.intervals.vsBedside.top1![0]).toBeGreaterThan(0);
  });

  it('it is not behind naive Bayes by more than chance', () => {
    expect(figures.intervals.vsNaiveBayes.top1![1]).toBeGreaterThanOrEqual(0);
    expect(figures.intervals.vsNaiveBayes.top3![1]).toBeGreaterThanOrEqual(0);
  });

  it('where two disorders are true it is ahead of naive Bayes in its first line and in its probabilities', () => {
    const { twoTruths } = figures.strata;
    expect(twoTruths.top1!).toBeGreaterThan(twoTruths.naiveBayes.top1!);
    expect(twoTruths.brier!).toBeLessThan(twoTruths.naiveBayes.brier!);
  });

  it('nine in ten dangerous disorders raise a flag where the source told enough, and hardly a benign one cries emergency', () => {
    expect(figures.redFlags.flaggedCompletenessNotLow.flagged!).toBeGreaterThanOrEqual(0.9);
    expect(figures.redFlags.falseEmergency!).toBeLessThanOrEqual(0.03);
  });

  it('a cluneal truth is told from the others', () => {
    expect(figures.cluneal.auc!).toBeGreaterThan(0.75);
  });

  it('every answer is certified', () => {
    expect(figures.certificates.failing).toBe(0);
  });
});
