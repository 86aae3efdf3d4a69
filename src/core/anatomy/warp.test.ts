import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anatomy } from '../../../test/pack.js';
import { type FigureShown } from '../drawing/drawing.js';
import { sized } from './figure-size.js';
import { standardLandmarks } from './standard.js';
import { figureWarp } from './warp.js';

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const point = fc.tuple(number(-450, 450), number(-760, 980));
const figure: fc.Arbitrary<FigureShown> = fc.record({
  sex: fc.constantFrom('F', 'M', 'neutral'),
  stature: number(1000, 2400),
  weight: number(20, 350),
});
const psisHalf = fc.option(number(20, 70), { nil: undefined });
const shown = fc.tuple(figure, psisHalf).map(([f, half]) => figureWarp(anatomy, f, { psisHalf: half }));
const runs = { numRuns: 1000 };

describe('the way from the standard figure to the shown one', () => {
  it('leads back to the same place, whatever the body', () => {
    fc.assert(
      fc.property(shown, point, (warp, p) => {
        const [x, y] = warp.toStandard(warp.toFigure(p));
        expect(Math.hypot(x - p[0], y - p[1])).toBeLessThan(1e-9);
        const [u, v] = warp.toFigure(warp.toStandard(p));
        expect(Math.hypot(u - p[0], v - p[1])).toBeLessThan(1e-9);
      }),
      runs,
    );
  });

  it('keeps what lies higher higher and what lies further out further out', () => {
    fc.assert(
      fc.property(shown, point, number(0.001, 50), (warp, [x, y], step) => {
        expect(warp.toFigure([x, y + step])[1]).toBeGreaterThan(warp.toFigure([x, y])[1]);
        expect(warp.toFigure([x + step, y])[0]).toBeGreaterThan(warp.toFigure([x, y])[0]);
      }),
      runs,
    );
  });

  it('is the same on both sides, and keeps the midline', () => {
    fc.assert(
      fc.property(shown, point, (warp, [x, y]) => {
        const [a, b] = warp.toFigure([x, y]);
        const [c, d] = warp.toFigure([-x, y]);
        expect([c + a, d - b]).toEqual([0, 0]);
        expect(Math.abs(warp.toFigure([0, y])[0])).toBe(0);
      }),
      runs,
    );
  });

  it('leaves the neutral figure of mean size as it is', () => {
    const warp = figureWarp(anatomy, { sex: 'neutral' });
    fc.assert(
      fc.property(point, ([x, y]) => {
        const [u, v] = warp.toFigure([x, y]);
        expect(Math.hypot(u - x, v - y)).toBeLessThan(1e-9);
      }),
      runs,
    );
  });

  it('puts crest, spine, trochanter, tuberosity and floor where the measures of that body have them', () => {
    for (const sex of ['F', 'M'] as const) {
      const { toFigure } = figureWarp(anatomy, { sex, stature: 1700, weight: 90 });
      const d = sized(anatomy, { sex, stature: 1700, weight: 90 });
      const s = standardLandmarks(anatomy);
      const psisHeight = d['iliocristale-height']! - d['crest-above-psis']!;
      expect(toFigure(s.psis!)).toEqual([40, 0]);
      expect(toFigure([s['crest-widest']![0], -30])[0]).toBeCloseTo(d['bicristal-breadth']! / 2, 6);
      expect(toFigure(s['crest-top']!)[1]).toBeCloseTo(-d['crest-above-psis']!, 6);
      expect(toFigure(s.trochanterion!)[1]).toBeCloseTo(psisHeight - d['trochanterion-height']!, 6);
      expect(toFigure(s.tuberosity!)[0]).toBeCloseTo(d['tuberosity-distance']! / 2, 6);
      expect(toFigure(s.floor!)[1]).toBeCloseTo(psisHeight, 6);
      expect(toFigure(s.floor!)[1] - toFigure(s.vertex!)[1]).toBeCloseTo(1700, 6);
    }
  });

  it('shows women with wider hips, a narrower waist and narrower shoulders than men', () => {
    const across = (sex: 'F' | 'M') => {
      const { toFigure } = figureWarp(anatomy, { sex });
      return [toFigure([174.9, 83.5])[0], toFigure([147, -140])[0], toFigure([240, -455])[0]] as const;
    };
    const [women, men] = [across('F'), across('M')];
    expect(women[0] - men[0]).toBeGreaterThan(3);
    expect(men[1] - women[1]).toBeGreaterThan(10);
    expect(men[2] - women[2]).toBeGreaterThan(25);
  });

  it('moves the spines alone when only their distance was measured', () => {
    const { toFigure } = figureWarp(anatomy, { sex: 'neutral' }, { psisHalf: 46 });
    expect(toFigure([40, 0])).toEqual([46, 0]);
    expect(toFigure([168, 0])[0]).toBeCloseTo(168, 9);
    expect(toFigure([57, 133])[0]).toBeCloseTo(57, 9);
  });

  it('refuses a size no adult has', () => {
    expect(() => figureWarp(anatomy, { sex: 'F', stature: 165 })).toThrow(RangeError);
  });
});
