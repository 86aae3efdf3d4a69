// Which regions an arrow passes, and where it ends.
import { type Anatomy, type Point, type View } from '../anatomy/anatomy.js';
import { ARROW_RUN, type Feel, type Track } from './drawing.js';
import { codesAt } from './figure-cells.js';
import { headOf, type Standing } from './raster.js';

export interface ArrowMeasure extends Feel {
  readonly view: View;
  /** mm of the standard figure. */
  readonly from: Point;
  readonly to: Point;
  /** Codes in the order in which the arrow meets them: those with at least ARROW_RUN mm of its line, and its end. */
  readonly passes: readonly string[];
  /** Codes where it ends: one, or two where it ends exactly on the midline. */
  readonly ends: readonly string[];
}

export function arrowMeasure(anatomy: Anatomy, { mark, without }: Standing<'arrow'>): ArrowMeasure {
  const { view, track, qualities, intensity } = mark;
  const to = headOf(track);
  const ends = codesAt(anatomy, view, to).filter((code) => !without.includes(code));
  const length = new Map<string, number>();
  for (const at of eachMillimetre(track))
    for (const code of codesAt(anatomy, view, at)) length.set(code, (length.get(code) ?? 0) + 1);
  const passes = [...length].flatMap(([code, mm]) =>
    !without.includes(code) && (mm >= ARROW_RUN || ends.includes(code)) ? [code] : [],
  );
  return { view, from: [track[0]! / 10, track[1]! / 10], to, passes, ends, qualities, intensity };
}

function* eachMillimetre(track: Track): Generator<Point> {
  for (let i = 2; i < track.length; i += 2) {
    const [ax, ay] = [track[i - 2]! / 10, track[i - 1]! / 10];
    const [dx, dy] = [track[i]! / 10 - ax, track[i + 1]! / 10 - ay];
    const steps = Math.max(1, Math.round(Math.sqrt(dx * dx + dy * dy)));
    for (let k = 0; k < steps; k++) yield [ax + (dx * k) / steps, ay + (dy * k) / steps];
  }
  yield headOf(track);
}
