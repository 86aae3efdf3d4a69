import { describe, expect, it } from 'vitest';
import { disorder, finding, knowledgeOf } from '../../../test/small-knowledge.js';
import { EMPTY_CASE } from '../case.js';
import { withoutPoints } from './without-points.js';

describe('a patient without the pressed points', () => {
  it('loses the points, every Tinel sign, and shorthands that would bring a point back', () => {
    const knowledge = knowledgeOf(
      [finding('points.normal', 0, { role: 'shorthand', expands: { present: ['-tender.crest@B'], absent: [] } })],
      [disorder('else', 0.5, {})],
    );
    const ids = [
      'tender.crest',
      'tender.facet',
      'tinel.buttock',
      'points.normal',
      'reproduced-by-pressure',
      'pain.low-back',
    ];
    const c = { ...EMPTY_CASE, findings: ids.map((id) => ({ id, presence: 'present' }) as const) };
    expect(withoutPoints(c, knowledge).findings.map((f) => f.id)).toEqual(['tender.facet', 'pain.low-back']);
  });
});
