// Territories as paths on the shown body, of one side or of both.
import { type BodySide, type Point, type Polygon, sideAt, type Territory, type View } from '#core/anatomy/anatomy.js';
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
