// Any case that the shipped knowledge can hold, for the laws.
import * as fc from 'fast-check';
import { type PatientCase } from '#core/case.js';
import { type Finding } from '#core/finding.js';
import { type CaseContext } from '#fhir/case-context.js';
import { codeBookOf } from '#fhir/code-book.js';
import { evidence, knowledge } from '../pack.js';

export const book = codeBookOf(knowledge, evidence.findings);

export const context: CaseContext = {
  subject: 'p1',
  encounter: 'e1',
  at: '2026-11-24T09:30:00Z',
  idOf: (name) => `c1-${name}`,
};

const unknownOr = <T>(known: fc.Arbitrary<T>): fc.Arbitrary<T | 'unknown'> =>
  fc.oneof({ weight: 1, arbitrary: fc.constant('unknown' as const) }, { weight: 3, arbitrary: known });
const positive = (max: number) => fc.double({ min: 0, max, noNaN: true }).map((x) => (Object.is(x, -0) ? 0 : x));

export const arbitraryFinding: fc.Arbitrary<Finding> = fc.record(
  {
    id: fc.constantFrom(...knowledge.findings.map((f) => f.id)),
    presence: fc.constantFrom('present' as const, 'absent' as const, 'unknown' as const),
    side: fc.constantFrom('L' as const, 'R' as const, 'B' as const),
    course: fc.constantFrom('new' as const, 'worse' as const, 'stable' as const),
  },
  { requiredKeys: ['id', 'presence'] },
);

export const arbitraryCase: fc.Arbitrary<PatientCase> = fc.record({
  age: unknownOr(fc.oneof(fc.integer({ min: 0, max: 120 }), positive(120))),
  sex: unknownOr(fc.constantFrom('F' as const, 'M' as const)),
  duration: unknownOr(
    fc
      .tuple(positive(40_000), fc.oneof(positive(40_000), fc.constant(Number.POSITIVE_INFINITY)))
      .map(([min, more]) => ({
        min,
        max: min + more,
      })),
  ),
  nrs: unknownOr(fc.oneof(fc.integer({ min: 0, max: 10 }), positive(10))),
  findings: fc.array(arbitraryFinding, { maxLength: 12 }),
  priorTreatments: fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 4 }),
});
