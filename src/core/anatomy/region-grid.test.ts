import { describe, expect, it } from 'vitest';
import { anatomy } from '../../../test/pack.js';
import { FRAMES, type Point, VIEWS, type View } from './anatomy.js';
import { regionGrid } from './region-grid.js';
import { codesOfRegion, mirrorCode } from './regions.js';
import { fillPolygon } from './scanline.js';

const codeAt = (view: View, [x, y]: Point): string => {
  const { box, width, cells, codes } = regionGrid(anatomy, view);
  return codes[cells[(Math.floor(y) - box[1]) * width + Math.floor(x) - box[0]]!]!;
};

describe('The regions of the skin', () => {
  for (const view of VIEWS) {
    it(`own every square millimetre of the ${view} figure, and nothing outside it`, () => {
      const { box, width, height, cells, area, figureArea, codes } = regionGrid(anatomy, view);
      const [, top, right, bottom] = FRAMES[view];
      const skin = fillPolygon(anatomy.outlines[view], [0, top, right, bottom]);
      let wrong = 0;
      for (let j = 0; j < height; j++)
        for (let x = 0; x < right; x++) {
          const [i, k] = [x - skin.box[0], j + top - skin.box[1]];
          const inside = i >= 0 && i < skin.width && k >= 0 && k < skin.height && skin.cells[k * skin.width + i] === 1;
          const value = cells[j * width + x - box[0]]!;
          if (inside !== value > 0 || value >= codes.length) wrong++;
        }
      expect(wrong).toBe(0);
      expect([...area.values()].reduce((sum, a) => sum + a, 0)).toBe(figureArea);
      expect(figureArea).toBe(skin.area * 2);
    });

    it(`are mirror images to the cell in the ${view} view`, () => {
      const { width, height, cells, codes, area } = regionGrid(anatomy, view);
      const mirrored = codes.map((code) => (code === '' ? 0 : codes.indexOf(mirrorCode(code))));
      let wrong = 0;
      for (let j = 0; j < height; j++)
        for (let i = 0; i < width / 2; i++)
          if (cells[j * width + width - 1 - i] !== mirrored[cells[j * width + i]!]) wrong++;
      expect(wrong).toBe(0);
      for (const [code, mm2] of area) expect(area.get(mirrorCode(code))).toBe(mm2);
    });

    it(`all keep at least 300 mm² a side in the ${view} view, under the regions that lie over them`, () => {
      const { area, codes } = regionGrid(anatomy, view);
      const here = anatomy.regions.filter((r) => r.view === view);
      expect(codes.slice(1).sort()).toEqual(here.flatMap(codesOfRegion).sort());
      for (const [code, mm2] of area) expect(mm2, code).toBeGreaterThanOrEqual(300);
    });
  }

  it('lie where the landmarks of the body are', () => {
    const behind: readonly (readonly [string, Point])[] = [
      ['iliac-crest@R', [62, -37]],
      ['iliac-crest@R', [68, -45]],
      ['iliac-crest@R', [80, -58]],
      ['iliac-crest@R', [95, -69]],
      ['iliac-crest@R', [105, -71]],
      ['iliac-crest@R', [118, -68]],
      ['iliac-crest@L', [-80, -58]],
      ['medial-buttock@R', [40, 0]],
      ['medial-buttock@R', [36, 28.5]],
      ['medial-buttock@L', [-36, 28.5]],
      ['ischial@R', [57, 131]],
      ['ischial@R', [57, 93]],
      ['lateral-hip@R', [158, 83.5]],
      ['lateral-hip@L', [-158, 83.5]],
      ['midline-lumbar', [0.5, -78]],
      ['midline-lumbar', [-0.5, -112]],
      ['thoracolumbar@R', [0.5, -181]],
      ['sacrum@L', [-0.5, 0]],
      ['coccyx', [0.5, 87]],
      ['low-back@R', [40, -80]],
      ['upper-buttock@R', [95, -20]],
      ['lower-buttock@R', [90, 174]],
      ['popliteal@R', [85, 487]],
    ];
    for (const [code, at] of behind) expect(codeAt('back', at), `${at}`).toBe(code);
    const before: readonly (readonly [string, Point])[] = [
      ['groin@L', [88, 66]],
      ['groin@L', [60, 60]],
      ['groin@R', [-60, 60]],
      ['abdomen-lower@L', [40, -60]],
      ['abdomen-upper@L', [0.5, -77]],
      ['lateral-hip-front@L', [158, 83.5]],
      ['pubic@R', [-5, 90]],
      ['knee-front@L', [85, 487]],
      ['great-toe@L', [65, 968]],
    ];
    for (const [code, at] of before) expect(codeAt('front', at), `${at}`).toBe(code);
    expect(codeAt('perineum', [58, -18])).toBe('ischial-inset@R');
    expect(codeAt('perineum', [-10, -30])).toBe('perianal@L');
  });
});

describe('The grid of regions', () => {
  const square = (x: number, y: number, size: number): readonly Point[] => [
    [x, y],
    [x + size, y],
    [x + size, y + size],
    [x, y + size],
  ];
  const part = { ...anatomy.regions.find((r) => r.id === 'iliac-crest')!, view: 'perineum' as const };
  const made = {
    ...anatomy,
    outlines: { ...anatomy.outlines, perineum: square(0, 0, 40) },
    regions: [
      { ...part, id: 'over', polygon: square(10, 10, 10) },
      { ...part, id: 'under', polygon: square(10, 10, 20) },
      { ...part, id: 'middle', paired: false, polygon: square(0, 0, 5) },
    ],
  };

  it('leaves what two outlines cover to the earlier, and bare skin to the nearest', () => {
    const { area, codes, cells, width, box } = regionGrid(made, 'perineum');
    const at = ([x, y]: Point) => codes[cells[(y - box[1]) * width + x - box[0]]!];
    expect(at([15, 15])).toBe('over@R');
    expect(at([25, 15])).toBe('under@R');
    expect(at([-16, 15])).toBe('over@L');
    expect(at([39, 39])).toBe('under@R');
    expect(at([0, 8])).toBe('middle');
    expect(at([-1, 8])).toBe('middle');
    expect([...area.values()].reduce((sum, a) => sum + a, 0)).toBe(3200);
  });

  it('is empty where there is skin and no region at all, and still knows how large the figure is', () => {
    const bare = regionGrid({ ...made, regions: [] }, 'perineum');
    expect(bare.codes).toEqual(['']);
    expect(bare.cells.every((c) => c === 0)).toBe(true);
    expect(bare.figureArea).toBe(3200);
  });

  it('is worked out once for each anatomy, and the whole back in at most 60 ms of computing', () => {
    expect(regionGrid(anatomy, 'back')).toBe(regionGrid(anatomy, 'back'));
    // The best of three: other work on the machine only ever adds.
    const times = [1, 2, 3].map(() => {
      const fresh = { ...anatomy };
      const before = performance.now();
      regionGrid(fresh, 'back');
      return performance.now() - before;
    });
    expect(Math.min(...times)).toBeLessThanOrEqual(60);
  });
});
