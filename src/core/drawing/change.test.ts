import { describe, expect, it } from 'vitest';
import { square } from '../../../test/square-figure.js';
import { changeBetween } from './change.js';
import { type Drawing, EMPTY_DRAWING, type Mark } from './drawing.js';

const fill = (region: string, intensity: number | 'unknown' = 5): Mark => ({
  kind: 'fill',
  region,
  qualities: [],
  intensity,
});
const drawn = (...marks: Mark[]): Drawing => ({ ...EMPTY_DRAWING, marks });
const change = (before: Drawing, after: Drawing) => changeBetween(before, after, square);

describe('the change between two drawings', () => {
  it('is area, share, overlap, regions and intensity', () => {
    expect(change(drawn(fill('inner@R', 7)), drawn(fill('inner@R', 4), fill('outer@R', 2)))).toEqual({
      cm2: 400,
      share: 0.125,
      detectable: 0.004,
      exceeds: true,
      jaccard: 80 / 180,
      shifts: [{ view: 'back', x: 50, y: 0, distance: 50 }],
      gained: ['outer@R'],
      lost: [],
      intensity: -3,
    });
  });

  it('below the smallest change that is not scatter does not exceed it', () => {
    const dot: Mark = { kind: 'brush', view: 'back', width: 20, track: [0, 0], qualities: [], intensity: 'unknown' };
    expect(change(drawn(fill('inner@R')), drawn(fill('inner@R'), dot))).toMatchObject({ exceeds: false });
  });

  it('of nothing to nothing shares no area that could be told', () => {
    expect(change(drawn(), drawn())).toMatchObject({ cm2: 0, jaccard: 'unknown', shifts: [], intensity: 'unknown' });
    expect(change(drawn(fill('inner@R')), drawn())).toMatchObject({ jaccard: 0, lost: ['inner@R'] });
  });
});
