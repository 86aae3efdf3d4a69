import { describe, expect, it } from 'vitest';
import { anatomy } from '../../../test/pack.js';
import { type FigureShown } from '../drawing/drawing.js';
import { FIGURE_PRESETS, presetFigure } from './figure-preset.js';
import { figureDimensions, sizeProblems } from './figure-size.js';

const of = (shown: FigureShown) => {
  const result = figureDimensions(anatomy, shown);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.dimensions;
};

describe('the size of the figure', () => {
  it('is the published mean of a sex when nothing is told, and the mean of both sexes for the neutral figure', () => {
    expect(of({ sex: 'F' })['bicristal-breadth']).toBe(273.3);
    expect(of({ sex: 'M' })['hip-breadth']).toBe(345.7);
    expect(of({ sex: 'neutral' }).stature).toBe(1692.5);
    expect(of({ sex: 'neutral' })['tuberosity-distance']).toBe(114);
  });

  it('does not move when told the mean stature and the mean weight', () => {
    const told = of({ sex: 'F', stature: 1629, weight: 67.8 });
    for (const [id, value] of Object.entries(of({ sex: 'F' }))) expect(told[id]).toBeCloseTo(value, 9);
  });

  it('widens the crest by the two partial regressions on stature and weight', () => {
    // Women: r_s 0.39, r_w 0.69, stature with weight 0.431. One SD heavier at the mean stature.
    const partial = (0.69 - 0.39 * 0.431) / (1 - 0.431 ** 2);
    const heavier = of({ sex: 'F', stature: 1629, weight: 67.8 + 11 });
    expect(heavier['bicristal-breadth']! - 273.3).toBeCloseTo(partial * 22.3, 6);
  });

  it('widens the hips by weight alone, as only that correlation is published', () => {
    const tall = of({ sex: 'M', stature: 1756 + 69, weight: 85.5 });
    expect(tall['hip-breadth']).toBeCloseTo(345.7, 9);
    expect(of({ sex: 'M', weight: 85.5 + 14.2 })['hip-breadth']).toBeCloseTo(345.7 + 0.85 * 24.2, 9);
  });

  it('lengthens in proportion to stature', () => {
    const tall = of({ sex: 'F', stature: 1629 * 1.1 });
    expect(tall['iliocristale-height']).toBeCloseTo(995.7 * 1.1, 6);
    expect(tall['crest-above-psis']).toBeCloseTo(of({ sex: 'F' })['crest-above-psis']! * 1.1, 6);
    expect(tall['psis-half-distance']).toBe(40);
  });

  it('expects a tall person to be heavier, and a heavy one a little taller, when only one is told', () => {
    expect(of({ sex: 'M', stature: 1900 }).weight).toBeGreaterThan(85.5);
    expect(of({ sex: 'M', weight: 120 }).stature).toBeGreaterThan(1756);
  });

  it('refuses a size that no adult has, and says which and why', () => {
    expect(figureDimensions(anatomy, { sex: 'F', stature: 165 })).toEqual({
      ok: false,
      problems: [{ field: 'stature', value: 165, low: 1000, high: 2400 }],
    });
    expect(sizeProblems({ sex: 'F', weight: 400 }, 140).map((p) => p.field)).toEqual(['weight', 'psis-half']);
    expect(sizeProblems({ sex: 'M', stature: 2000, weight: 25 })[0]?.field).toBe('weight-for-stature');
    expect(sizeProblems({ sex: 'M', stature: 1750, weight: 80 }, 42)).toEqual([]);
  });

  it('has presets that are possible, and a small and a Japanese one that are smaller than the mean', () => {
    for (const sex of ['F', 'M', 'neutral'] as const) {
      for (const preset of FIGURE_PRESETS) expect(sizeProblems(presetFigure(anatomy, preset, sex))).toEqual([]);
      const hips = (preset: 'mean' | 'small' | 'large' | 'japanese') =>
        of(presetFigure(anatomy, preset, sex))['hip-breadth']!;
      expect(hips('small')).toBeLessThan(hips('mean'));
      expect(hips('japanese')).toBeLessThan(hips('mean'));
      expect(hips('large')).toBeGreaterThan(hips('mean'));
    }
    expect(presetFigure(anatomy, 'japanese', 'F')).toEqual({ sex: 'F', stature: 1530, weight: 51 });
  });
});
