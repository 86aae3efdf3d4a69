import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random.js';
import { type StudyPoint } from './anatomy.js';
import { ellipseOf } from './ellipse.js';
import { type Landmarks, placePoint } from './place-point.js';

const landmarks: Landmarks = { psis: [40, 0], tuberosity: [57, 133], fold: 172, crestShift: 0 };
const point = (from: StudyPoint['from'], kind: StudyPoint['kind'] = 'crossing'): StudyPoint => ({
  id: 'one',
  nerve: 'scn',
  name: 'one',
  kind,
  from,
  n: 10,
  nIs: 'cadavers',
  source: 'x',
  cohort: 'x',
  claims: [],
});
const place = (from: StudyPoint['from'], kind?: StudyPoint['kind']) => placePoint(point(from, kind), landmarks, []);

describe('a study point', () => {
  it('with two distances lies at both of them, above the spine', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 5, max: 120, noNaN: true }),
        fc.double({ min: 5, max: 120, noNaN: true }),
        (m, d) => {
          const placed = place({ midline: { mean: m, sd: 5 }, psis: { mean: d, sd: 5, towards: 'cranial-lateral' } });
          if (placed.kind !== 'ellipse') {
            expect(d).toBeLessThan(Math.abs(m - 40));
            return;
          }
          const [x, y] = placed.centre;
          expect(x).toBe(m);
          expect(y).toBeLessThanOrEqual(0);
          expect(Math.hypot(x - 40, y)).toBeCloseTo(d, 9);
        },
      ),
    );
  });

  it('spreads as the two distances spread: as a simulation of 40,000 bodies does', () => {
    const placed = place({ midline: { mean: 70, sd: 2 }, psis: { mean: 60, sd: 2, towards: 'cranial-lateral' } });
    if (placed.kind !== 'ellipse') throw new Error(placed.kind);
    const { normal } = seededRandom(1);
    const at = Array.from({ length: 40_000 }, () => {
      const [m, d] = [70 + 2 * normal(), 60 + 2 * normal()];
      return [m, -Math.sqrt(d * d - (m - 40) ** 2)] as const;
    });
    const mean = (of: (p: readonly [number, number]) => number) => at.reduce((s, p) => s + of(p), 0) / at.length;
    const [x, y] = [mean((p) => p[0]), mean((p) => p[1])];
    const simulated = [
      mean((p) => (p[0] - x) ** 2),
      mean((p) => (p[0] - x) * (p[1] - y)),
      mean((p) => (p[1] - y) ** 2),
    ];
    for (const k of [0, 1, 2] as const) expect(Math.abs(placed.covariance[k] - simulated[k]!)).toBeLessThan(0.3);
  });

  it('that is nearer to the spine than its distance from the midline allows is not placed, and says so', () => {
    expect(place({ midline: { mean: 80 }, psis: { mean: 30, towards: 'cranial-lateral' } })).toEqual({
      kind: 'not-placed',
      reason: 'too-near',
      distance: 30,
      across: 40,
    });
  });

  it('without a published spread has an assumed one, and is marked', () => {
    const placed = place({ midline: { mean: 70 }, psis: { mean: 45, towards: 'cranial-lateral' } });
    expect(placed).toMatchObject({ kind: 'ellipse', assumed: ['spread'] });
    expect(
      place({ midline: { mean: 70, sd: 4 }, psis: { mean: 45, sd: 4, towards: 'cranial-lateral' } }),
    ).toMatchObject({
      assumed: [],
    });
  });

  it('with only a distance from the spine is an arc up and outwards, with only one from the midline a band', () => {
    expect(place({ psis: { mean: 57, sd: 12, towards: 'cranial-lateral' } })).toMatchObject({
      kind: 'arc',
      about: [40, 0],
      radius: 57,
      sd: 12,
      degrees: [0, 90],
    });
    expect(place({ midline: { mean: 75, range: [70, 80] } })).toMatchObject({ kind: 'band', along: 'y', at: 75 });
  });

  it('on the ligament lies straight below the spine, an origin between midline and spine', () => {
    expect(place({ psis: { mean: 15, towards: 'caudal' } }, 'tender-point')).toMatchObject({
      centre: [40, 15],
      assumed: ['spread', 'sideways'],
    });
    expect(place({ psis: { mean: 20, towards: 'cranial' } }, 'origin')).toMatchObject({
      kind: 'band',
      along: 'x',
      at: -20,
    });
  });

  it('from the sitting bone lies beside and below its lowest point', () => {
    expect(place({ tuberosity: { lateral: { mean: 30.5, sd: 11.4 }, below: { mean: 0 } } })).toMatchObject({
      centre: [87.5, 133],
    });
    expect(place({ tuberosity: { lateral: { mean: 45.8, sd: 13.6 } } })).toMatchObject({
      centre: [102.8, 172],
      assumed: ['level'],
    });
    expect(place({ tuberosity: { below: { mean: 24.1, sd: 15 } } })).toMatchObject({
      centre: [57, 157.1],
      assumed: ['sideways'],
    });
  });

  it('told from another point lies that far below it', () => {
    const upper = point({ midline: { mean: 75, range: [70, 80] } });
    const lower = { ...point({ below: { point: 'one', range: [30, 40] } }), id: 'two' };
    const at = placePoint(upper, landmarks, [upper, lower]);
    const below = placePoint(lower, landmarks, [upper, lower]);
    if (at.kind !== 'band' || below.kind !== 'band') throw new Error('no bands');
    expect([below.from - at.from, below.to - at.to, below.at - at.at]).toEqual([35, 35, 0]);
    expect(placePoint(lower, landmarks, [])).toEqual({ kind: 'not-placed', reason: 'no-such-point' });
  });
});

describe('an ellipse', () => {
  it('has the axes of its spread', () => {
    expect(ellipseOf([100, 0, 25])).toEqual({ major: 10, minor: 5, angle: 0 });
    expect(ellipseOf([25, 0, 100])).toMatchObject({ major: 10, minor: 5, angle: 90 });
    expect(ellipseOf([50, 30, 50]).angle).toBeCloseTo(45, 9);
  });
});
