// Painted cells as patches: pieces of one feel that hang together. A cell touches its eight neighbours. Labelling by
// runs with union and find: Rosenfeld & Pfaltz, J ACM 1966;13:471-494; Tarjan, J ACM 1975;22:215-225.
import { type BodySide, type Point, sideAt, type View } from '../anatomy/anatomy.js';
import { type Feel } from './drawing.js';
import { longestExtent } from './extent.js';
import { type Runs } from './runs.js';

/**
 * Less than this is a crumb that an eraser left or a border cut off, and no patch: half of what one touch of the
 * narrowest brush (8 mm) covers, mm². Crumbs count as area.
 */
export const LEAST_PATCH = 25;
/** A patch lies on one side when at least this share of it does; a brush that slips over the midline says little. */
export const ONE_SIDE = 0.9;

export interface Patch extends Feel {
  readonly view: View;
  /** mm². */
  readonly area: number;
  /** Mean of the cell centres, mm of the standard figure. */
  readonly centroid: Point;
  /** The longest distance between two of its cells, edge to edge, mm. */
  readonly extent: number;
  /** B: it crosses the midline, with more than a tenth on either side. */
  readonly side: BodySide | 'B';
}

export interface Labelled {
  readonly patches: readonly Patch[];
  /** For each run the place of its patch in `patches`, or -1 for a crumb. */
  readonly patchOfRun: Int32Array;
}

/** The patches of one view, the largest first. `runs` hold the place of their feel in `feels`, from 1. */
export function patchesOf(view: View, runs: Runs, feels: readonly Feel[]): Labelled {
  const root = unionOfRuns(runs);
  const pieces = new Map<number, Piece>();
  for (let j = 0; j < runs.rows; j++)
    for (let k = runs.start[j]!; k < runs.start[j + 1]!; k++) {
      const piece = pieces.get(root[k]!) ?? { area: 0, x2: 0, y2: 0, right: 0, rows: [], value: runs.value[k]! };
      pieces.set(root[k]!, piece);
      take(piece, runs.top + j, runs.first[k]!, runs.last[k]!);
    }
  const kept = [...pieces.entries()]
    .filter(([, p]) => p.area >= LEAST_PATCH)
    .map(([label, piece]) => ({ label, patch: patchOf(view, piece, feels[piece.value - 1]!) }))
    .sort((a, b) => inOrder(a.patch, b.patch));
  const place = new Map(kept.map(({ label }, i) => [label, i]));
  const patchOfRun = new Int32Array(root.length).map((_, k) => place.get(root[k]!) ?? -1);
  return { patches: kept.map((k) => k.patch), patchOfRun };
}

/** By size; then from the top down and from the midline out, so that a mirror changes no order. */
const inOrder = (a: Patch, b: Patch): number =>
  b.area - a.area ||
  a.centroid[1] - b.centroid[1] ||
  Math.abs(a.centroid[0]) - Math.abs(b.centroid[0]) ||
  b.extent - a.extent;

interface Piece {
  area: number;
  /** Sums of twice the cell centres, so that they stay whole. */
  x2: number;
  y2: number;
  /** Cells at x > 0. */
  right: number;
  /** y, left edge of the first cell, left edge of the last. */
  readonly rows: [number, number, number][];
  readonly value: number;
}

function take(piece: Piece, y: number, first: number, last: number): void {
  const n = last - first + 1;
  piece.area += n;
  piece.x2 += n * (first + last + 1);
  piece.y2 += n * (2 * y + 1);
  piece.right += Math.max(0, last + 1 - Math.max(0, first));
  const row = piece.rows.at(-1);
  if (row && row[0] === y) row[2] = last;
  else piece.rows.push([y, first, last]);
}

function patchOf(view: View, piece: Piece, feel: Feel): Patch {
  const { area, right } = piece;
  const positive = sideAt(view, 1);
  const negative = sideAt(view, -1);
  const side = right >= ONE_SIDE * area ? positive : area - right >= ONE_SIDE * area ? negative : 'B';
  const centroid: Point = [piece.x2 / (2 * area), piece.y2 / (2 * area)];
  return { view, area, centroid, extent: longestExtent(piece.rows), side, ...feel };
}

/** For each run the first run of its piece. */
function unionOfRuns({ rows, start, first, last, value }: Runs): Int32Array {
  const parent = Int32Array.from(first, (_, k) => k);
  const find = (k: number): number => {
    let at = k;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  };
  for (let j = 1; j < rows; j++) {
    let above = start[j - 1]!;
    const endAbove = start[j]!;
    for (let k = start[j]!; k < start[j + 1]!; k++) {
      while (above < endAbove && last[above]! < first[k]! - 1) above++;
      for (let a = above; a < endAbove && first[a]! <= last[k]! + 1; a++) {
        if (value[a] !== value[k]) continue;
        const [ra, rk] = [find(a), find(k)];
        if (ra < rk) parent[rk] = ra;
        else parent[ra] = rk;
      }
    }
  }
  for (let k = 0; k < parent.length; k++) parent[k] = find(k);
  return parent;
}
