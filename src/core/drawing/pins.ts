// "Exactly here": where a pin stands and what is near it.
import { type Anatomy, type BodySide, type Point, sideAt, type View } from '../anatomy/anatomy.js';
import { type ZoneDistance, zoneDistances } from './distance.js';
import { type Feel } from './drawing.js';
import { codesAt } from './figure-cells.js';
import { type Standing } from './raster.js';

export interface PinMeasure extends Feel {
  readonly view: View;
  /** mm of the standard figure. */
  readonly at: Point;
  readonly side: BodySide | 'midline';
  /** One code; two exactly on the midline between a right and a left region. */
  readonly codes: readonly string[];
  readonly zones: readonly ZoneDistance[];
}

export function pinMeasure(anatomy: Anatomy, { mark, without }: Standing<'pin'>): PinMeasure {
  const { view, at, qualities, intensity } = mark;
  const side = at[0] === 0 ? 'midline' : sideAt(view, at[0]);
  const zones = zoneDistances(anatomy, view, at, side === 'midline' ? ['R', 'L'] : [side]);
  const codes = codesAt(anatomy, view, at).filter((code) => !without.includes(code));
  return { view, at, side, codes, zones, qualities, intensity };
}
