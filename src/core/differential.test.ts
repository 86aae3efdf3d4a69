import { describe, expect, it } from 'vitest';
import { caseOf, knowledge as shipped } from '../../test/pack.js';
import { disorder, finding, knowledgeOf, sure } from '../../test/small-knowledge.js';
import { EMPTY_CASE, type PatientCase } from './case.js';
import { assess } from './differential.js';
import { modelFromKnowledge } from './model.js';

const options = { choice: 'pain-clinic' as const, seed: 1, draws: 50 };
const patient = (...findings: PatientCase['findings']): PatientCase => ({ ...EMPTY_CASE, findings });
const present = (id: string) => ({ id, presence: 'present' as const });

describe('a small clinic worked by hand', () => {
  // Two disorders of shares 0.6 and 0.6: the factor k solves k = 1 - (1 - 0.6 k)^2, so k = 5/9 and pi = 1/3 each.
  const model = modelFromKnowledge(
    knowledgeOf(
      [finding('sign', 0.1), finding('sign.again', 0.1)],
      [disorder('a', 0.6, { sign: 0.82, 'sign.again': 0.82 }), disorder('else', 0.6, { sign: 0.1 })],
      { disordersPerPatient: 1.2 },
    ),
  );

  it('with nothing known each disorder has its share of presenting patients', () => {
    const a = assess(model, EMPTY_CASE, options);
    expect(a.ranked[0]!.mean).toBeCloseTo(0.6, 4);
    expect(a.somethingElse!.mean).toBeCloseTo(0.6, 4);
  });

  it('a sign moves the odds by its likelihood ratio among the sets', () => {
    // Odds 1/2 each; weights: a 0.5 * 0.82, else 0.5 * 0.1, both 0.25 * 0.82.
    const a = assess(model, patient(present('sign')), options);
    const [x, y, both] = [0.5 * 0.82, 0.5 * 0.1, 0.25 * 0.82];
    expect(a.ranked[0]!.mean).toBeCloseTo((x + both) / (x + y + both), 4);
  });

  it('the reason for a sign is the change in log-odds when it is left out', () => {
    const a = assess(model, patient(present('sign')), options);
    const logit = (p: number) => Math.log(p / (1 - p));
    const reason = a.ranked[0]!.reasons.find((r) => r.finding === 'sign')!;
    expect(reason.logOdds).toBeCloseTo(logit(a.ranked[0]!.mean) - logit(0.6), 3);
  });
});

describe('families', () => {
  const one = [finding('x', 0.1, { family: 'touch' }), finding('y', 0.1, { family: 'touch' })];
  const two = [finding('x', 0.1), finding('y', 0.1)];
  const clinic = (findings: typeof one) =>
    modelFromKnowledge(
      knowledgeOf(findings, [disorder('a', 0.3, { x: 0.8, y: 0.8 }), disorder('else', 0.9, {})], {
        rho: { default: 0.5, touch: 0.5 },
      }),
    );

  it('two findings that say one thing move less than two that say two', () => {
    const c = patient(present('x'), present('y'));
    const together = assess(clinic(one), c, options);
    expect(together.ranked[0]!.mean).toBeLessThan(assess(clinic(two), c, options).ranked[0]!.mean);
    expect(together.discounted).toEqual([{ family: 'touch', findings: ['x', 'y'], weight: 1 / 1.5 }]);
  });

  it('alone, a finding of a family counts in full', () => {
    const c = patient(present('x'));
    expect(assess(clinic(one), c, options).ranked[0]!.mean).toBeCloseTo(
      assess(clinic(two), c, options).ranked[0]!.mean,
      9,
    );
  });
});

describe('sides', () => {
  const model = modelFromKnowledge(
    knowledgeOf(
      [finding('tender', 0.05)],
      [disorder('nerve', 0.2, { tender: 0.9 }, { sided: true, bilateral: sure(0.2) }), disorder('else', 0.9, {})],
    ),
  );

  it('a tender right crest speaks for the right nerve and says nothing of the left alone', () => {
    const r = assess(model, patient({ ...present('tender'), side: 'R' }), options).ranked[0]!;
    expect(r.side).toBe('R');
    expect(r.sides.R).toBeGreaterThan(5 * r.sides.L);
  });

  it('with no side told the side is unknown, and both sides tender is both', () => {
    expect(assess(model, patient(present('tender')), options).ranked[0]!.side).toBe('unknown');
    expect(assess(model, patient({ ...present('tender'), side: 'B' }), options).ranked[0]!.side).toBe('B');
  });
});

describe('a linked pair', () => {
  const pair = (companions: { of: string; with: string; share: ReturnType<typeof sure> }[]) =>
    modelFromKnowledge(
      knowledgeOf(
        [finding('sign.a', 0.001)],
        [disorder('a', 0.2, { 'sign.a': 0.9 }), disorder('b', 0.2, {}), disorder('else', 0.8, {})],
        { companions, disordersPerPatient: 1.2 },
      ),
    );
  const linked = pair([{ of: 'a', with: 'b', share: sure(0.42) }]);
  const of = (model: typeof linked, id: string, ...f: PatientCase['findings']) =>
    assess(model, patient(...f), options).ranked.find((r) => r.disorder === id)!.mean;

  it('leaves each its own share when nothing is known', () => {
    // To within the little that the overlap changes in how many patients have nothing else.
    expect(Math.abs(of(linked, 'a') - of(pair([]), 'a'))).toBeLessThan(0.01);
    expect(Math.abs(of(linked, 'b') - of(pair([]), 'b'))).toBeLessThan(0.01);
  });

  it('gives the second its published share beside the first', () => {
    expect(of(linked, 'b', present('sign.a'))).toBeCloseTo(0.42, 2);
  });
});

describe('history', () => {
  const model = modelFromKnowledge(
    knowledgeOf(
      [finding('graft', 0.1, { role: 'history' }), finding('sign', 0.1)],
      [
        disorder(
          'a',
          0.1,
          { sign: 0.9 },
          { movers: [{ when: { finding: 'graft' }, logOdds: Math.log(8), sd: 0.1, basis: 'published', from: ['r'] }] },
        ),
        disorder('else', 0.9, { sign: 0.2 }),
      ],
    ),
  );
  const of = (...f: PatientCase['findings']) => assess(model, patient(...f), options).ranked[0]!.mean;

  it('a graft raises the odds, its known absence lowers them a little, silence does neither', () => {
    expect(of({ id: 'graft', presence: 'present' })).toBeGreaterThan(of());
    expect(of({ id: 'graft', presence: 'absent' })).toBeLessThan(of());
    expect(of({ id: 'graft', presence: 'unknown' })).toBe(of());
  });
});

describe('the shipped knowledge', () => {
  const model = modelFromKnowledge(shipped);
  const top = (findings: string[], more: object = {}) =>
    assess(model, caseOf({ findings, ...more }), { ...options, choice: 'equal' });

  it('a burning crest, tender and Tinel-positive on the right, is superior cluneal on the right', () => {
    const a = top([
      'pain.iliac-crest@R',
      'quality.burning',
      'tender.crest@R',
      'tinel.crest@R',
      'reproduced-by-pressure@R',
      'neuro.normal',
      'mri.normal',
    ]);
    expect(a.ranked[0]).toMatchObject({ disorder: 'scn', side: 'R' });
  });

  it('a failed facet injection speaks against the facet joint', () => {
    const base = ['pain.low-back', 'worse.extension', 'tender.facet'];
    const of = (f: string[]) => top(f).ranked.find((r) => r.disorder === 'facet')!.mean;
    expect(of([...base, 'failed.facet-injection'])).toBeLessThan(of(base));
  });

  it('says it cannot tell when next to nothing is known', () => {
    expect(top(['pain.low-back']).cannotTell).toContain('too-little-known');
  });

  it('proposes no needle while a hand or a question would still tell something', () => {
    const steps = assess(model, caseOf({ findings: ['pain.low-back@R', 'pain.iliac-crest@R'] }), {
      ...options,
      steps: 20,
    }).nextSteps;
    expect(steps.length).toBeGreaterThan(3);
    expect(steps.filter((s) => /^(block|relief|after)\./.test(s.finding))).toEqual([]);
  });

  it.each([38, 80, 1000])(
    'with its first %i findings all present it answers, and says that it is not certified',
    (count) => {
      const askable = shipped.findings.filter((f) => f.elsewhere && f.role !== 'shorthand' && f.role !== 'context');
      const everything = askable
        .slice(0, count)
        .map((f) => ({ id: f.id, presence: 'present' as const, ...(f.sided ? { side: 'R' as const } : {}) }));
      const a = assess(model, patient(...everything), options);
      expect(a.certified).toBe(false);
      for (const r of a.ranked) expect([r.low, r.mean, r.high].every((p) => p >= 0 && p <= 1)).toBe(true);
    },
  );

  it('shows how much of an answer rests on judgement', () => {
    const r = top(['tender.crest@R', 'quality.burning']).ranked[0]!;
    expect(r.judgementShare).toBeGreaterThan(0);
    expect(r.judgementShare).toBeLessThanOrEqual(1);
  });
});
