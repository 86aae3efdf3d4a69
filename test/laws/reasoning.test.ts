// Laws that hold for every patient, checked on seeded random ones over the shipped knowledge. A failure prints the seed.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mirrorCase, type PatientCase } from '#core/case.js';
import { type Assessment, assess } from '#core/differential.js';
import { type Finding, mirrorSide, type Side } from '#core/finding.js';
import { TIERS } from '#core/knowledge.js';
import { modelFromKnowledge } from '#core/model.js';
import { redFlagsOf, tiersOf } from '#core/red-flag.js';
import { knowledge } from '../pack.js';

const model = modelFromKnowledge(knowledge);
const RUNS = { numRuns: Number(process.env.CLUNEAL_LAW_RUNS ?? 40), seed: 20261124 };
const options = { choice: 'pain-clinic' as const, seed: 1, draws: 20, explained: 2, steps: 1 };

const side = fc.constantFrom<(Side | undefined)[]>('L', 'R', 'B', undefined);
const finding: fc.Arbitrary<Finding> = fc
  .record({ entry: fc.constantFrom(...knowledge.findings), present: fc.boolean(), side })
  .map(({ entry, present, side: s }) => ({
    id: entry.id,
    presence: present ? 'present' : 'absent',
    ...(entry.sided && s ? { side: s } : {}),
  }));
const patient: fc.Arbitrary<PatientCase> = fc.record({
  age: fc.oneof(fc.integer({ min: 13, max: 95 }), fc.constant('unknown' as const)),
  sex: fc.constantFrom('F' as const, 'M' as const, 'unknown' as const),
  duration: fc.oneof(
    fc.integer({ min: 0, max: 4000 }).map((d) => ({ min: d, max: d })),
    fc.constant('unknown' as const),
  ),
  findings: fc.uniqueArray(finding, { maxLength: 12, selector: (f) => f.id }),
  nrs: fc.oneof(fc.integer({ min: 0, max: 10 }), fc.constant('unknown' as const)),
  priorTreatments: fc.constant([]),
});

const means = (a: Assessment) => new Map(a.ranked.map((r) => [r.disorder, r]));
const expectSame = (a: Assessment, b: Assessment) => {
  const there = means(b);
  for (const r of a.ranked) {
    const s = there.get(r.disorder)!;
    expect(s.mean).toBeCloseTo(r.mean, 9);
    expect(s.low).toBeCloseTo(r.low, 9);
    expect(s.high).toBeCloseTo(r.high, 9);
  }
};

describe('the laws of the reasoning', () => {
  it('the same patient seen in a mirror gets the same answer in a mirror', () => {
    fc.assert(
      fc.property(patient, (c) => {
        const there = means(assess(model, mirrorCase(c), options));
        for (const r of assess(model, c, options).ranked) {
          const s = there.get(r.disorder)!;
          expect(s.mean).toBeCloseTo(r.mean, 9);
          expect(s.sides.L).toBeCloseTo(r.sides.R, 9);
          expect(s.sides.B).toBeCloseTo(r.sides.B, 9);
          expect(s.side === null || s.side === 'unknown' ? s.side : mirrorSide(s.side)).toBe(r.side);
        }
      }),
      RUNS,
    );
  });

  it('a finding that is not known changes nothing', () => {
    fc.assert(
      fc.property(patient, fc.constantFrom(...knowledge.findings), (c, entry) => {
        const more: PatientCase = { ...c, findings: [...c.findings, { id: entry.id, presence: 'unknown' }] };
        expectSame(assess(model, c, options), assess(model, more, options));
      }),
      RUNS,
    );
  });

  it('the order in which findings are told changes nothing', () => {
    fc.assert(
      fc.property(patient, (c) => {
        expectSame(assess(model, c, options), assess(model, { ...c, findings: [...c.findings].reverse() }, options));
      }),
      RUNS,
    );
  });

  it('the same case, knowledge and seed give the same answer to the last digit', () => {
    fc.assert(
      fc.property(patient, (c) => {
        expect(assess(modelFromKnowledge(knowledge), c, options)).toEqual(assess(model, c, options));
      }),
      { ...RUNS, numRuns: 10 },
    );
  });

  it('every probability lies in its own range, and every range in 0 to 1', () => {
    fc.assert(
      fc.property(patient, (c) => {
        for (const r of assess(model, c, options).ranked) {
          expect(r.low).toBeGreaterThanOrEqual(0);
          expect(r.low).toBeLessThanOrEqual(r.mean);
          expect(r.mean).toBeLessThanOrEqual(r.high);
          expect(r.high).toBeLessThanOrEqual(1);
        }
      }),
      RUNS,
    );
  });

  it('below 13 years danger signs are shown and nothing is ranked', () => {
    fc.assert(
      fc.property(patient, fc.integer({ min: 0, max: 12 }), (c, age) => {
        const a = assess(model, { ...c, age }, options);
        expect(a.withheld).toBe('under-13');
        expect(a.ranked).toEqual([]);
        expect(a.redFlags).toHaveLength(knowledge.redFlags.length);
      }),
      RUNS,
    );
  });
});

describe('the laws of the red flags', () => {
  const BENIGN = knowledge.findings.filter(
    (f) => !f.danger && ['pain', 'quality', 'palpation', 'tests', 'provoking', 'easing'].includes(f.group),
  );

  it('no benign finding, present or absent, removes or lowers a flag', () => {
    fc.assert(
      fc.property(patient, fc.constantFrom(...BENIGN), fc.boolean(), (c, entry, present) => {
        if (c.findings.some((f) => f.id === entry.id)) return;
        const more: PatientCase = {
          ...c,
          findings: [...c.findings, { id: entry.id, presence: present ? 'present' : 'absent' }],
        };
        const before = new Map(redFlagsOf(knowledge, c).map((s) => [s.rule.id, s.level?.tier]));
        for (const s of redFlagsOf(knowledge, more)) {
          const tier = before.get(s.rule.id);
          if (!tier) continue;
          expect(s.level, `${s.rule.id} with ${entry.id}`).toBeDefined();
          expect(TIERS.indexOf(s.level!.tier)).toBeLessThanOrEqual(TIERS.indexOf(tier));
        }
      }),
      { ...RUNS, numRuns: RUNS.numRuns * 10 },
    );
  });

  it('flags do not depend on the odds', () => {
    fc.assert(
      fc.property(patient, (c) => {
        expect(tiersOf(assess(model, c, { ...options, choice: 'primary-care' }).redFlags)).toEqual(
          tiersOf(assess(model, c, { ...options, choice: 'after-lumbar-fusion' }).redFlags),
        );
      }),
      RUNS,
    );
  });
});
