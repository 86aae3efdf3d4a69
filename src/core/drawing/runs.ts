// Painted cells as rows of runs: small, quick to count, and quick to lay over one another.
import { type Mask } from '../anatomy/scanline.js';

/** Runs of 1 mm cells, row by row from `top` down, each row from left to right without overlap. */
export interface Runs {
  /** y of the first row's upper edge, whole mm of the standard figure. */
  readonly top: number;
  readonly rows: number;
  /** Runs start[j] to start[j + 1] (exclusive) lie in row j; length rows + 1. */
  readonly start: Int32Array;
  /** Left edges of a run's first and last cell, whole mm. */
  readonly first: Int32Array;
  readonly last: Int32Array;
  /** What each run holds: never 0. */
  readonly value: Int32Array;
  /** All cells, mm². */
  readonly area: number;
}

/**
 * The runs of equal value in a grid of cells; 0 is empty.
 * @param left left edge of the grid's first cell, whole mm
 * @param meaning what a cell's content stands for; the content itself where left out
 * @param spans from where up to where in each row to look, as places from the row's first cell; all of it where left out
 */
export function runsOfCells(
  cells: Int16Array | Uint8Array,
  width: number,
  left: number,
  top: number,
  meaning?: Int32Array,
  spans?: Int32Array,
): Runs {
  const rows = width === 0 ? 0 : cells.length / width;
  const start = new Int32Array(rows + 1);
  let room = 1024;
  let first = new Int32Array(room);
  let last = new Int32Array(room);
  let value = new Int32Array(room);
  let n = 0;
  let area = 0;
  const grown = (old: Int32Array) => {
    const more = new Int32Array(room);
    more.set(old);
    return more;
  };
  for (let j = 0; j < rows; j++) {
    start[j] = n;
    const base = j * width;
    let i = spans ? spans[2 * j]! : 0;
    const end = spans ? spans[2 * j + 1]! : width;
    while (i < end) {
      const content = cells[base + i]!;
      if (content === 0) {
        i++;
        continue;
      }
      const v = meaning ? meaning[content]! : content;
      const from = i++;
      while (i < end) {
        const next = cells[base + i]!;
        if (next !== content && (next === 0 || !meaning || meaning[next] !== v)) break;
        i++;
      }
      if (n === room) {
        room *= 2;
        first = grown(first);
        last = grown(last);
        value = grown(value);
      }
      first[n] = left + from;
      last[n] = left + i - 1;
      value[n++] = v;
      area += i - from;
    }
  }
  start[rows] = n;
  return { top, rows, start, first: first.slice(0, n), last: last.slice(0, n), value: value.slice(0, n), area };
}

export const runsOfMask = (mask: Mask): Runs => runsOfCells(mask.cells, mask.width, mask.box[0], mask.box[1]);

/** Cells that both hold, mm², whatever their values. */
export function commonArea(a: Runs, b: Runs): number {
  const from = Math.max(a.top, b.top);
  const to = Math.min(a.top + a.rows, b.top + b.rows);
  let area = 0;
  for (let y = from; y < to; y++) {
    let i = a.start[y - a.top]!;
    let k = b.start[y - b.top]!;
    const endA = a.start[y - a.top + 1]!;
    const endB = b.start[y - b.top + 1]!;
    while (i < endA && k < endB) {
      const right = Math.min(a.last[i]!, b.last[k]!);
      const wide = right - Math.max(a.first[i]!, b.first[k]!) + 1;
      if (wide > 0) area += wide;
      if (a.last[i]! <= right) i++;
      else k++;
    }
  }
  return area;
}

/** Cells on each side of the midline, mm²: x below and above 0. */
export function areaBySign(runs: Runs): { readonly negative: number; readonly positive: number } {
  let negative = 0;
  for (let i = 0; i < runs.first.length; i++)
    negative += Math.max(0, Math.min(runs.last[i]! + 1, 0) - Math.min(runs.first[i]!, 0));
  return { negative, positive: runs.area - negative };
}
