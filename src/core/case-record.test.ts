import { describe, expect, it } from 'vitest';
import { disorder, finding, knowledgeOf } from '../../test/small-knowledge.js';
import { caseFromRecord, casesFromContent } from './case-record.js';

const knowledge = knowledgeOf(
  [finding('tender.crest', 0.2), finding('red.fever', 0.02, { sided: false }), finding('pain.low-back', 0.1)],
  [disorder('scn', 0.1, { 'tender.crest': 0.9 }), disorder('nonspecific-lbp', 0.3, {})],
);
const errorsOf = (record: unknown) => {
  const r = caseFromRecord(record, 'case 12', knowledge);
  return r.ok ? [] : r.errors;
};

describe('reading a case', () => {
  it('takes age, sex, duration, findings, score and treatments, and nothing else', () => {
    const r = caseFromRecord(
      {
        id: 'scn-x',
        title: 'superior cluneal',
        truth: ['scn'],
        age: 61,
        sex: 'F',
        duration: '2 years',
        nrs: 7,
        findings: ['tender.crest@R', '-red.fever'],
        prior_treatments: ['physio'],
        later: {},
      },
      'case 1',
      knowledge,
    );
    expect(r.ok && r.cases[0]).toEqual({
      id: 'scn-x',
      patient: {
        age: 61,
        sex: 'F',
        duration: { min: 730.5, max: 730.5 },
        nrs: 7,
        priorTreatments: ['physio'],
        findings: [
          { id: 'tender.crest', presence: 'present', side: 'R' },
          { id: 'red.fever', presence: 'absent' },
        ],
      },
    });
  });

  it('what is left out is unknown', () => {
    const r = caseFromRecord({ findings: [] }, 'case 1', knowledge);
    expect(r.ok && r.cases[0]!.patient).toMatchObject({
      age: 'unknown',
      sex: 'unknown',
      duration: 'unknown',
      nrs: 'unknown',
    });
  });

  it('a misspelt finding is named with its case and the finding that was meant', () => {
    expect(errorsOf({ findings: ['tender.crst@L'] })).toEqual([
      {
        type: 'unknown-finding',
        case: 'case 12',
        field: 'findings[0]',
        value: 'tender.crst@L',
        message: 'unknown finding: tender.crst: did you mean tender.crest?',
      },
    ]);
  });

  it.each([
    ['a side that is none', { findings: ['tender.crest@X'] }, 'wrong-side'],
    ['a side where none can be', { findings: ['red.fever@L'] }, 'wrong-side'],
    ['present and absent at once', { findings: ['tender.crest@R', '-tender.crest@B'] }, 'contradiction'],
    ['a number for a finding', { findings: [7] }, 'unreadable-finding'],
    ['an age of 400', { age: 400, findings: [] }, 'bad-field'],
    ['a score of 11', { nrs: 11, findings: [] }, 'bad-field'],
    ['no findings', { age: 40 }, 'empty'],
    ['text for a case', 'tender.crest', 'not-a-case'],
  ])('%s is refused', (_, record, type) => {
    expect(errorsOf(record).map((e) => e.type)).toEqual([type]);
  });

  it('present on the right and absent on the left is no contradiction', () => {
    expect(errorsOf({ findings: ['tender.crest@R', '-tender.crest@L'] })).toEqual([]);
  });

  it('a list, one case and a map with cases: are all case files', () => {
    const one = { findings: ['pain.low-back'] };
    for (const content of [one, [one, one], { cases: [one] }])
      expect(casesFromContent(content, knowledge).ok).toBe(true);
    expect(casesFromContent([], knowledge).ok).toBe(false);
    expect(casesFromContent(null, knowledge).ok).toBe(false);
  });

  it('every error of a file is told, not the first alone', () => {
    const r = casesFromContent([{ findings: ['x.y'] }, { findings: ['tender.crest@Q'] }], knowledge);
    expect(!r.ok && r.errors.map((e) => e.case)).toEqual(['case 1', 'case 2']);
  });
});
