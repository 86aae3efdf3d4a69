import { describe, expect, it } from 'vitest';
import { disorder, finding, knowledgeOf } from '../../../test/small-knowledge.js';
import { evaluationCasesFromContent } from './evaluation-case.js';

const knowledge = knowledgeOf(
  [finding('tender.crest', 0.2)],
  [disorder('scn', 0.1, { 'tender.crest': 0.9 }, { sided: true }), disorder('nonspecific-lbp', 0.3, {})],
);
const read = (...records: unknown[]) => evaluationCasesFromContent({ cases: records }, knowledge);
const errorsOf = (...records: unknown[]) => {
  const r = read(...records);
  return r.ok ? [] : r.errors;
};

describe('reading cases with their truth', () => {
  it('keeps the truth beside the patient and never in it', () => {
    const r = read({
      id: 'scn-1',
      title: 'scn',
      age: 50,
      findings: ['tender.crest@R'],
      truth: ['scn@R'],
      later: { block: 'scn' },
      completeness: 'high',
    });
    expect(r.ok && r.cases[0]).toMatchObject({
      id: 'scn-1',
      truth: [{ disorder: 'scn', side: 'R' }],
      completeness: 'high',
      confirmation: 'unstated',
    });
    expect(r.ok && JSON.stringify(r.cases[0]!.patient)).not.toContain('scn');
  });

  it('left and right of one disorder are that disorder on both sides', () => {
    const r = read({ findings: ['tender.crest@R'], truth: ['scn@R', 'scn@L'] });
    expect(r.ok && r.cases[0]!.truth).toEqual([{ disorder: 'scn', side: 'B' }]);
  });

  it('a root that is not named is a truth, though no disorder has that name', () => {
    expect(errorsOf({ findings: ['tender.crest'], truth: ['radiculopathy-unspecified@L'] })).toEqual([]);
  });

  it.each([
    [
      { id: 'x', findings: ['tender.crest'] },
      'missing-truth',
      'truth',
      'evaluating needs the true disorders of each case: truth: [scn@L], not null',
    ],
    [
      { id: 'x', findings: ['tender.crest'], truth: ['snc'] },
      'unknown-truth',
      'truth[0]',
      'unknown disorder in truth: snc: did you mean scn?',
    ],
    [
      { id: 'x', findings: ['tender.crest'], truth: ['scn@X'] },
      'wrong-side',
      'truth[0]',
      'unknown side @X of scn: use @L, @R or @B',
    ],
    [
      { id: 'x', findings: ['tender.crest'], truth: [3] },
      'unknown-truth',
      'truth[0]',
      'cannot read truth 3: write a disorder such as scn@L',
    ],
  ])('names case, field and mend: %j', (record, type, field, message) => {
    expect(errorsOf(record)).toEqual([expect.objectContaining({ type, case: 'x', field, message })]);
  });

  it('tells of errors in findings and truths together, and of an empty file once', () => {
    expect(errorsOf({ findings: ['tender.crst'] }).map((e) => e.type)).toEqual(['unknown-finding', 'missing-truth']);
    expect(errorsOf().map((e) => e.type)).toEqual(['empty']);
  });
});
