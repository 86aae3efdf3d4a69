// The marks of one view gathered for drawing: marks in a row that say the same are one run of one look, and each run
// knows which later ones lie over it, as the measuring has it (core/drawing/raster.ts).
import { type Anatomy, type Box, type Point, type View } from '#core/anatomy/anatomy.js';
import { type Warp } from '#core/anatomy/warp.js';
import { type Feel, type Mark } from '#core/drawing/drawing.js';
import { pointsOf, scaleOf } from './picture-view.js';
import { placeAt, placeOf } from './region-shapes.js';

/** A stroke's middle line with its width, or a filled outline (width 0); mm of the shown body. */
export interface DrawnArea {
  /** The place of its mark in the drawing. */
  readonly key: string;
  readonly path: string;
  readonly width: number;
  readonly box: Box;
  /** Where its letters go. */
  readonly middle: Point;
}

export interface Run {
  readonly key: string;
  /** null: an eraser. */
  readonly feel: Feel | null;
  readonly areas: readonly DrawnArea[];
  readonly box: Box;
}

/** A pin, or the end and line of an arrow. */
export interface DrawnSign {
  readonly key: string;
  readonly mark: Extract<Mark, { kind: 'pin' | 'arrow' }>;
  readonly points: readonly Point[];
}

const sameFeel = (a: Feel | null, b: Feel | null): boolean =>
  a === b || (a !== null && b !== null && a.intensity === b.intensity && a.qualities.join() === b.qualities.join());

export const lineThrough = (points: readonly Point[]): string => {
  const said = points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`);
  // A line to where it is already shows as a dot under round ends.
  return `M${said.join('L')}${said.length === 1 ? `L${said[0]}` : ''}`;
};

const boxOf = (points: readonly Point[], reach: number): Box => {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return [left - reach, top - reach, right + reach, bottom + reach];
};

const around = (a: Box, b: Box): Box => [
  Math.min(a[0], b[0]),
  Math.min(a[1], b[1]),
  Math.max(a[2], b[2]),
  Math.max(a[3], b[3]),
];
const meet = (a: Box, b: Box): boolean => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

type Shape = Omit<DrawnArea, 'key'>;
const remembered = new WeakMap<Warp, WeakMap<Mark, Shape | null>>();

/** A mark as an area of this view; null where it has none here. Marks never change, so each is worked out once. */
function areaOf(mark: Mark, anatomy: Anatomy, warp: Warp): Shape | null {
  const known = remembered.get(warp) ?? new WeakMap<Mark, Shape | null>();
  remembered.set(warp, known);
  const found = known.get(mark);
  if (found !== undefined) return found;
  const made = makeArea(mark, anatomy, warp);
  known.set(mark, made);
  return made;
}

function makeArea(mark: Mark, anatomy: Anatomy, warp: Warp): Shape | null {
  if (mark.kind === 'brush' || mark.kind === 'erase') {
    const points = pointsOf(mark.track).map(warp.toFigure);
    const width = mark.width * scaleOf(warp);
    return { path: lineThrough(points), width, box: boxOf(points, width / 2), middle: points[points.length >> 1]! };
  }
  if (mark.kind !== 'fill' && mark.kind !== 'unfill') return null;
  const outline = placeOf(anatomy, mark.region)?.outline;
  if (!outline) return null;
  const points = outline.map(warp.toFigure);
  const box = boxOf(points, 0);
  const middle: Point = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  return { path: `${lineThrough(points)}Z`, width: 0, box, middle };
}

const isOf = (mark: Mark, view: View, anatomy: Anatomy): boolean =>
  ('view' in mark ? mark.view : placeOf(anatomy, mark.region)?.region.view) === view;

/** Runs of painted areas and erasers, in the order they were made. */
export function runsOf(marks: readonly Mark[], view: View, anatomy: Anatomy, warp: Warp): readonly Run[] {
  const runs: { key: string; feel: Feel | null; areas: DrawnArea[]; box: Box }[] = [];
  for (const [i, mark] of marks.entries()) {
    if (mark.kind === 'pin' || mark.kind === 'arrow' || !isOf(mark, view, anatomy)) continue;
    const shape = areaOf(mark, anatomy, warp);
    if (!shape) continue;
    const area = { ...shape, key: String(i) };
    const feel: Feel | null = mark.kind === 'erase' || mark.kind === 'unfill' ? null : mark;
    const last = runs.at(-1);
    if (last && sameFeel(last.feel, feel)) {
      last.areas.push(area);
      last.box = around(last.box, area.box);
    } else if (feel || last) runs.push({ key: String(i), feel, areas: [area], box: area.box });
  }
  return runs;
}

/** What was drawn over a run later. */
export const over = (runs: readonly Run[], at: number): readonly DrawnArea[] => {
  const { box } = runs[at]!;
  return runs.slice(at + 1).flatMap((later) => later.areas.filter((a) => meet(a.box, box)));
};

/** Where to write a run's letters: once per patch of some size, not once per stroke. */
export function letterPlaces({ areas }: Run, apart: number): readonly Point[] {
  const places: Point[] = [];
  for (const { middle } of areas)
    if (places.every(([x, y]) => Math.hypot(x - middle[0], y - middle[1]) > apart)) places.push(middle);
  return places;
}

/** How far a point lies from a line of points, all mm. */
function distanceTo([x, y]: Point, line: readonly Point[]): number {
  let least = Infinity;
  for (const [i, [bx, by]] of line.entries()) {
    const [ax, ay] = line[Math.max(0, i - 1)]!;
    const square = (bx - ax) ** 2 + (by - ay) ** 2;
    const along = square === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / square));
    least = Math.min(least, Math.hypot(ax + along * (bx - ax) - x, ay + along * (by - ay) - y));
  }
  return least;
}

/** Pins and arrows of this view that nothing later took away: an eraser over the pin or the arrow's end, its place. */
export function signsOf(marks: readonly Mark[], view: View, anatomy: Anatomy, warp: Warp): readonly DrawnSign[] {
  return marks.flatMap((mark, i): DrawnSign[] => {
    if ((mark.kind !== 'pin' && mark.kind !== 'arrow') || mark.view !== view) return [];
    const standard = mark.kind === 'pin' ? [mark.at] : pointsOf(mark.track);
    const end = standard.at(-1)!;
    const code = placeAt(anatomy, view, end)?.code;
    const gone = marks
      .slice(i + 1)
      .some((m) =>
        m.kind === 'erase'
          ? m.view === view && distanceTo(end, pointsOf(m.track)) <= m.width / 2
          : m.kind === 'unfill' && m.region === code,
      );
    return gone ? [] : [{ key: String(i), mark, points: standard.map(warp.toFigure) }];
  });
}
