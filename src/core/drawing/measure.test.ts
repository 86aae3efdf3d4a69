import { describe, expect, it } from 'vitest';
import { square } from '../../../test/square-figure.js';
import { toZone } from './distance.js';
import { type Drawing, EMPTY_DRAWING, type Feel, type Mark } from './drawing.js';
import { measureDrawing } from './measure.js';

const FEEL: Feel = { qualities: [], intensity: 'unknown' };
const burning = (intensity: number): Feel => ({ qualities: ['burning'], intensity });
const drawn = (...marks: Mark[]): Drawing => ({ ...EMPTY_DRAWING, marks });
const brush = (track: number[], feel = FEEL, width = 20): Mark => ({
  kind: 'brush',
  view: 'back',
  width,
  track,
  ...feel,
});
const fill = (region: string, feel = FEEL): Mark => ({ kind: 'fill', region, ...feel });
const pin = (x: number, y: number, feel = FEEL): Mark => ({ kind: 'pin', view: 'back', at: [x, y], ...feel });
const measure = (...marks: Mark[]) => measureDrawing(drawn(...marks), square);

describe('area and side', () => {
  it('is given in cm² and as a share of the figure, by view and of back and front together', () => {
    const { area } = measure(fill('inner@R'));
    expect(area.back).toEqual({ cm2: 320, share: 0.2 });
    expect(area.front).toEqual({ cm2: 0, share: 0 });
    expect(area.both).toEqual({ cm2: 320, share: 0.1 });
  });

  it('all right is 1, all left is -1, even is 0, and nothing painted is unknown', () => {
    expect(measure(fill('inner@R')).balance).toBe(1);
    expect(measure(fill('inner@L')).balance).toBe(-1);
    expect(measure(fill('strip')).balance).toBe(0);
    expect(measure(pin(50, 0)).balance).toBe('unknown');
    expect(measure(fill('thigh@R')).balance).toBe(1);
  });

  it('nothing drawn is empty, and no pain anywhere is said, not left out', () => {
    expect(measure().state).toBe('empty');
    expect(measureDrawing({ ...drawn(), none: true }, square).state).toBe('none');
    expect(measure(brush([0, 0]), { kind: 'erase', view: 'back', width: 40, track: [0, 0] }).state).toBe('empty');
  });
});

describe('patches', () => {
  it('hang together at corners too, and a different feel is a patch of its own', () => {
    expect(measure(brush([300, 0, 600, 0]), brush([600, 0, 600, 300])).patches).toHaveLength(1);
    expect(measure(brush([300, 0, 600, 0], burning(7)), brush([600, 0, 600, 300], burning(3))).patches).toHaveLength(2);
    expect(measure(brush([300, 0]), brush([900, 0])).patches).toHaveLength(2);
  });

  it('have a middle, a length, a side, a feel and an area', () => {
    const [patch] = measure(brush([300, 0, 800, 0], burning(7))).patches;
    expect(patch).toMatchObject({ view: 'back', side: 'R', centroid: [55, 0], qualities: ['burning'], intensity: 7 });
    expect(patch!.extent).toBeCloseTo(70, 0);
    expect(patch!.area).toBeCloseTo(50 * 20 + Math.PI * 100, -1);
  });

  it('cross the midline when more than a tenth lies on either side', () => {
    expect(measure(brush([-300, 0, 300, 0])).patches[0]!.side).toBe('B');
    expect(measure(brush([80, 0, 900, 0])).patches[0]!.side).toBe('R');
  });

  it('leave out crumbs, which count as area all the same', () => {
    const rubbed = measure(brush([500, 0], FEEL, 8), { kind: 'erase', view: 'back', width: 10, track: [518, 0] });
    expect(rubbed.patches).toEqual([]);
    expect(rubbed.area.back.cm2).toBeGreaterThan(0);
  });
});

describe('regions reached', () => {
  const codes = (...marks: Mark[]) => measure(...marks).codes.map((c) => c.code);

  it('by share of the region, by area, or by share of a patch', () => {
    expect(codes(fill('inner@R'))).toEqual(['inner@R']);
    // 4 cm² of 320, yet as much as the threshold asks for.
    expect(codes(brush([500, 0, 800, 0]))).toEqual(['inner@R']);
    // A dot of 3 cm² lies wholly in one region.
    expect(codes(brush([500, 0]))).toEqual(['inner@R']);
    // A tenth over the border does not reach the neighbour.
    expect(codes(brush([500, 0, 940, 0]))).toEqual(['inner@R']);
  });

  it('by a pin, and exactly on the midline on both sides alike', () => {
    expect(codes(pin(50, 0))).toEqual(['inner@R']);
    expect(measure(pin(0, 0)).codes).toMatchObject([{ code: 'strip', side: 'midline' }]);
  });

  it('by an arrow for 10 mm of its line, and where it ends', () => {
    const arrow: Mark = { kind: 'arrow', view: 'back', track: [500, 0, 1020, 0], ...FEEL };
    expect(measure(arrow).arrows[0]).toMatchObject({ passes: ['inner@R', 'outer@R'], ends: ['outer@R'] });
    const grazing: Mark = { kind: 'arrow', view: 'back', track: [950, 0, 1050, 0, 1050, 50, 900, 50], ...FEEL };
    expect(measure(grazing).arrows[0]).toMatchObject({ passes: ['inner@R', 'outer@R'], ends: ['inner@R'] });
    const brief: Mark = { kind: 'arrow', view: 'back', track: [950, 0, 1030, 0, 950, 10], ...FEEL };
    expect(codes(brief)).toEqual(['inner@R']);
    expect(codes(arrow, { kind: 'unfill', region: 'inner@R' })).toEqual(['outer@R']);
    expect(codes(arrow, { kind: 'unfill', region: 'outer@R' })).toEqual([]);
  });

  it('with the worst intensity and every quality that speaks there', () => {
    const [inner] = measure(
      brush([400, 0, 800, 0], burning(7)),
      pin(50, 100, { qualities: ['aching'], intensity: 3 }),
    ).codes;
    expect(inner).toMatchObject({ qualities: ['burning', 'aching'], intensity: 7, by: ['paint', 'pin'], pain: true });
  });

  it('numbness alone and 0 of 10 are told, but are no pain', () => {
    expect(measure(fill('inner@R', { qualities: ['numbness'], intensity: 6 })).codes[0]!.pain).toBe(false);
    expect(measure(fill('inner@R', burning(0))).codes[0]!.pain).toBe(false);
    expect(measure(fill('inner@R', { qualities: ['numbness', 'aching'], intensity: 6 })).codes[0]!.pain).toBe(true);
    expect(measure(fill('inner@R', burning(0))).worst).toBe('unknown');
  });

  it('in a midline region the side is told only where it is clear', () => {
    const side = (x: number) =>
      measure(brush([x * 10, -500, x * 10, 500], FEEL, 8)).codes.find((c) => c.code === 'strip')!.side;
    expect([side(0), side(5), side(14), side(-14)]).toEqual(['midline', 'midline', 'R', 'L']);
  });
});

describe('single spot', () => {
  it('is one pin or one small patch, and nothing else on that view', () => {
    expect(measure(pin(50, 0)).singleSpot).toBe(true);
    expect(measure(brush([500, 0])).singleSpot).toBe(true);
    expect(measure(brush([500, 0, 700, 0])).singleSpot).toBe(false);
    expect(measure(pin(50, 0), pin(60, 0)).singleSpot).toBe(false);
    expect(measure(pin(50, 0), brush([900, 900])).singleSpot).toBe(false);
    expect(measure(pin(50, 0), fill('thigh@L')).singleSpot).toBe(true);
  });
});

describe('overlap with a territory', () => {
  it('is Jaccard on its own side, with the share of the drawing inside and of the territory covered', () => {
    expect(measure(fill('inner@R'), fill('outer@L')).overlaps).toEqual([
      expect.objectContaining({ territory: 'inner-nerve', side: 'R', jaccard: 1, inside: 1, covered: 1 }),
    ]);
    const [half] = measure(fill('inner@R'), fill('outer@R')).overlaps;
    expect(half).toMatchObject({ jaccard: 80 / 180, inside: 80 / 180, covered: 1 });
    expect(measure(fill('outer@R')).overlaps).toEqual([]);
  });
});

describe('distance to a zone', () => {
  it('is in mm with the spread along the way, and in SDs', () => {
    expect(toZone([30, 0], [0, 0], [100, 0, 25])).toEqual({ distance: 30, spread: 10, deviations: 3 });
    expect(toZone([0, 30], [0, 0], [100, 0, 25])).toEqual({ distance: 30, spread: 5, deviations: 6 });
    expect(toZone([0, 0], [0, 0], [100, 0, 28]).spread).toBeCloseTo(8);
  });
});
