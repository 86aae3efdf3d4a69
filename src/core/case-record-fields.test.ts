// A case's plain fields, each as it may come from a file or a form, and what is said of one that cannot be read.
import { describe, expect, it } from 'vitest';
import { caseFromRecord, casesFromContent } from './case-record.js';
import { type Knowledge } from './knowledge.js';

const knowledge = {
  findings: [{ id: 'a', name: 'a', clinical: 'a', group: 'g', sided: true, role: 'symptom', danger: false }],
} as unknown as Knowledge;
const read = (more: Readonly<Record<string, unknown>>) =>
  caseFromRecord({ findings: ['a'], ...more }, 'case 1', knowledge);
const patientOf = (more: Readonly<Record<string, unknown>>) => {
  const result = read(more);
  if (!result.ok) throw new Error(result.errors[0]!.message);
  return result.cases[0]!.patient;
};
const errorsOf = (more: Readonly<Record<string, unknown>>) => {
  const result = read(more);
  return result.ok ? [] : result.errors.map((e) => [e.type, e.field, e.value]);
};

describe('a field that can be read', () => {
  it('is a number, the same as text, or not told', () => {
    expect([55, '55', ' 55 ', 0, 120].map((age) => patientOf({ age }).age)).toEqual([55, 55, 55, 0, 120]);
    expect([undefined, null, '', 'unknown'].map((age) => patientOf({ age }).age)).toEqual(Array(4).fill('unknown'));
    expect([0, '10', 3.5].map((nrs) => patientOf({ nrs }).nrs)).toEqual([0, 10, 3.5]);
  });

  it('is a sex in any of the usual ways', () => {
    expect(['F', 'f', 'Female', 'M', 'male'].map((sex) => patientOf({ sex }).sex)).toEqual(['F', 'F', 'F', 'M', 'M']);
    expect([undefined, null, 'unknown'].map((sex) => patientOf({ sex }).sex)).toEqual(Array(3).fill('unknown'));
  });

  it('is a duration as text, treatments as a list of texts', () => {
    expect(patientOf({ duration: '8 months' }).duration).not.toBe('unknown');
    expect(patientOf({ duration: null }).duration).toBe('unknown');
    expect(patientOf({ prior_treatments: ['rest'] }).priorTreatments).toEqual(['rest']);
  });
});

describe('a field that cannot be read', () => {
  it.each([
    [{ age: 121 }, ['bad-field', 'age', '121']],
    [{ age: -1 }, ['bad-field', 'age', '-1']],
    [{ age: 'old' }, ['bad-field', 'age', 'old']],
    [{ age: ' ' }, ['bad-field', 'age', ' ']],
    [{ age: true }, ['bad-field', 'age', 'true']],
    [{ nrs: 11 }, ['bad-field', 'nrs', '11']],
    [{ sex: 'other' }, ['bad-field', 'sex', 'other']],
    [{ duration: 8 }, ['bad-field', 'duration', '8']],
    [{ prior_treatments: 'rest' }, ['bad-field', 'prior_treatments', 'rest']],
    [{ prior_treatments: [7] }, ['bad-field', 'prior_treatments', '[7]']],
    [{ findings: undefined }, ['empty', 'findings', 'undefined']],
    [{ findings: null }, ['empty', 'findings', 'null']],
    [{ findings: 'a' }, ['bad-field', 'findings', 'a']],
    [{ findings: Array(2001).fill('a') }, ['bad-field', 'findings', '2001']],
  ])('%j is named with its value', (more, expected) => {
    expect(errorsOf(more)).toEqual([expected]);
  });

  it('is shown cut short where it is long', () => {
    const [[, , value]] = errorsOf({ sex: 'x'.repeat(100) }) as [[string, string, string]];
    expect(value).toBe(`${'x'.repeat(77)}...`);
  });

  it('is one of a hundred at most, in one case and in many', () => {
    expect(errorsOf({ findings: Array(150).fill('zzz') })).toHaveLength(100);
    const many = casesFromContent(Array(150).fill({ findings: ['zzz'] }), knowledge);
    expect(many.ok ? 0 : many.errors.length).toBe(100);
    expect(casesFromContent([], knowledge)).toMatchObject({ ok: false, errors: [{ type: 'empty' }] });
    expect(caseFromRecord([], 'x', knowledge)).toMatchObject({
      ok: false,
      errors: [{ type: 'not-a-case', value: '[]' }],
    });
  });
});
