import { describe, expect, it } from 'vitest';
import { EMPTY_CASE, type PatientCase } from './case.js';
import { evaluate, findingsOf } from './condition.js';

const patient = (more: Partial<PatientCase>): PatientCase => ({ ...EMPTY_CASE, ...more });

describe('conditions in three-valued logic', () => {
  it('what was not asked is unknown, never no', () => {
    expect(evaluate({ present: 'red.fever' }, EMPTY_CASE)).toBe('unknown');
    expect(evaluate({ not: { present: 'red.fever' } }, EMPTY_CASE)).toBe('unknown');
    expect(evaluate({ absent: 'red.fever' }, EMPTY_CASE)).toBe('unknown');
  });

  it('one yes is enough for any, one no is enough against all', () => {
    const c = patient({
      findings: [
        { id: 'a', presence: 'present' },
        { id: 'b', presence: 'absent' },
      ],
    });
    expect(evaluate({ any: [{ present: 'a' }, { present: 'x' }] }, c)).toBe('yes');
    expect(evaluate({ all: [{ present: 'b' }, { present: 'x' }] }, c)).toBe('no');
    expect(evaluate({ all: [{ present: 'a' }, { present: 'x' }] }, c)).toBe('unknown');
    expect(evaluate({ atLeast: 2, of: [{ present: 'a' }, { absent: 'b' }, { present: 'x' }] }, c)).toBe('yes');
    expect(evaluate({ atLeast: 3, of: [{ present: 'a' }, { absent: 'b' }, { present: 'x' }] }, c)).toBe('unknown');
  });

  it('both legs means both, and a weak left leg is also a weak left leg of both', () => {
    const both = patient({ findings: [{ id: 'motor.myotomal', presence: 'present', side: 'B' }] });
    const left = patient({ findings: [{ id: 'motor.myotomal', presence: 'present', side: 'L' }] });
    expect(evaluate({ present: 'motor.myotomal', side: 'B' }, both)).toBe('yes');
    expect(evaluate({ present: 'motor.myotomal', side: 'B' }, left)).toBe('unknown');
    expect(evaluate({ present: 'motor.myotomal', side: 'L' }, both)).toBe('yes');
  });

  it('a weakness whose course was not told is not known to be new; a stable one is known not to be', () => {
    const untold = patient({ findings: [{ id: 'w', presence: 'present' }] });
    const stable = patient({ findings: [{ id: 'w', presence: 'present', course: 'stable' }] });
    expect(evaluate({ present: 'w', course: ['new', 'worse'] }, untold)).toBe('unknown');
    expect(evaluate({ present: 'w', course: ['new', 'worse'] }, stable)).toBe('no');
  });

  it('"over a year" is over 100 days but not known to be under 400', () => {
    const c = patient({ duration: { min: 365, max: Number.POSITIVE_INFINITY } });
    expect(evaluate({ days: { over: 100 } }, c)).toBe('yes');
    expect(evaluate({ days: { under: 400 } }, c)).toBe('unknown');
    expect(evaluate({ days: { under: 300 } }, c)).toBe('no');
  });

  it('names every finding it reads once', () => {
    expect(
      findingsOf({
        any: [{ present: 'a' }, { all: [{ absent: 'b' }, { not: { present: 'a' } }] }, { age: { over: 50 } }],
      }),
    ).toEqual(['a', 'b']);
  });
});
