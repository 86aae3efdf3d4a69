// Every estimator worked by hand once.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  backgroundFromReports,
  effectiveSize,
  estimateFromPriorWord,
  estimateFromReports,
  estimateFromWord,
  factorFromReports,
  type SourcedReport,
} from './estimate.js';
import { type Judgement, judgementFile } from './schema.js';

const j: Judgement = judgementFile.parse(
  parse(readFileSync(new URL('../../knowledge/judgement.yaml', import.meta.url), 'utf8')),
);
const source = {
  key: 'doe',
  citation: 'Doe 2099',
  kind: 'original',
  design: 'diagnostic-accuracy',
  read: 'abstract',
} as const;
const report = (r: Partial<SourcedReport>): SourcedReport =>
  ({ id: 'r', measure: 'proportion', says: 'made up', source, 'established-by': 'none', ...r }) as SourcedReport;
const mean = (e: { a: readonly number[]; b: readonly number[] }) => e.a.map((a, i) => a / (a + e.b[i]!));

describe('counts to probabilities', () => {
  it('7 of 13 is Beta(7.5, 6.5) when nothing is distrusted', () => {
    const e = estimateFromReports([report({ present: 7, of: 13 })], 'pool', undefined, j);
    expect(e.a[0]).toBeCloseTo(7.5);
    expect(e.b[0]).toBeCloseTo(6.5);
    expect(e.basis).toBe('published');
  });

  it('pooling adds patients up and does not depend on the order', () => {
    const x = report({ id: 'x', present: 8, of: 10 });
    const y = report({ id: 'y', present: 5, of: 20 });
    const e = estimateFromReports([x, y], 'pool', undefined, j);
    expect(e.a[0]).toBeCloseTo(13.5);
    expect(e.b[0]).toBeCloseTo(17.5);
    expect(mean(estimateFromReports([y, x], 'pool', undefined, j))[0]).toBeCloseTo(mean(e)[0]!, 12);
  });

  it('reports that disagree are spanned: both stay, and the mean lies between', () => {
    const e = estimateFromReports(
      [report({ present: 9, of: 10 }), report({ present: 1, of: 10 })],
      'span',
      undefined,
      j,
    );
    expect(e.a).toHaveLength(2);
    expect(mean(e)[0]).toBeCloseTo(9.5 / 11);
    expect(mean(e)[1]).toBeCloseTo(1.5 / 11);
  });

  it('a case-control study confirmed by a single block counts for a fraction of its patients', () => {
    const weak = report({
      present: 20,
      of: 40,
      'established-by': 'block',
      source: { ...source, design: 'case-control' },
    });
    expect(effectiveSize(weak, 0.5, j)).toBeCloseTo(
      40 * j.shrink.design['case-control']!.times * j.shrink['established-by'].block!.times,
    );
  });

  it('no study counts for more than the cap', () => {
    expect(effectiveSize(report({ present: 500, of: 1000 }), 0.5, j)).toBe(j.shrink.cap.patients);
  });

  it('a size that is not given is read from the interval: 0.5 (0.402 to 0.598) is 100 patients, capped', () => {
    const r = report({ value: 0.5, of: 'unknown', ci: [0.402, 0.598] });
    expect(
      effectiveSize(r, 0.5, { ...j, shrink: { ...j.shrink, cap: { patients: 1000, because: 'test' } } }),
    ).toBeCloseTo(100, 0);
  });
});

describe('ratios', () => {
  it('both likelihood ratios of a study fix both rates: LR+ 2.53 and LR- 0.15 are 0.904 against 0.357', () => {
    const pair = [
      report({ measure: 'lr-positive', value: 2.53 }),
      report({ id: 's', measure: 'lr-negative', value: 0.15 }),
    ];
    expect(mean(estimateFromReports(pair, 'prefer', undefined, j))[0]).toBeCloseTo(0.904, 1);
    expect(mean(backgroundFromReports(pair, 'prefer', j))[0]).toBeCloseTo(0.357, 1);
  });

  it('a positive ratio alone multiplies the background: 3 times 0.2', () => {
    const e = estimateFromReports([report({ measure: 'lr-positive', value: 3, of: 60 })], 'prefer', 0.2, j);
    expect(mean(e)[0]).toBeCloseTo(0.6, 2);
  });

  it('a specificity of 0.9 is a background of 0.1', () => {
    const e = backgroundFromReports([report({ measure: 'specificity', present: 45, of: 50 })], 'prefer', j);
    expect(mean(e)[0]).toBeCloseTo(5.5 / 51, 6);
  });

  it('12 of 52 exposed against 113 of 834 is an odds factor of about 1.9', () => {
    const { logOdds, sd } = factorFromReports(
      { exposed: report({ present: 12, of: 52 }), unexposed: report({ present: 113, of: 834 }) },
      j,
    );
    expect(Math.exp(logOdds)).toBeCloseTo(12 / 40 / (113 / 721), 6);
    expect(sd).toBeGreaterThan(0.2);
  });
});

describe('words', () => {
  it('a word keeps its mean and is worth a few patients', () => {
    for (const [word, p] of Object.entries(j['frequency-words'])) {
      const e = estimateFromWord(word as keyof Judgement['frequency-words'], j);
      expect(mean(e)[0]).toBeCloseTo(p, 9);
      expect(e.basis).toBe('judgement');
      expect(Math.min(e.a[0]!, e.b[0]!)).toBeGreaterThanOrEqual(j['frequency-weight']['rarer-side'] - 1e-9);
    }
  });

  it('a prior word is as sure as a few counted patients', () => {
    expect(estimateFromPriorWord('one-in-50', j)).toMatchObject({ a: [3], b: [147] });
  });
});
