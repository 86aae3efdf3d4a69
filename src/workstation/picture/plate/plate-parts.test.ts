import { describe, expect, it } from 'vitest';
import { PLATE_LAYERS, type Point, VIEWS } from '#core/anatomy/anatomy.js';
import { flattenPath, parsePath } from '#core/anatomy/path.js';
import { type Warp } from '#core/anatomy/warp.js';
import { anatomy } from '../../../../test/pack.js';
import { nervePaths, plateParts, skinPath } from './plate-parts.js';

const standard: Warp = { toFigure: (p) => p, toStandard: (p) => p };
const back = plateParts(anatomy, 'back', standard, 'neutral');
const shape = (id: string) => {
  const found = anatomy.shapes.find((s) => s.id === id);
  if (!found) throw new Error(`no shape ${id}`);
  return found;
};
const placesOf = (id: string): Point[] => flattenPath(shape(id).path, 0.1).flat();
const distanceTo = (id: string, [x, y]: Point): number =>
  Math.min(...placesOf(id).map((p) => Math.hypot(p[0] - x, p[1] - y)));

describe('The plate of the pelvis', () => {
  it('follows the iliac crest that was fixed from anthropometry within a millimetre', () => {
    const crest: readonly Point[] = [
      [40, 0],
      [48, -16],
      [58, -32],
      [68, -45],
      [80, -58],
      [95, -69],
      [105, -72],
      [118, -68],
      [130, -57],
      [137.2, -44],
      [113, -12],
    ];
    for (const point of crest) expect(distanceTo('iliac-crest-line', point), point.join()).toBeLessThanOrEqual(1);
    expect(placesOf('iliac-crest-line')[0]).toEqual([40, 0]);
  });

  it('has its lowest tuberosity point, its trochanter and its spine where the landmarks are', () => {
    const lowest = placesOf('ischial-tuberosity').reduce((a, b) => (b[1] > a[1] ? b : a));
    expect(Math.hypot(lowest[0] - 57, lowest[1] - 133)).toBeLessThan(1.5);
    expect(distanceTo('greater-trochanter', [158, 83.5])).toBeLessThan(1.5);
    expect(distanceTo('psis', [40, 0])).toBeLessThan(0.5);
  });

  it('shows every layer from behind, and only skin from the front and from below', () => {
    expect(new Set(back.map((part) => part.layer))).toEqual(new Set(PLATE_LAYERS));
    for (const view of ['front', 'perineum'] as const)
      expect(new Set(plateParts(anatomy, view, standard, 'neutral').map((p) => p.layer))).toEqual(new Set(['skin']));
  });

  it('shows each cluneal nerve, the posterior femoral cutaneous nerve and the pudendal corridor', () => {
    const shown = new Set(back.flatMap((part) => part.lines).flatMap((line) => line.nerve ?? []));
    expect(shown).toEqual(new Set(['scn', 'mcn', 'icn', 'pfcn', 'pudendal']));
    expect(nervePaths(back).length).toBeGreaterThan(0);
  });

  it('lets the superior nerves cross the crest where the studies look for them', () => {
    for (const [id, from, to] of [
      ['medial', 62, 75],
      ['intermediate', 78, 84],
      ['lateral', 88, 100],
    ] as const) {
      const crest = placesOf('iliac-crest-line');
      const [x] = placesOf(`superior-cluneal-${id}`).reduce((best, p) => {
        const far = (q: Point): number => Math.min(...crest.map((c) => Math.hypot(c[0] - q[0], c[1] - q[1])));
        return far(p) < far(best) ? p : best;
      });
      expect(x, id).toBeGreaterThanOrEqual(from);
      expect(x, id).toBeLessThanOrEqual(to);
    }
  });

  it('is light: under 450 path elements from behind and under 100 kB of path data', () => {
    const elements = back.reduce((n, p) => n + 2 * Math.min(1, p.bodies.length) + p.bodies.length, 0);
    const lines = back.reduce((n, p) => n + p.modelling.length + p.lines.length, 0);
    expect(elements + lines).toBeLessThan(450);
    expect(anatomy.shapes.reduce((bytes, s) => bytes + s.path.length, 0)).toBeLessThan(100_000);
  });

  it('draws both sides of a paired thing, as mirror images, in one path', () => {
    const crest = back.flatMap((p) => p.lines).find((s) => s.id === 'iliac-crest-line');
    const places = parsePath(crest!.path).flatMap((step) => step.points.map(([x, y]) => `${x} ${y}`));
    for (const [x, y] of parsePath(crest!.path).flatMap((s) => s.points)) expect(places).toContain(`${-x} ${y}`);
  });

  it('moves with the body shown', () => {
    const wider: Warp = { toFigure: ([x, y]) => [x * 1.1, y], toStandard: ([x, y]) => [x / 1.1, y] };
    const widest = (path: string): number => Math.max(...flattenPath(path, 0.5).flatMap((l) => l.map((p) => p[0])));
    for (const view of VIEWS)
      expect(widest(skinPath(anatomy, view, wider))).toBeCloseTo(1.1 * widest(skinPath(anatomy, view, standard)), 0);
  });

  it('turns a thick bone over a wider edge than a thin one', () => {
    const turn = (part: string): number => back.find((p) => p.part === part)!.turn;
    expect(turn('hip-bone')).toBeGreaterThan(turn('rib-12'));
    for (const part of back) expect(part.turn).toBeLessThanOrEqual(9);
  });
});
