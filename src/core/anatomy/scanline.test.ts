import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Box, type Point, type Polygon } from './anatomy.js';
import { fillPolygon, type Mask } from './scanline.js';

const FRAME: Box = [-450, -760, 450, 980];
const rectangle = (left: number, top: number, right: number, bottom: number): Polygon => [
  [left, top],
  [right, top],
  [right, bottom],
  [left, bottom],
];
const covers = (m: Mask, x: number, y: number): boolean =>
  x >= m.box[0] &&
  x < m.box[2] &&
  y >= m.box[1] &&
  y < m.box[3] &&
  m.cells[(y - m.box[1]) * m.width + x - m.box[0]] === 1;
const shoelace = (p: Polygon): number => {
  let twice = 0;
  p.forEach(([x, y], i) => {
    const [u, v] = p[(i + 1) % p.length]!;
    twice += x * v - u * y;
  });
  return Math.abs(twice) / 2;
};

describe('an outline turned into square millimetres', () => {
  it('gives a rectangle of 10 by 20 mm two hundred cells', () => {
    const mask = fillPolygon(rectangle(3, -5, 13, 15), FRAME);
    expect(mask.area).toBe(200);
    expect(mask.box).toEqual([3, -5, 13, 15]);
    expect(mask.cells.reduce((s, c) => s + c, 0)).toBe(200);
  });

  it('gives a triangle of 100 mm base and 60 mm height its 3,000 mm² within two percent', () => {
    const mask = fillPolygon(
      [
        [0.3, 0.2],
        [100.3, 0.2],
        [37.3, 60.2],
      ],
      FRAME,
    );
    expect(Math.abs(mask.area - 3000)).toBeLessThan(60);
  });

  it('counts a cell by its centre: an edge at half a millimetre decides for one side', () => {
    expect(fillPolygon(rectangle(0.5, 0, 10.5, 1), FRAME).area).toBe(10);
    expect(fillPolygon(rectangle(0.6, 0, 10.4, 1), FRAME).area).toBe(9);
  });

  it('leaves out what an outline encloses twice', () => {
    const bow: Polygon = [
      [0, 0],
      [40, 40],
      [40, 0],
      [0, 40],
    ];
    const mask = fillPolygon(bow, FRAME);
    expect(covers(mask, 5, 20)).toBe(true);
    expect(covers(mask, 20, 5)).toBe(false);
    const ring: Polygon = [...rectangle(0, 0, 30, 30), [0, 0], ...rectangle(10, 10, 20, 20), [10, 10]];
    expect(fillPolygon(ring, FRAME).area).toBe(800);
  });

  it('counts nothing outside the frame, and nothing at all of an outline beside it', () => {
    const mask = fillPolygon(rectangle(440, 970, 500, 1000), FRAME);
    expect(mask.area).toBe(100);
    expect(mask.box).toEqual([440, 970, 450, 980]);
    const beside = fillPolygon(rectangle(500, 0, 600, 10), FRAME);
    expect([beside.area, beside.width, beside.cells.length]).toEqual([0, 0, 0]);
    expect(fillPolygon([], FRAME).area).toBe(0);
  });

  it('shares no cell between two outlines that meet along a line, and leaves none between them', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 99, noNaN: true }), fc.double({ min: 1, max: 99, noNaN: true }), (a, b) => {
        const west = fillPolygon(
          [
            [0, 0],
            [a, 0],
            [b, 80],
            [0, 80],
          ],
          FRAME,
        );
        const east = fillPolygon(
          [
            [a, 0],
            [100, 0],
            [100, 80],
            [b, 80],
          ],
          FRAME,
        );
        expect(west.area + east.area).toBe(8000);
        let sharedOrMissed = 0;
        for (let y = 0; y < 80; y++)
          for (let x = 0; x < 100; x++) if (covers(west, x, y) === covers(east, x, y)) sharedOrMissed++;
        expect(sharedOrMissed).toBe(0);
      }),
      { numRuns: 20 },
    );
  });

  it('agrees with the area by coordinates to within its own edge, wherever the outline lies', () => {
    const corner = fc.tuple(
      fc.double({ min: -400, max: 400, noNaN: true }),
      fc.double({ min: -700, max: 900, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.tuple(corner, corner, corner), (points) => {
        const triangle: readonly Point[] = points;
        const edge = triangle.reduce((s, [x, y], i) => {
          const [u, v] = triangle[(i + 1) % 3]!;
          return s + Math.hypot(u - x, v - y);
        }, 0);
        expect(Math.abs(fillPolygon(triangle, FRAME).area - shoelace(triangle))).toBeLessThanOrEqual(edge + 3);
      }),
    );
  });
});
