import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anatomy } from '../../../test/pack.js';
import { mixture } from './ellipse.js';
import { personalSides, standardSides } from './personal.js';
import { pooledZones, studyZones } from './zones.js';

const zone = (nerve: string, side: 'L' | 'R', sides = standardSides(anatomy)) =>
  pooledZones(anatomy, sides).find((z) => z.nerve === nerve && z.side === side)!;

describe('the zones of the studies', () => {
  const zones = studyZones(anatomy.points, standardSides(anatomy).R);

  it('are one for every study point, and every one is placed on the standard figure', () => {
    expect(zones.map((z) => z.point.id)).toEqual(anatomy.points.map((p) => p.id));
    expect(zones.filter((z) => z.place.kind === 'not-placed')).toEqual([]);
  });

  it('are arcs where only the distance from the spine is known', () => {
    expect(zones.filter((z) => z.place.kind === 'arc').map((z) => z.point.id)).toEqual([
      'scn-tubbs-medial',
      'scn-tubbs-intermediate',
      'scn-tubbs-lateral',
      'scn-sitti',
      'scn-xu',
      'mcn-sitti',
    ]);
  });

  it('mark every spread that no study gave', () => {
    const marked = zones
      .filter((z) => z.place.kind !== 'not-placed' && z.place.assumed.length > 0)
      .map((z) => z.point.id);
    expect(marked).toContain('scn-aota');
    expect(marked).not.toContain('scn-lu');
    expect(marked).not.toContain('mcn-konno');
  });
});

describe('the pooled zone of a nerve', () => {
  it('is there for superior, middle, inferior and posterior femoral cutaneous nerves, on both sides, mirrored', () => {
    const all = pooledZones(anatomy);
    expect([...new Set(all.map((z) => z.nerve))].sort()).toEqual(['icn', 'mcn', 'pfcn', 'scn']);
    for (const right of all.filter((z) => z.side === 'R')) {
      const left = zone(right.nerve, 'L');
      expect(left.centre[0]).toBe(-right.centre[0]);
      expect(left.centre[1]).toBe(right.centre[1]);
      expect(left.covariance[1]).toBeCloseTo(-right.covariance[1], 12);
    }
  });

  it('lies on the crest, on the ligament, and at the fold', () => {
    const [sx, sy] = zone('scn', 'R').centre;
    expect(sx).toBeGreaterThan(65);
    expect(sx).toBeLessThan(85);
    expect(sy).toBeLessThan(-35);
    expect(sy).toBeGreaterThan(-70);
    const [mx, my] = zone('mcn', 'R').centre;
    expect(Math.hypot(mx - 36, my - 28)).toBeLessThan(5);
    expect(zone('icn', 'R').centre[1]).toBeGreaterThan(133);
  });

  it('counts one series of dissections once, however many branches and papers it gave', () => {
    expect(zone('scn', 'R').n).toBe(15 + 12 + 27 + 1 + 1);
  });

  it('is never narrower than the studies within it', () => {
    const spot = fc.record({
      centre: fc.tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: -99, max: 99 })),
      covariance: fc.constant([25, 5, 16] as const),
      weight: fc.integer({ min: 1, max: 40 }),
    });
    fc.assert(
      fc.property(fc.array(spot, { minLength: 1, maxLength: 8 }), (spots) => {
        const [xx, , yy] = mixture(spots).covariance;
        expect(xx).toBeGreaterThanOrEqual(25 - 1e-9);
        expect(yy).toBeGreaterThanOrEqual(16 - 1e-9);
      }),
    );
  });
});

describe('personal landmarks', () => {
  const at = (own: Parameters<typeof personalSides>[2], side: 'L' | 'R' = 'R', nerve = 'scn') =>
    zone(nerve, side, personalSides(anatomy, { sex: 'neutral' }, own)).centre;
  const drawn = at({});

  it('raise the superior zone when the spines are further apart, as the distances from the midline stay', () => {
    expect(at({ psisHalf: 48 })[0]).toBeCloseTo(drawn[0], 9);
    expect(at({ psisHalf: 48 })[1]).toBeLessThan(drawn[1]);
  });

  it('move the zones of one side with a spine marked there, and leave the other side', () => {
    const marks = [{ landmark: 'psis', at: [-40, 12] }] as const;
    expect(at({ marks }, 'L')[1]).toBeCloseTo(drawn[1] + 12, 9);
    expect(at({ marks }, 'R')).toEqual(drawn);
  });

  it('move the superior zone alone with a marked crest', () => {
    const marks = [{ landmark: 'crest', at: [80, -48] }] as const;
    expect(at({ marks })[1]).toBeCloseTo(drawn[1] + 10, 0);
    expect(at({ marks }, 'R', 'mcn')).toEqual(at({}, 'R', 'mcn'));
  });

  it('are not scaled with the body: a tall woman keeps the millimetres of the studies', () => {
    const tall = zone('scn', 'R', personalSides(anatomy, { sex: 'F', stature: 1850 }));
    expect(tall.centre[0]).toBeCloseTo(drawn[0], 9);
    expect(tall.centre[1]).toBeCloseTo(drawn[1], 9);
  });

  it('measure the inferior zone from the sitting bones of that sex', () => {
    const of = (sex: 'F' | 'M') => zone('icn', 'R', personalSides(anatomy, { sex })).centre[0];
    expect(of('F') - of('M')).toBeCloseTo((122 - 106) / 2, 9);
  });
});
