import { describe, expect, it } from 'vitest';
import { EMPTY_DRAWING, type Mark } from './drawing.js';
import { drawnAgain, icc, JITTER } from './retest.js';

describe('ICC(2,1)', () => {
  it('of the worked example of Shrout and Fleiss (1979, table 2) is 0.29', () => {
    const ratings = [
      [9, 2, 5, 8],
      [6, 1, 3, 2],
      [8, 4, 6, 8],
      [7, 1, 2, 6],
      [10, 5, 6, 9],
      [6, 2, 4, 7],
    ];
    expect(icc(ratings)).toBeCloseTo(0.29, 2);
  });

  it('of equal repeats is 1, and of one value throughout unknown', () => {
    expect(
      icc([
        [1, 1],
        [2, 2],
        [5, 5],
      ]),
    ).toBe(1);
    expect(
      icc([
        [3, 3],
        [3, 3],
      ]),
    ).toBe('unknown');
    expect(() => icc([[1, 2]])).toThrow('2 x 2');
  });
});

describe('drawing again', () => {
  const feel = { qualities: [], intensity: 'unknown' } as const;
  const marks: Mark[] = [
    { kind: 'pin', view: 'back', at: [70, -40], ...feel },
    { kind: 'brush', view: 'back', width: 12, track: [0, 0, 500, 0, 500, 500], ...feel },
    { kind: 'fill', region: 'coccyx', ...feel },
  ];
  const drawing = { ...EMPTY_DRAWING, marks };

  it('moves each mark as a whole by 2 to 4 mm and leaves the list alone', () => {
    for (let seed = 0; seed < 50; seed++) {
      const [pin, brush, fill] = drawnAgain(drawing, seed).marks;
      if (pin?.kind !== 'pin' || brush?.kind !== 'brush') throw new Error('marks keep their kinds');
      const far = Math.hypot(pin.at[0] - 70, pin.at[1] + 40);
      expect(far).toBeGreaterThanOrEqual(JITTER[0] - 1e-9);
      expect(far).toBeLessThanOrEqual(JITTER[1] + 1e-9);
      expect(brush.track).toHaveLength(6);
      expect(fill).toEqual(marks[2]);
    }
  });

  it('is the same for the same seed', () => {
    expect(drawnAgain(drawing, 7)).toEqual(drawnAgain(drawing, 7));
    expect(drawnAgain(drawing, 7)).not.toEqual(drawnAgain(drawing, 8));
  });
});
