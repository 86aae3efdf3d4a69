import { describe, expect, it } from 'vitest';
import { type RedFlagRule } from '../knowledge.js';
import { type FlaggedCase, flagsOf, redFlagScore } from './red-flag-score.js';

const rule = (id: string, ...disorders: string[]): RedFlagRule => ({
  id,
  name: id,
  disorders,
  levels: [],
  asks: [],
  verified: true,
  sources: [],
});
const rules = [rule('ces', 'cauda-equina'), rule('infection', 'infection')];
const patient = (disorder: string, completeness: string, ...flags: FlaggedCase['flags'][number][]): FlaggedCase => ({
  truth: [{ disorder }],
  completeness,
  flags,
});

const score = redFlagScore(rules, [
  patient('cauda-equina', 'high', { rule: 'ces', tier: 'emergency' }),
  patient('infection', 'low'),
  patient('infection', 'medium', { rule: 'ces', tier: 'urgent-days' }),
  patient('scn', 'high', { rule: 'infection', tier: 'emergency' }, { rule: 'ces', tier: 'urgent-2-weeks' }),
  patient('facet', 'high', { rule: 'infection', tier: 'soon' }),
  patient('sij', 'low'),
  patient('hip', 'low'),
]);

describe('scoring red flags', () => {
  it('counts the dangerous patients and those flagged, with and without the sparse ones', () => {
    expect(score).toMatchObject({
      dangerousTruths: 3,
      flagged: 2 / 3,
      flaggedCompletenessNotLow: { n: 2, flagged: 1 },
    });
  });

  it('counts false alarms among the benign by tier; "soon" is no alarm', () => {
    expect(score).toMatchObject({ benignTruths: 4, falseEmergency: 0.25, falseUrgent: 0.25 });
  });

  it('says of each rule whom it flagged, and how many of its own', () => {
    expect(score.perRule.ces).toEqual({
      dangerous: 2,
      benign: 1,
      own: { of: 1, flagged: 1 },
      tiers: { emergency: 1, 'urgent-days': 1, 'urgent-2-weeks': 1 },
    });
    expect(score.perRule.infection).toMatchObject({ dangerous: 0, benign: 2, own: { of: 2, flagged: 0 } });
  });

  it('a rule that only changes treatment raises no flag', () => {
    const level = { tier: 'modify', when: { present: 'x' }, action: '', country: 'any' } as const;
    expect(flagsOf([{ rule: rules[0]!, because: [], notAsked: [], questionDue: false, level }])).toEqual([]);
  });
});
