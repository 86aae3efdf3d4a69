import { describe, expect, it } from 'vitest';
import { EMPTY_CASE } from '../case.js';
import { bedsideNerves, bedsideRight } from './bedside-rule.js';

const patient = (...ids: string[]) => ({
  ...EMPTY_CASE,
  findings: ids.map((t) =>
    t.startsWith('-') ? ({ id: t.slice(1), presence: 'absent' } as const) : ({ id: t, presence: 'present' } as const),
  ),
});

describe('the bedside rule', () => {
  it('names the nerve under the tender point', () => {
    expect(bedsideNerves(patient('tender.crest', 'reproduced-by-pressure'))).toEqual(['scn']);
    expect(bedsideNerves(patient('tinel.lpsl'))).toEqual(['mcn']);
    expect(bedsideNerves(patient('tender.ischial'))).toEqual(['icn']);
  });

  it('is silent where pressing does not bring on the pain, or no point is tender', () => {
    expect(bedsideNerves(patient('tender.crest', '-reproduced-by-pressure'))).toEqual([]);
    expect(bedsideNerves(patient('-tender.crest', 'reproduced-by-pressure'))).toEqual([]);
    expect(bedsideRight(patient('pain.low-back'), [{ disorder: 'scn' }])).toBe(0);
  });

  it('naming two nerves of which one is true is right half the time', () => {
    expect(bedsideRight(patient('tender.crest', 'tender.lpsl'), [{ disorder: 'mcn' }])).toBe(0.5);
  });
});
