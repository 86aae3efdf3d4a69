import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Anatomy, type Point, type Polygon, type Territory, type View } from './anatomy.js';
import { type Mask, territoryMask } from './territory-mask.js';

// A body 200 mm wide and 400 mm high: enough to see what the skin cuts off.
const skin: Polygon = [
  [0, -200],
  [100, -200],
  [100, 200],
  [0, 200],
];
const anatomy: Anatomy = {
  version: 'test',
  dimensions: [],
  shapes: [],
  outlines: { back: skin, front: skin, perineum: skin },
  regions: [],
  points: [],
  territories: [],
  thresholds: { regionCoverage: 0, regionArea: 0, patchShare: 0, singleSpot: 0, detectableChange: 0 },
};
const territory = (polygons: readonly Polygon[], paired = true, view: View = 'back'): Territory => ({
  id: 't',
  kind: 'cutaneous',
  name: 'test',
  view,
  paired,
  polygons,
  disorders: [],
  from: ['somebody'],
});
const square = (x: number, y: number, size: number): Polygon => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
];
const cellsOf = (m: Mask): string[] => {
  const out: string[] = [];
  m.cells.forEach((c, k) => {
    if (c) out.push(`${m.box[0] + (k % m.width)},${m.box[1] + Math.floor(k / m.width)}`);
  });
  return out.sort();
};

describe('a territory as skin', () => {
  it('has the area of its outline where it lies wholly on the skin', () => {
    const mask = territoryMask(anatomy, territory([square(20, 10, 30)]), 'R');
    expect(mask.area).toBe(900);
    expect(mask.box).toEqual([20, 10, 50, 40]);
    expect([mask.width, mask.height]).toEqual([30, 30]);
  });

  it('ends where the skin ends, and at the midline', () => {
    expect(territoryMask(anatomy, territory([square(80, 0, 50)]), 'R').area).toBe(20 * 50);
    expect(territoryMask(anatomy, territory([square(-30, 0, 50)]), 'R').area).toBe(20 * 50);
    expect(territoryMask(anatomy, territory([square(300, 0, 50)]), 'R').area).toBe(0);
  });

  it('counts skin under two outlines once', () => {
    expect(territoryMask(anatomy, territory([square(10, 10, 20), square(20, 10, 20)]), 'R').area).toBe(600);
  });

  it('lies at x > 0 on the right from behind and on the left from the front', () => {
    expect(territoryMask(anatomy, territory([square(20, 0, 10)]), 'R').box[0]).toBe(20);
    expect(territoryMask(anatomy, territory([square(20, 0, 10)]), 'L').box[0]).toBe(-30);
    expect(territoryMask(anatomy, territory([square(20, 0, 10)], true, 'front'), 'L').box[0]).toBe(20);
    expect(territoryMask(anatomy, territory([square(20, 0, 10)], true, 'perineum'), 'R').box[0]).toBe(20);
  });

  it('is both halves in the midline, whichever side is asked', () => {
    const midline = territory([square(0, 0, 15)], false);
    const mask = territoryMask(anatomy, midline, 'R');
    expect(mask.area).toBe(450);
    expect(mask.box).toEqual([-15, 0, 15, 15]);
    expect(cellsOf(territoryMask(anatomy, midline, 'L'))).toEqual(cellsOf(mask));
  });

  it('is the exact mirror image on the other side, for any outline', () => {
    const corner: fc.Arbitrary<Point> = fc.tuple(
      fc.double({ min: -20, max: 140, noNaN: true }),
      fc.double({ min: -240, max: 240, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(corner, { minLength: 3, maxLength: 12 }), (polygon) => {
        const t = territory([polygon]);
        const [right, left] = [territoryMask(anatomy, t, 'R'), territoryMask(anatomy, t, 'L')];
        const turned = cellsOf(left)
          .map((c) => c.split(',').map(Number))
          .map(([x, y]) => `${-1 - x!},${y}`)
          .sort();
        expect(turned).toEqual(cellsOf(right));
        expect(left.area).toBe(right.area);
        expect(right.area).toBe(right.cells.reduce((s, c) => s + c, 0));
        for (const c of cellsOf(right)) {
          const [x, y] = c.split(',').map(Number);
          expect(x! >= 0 && x! < 100 && y! >= -200 && y! < 200).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is worked out once for each anatomy and side', () => {
    const t = territory([square(20, 10, 30)]);
    expect(territoryMask(anatomy, t, 'R')).toBe(territoryMask(anatomy, t, 'R'));
    expect(territoryMask({ ...anatomy }, t, 'R')).not.toBe(territoryMask(anatomy, t, 'R'));
  });
});
