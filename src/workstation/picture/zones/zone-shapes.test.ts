import { describe, expect, it } from 'vitest';
import { ellipsePath, outlineOf } from './zone-shapes.js';

describe('the outline of a zone', () => {
  it('of an ellipse is drawn at 1 SD and, twice as far, at 2 SD', () => {
    const outline = outlineOf({ kind: 'ellipse', centre: [70, -40], covariance: [100, 0, 25], assumed: [] });
    expect(outline?.near).toBe('M60 -40A10 5 0 1 1 80 -40A10 5 0 1 1 60 -40Z');
    expect(outline?.far).toBe(ellipsePath([70, -40], [100, 0, 25], 2));
    expect(outline?.far).toContain('A20 10 0');
  });

  it('of an arc runs from straight outwards to straight up, round the spine', () => {
    const outline = outlineOf({ kind: 'arc', about: [40, 0], radius: 57, sd: 12, degrees: [0, 90], assumed: [] });
    expect(outline?.near).toBe('M97 0A57 57 0 0 0 40 -57');
    expect(outline?.far).toBe('M109 0A69 69 0 0 0 40 -69L40 -45A45 45 0 0 1 85 0Z');
    expect(outline?.closed).toBe(false);
  });

  it('of a band runs along the distance that is not known', () => {
    expect(outlineOf({ kind: 'band', along: 'y', at: 75, sd: 10, from: -90, to: 0, assumed: [] })?.near).toBe(
      'M75 -90L75 0',
    );
    expect(outlineOf({ kind: 'band', along: 'x', at: -20, sd: 10, from: 20, to: 40, assumed: [] })?.near).toBe(
      'M20 -20L40 -20',
    );
  });

  it('is none for a point that cannot be placed', () => {
    expect(outlineOf({ kind: 'not-placed', reason: 'too-near', distance: 30, across: 40 })).toBeUndefined();
  });
});
