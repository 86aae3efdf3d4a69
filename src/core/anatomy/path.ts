// SVG path data of the plate in millimetres: read, moved point by point, mirrored, and flattened to measure distances.
// Only absolute M, L, C, Q and Z occur; each keeps its meaning when its control points are moved, which arcs would not.
import { type Point, type Polygon } from './anatomy.js';

type Command = 'M' | 'L' | 'C' | 'Q' | 'Z';

/** One drawing command with its control points in mm; the last of them is where the pen ends. Z has none. */
export interface PathStep {
  readonly command: Command;
  readonly points: readonly Point[];
}

const POINTS_OF: Readonly<Record<Command, number>> = { M: 1, L: 1, C: 3, Q: 2, Z: 0 };

/**
 * Reads path data (SVG 2, section 9.3, without its relative, shorthand and arc commands). Repeated coordinates after one
 * letter become steps of their own; after M they are lines, as the standard says.
 * @throws RangeError on anything else: path data is ours, so a bad one is our mistake.
 */
export function parsePath(path: string): readonly PathStep[] {
  const steps: PathStep[] = [];
  if (/[^MLCQZ0-9eE.,\s+-]/.test(path) || !/^\s*M/.test(path)) throw new RangeError(`Not a path of M L C Q Z: ${path}`);
  for (const [, letter, body] of path.matchAll(/([MLCQZ])([^MLCQZ]*)/g)) {
    const command = letter as Command;
    const numbers = (body ?? '').match(/[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/g)?.map(Number) ?? [];
    const size = POINTS_OF[command] * 2;
    if (size === 0 ? numbers.length > 0 : numbers.length === 0 || numbers.length % size > 0)
      throw new RangeError(`${numbers.length} numbers after ${command} in ${path}`);
    if (size === 0) steps.push({ command, points: [] });
    for (let i = 0; i < numbers.length; i += size || 1) {
      const points: Point[] = [];
      for (let k = i; k < i + size; k += 2) points.push([numbers[k]!, numbers[k + 1]!]);
      steps.push({ command: command === 'M' && i > 0 ? 'L' : command, points });
    }
  }
  return steps;
}

/** To 0.1 mm, the finest the plate is drawn in; never "-0". */
const tenth = (value: number): string => String(Math.round(value * 10) / 10 + 0);

function written(steps: readonly PathStep[]): string {
  return steps
    .map(({ command, points }) => command + points.map(([x, y]) => `${tenth(x)} ${tenth(y)}`).join(' '))
    .join('');
}

/**
 * The path with every control point moved by `map`, written to 0.1 mm. Exact for affine maps; for a smooth warp the
 * curves follow to second order, which on plate-sized segments is below line width.
 * @throws RangeError if the path is not absolute M L C Q Z.
 */
export function transformPath(path: string, map: (point: Point) => Point): string {
  return written(parsePath(path).map(({ command, points }) => ({ command, points: points.map(map) })));
}

/** The path of the other side of the body: x changes sign. */
export function mirrorPath(path: string): string {
  return transformPath(path, ([x, y]) => [-x, y]);
}

const between = (a: Point, b: Point): Point => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];

/**
 * The path with every closed polygon in it (M, L and Z only) turned into the quadratic B-spline of its corners: soft
 * forms are authored as few straight edges and drawn without a corner. Subpaths that are open or already curved stay.
 * @throws RangeError if the path is not absolute M L C Q Z.
 */
export function roundPath(path: string): string {
  const subpaths: PathStep[][] = [];
  for (const step of parsePath(path)) {
    if (step.command === 'M') subpaths.push([]);
    subpaths.at(-1)!.push(step);
  }
  return written(
    subpaths.flatMap((steps) => {
      const corners = steps.flatMap((step) => step.points);
      const [first, last] = [corners[0]!, corners.at(-1)!];
      if (first[0] === last[0] && first[1] === last[1]) corners.pop();
      const isPolygon = steps.at(-1)!.command === 'Z' && steps.every((s) => 'MLZ'.includes(s.command));
      if (!isPolygon || corners.length < 3) return steps;
      const start = between(corners.at(-1)!, corners[0]!);
      const curves = corners.map((corner, i): PathStep => {
        const next = corners[(i + 1) % corners.length]!;
        return { command: 'Q', points: [corner, between(corner, next)] };
      });
      return [{ command: 'M', points: [start] }, ...curves, { command: 'Z', points: [] }] satisfies PathStep[];
    }),
  );
}

const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** Mirrors a half outline (x >= 0, from the top midline point to the bottom one) and joins both to one closed ring. */
export function wholeOutline(half: Polygon): Polygon {
  const mirrored = half.map(([x, y]): Point => [-x, y]).reverse();
  const ring: Point[] = [];
  for (const point of [...half, ...mirrored]) {
    const last = ring.at(-1);
    if (last === undefined || distance(last, point) > 1e-6) ring.push(point);
  }
  if (ring.length > 1 && distance(ring[0]!, ring.at(-1)!) <= 1e-6) ring.pop();
  return ring;
}

/** Bezier handle of `at` on its way to `next`, for a spline that comes from `before`. */
function handle(before: Point, at: Point, next: Point): Point {
  const a = Math.sqrt(distance(before, at));
  const b = Math.sqrt(distance(at, next));
  const along = (i: 0 | 1): number =>
    (a * a * next[i] - b * b * before[i] + (2 * a * a + 3 * a * b + b * b) * at[i]) / (3 * a * (a + b));
  return [along(0), along(1)];
}

/**
 * A smooth closed path through a mirrored half outline: centripetal Catmull-Rom (Yuksel, Schaefer and Keyser 2011, which
 * shows that it makes neither cusps nor loops within a segment), as cubic Beziers.
 * @throws RangeError if the joined outline has fewer than three different points.
 */
export function smoothOutline(half: Polygon): string {
  const ring = wholeOutline(half);
  if (ring.length < 3) throw new RangeError(`An outline needs three points, got ${ring.length}`);
  const at = (i: number): Point => ring[(i + ring.length) % ring.length]!;
  const steps: PathStep[] = [{ command: 'M', points: [at(0)] }];
  for (let i = 0; i < ring.length; i++) {
    const leaving = handle(at(i - 1), at(i), at(i + 1));
    const arriving = handle(at(i + 2), at(i + 1), at(i));
    steps.push({ command: 'C', points: [leaving, arriving, at(i + 1)] });
  }
  steps.push({ command: 'Z', points: [] });
  return written(steps);
}

/** Point of a Bezier curve of any degree at t in 0..1 (de Casteljau). */
function onCurve(points: readonly Point[], t: number): Point {
  let left = points;
  while (left.length > 1)
    left = left.slice(1).map((b, i): Point => {
      const a = left[i]!;
      return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
    });
  return left[0]!;
}

/** Pieces after which chords stay within `tolerance` of the curve (Wang's bound on second differences). */
function piecesOf(points: readonly Point[], tolerance: number): number {
  const degree = points.length - 1;
  let bend = 0;
  for (let i = 0; i + 2 < points.length; i++) {
    const [a, b, c] = [points[i]!, points[i + 1]!, points[i + 2]!];
    bend = Math.max(bend, Math.hypot(a[0] - 2 * b[0] + c[0], a[1] - 2 * b[1] + c[1]));
  }
  return Math.max(1, Math.ceil(Math.sqrt((degree * (degree - 1) * bend) / (8 * tolerance))));
}

/**
 * The path as polylines, one per subpath, nowhere further than `tolerance` mm (> 0) from the curve; a closed subpath ends
 * with its first point.
 * @throws RangeError if the path is not absolute M L C Q Z or the tolerance is not positive.
 */
export function flattenPath(path: string, tolerance: number): Point[][] {
  if (!(tolerance > 0)) throw new RangeError(`Tolerance must be above 0 mm, got ${tolerance}`);
  const lines: Point[][] = [];
  let line: Point[] = [];
  for (const { command, points } of parsePath(path)) {
    if (command === 'M') {
      line = [points[0]!];
      lines.push(line);
    } else if (command === 'Z') {
      line.push(line[0]!);
    } else {
      const curve = [line.at(-1)!, ...points];
      const pieces = piecesOf(curve, tolerance);
      for (let i = 1; i <= pieces; i++) line.push(i === pieces ? points.at(-1)! : onCurve(curve, i / pieces));
    }
  }
  return lines;
}
