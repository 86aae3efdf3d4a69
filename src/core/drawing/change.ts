// What is different between two drawings of one person.
import { type Anatomy, VIEWS, type View } from '../anatomy/anatomy.js';
import { type Drawing } from './drawing.js';
import { measureDrawing } from './measure.js';
import { type Raster, rasterOf, runsOfPainted } from './raster.js';
import { commonArea, type Runs } from './runs.js';

type Painted = ReadonlyMap<View, Runs>;

export interface Shift {
  readonly view: View;
  /** Of the middle of all that is painted on that view, mm: to the viewer's right, and down. */
  readonly x: number;
  readonly y: number;
  readonly distance: number;
}

export interface DrawingChange {
  /** Painted area of back and front figure, after minus before, cm². */
  readonly cm2: number;
  /** The same as a share of the figure, -1 to 1. */
  readonly share: number;
  /** Change of share that measuring alone can make (thresholds.detectableChange); people redraw less exactly still. */
  readonly detectable: number;
  readonly exceeds: boolean;
  /** Shared area over the area of either, all views, 0-1; unknown where neither has any area. */
  readonly jaccard: number | 'unknown';
  /** Of each view that is painted in both. */
  readonly shifts: readonly Shift[];
  readonly gained: readonly string[];
  readonly lost: readonly string[];
  /** Worst intensity, after minus before; unknown where either was not told. */
  readonly intensity: number | 'unknown';
}

/** Compares two drawings; both are measured on the same standard figure, whatever bodies they were drawn on. */
export function changeBetween(before: Drawing, after: Drawing, anatomy: Anatomy): DrawingChange {
  const [was, is] = [measureDrawing(before, anatomy), measureDrawing(after, anatomy)];
  const old = paintedRuns(before, rasterOf(before, anatomy));
  const now = paintedRuns(after, rasterOf(after, anatomy));
  const share = is.area.both.share - was.area.both.share;
  const detectable = anatomy.thresholds.detectableChange;
  const codes = { was: was.codes.map((c) => c.code), is: is.codes.map((c) => c.code) };
  return {
    cm2: is.area.both.cm2 - was.area.both.cm2,
    share,
    detectable,
    exceeds: Math.abs(share) > detectable,
    jaccard: jaccardOf(old, now),
    shifts: VIEWS.flatMap((view) => shiftOf(view, old.get(view), now.get(view))),
    gained: codes.is.filter((c) => !codes.was.includes(c)),
    lost: codes.was.filter((c) => !codes.is.includes(c)),
    intensity: is.worst === 'unknown' || was.worst === 'unknown' ? 'unknown' : is.worst - was.worst,
  };
}

/** Painted cells of each view that has any, whatever is felt there. */
export function paintedRuns(drawing: Drawing, raster: Raster): Painted {
  const one = new Int32Array(drawing.marks.length + 1).fill(1);
  const out = new Map<View, Runs>();
  for (const [view, painted] of raster.painted) {
    const runs = runsOfPainted(painted, one);
    if (runs.area > 0) out.set(view, runs);
  }
  return out;
}

/** Jaccard of two drawings over all views, 0-1; unknown where neither has any area. */
export function jaccardOf(a: Painted, b: Painted): number | 'unknown' {
  let [common, either] = [0, 0];
  for (const view of VIEWS) {
    const [x, y] = [a.get(view), b.get(view)];
    const shared = x && y ? commonArea(x, y) : 0;
    common += shared;
    either += (x?.area ?? 0) + (y?.area ?? 0) - shared;
  }
  return either === 0 ? 'unknown' : common / either;
}

function shiftOf(view: View, before: Runs | undefined, after: Runs | undefined): Shift[] {
  if (!before || !after) return [];
  const [a, b] = [middleOf(before), middleOf(after)];
  const [x, y] = [b[0] - a[0], b[1] - a[1]];
  return [{ view, x, y, distance: Math.sqrt(x * x + y * y) }];
}

function middleOf({ rows, top, start, first, last, area }: Runs): readonly [number, number] {
  let [x2, y2] = [0, 0];
  for (let j = 0; j < rows; j++)
    for (let k = start[j]!; k < start[j + 1]!; k++) {
      const n = last[k]! - first[k]! + 1;
      x2 += n * (first[k]! + last[k]! + 1);
      y2 += n * (2 * (top + j) + 1);
    }
  return [x2 / (2 * area), y2 / (2 * area)];
}
