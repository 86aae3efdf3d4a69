// The parts of a condition that have no side: age, duration, sex, pain score, denials, counts.
import { describe, expect, it } from 'vitest';
import { EMPTY_CASE, type PatientCase } from './case.js';
import { type Condition, evaluate, findingsOf } from './condition.js';

const truth = (condition: Condition, more: Partial<PatientCase> = {}) =>
  evaluate(condition, { ...EMPTY_CASE, ...more });

describe('bounds', () => {
  it('of age are exclusive, and unknown ages meet none', () => {
    expect([50, 51].map((age) => truth({ age: { over: 50 } }, { age }))).toEqual(['no', 'yes']);
    expect([19, 20].map((age) => truth({ age: { under: 20 } }, { age }))).toEqual(['yes', 'no']);
    expect([30, 31, 39, 40].map((age) => truth({ age: { over: 30, under: 40 } }, { age }))).toEqual([
      'no',
      'yes',
      'yes',
      'no',
    ]);
    expect(truth({ age: {} }, { age: 7 })).toBe('yes');
    expect(truth({ age: { over: 50 } })).toBe('unknown');
  });

  it('of a duration are met, missed, or cut through by what is known of it', () => {
    const days = (min: number, max: number) => ({ duration: { min, max } });
    expect(truth({ days: { over: 90 } }, days(91, 200))).toBe('yes');
    expect(truth({ days: { over: 90 } }, days(10, 90))).toBe('no');
    expect(truth({ days: { over: 90 } }, days(10, 200))).toBe('unknown');
    expect(truth({ days: { under: 90 } }, days(10, 89))).toBe('yes');
    expect(truth({ days: { under: 90 } }, days(90, 200))).toBe('no');
    expect(truth({ days: { under: 90 } }, days(10, 90))).toBe('unknown');
    expect(truth({ days: { over: 90 } })).toBe('unknown');
  });

  it('of sex and pain are what was told, and unknown otherwise', () => {
    expect((['F', 'M', 'unknown'] as const).map((sex) => truth({ sex: 'F' }, { sex }))).toEqual([
      'yes',
      'no',
      'unknown',
    ]);
    expect([6, 7, 'unknown' as const].map((nrs) => truth({ nrs: { over: 6 } }, { nrs }))).toEqual([
      'no',
      'yes',
      'unknown',
    ]);
  });
});

describe('denials', () => {
  const said = (presence: 'present' | 'absent' | 'unknown') => ({ findings: [{ id: 'a', presence }] });
  it('of a finding are met by its absence only', () => {
    expect((['present', 'absent', 'unknown'] as const).map((p) => truth({ absent: 'a' }, said(p)))).toEqual([
      'no',
      'yes',
      'unknown',
    ]);
  });

  it('of a condition turn it round; unknown stays unknown', () => {
    expect((['present', 'absent', 'unknown'] as const).map((p) => truth({ not: { present: 'a' } }, said(p)))).toEqual([
      'no',
      'yes',
      'unknown',
    ]);
  });
});

it('the findings of a condition are those it reads, and none of what has none', () => {
  expect(findingsOf({ atLeast: 2, of: [{ present: 'a' }, { absent: 'b' }, { sex: 'F' }] })).toEqual(['a', 'b']);
  expect(findingsOf({ any: [{ not: { present: 'c' } }, { present: 'c' }] })).toEqual(['c']);
  expect(findingsOf({ all: [{ present: 'd' }] })).toEqual(['d']);
  expect(findingsOf({ nrs: { over: 5 } })).toEqual([]);
});
