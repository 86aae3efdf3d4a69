// Territories as paths on the shown body, of one side or of both.
import {
  type BodySide,
  type Box,
  type Point,
  type Polygon,
  sideAt,
  type Territory,
  type View,
} from '#core/anatomy/anatomy.js';
import { distanceToLine } from '#core/anatomy/crest.js';
import { wholeOutline } from '#core/anatomy/path.js';
import { type Warp } from '#core/anatomy/warp.js';

/** A closed path that rounds the corners of an outline: a border between areas of feeling is never a corner. */
export function roundedPath(outline: Polygon): string {
  const at = (i: number): Point => outline[(i + outline.length) % outline.length]!;
  const between = (a: Point, b: Point): string => `${((a[0] + b[0]) / 2).toFixed(1)} ${((a[1] + b[1]) / 2).toFixed(1)}`;
  return outline.reduce(
    (path, [x, y], i) => `${path}Q${x.toFixed(1)} ${y.toFixed(1)} ${between([x, y], at(i + 1))}`,
    `M${between(at(-1), at(0))}`,
  );
}

/** mm between the places that are tried for a label. */
const TRY_EVERY = 3;

/** Even-odd. */
function isInside([x, y]: Point, outline: Polygon): boolean {
  let within = false;
  outline.forEach(([ax, ay], i) => {
    const [bx, by] = outline.at(i - 1)!;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) within = !within;
  });
  return within;
}

/** Half a letter's width, in heights. */
const HALF_LETTER = 0.27;

/**
 * Where a territory's label has most room: the point farthest from the border, of those in the window, on the shown body;
 * null where the label would not fit. Once for both sides: the other one is its mirror image.
 */
export function labelPlace(
  territory: Territory,
  warp: Warp,
  [left, top, right, bottom]: Box,
  letter: number,
): Point | null {
  const { polygons, paired, label = '' } = territory;
  const outline = paired ? polygons[0]! : wholeOutline(polygons[0]!);
  const closed = [...outline, outline[0]!];
  const xs = outline.map(([x]) => x);
  const ys = outline.map(([, y]) => y);
  let best: { readonly at: Point; readonly room: number } | null = null;
  for (let x = Math.min(...xs); x <= Math.max(...xs); x += TRY_EVERY)
    for (let y = Math.min(...ys); y <= Math.max(...ys); y += TRY_EVERY) {
      const at = warp.toFigure([x, y]);
      const edge = Math.min(at[0] - left, right - at[0], at[1] - top, bottom - at[1]);
      if (edge <= letter || !isInside([x, y], outline)) continue;
      const room = Math.min(edge, distanceToLine([x, y], closed));
      if (room > (best?.room ?? 0)) best = { at, room };
    }
  return best && best.room > HALF_LETTER * letter * label.length ? best.at : null;
}

/** `side` null: both sides. */
export function territoryPath(territory: Territory, view: View, side: BodySide | null, warp: Warp): string {
  if (territory.view !== view) return '';
  if (!territory.paired)
    return territory.polygons.map((polygon) => `${roundedPath(wholeOutline(polygon).map(warp.toFigure))}Z`).join('');
  const positive = sideAt(view, 1);
  const wanted = (of: BodySide) => side === null || side === of;
  return territory.polygons
    .flatMap((polygon) => [
      wanted(positive) ? roundedPath(polygon.map(warp.toFigure)) : '',
      wanted(positive === 'L' ? 'R' : 'L')
        ? roundedPath(polygon.map(([x, y]): Point => warp.toFigure([0 - x, y])))
        : '',
    ])
    .filter(Boolean)
    .map((path) => `${path}Z`)
    .join('');
}
