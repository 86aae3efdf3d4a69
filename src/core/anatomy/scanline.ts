// Outlines to cells of one square millimetre: the one fill that regions, territories and the skin share, so that the
// same outline covers the same cells wherever it is asked.
import { type Box, type Point, type Polygon } from './anatomy.js';

/** Cells of 1 mm² over a box of whole millimetres; row by row from the top left. */
export interface Mask {
  /** [left, top, right, bottom] in whole mm of the standard figure; cell (i, j) is centred on left + i + ½, top + j + ½. */
  readonly box: Box;
  /** Cells across and down: right - left and bottom - top. */
  readonly width: number;
  readonly height: number;
  /** 1 where covered, 0 elsewhere; length width x height. */
  readonly cells: Uint8Array;
  /** Covered cells, which is mm². */
  readonly area: number;
}

/**
 * Cells whose centre lies in the outline, by the even-odd rule (where an outline crosses itself, twice is out).
 * A centre exactly on an edge belongs to the outline on its right, so outlines that share an edge never share a cell and
 * leave none between them.
 *
 * @param polygon closed outline, mm; fewer than three points cover nothing
 * @param frame whole mm; nothing outside it counts, and the mask's box is the outline's own bounds within it
 */
export function fillPolygon(polygon: Polygon, frame: Box): Mask {
  const box = boundsWithin(polygon, frame);
  const [left, top, right, bottom] = box;
  const [width, height] = [right - left, bottom - top];
  const cells = new Uint8Array(width * height);
  let area = 0;
  for (const [j, crossings] of crossingsByRow(polygon, top, height).entries()) {
    for (let k = 0; k + 1 < crossings.length; k += 2) {
      const from = Math.max(0, Math.ceil(crossings[k]! - 0.5) - left);
      const to = Math.min(width, Math.ceil(crossings[k + 1]! - 0.5) - left);
      if (to <= from) continue;
      cells.fill(1, j * width + from, j * width + to);
      area += to - from;
    }
  }
  return { box, width, height, cells, area };
}

/** Whole millimetres around the points, inside the frame; an empty box where they do not meet. */
export function boundsWithin(points: readonly Point[], frame: Box): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  left = Math.max(frame[0], Math.floor(left));
  top = Math.max(frame[1], Math.floor(top));
  right = Math.min(frame[2], Math.ceil(right));
  bottom = Math.min(frame[3], Math.ceil(bottom));
  return left < right && top < bottom ? [left, top, right, bottom] : [frame[0], frame[1], frame[0], frame[1]];
}

/** Where the outline crosses the middle of each row, from left to right; a corner exactly on it counts once. */
function crossingsByRow(polygon: Polygon, top: number, height: number): number[][] {
  const rows = Array.from({ length: height }, (): number[] => []);
  // Edge by edge, and only through the rows it spans: an outline of n points is not walked n times.
  for (let i = 0, before = polygon.length - 1; i < polygon.length; before = i++) {
    const [x1, y1] = polygon[before]!;
    const [x2, y2] = polygon[i]!;
    const from = Math.max(0, Math.ceil(Math.min(y1, y2) - top - 0.5));
    const to = Math.min(height, Math.ceil(Math.max(y1, y2) - top - 0.5));
    for (let j = from; j < to; j++) rows[j]!.push(x1 + ((top + j + 0.5 - y1) / (y2 - y1)) * (x2 - x1));
  }
  for (const row of rows) row.sort((a, b) => a - b);
  return rows;
}
