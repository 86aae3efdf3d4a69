import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { square } from '../../../test/square-figure.js';
import { type Drawing, EMPTY_DRAWING, type Mark } from './drawing.js';
import { rasterOf } from './raster.js';

const FEEL = { qualities: [], intensity: 'unknown' } as const;
const drawn = (...marks: Mark[]): Drawing => ({ ...EMPTY_DRAWING, marks });
const brush = (width: number, ...track: number[]): Mark => ({ kind: 'brush', view: 'back', width, track, ...FEEL });
const rub = (width: number, ...track: number[]): Mark => ({ kind: 'erase', view: 'back', width, track });

/** The mark seen at a cell of the back, by the cell's left and upper edge in mm. */
function at(drawing: Drawing, x: number, y: number): number {
  const painted = rasterOf(drawing, square).painted.get('back');
  if (!painted) return 0;
  const { box, width, owner } = painted;
  const within = x >= box[0] && x < box[2] && y >= box[1] && y < box[3];
  return within ? owner[(y - box[1]) * width + x - box[0]]! : 0;
}
const area = (drawing: Drawing): number =>
  rasterOf(drawing, square)
    .painted.get('back')
    ?.owner.reduce((n, o) => n + (o > 0 ? 1 : 0), 0) ?? 0;

/** Squared distance of a point from a segment, all in 0.1 mm. */
function square2(px: number, py: number, ax: number, ay: number, bx: number, by: number): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / length));
  return (px - ax - t * dx) ** 2 + (py - ay - t * dy) ** 2;
}

describe('a stroke', () => {
  it('covers exactly the cells whose centre is within half its width of its line', () => {
    const tenth = fc.integer({ min: -1500, max: 1500 });
    const near = fc.integer({ min: -300, max: 300 });
    fc.assert(
      fc.property(tenth, tenth, near, near, fc.constantFrom(8, 12, 20, 9.5), (ax, ay, dx, dy, width) => {
        const [bx, by] = [ax + dx, ay + dy];
        const painted = rasterOf(drawn(brush(width, ax, ay, bx, by)), square).painted.get('back')!;
        const reach = (width * 5) ** 2;
        let wrong = 0;
        for (let j = 0; j < painted.height; j++)
          for (let i = 0; i < painted.width; i++) {
            const [px, py] = [(painted.box[0] + i) * 10 + 5, (painted.box[1] + j) * 10 + 5];
            const far = square2(px, py, ax, ay, bx, by);
            // On the very edge the last digit of the arithmetic may fall either way.
            if (Math.abs(far - reach) < 1e-3) continue;
            if (painted.owner[j * painted.width + i]! > 0 !== far < reach) wrong++;
          }
        expect(wrong).toBe(0);
      }),
      { numRuns: 300, seed: 20261124 },
    );
  });

  it('paints the same however often it goes over the same cells', () => {
    const line = [-500, -300, 400, 350, -450, 200];
    const twice = Array.from({ length: 40 }, () => line).flat();
    expect(area(drawn(brush(12, ...twice)))).toBe(area(drawn(brush(12, ...line, ...line))));
  });

  it('of one point is a round dot', () => {
    expect(area(drawn(brush(20, 0, 0)))).toBe(316);
    expect(at(drawn(brush(20, 0, 0)), 9, 0)).toBe(1);
    expect(at(drawn(brush(20, 0, 0)), 10, 0)).toBe(0);
  });

  it('does not count outside the skin', () => {
    expect(area(drawn(brush(20, 2500, 0)))).toBe(0);
    expect(area(drawn(brush(20, 2000, 0)))).toBe(158);
  });

  it('lies over what was drawn before, and an eraser takes out what is under it', () => {
    const two = drawn(brush(20, 0, 0), brush(8, 0, 0));
    expect([at(two, 0, 0), at(two, 8, 0)]).toEqual([2, 1]);
    const rubbed = drawn(brush(20, 0, 0), rub(8, 0, 0));
    expect([at(rubbed, 0, 0), at(rubbed, 8, 0)]).toEqual([0, 1]);
    expect(at(drawn(rub(8, 0, 0), brush(20, 0, 0)), 0, 0)).toBe(2);
  });
});

describe('a region from the list', () => {
  const fill = (region: string): Mark => ({ kind: 'fill', region, ...FEEL });
  it('is painted whole and taken out whole', () => {
    expect(area(drawn(fill('inner@R')))).toBe(80 * 400);
    expect(at(drawn(fill('inner@R')), 50, 0)).toBe(1);
    expect(at(drawn(fill('inner@R')), -50, 0)).toBe(0);
    expect(area(drawn(fill('inner@R'), fill('strip'), { kind: 'unfill', region: 'inner@R' }))).toBe(40 * 400);
  });
});

describe('a pin', () => {
  const pin = (x: number, y: number): Mark => ({ kind: 'pin', view: 'back', at: [x, y], ...FEEL });
  it('has no area, and stands until an eraser goes over it or its region is taken out', () => {
    const standing = (...marks: Mark[]) => rasterOf(drawn(...marks), square).pins.length;
    expect(area(drawn(pin(50, 0)))).toBe(0);
    expect(standing(pin(50, 0))).toBe(1);
    expect(standing(pin(50, 0), rub(8, 400, 0, 600, 0))).toBe(0);
    expect(standing(pin(50, 0), rub(8, 400, 100))).toBe(1);
    expect(standing(rub(8, 400, 0, 600, 0), pin(50, 0))).toBe(1);
    expect(standing(pin(50, 0), { kind: 'unfill', region: 'inner@R' })).toBe(0);
    expect(standing(pin(50, 0), { kind: 'unfill', region: 'inner@L' })).toBe(1);
    expect(standing(pin(300, 0))).toBe(0);
  });
});
