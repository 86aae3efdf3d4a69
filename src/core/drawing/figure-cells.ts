// What lies under a cell or a point of the figure: skin or not, and which region.
import { type Anatomy, type BodySide, type Box, type Point, VIEWS, type View } from '../anatomy/anatomy.js';
import { regionGrid } from '../anatomy/region-grid.js';
import { readRegionCode } from '../anatomy/regions.js';
import { type Runs, runsOfCells } from './runs.js';

/** A region's cells, as the region grid gives them: what an earlier region covers is not the later one's. */
export interface CodedCells {
  readonly code: string;
  readonly view: View;
  readonly side: BodySide | 'midline';
  /** Whole mm around them. */
  readonly box: Box;
  readonly runs: Runs;
}

interface Remembered {
  readonly skin: Map<View, Runs>;
  codes?: ReadonlyMap<string, CodedCells>;
}
const remembered = new WeakMap<Anatomy, Remembered>();
function of(anatomy: Anatomy): Remembered {
  const known = remembered.get(anatomy) ?? { skin: new Map() };
  remembered.set(anatomy, known);
  return known;
}

/** The skin of a view as runs, from the first row of its frame to the last. Every cell of it belongs to a region. */
export function skinOf(anatomy: Anatomy, view: View): Runs {
  const { skin } = of(anatomy);
  const known = skin.get(view);
  if (known) return known;
  const { cells, width, box, codes } = regionGrid(anatomy, view);
  const runs = runsOfCells(cells, width, box[0], box[1], new Int32Array(codes.length).fill(1));
  skin.set(view, runs);
  return runs;
}

/** Every region code of the figure with its cells, view by view from the head down. */
export function codesOf(anatomy: Anatomy): ReadonlyMap<string, CodedCells> {
  const known = of(anatomy);
  known.codes ??= codedCells(anatomy);
  return known.codes;
}

export const cellsOfCode = (anatomy: Anatomy, code: string): CodedCells | undefined => codesOf(anatomy).get(code);

function codedCells(anatomy: Anatomy): ReadonlyMap<string, CodedCells> {
  const all = VIEWS.flatMap((view) => {
    const { cells, codes, width, box } = regionGrid(anatomy, view);
    const runs = runsOfCells(cells, width, box[0], box[1]);
    return codes.flatMap((code, value) => (value === 0 ? [] : [coded(code, view, runs, value)])).sort(downwards);
  });
  return new Map(all.map(({ cells }) => [cells.code, cells]));
}

interface Placed {
  readonly cells: CodedCells;
  readonly x: number;
  readonly y: number;
}
/** From the head down and from the midline out, the right side before the left. */
const downwards = (a: Placed, b: Placed): number =>
  a.y - b.y || Math.abs(a.x) - Math.abs(b.x) || (a.cells.code < b.cells.code ? 1 : -1);

/** The runs of one value of a region grid as the cells of its code. */
function coded(code: string, view: View, all: Runs, value: number): Placed {
  const start = new Int32Array(all.rows + 1);
  const [first, last]: [number[], number[]] = [[], []];
  let [area, x2, y2] = [0, 0, 0];
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let j = 0; j < all.rows; j++) {
    start[j] = first.length;
    for (let k = all.start[j]!; k < all.start[j + 1]!; k++) {
      if (all.value[k] !== value) continue;
      const [a, b, y] = [all.first[k]!, all.last[k]!, all.top + j];
      first.push(a);
      last.push(b);
      area += b - a + 1;
      x2 += (b - a + 1) * (a + b + 1);
      y2 += (b - a + 1) * (2 * y + 1);
      left = Math.min(left, a);
      right = Math.max(right, b + 1);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y + 1);
    }
  }
  start[all.rows] = first.length;
  const box: Box = area === 0 ? [0, 0, 0, 0] : [left, top, right, bottom];
  const from = area === 0 ? 0 : top - all.top;
  const rows = area === 0 ? 0 : bottom - top;
  const runs: Runs = {
    top: box[1],
    rows,
    start: start.slice(from, from + rows + 1),
    first: Int32Array.from(first),
    last: Int32Array.from(last),
    value: new Int32Array(first.length).fill(1),
    area,
  };
  const side = readRegionCode(code).side ?? 'midline';
  return { cells: { code, view, side, box, runs }, x: x2 / (2 * area || 1), y: y2 / (2 * area || 1) };
}

/** The cell a point lies in, by its left and upper edge in whole mm; the two beside it where it is on the midline. */
export function cellsAt([x, y]: Point): readonly Point[] {
  const row = Math.floor(y);
  if (x === 0)
    return [
      [0, row],
      [-1, row],
    ];
  // A point on the line between two cells belongs to the one nearer the midline, on both sides alike.
  return [[x > 0 ? Math.ceil(x) - 1 : Math.floor(x), row]];
}

/** Codes of the regions at a point: none off the skin, two exactly on the midline between a right and a left region. */
export function codesAt(anatomy: Anatomy, view: View, at: Point): readonly string[] {
  const { cells, codes, width, box } = regionGrid(anatomy, view);
  const found = cellsAt(at).flatMap(([x, y]) => {
    if (x < box[0] || x >= box[2] || y < box[1] || y >= box[3]) return [];
    const value = cells[(y - box[1]) * width + x - box[0]]!;
    return value === 0 ? [] : [codes[value]!];
  });
  return [...new Set(found)];
}
