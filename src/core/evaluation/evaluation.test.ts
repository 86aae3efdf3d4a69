import { describe, expect, it } from 'vitest';
import { disorder, finding, knowledgeOf } from '../../../test/small-knowledge.js';
import { modelFromKnowledge } from '../model.js';
import { evaluationOf } from './evaluation.js';
import { evaluationCasesFromContent } from './evaluation-case.js';
import { scoreCase } from './score-case.js';

const findings = ['tender.crest', 'tender.facet', 'red.saddle', 'pain.low-back'].map((id) =>
  finding(id, 0.05, { sided: false }),
);
const knowledge = knowledgeOf(
  findings,
  [
    disorder('scn', 0.1, { 'tender.crest': 0.9, 'pain.low-back': 0.5 }),
    disorder('facet', 0.1, { 'tender.facet': 0.9, 'pain.low-back': 0.9 }),
    disorder('cauda-equina', 0.1, { 'red.saddle': 0.9, 'pain.low-back': 0.8 }),
    disorder('hip', 0.1, {}),
    disorder('nonspecific-lbp', 0.3, { 'pain.low-back': 0.9 }),
  ],
  {
    redFlags: [
      {
        id: 'ces',
        name: 'ces',
        disorders: ['cauda-equina'],
        asks: ['red.saddle'],
        verified: true,
        sources: [],
        levels: [{ tier: 'emergency', when: { present: 'red.saddle' }, action: 'scan', country: 'any' }],
      },
    ],
  },
);
const model = modelFromKnowledge(knowledge);
const records = [
  {
    id: 'one',
    findings: ['tender.crest', 'pain.low-back', '-tender.facet'],
    truth: ['scn'],
    completeness: 'high',
    confirmation: 'strong',
  },
  {
    id: 'two',
    findings: ['tender.facet', 'pain.low-back'],
    truth: ['facet'],
    completeness: 'low',
    confirmation: 'weak',
  },
  {
    id: 'three',
    findings: ['red.saddle'],
    truth: ['cauda-equina', 'scn'],
    completeness: 'high',
    confirmation: 'strong',
  },
  {
    id: 'four',
    findings: ['tender.facet', '-tender.crest'],
    truth: ['hip'],
    completeness: 'high',
    confirmation: 'strong',
  },
  {
    id: 'child',
    age: 9,
    findings: ['red.saddle'],
    truth: ['cauda-equina'],
    completeness: 'high',
    confirmation: 'strong',
  },
];
const evaluated = (list: readonly object[]) => {
  const read = evaluationCasesFromContent(list, knowledge);
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  return evaluationOf(
    knowledge,
    read.cases.map((c) => scoreCase(model, c, 1, 20)),
    1,
  );
};
const e = evaluated(records);

describe('evaluating cases', () => {
  it('counts who was right first: three of the four that are ranked', () => {
    expect(e).toMatchObject({ cases: 5, withheld: 1, top1: 0.75 });
    expect(e.perCase.map((c) => [c.id, c.rank === 1])).toEqual([
      ['one', true],
      ['two', true],
      ['three', true],
      ['four', false],
      ['child', false],
    ]);
  });

  it('flags count children too', () => {
    expect(e.redFlags).toMatchObject({ dangerousTruths: 2, flagged: 1, benignTruths: 3, falseEmergency: 0 });
    expect(e.perCase[4]).toMatchObject({ flags: [{ rule: 'ces', tier: 'emergency' }], ranked: [], rank: null });
  });

  it('the baselines are those worked by hand', () => {
    // Prior: 1, 1, 2 and 1 true lines of four. Bedside: right for the one tender crest of scn.
    expect(e.baselines.prior.top1).toBeCloseTo((0.25 + 0.25 + 0.5 + 0.25) / 4, 12);
    expect(e.baselines.bedside).toMatchObject({ n: 4, top1: 0.25, named: 0.25 });
  });

  it('strata hold their own cases, and taking the points away costs the crest case its answer', () => {
    expect(e.strata.completeness.high).toMatchObject({ n: 3 });
    expect(e.strata.confirmationNotWeak).toMatchObject({ n: 3 });
    expect(e.strata.twoTruths).toMatchObject({ n: 1 });
    expect(e.strata.withoutPoints.top1!).toBeLessThan(e.top1!);
  });

  it('the Brier score is that of the printed list', () => {
    const brier = e.perCase
      .slice(0, 4)
      .map(
        (c) =>
          c.ranked.reduce((s, l) => s + (l.mean - (c.truth.includes(l.disorder) ? 1 : 0)) ** 2, 0) / c.ranked.length,
      );
    expect(e.brier).toBeCloseTo(brier.reduce((a, b) => a + b, 0) / 4, 12);
  });

  it('says why the truth did not come first', () => {
    expect(e.perCase[3]!.missedBecause).toMatch(/^facet first for tender\.facet \(\+.*hip in place/);
    expect(e.perCase[0]!.missedBecause).toBeNull();
  });

  it('no title, id, truth or later course moves an answer', () => {
    const disguised = records.map((r, i) => ({ ...r, id: `x${i}`, title: r.truth[0], later: r.truth, truth: ['hip'] }));
    expect(evaluated(disguised).perCase.map((c) => c.ranked)).toEqual(e.perCase.map((c) => c.ranked));
  });

  it('the same seed gives the same figures', () => {
    expect(evaluated(records)).toEqual(e);
  });
});
