// How far a patch or a pin lies from where studies found a nerve: in mm, with the spread of the studies, and in SDs.
import { type Anatomy, type BodySide, type NerveId, type Point, type View } from '../anatomy/anatomy.js';
import { type PooledZone, pooledZones } from '../anatomy/zones.js';

/** From a place in the drawing to the middle of a nerve's pooled zone. */
export interface ZoneDistance {
  readonly nerve: NerveId;
  readonly side: BodySide;
  /** mm of the standard figure. */
  readonly distance: number;
  /** SD of the zone along the line between the two, mm: the distance is uncertain by this. */
  readonly spread: number;
  /** Distance in SDs of the zone, allowing for its shape: Mahalanobis, Proc Natl Inst Sci India 1936;2:49-55. */
  readonly deviations: number;
}

const zonesOf = new WeakMap<Anatomy, readonly PooledZone[]>();
function remembered(anatomy: Anatomy): readonly PooledZone[] {
  // Without points there is nothing to pool, and no landmark is needed.
  const zones = zonesOf.get(anatomy) ?? (anatomy.points.length === 0 ? [] : pooledZones(anatomy));
  zonesOf.set(anatomy, zones);
  return zones;
}

/** Zones are known on the back only; a place elsewhere has none. Nearest first, in SDs. */
export function zoneDistances(anatomy: Anatomy, view: View, at: Point, sides: readonly BodySide[]): ZoneDistance[] {
  if (view !== 'back') return [];
  return remembered(anatomy)
    .filter((z) => sides.includes(z.side))
    .map((z) => ({ nerve: z.nerve, side: z.side, ...toZone(at, z.centre, z.covariance) }))
    .sort((a, b) => a.deviations - b.deviations || a.nerve.localeCompare(b.nerve) || a.side.localeCompare(b.side));
}

/** `covariance` is [xx, xy, yy] in mm². */
export function toZone(
  at: Point,
  centre: Point,
  [xx, xy, yy]: readonly [number, number, number],
): Pick<ZoneDistance, 'distance' | 'spread' | 'deviations'> {
  const [dx, dy] = [at[0] - centre[0], at[1] - centre[1]];
  const distance = Math.sqrt(dx * dx + dy * dy);
  // At the very centre no direction is meant: the spread of an even mixture of all of them.
  const [ux, uy] = distance === 0 ? [Math.SQRT1_2, Math.SQRT1_2] : [dx / distance, dy / distance];
  const along = distance === 0 ? (xx + yy) / 2 : ux * ux * xx + 2 * ux * uy * xy + uy * uy * yy;
  const square = (dx * dx * yy - 2 * dx * dy * xy + dy * dy * xx) / (xx * yy - xy * xy);
  return { distance, spread: Math.sqrt(along), deviations: Math.sqrt(Math.max(0, square)) };
}
