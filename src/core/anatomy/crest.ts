// The iliac crest as a line, seen from behind: drawn from anthropometry alone, never from where nerves were found.
import { type Anatomy, type Point } from './anatomy.js';
import { flattenPath } from './path.js';
import { type Warp } from './warp.js';

/** The shape of the plate that is the crest's line, and the ligament that the middle nerves pass. */
export const CREST_SHAPE = 'iliac-crest-line';
export const LIGAMENT_SHAPE = 'long-posterior-sacroiliac-ligament';
/** Curves are followed to this, mm. */
const TOLERANCE = 0.05;

/**
 * The drawn crest for x > 0 from the posterior superior iliac spine outwards, mm of the standard figure or, through
 * `warp`, of the shown one.
 * @throws Error if the plate has no crest.
 */
export function crestLine(anatomy: Anatomy, warp?: Warp): readonly Point[] {
  const [line] = shapeLines(anatomy, CREST_SHAPE);
  if (!line) throw new Error(`the plate has no ${CREST_SHAPE}`);
  return warp ? line.map((p) => warp.toFigure(p)) : line;
}

/** The lines of a shape of the plate, mm of the standard figure, x > 0; none where the plate lacks it. */
export function shapeLines(anatomy: Anatomy, id: string): readonly (readonly Point[])[] {
  const shape = anatomy.shapes.find((s) => s.id === id);
  return shape ? flattenPath(shape.path, TOLERANCE) : [];
}

/** y of the crest at a distance `x` >= 0 from the midline, mm: its upper edge; undefined where there is no crest. */
export function crestLevel(line: readonly Point[], x: number): number | undefined {
  let level: number | undefined;
  for (let i = 0; i + 1 < line.length; i++) {
    const [[x0, y0], [x1, y1]] = [line[i]!, line[i + 1]!];
    if (x < Math.min(x0, x1) || x > Math.max(x0, x1)) continue;
    const y = x1 === x0 ? Math.min(y0, y1) : y0 + ((x - x0) * (y1 - y0)) / (x1 - x0);
    level = level === undefined ? y : Math.min(level, y);
  }
  return level;
}

/** Distance from a point to the nearest place of a line, mm. @throws RangeError if the line has no point. */
export function distanceToLine(point: Point, line: readonly Point[]): number {
  if (line.length === 0) throw new RangeError('a line without points');
  let least = Math.hypot(point[0] - line[0]![0], point[1] - line[0]![1]);
  for (let i = 0; i + 1 < line.length; i++) {
    const [[x0, y0], [x1, y1]] = [line[i]!, line[i + 1]!];
    const [dx, dy] = [x1 - x0, y1 - y0];
    const length = dx * dx + dy * dy;
    const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((point[0] - x0) * dx + (point[1] - y0) * dy) / length));
    least = Math.min(least, Math.hypot(point[0] - x0 - t * dx, point[1] - y0 - t * dy));
  }
  return least;
}
