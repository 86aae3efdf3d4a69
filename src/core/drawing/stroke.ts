// The cells of one stroke: those whose centre lies within half its width of its line.
import { type Box, FRAMES } from '../anatomy/anatomy.js';
import { boundsWithin } from '../anatomy/scanline.js';
import { type CapsuleRows, capsuleRows, emptyRows } from './capsule.js';
import { type Mark } from './drawing.js';

/** A stroke that has an area, or takes one away. */
export type Stroke = Extract<Mark, { kind: 'brush' | 'erase' }>;

/** Brush width in mm to radius in 0.1 mm. */
export const radiusOf = (width: number): number => width * 5;

/** A grid of cells over a box of whole mm: who owns each. */
export interface Owned {
  readonly box: Box;
  readonly width: number;
  readonly owner: Int16Array;
}

/** Whole mm around a stroke, inside its frame. */
export function boxOfStroke(mark: Stroke): Box {
  const reach = mark.width / 2;
  const { track } = mark;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < track.length; i += 2) {
    const x = track[i]!;
    const y = track[i + 1]!;
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  }
  const corners = [
    [left / 10 - reach, top / 10 - reach],
    [right / 10 + reach, bottom / 10 + reach],
  ] as const;
  return boundsWithin(corners, FRAMES[mark.view]);
}

/** One bit a cell, 32 cells a word; all 0 between two strokes. */
let bits = new Int32Array(0);
let rows: CapsuleRows = emptyRows(0);

/** Gives the cells of a stroke to `owner`. A scribble goes over the same cells many times: they are gathered as bits. */
export function ownStroke({ box, width, owner }: Owned, mark: Stroke, value: number): void {
  const own = boxOfStroke(mark);
  const left = Math.max(box[0], own[0]);
  const right = Math.min(box[2], own[2]);
  const top = Math.max(box[1], own[1]);
  const bottom = Math.min(box[3], own[3]);
  if (left >= right || top >= bottom) return;
  const words = (right - left + 31) >> 5;
  if (bits.length < words * (bottom - top)) bits = new Int32Array(words * (bottom - top));
  if (rows.first.length < bottom - top) rows = emptyRows(bottom - top);
  // Names of their own: a module's variable is looked up anew at every use, and this is the innermost loop.
  const field = bits;
  const reach = rows;
  const { first, last } = reach;
  const radius = radiusOf(mark.width);
  const { track } = mark;
  const only = track.length === 2;
  for (let i = only ? 0 : 2; i < track.length; i += 2) {
    const from = only ? 0 : i - 2;
    const ax = track[from]!;
    const ay = track[from + 1]!;
    const bx = track[i]!;
    const by = track[i + 1]!;
    // Where a scribble is dense already, a segment seldom adds a cell: ask of the square around it first.
    const west = Math.max(0, Math.floor((Math.min(ax, bx) - radius) / 10) - left);
    const east = Math.min(right - left - 1, Math.floor((Math.max(ax, bx) + radius) / 10) - left);
    const north = Math.max(0, Math.floor((Math.min(ay, by) - radius) / 10) - top);
    const south = Math.min(bottom - top - 1, Math.floor((Math.max(ay, by) + radius) / 10) - top);
    if (isFull(field, words, west, north, east, south)) continue;
    capsuleRows(ax, ay, bx, by, radius, reach, top, bottom);
    const n = reach.bottom - reach.top;
    let base = (reach.top - top) * words;
    for (let k = 0; k < n; k++, base += words) {
      const a = Math.max(first[k]!, left) - left;
      const b = Math.min(last[k]!, right - 1) - left;
      if (a > b) continue;
      const begin = -1 << (a & 31);
      const end = -1 >>> (31 - (b & 31));
      const one = base + (a >> 5);
      const other = base + (b >> 5);
      if (one === other) field[one] = field[one]! | (begin & end);
      else {
        field[one] = field[one]! | begin;
        for (let at = one + 1; at < other; at++) field[at] = -1;
        field[other] = field[other]! | end;
      }
    }
  }
  for (let row = top; row < bottom; row++)
    for (let word = 0; word < words; word++) {
      const at = (row - top) * words + word;
      if (field[at] === 0) continue;
      spread(owner, (row - box[1]) * width + left - box[0] + word * 32, field[at]!, value);
      field[at] = 0;
    }
}

/** Whether every bit of a box is set, edges included. */
function isFull(field: Int32Array, words: number, west: number, north: number, east: number, south: number): boolean {
  const one = west >> 5;
  const other = east >> 5;
  const begin = -1 << (west & 31);
  const end = -1 >>> (31 - (east & 31));
  for (let row = north; row <= south; row++) {
    const base = row * words;
    if (one === other) {
      if ((field[base + one]! & begin & end) !== (begin & end)) return false;
      continue;
    }
    if ((field[base + one]! & begin) !== begin || (field[base + other]! & end) !== (end | 0)) return false;
    for (let at = base + one + 1; at < base + other; at++) if (field[at] !== -1) return false;
  }
  return true;
}

/** Writes `value` to the cells from `at` on whose bit is set. */
function spread(owner: Int16Array, at: number, word: number, value: number): void {
  if (word === -1) owner.fill(value, at, at + 32);
  else for (let rest = word; rest !== 0; rest &= rest - 1) owner[at + 31 - Math.clz32(rest & -rest)] = value;
}

/** Whether a stroke covers the cell with this left and upper edge, whole mm. */
export function covers(mark: Stroke, x: number, y: number): boolean {
  const radius = radiusOf(mark.width);
  const { track } = mark;
  const [px, py] = [x * 10 + 5, y * 10 + 5];
  const one = emptyRows(1);
  for (let i = track.length === 2 ? 0 : 2; i < track.length; i += 2) {
    const from = Math.max(0, i - 2);
    const [ax, ay, bx, by] = [track[from]!, track[from + 1]!, track[i]!, track[i + 1]!];
    if (px < Math.min(ax, bx) - radius - 10 || px > Math.max(ax, bx) + radius + 10) continue;
    if (py < Math.min(ay, by) - radius - 10 || py > Math.max(ay, by) + radius + 10) continue;
    capsuleRows(ax, ay, bx, by, radius, one, y, y + 1);
    if (one.bottom > one.top && one.first[0]! <= x && x <= one.last[0]!) return true;
  }
  return false;
}
