// The shipped territories against what is known of them apart from their outlines: landmarks, sizes and each other.
import { describe, expect, it } from 'vitest';
import { type Point, type Territory, type View } from '#core/anatomy/anatomy.js';
import { fillPolygon, type Mask } from '#core/anatomy/scanline.js';
import { territoryMask } from '#core/anatomy/territory-mask.js';
import { anatomy, knowledge } from './pack.js';

const territory = (id: string): Territory => anatomy.territories.find((t) => t.id === id)!;
/** The authored half, whichever side that is. */
const authored = (id: string): Mask =>
  territoryMask(anatomy, territory(id), territory(id).view === 'front' ? 'L' : 'R');
const covers = (m: Mask, [x, y]: Point): boolean => {
  const [i, j] = [Math.floor(x) - m.box[0], Math.floor(y) - m.box[1]];
  return i >= 0 && j >= 0 && i < m.width && j < m.height && m.cells[j * m.width + i] === 1;
};
const sharedArea = (a: Mask, b: Mask): number => {
  let n = 0;
  for (let y = a.box[1]; y < a.box[3]; y++)
    for (let x = a.box[0]; x < a.box[2]; x++) if (covers(a, [x, y]) && covers(b, [x, y])) n++;
  return n;
};

describe('a dermatome holds the key sensory point of its root', () => {
  // International standards for spinal cord injury (isncsci2019), placed by the landmarks of the standard figure.
  it.each<[string, View, Point]>([
    ['derm-l1-front', 'front', [65, 150]],
    ['derm-l2-front', 'front', [60, 256]],
    ['derm-l3-front', 'front', [52, 470]],
    ['derm-l4-front', 'front', [56, 886]],
    ['derm-l5-front', 'front', [95, 950]],
    ['derm-s1-back', 'back', [105, 930]],
    ['derm-s2-back', 'back', [85, 490]],
    ['derm-s3-back', 'back', [57, 133]],
  ])('%s', (id, view, at) => {
    expect(territory(id).view).toBe(view);
    expect(covers(authored(id), at)).toBe(true);
    const others = anatomy.territories.filter((t) => t.kind === 'dermatome' && t.view === view && t.id !== id);
    expect(others.filter((t) => covers(authored(t.id), at)).map((t) => t.id)).toEqual([]);
  });
});

describe('the fields of the cluneal nerves', () => {
  it('begin at the crest: the superior one holds the skin over it and not the flank above', () => {
    const field = authored('cut-scn');
    for (const at of [
      [68, -45],
      [80, -58],
      [95, -69],
      [118, -68],
      [130, -57],
    ] as const) {
      expect(covers(field, at)).toBe(true);
      expect(covers(field, [at[0], at[1] - 25])).toBe(false);
    }
  });

  it('hold the tender places that examiners press', () => {
    expect(covers(authored('ref-scn'), [70, -37])).toBe(true);
    expect(covers(authored('ref-mcn'), [36, 28])).toBe(true);
    expect(covers(authored('ref-icn'), [57, 165])).toBe(true);
  });

  it('meet without overlapping: each shares under a tenth of its skin with either neighbour', () => {
    for (const [a, b] of [
      ['cut-scn', 'cut-mcn'],
      ['cut-mcn', 'cut-icn'],
      ['cut-scn', 'cut-icn'],
      ['cut-icn', 'cut-pfcn'],
    ] as const)
      expect(sharedArea(authored(a), authored(b))).toBeLessThan(0.1 * Math.min(authored(a).area, authored(b).area));
  });
});

it('gives the Fortin area its 10 by 3 cm below the posterior superior spine', () => {
  const { box, area } = authored('ref-sij-fortin');
  expect(box[2] - box[0]).toBeGreaterThan(27);
  expect(box[2] - box[0]).toBeLessThan(36);
  expect(box[3] - box[1]).toBeGreaterThan(95);
  expect(box[3] - box[1]).toBeLessThan(110);
  expect(area).toBeGreaterThan(2200);
});

it('lets neighbouring dermatomes share under a twentieth of the smaller, as bands do', () => {
  for (const view of ['back', 'front', 'perineum'] as const) {
    const bands = anatomy.territories.filter((t) => t.kind === 'dermatome' && t.view === view).map((t) => t.id);
    for (const a of bands)
      for (const b of bands)
        if (a < b)
          expect([
            a,
            b,
            sharedArea(authored(a), authored(b)) < 0.05 * Math.min(authored(a).area, authored(b).area),
          ]).toEqual([a, b, true]);
  }
});

it('keeps every territory on the skin: what the outline loses is an edge and not a part', () => {
  const lost = anatomy.territories.filter((t) => {
    const drawn = t.polygons.reduce((s, p) => s + fillPolygon(p, [0, -800, 500, 1000]).area, 0);
    const kept = authored(t.id).area / (t.paired ? 1 : 2);
    return kept < 0.75 * drawn || kept < 300;
  });
  expect(lost.map((t) => t.id)).toEqual([]);
});

it('shows every disorder that is felt somewhere', () => {
  const shown = new Set(anatomy.territories.flatMap((t) => t.disorders));
  expect(knowledge.disorders.map((d) => d.id).filter((id) => !shown.has(id))).toEqual([]);
});
