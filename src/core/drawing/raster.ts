// A drawing as cells of 1 mm: which mark is seen where. A cell belongs to a stroke when its centre lies within half the
// stroke's width of its line; later marks lie over earlier ones, and nothing outside the skin counts.
import { type Anatomy, type Box, FRAMES, type Point, VIEWS, type View } from '../anatomy/anatomy.js';
import { boundsWithin } from '../anatomy/scanline.js';
import { type CapsuleRows, capsuleRows, emptyRows } from './capsule.js';
import { type Drawing, type Mark, type Track } from './drawing.js';
import { type CodedCells, cellsAt, cellsOfCode, codesAt, skinOf } from './figure-cells.js';
import { type Runs, runsOfCells } from './runs.js';

/** What is painted on one view, over the box that the marks reach. */
export interface Painted {
  readonly view: View;
  /** Whole mm of the standard figure. */
  readonly box: Box;
  readonly width: number;
  readonly height: number;
  /** The place in `drawing.marks`, from 1, of the mark that is seen in each cell; 0 where there is none. */
  readonly owner: Int16Array;
  /** Of each row, from which place up to which (exclusive) something may be painted; nothing is elsewhere. */
  readonly spans: Int32Array;
}

/** A pin or an arrow that is still there: no later eraser went over it and its region was not taken out. */
export interface Standing<Kind extends 'pin' | 'arrow'> {
  readonly place: number;
  readonly mark: Extract<Mark, { kind: Kind }>;
  /** Codes of regions taken out again after an arrow was drawn: it no longer passes them. */
  readonly without: readonly string[];
}

export interface Raster {
  /** Only views with something painted. */
  readonly painted: ReadonlyMap<View, Painted>;
  readonly pins: readonly Standing<'pin'>[];
  readonly arrows: readonly Standing<'arrow'>[];
}

type Stroke = Extract<Mark, { kind: 'brush' | 'erase' }>;

/** Brush width in mm to radius in 0.1 mm. */
export const radiusOf = (width: number): number => width * 5;

/** Rasterises a drawing. Time grows with the rows of cells the strokes cross; 100,000 points take a few ten ms. */
export function rasterOf(drawing: Drawing, anatomy: Anatomy): Raster {
  const painted = new Map<View, Painted>();
  for (const view of VIEWS) {
    const one = paintedOn(drawing.marks, view, anatomy);
    if (one) painted.set(view, one);
  }
  return { painted, ...standing(drawing.marks, anatomy) };
}

/** What is painted as runs; `meaning` gives what each mark, by its place from 1, stands for. */
export const runsOfPainted = ({ owner, width, box, spans }: Painted, meaning: Int32Array): Runs =>
  runsOfCells(owner, width, box[0], box[1], meaning, spans);

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

function paintedOn(marks: readonly Mark[], view: View, anatomy: Anatomy): Painted | undefined {
  const boxes: Box[] = [];
  for (const mark of marks) {
    if (mark.kind === 'brush' && mark.view === view) boxes.push(boxOfStroke(mark));
    const cells = mark.kind === 'fill' ? cellsOfCode(anatomy, mark.region) : undefined;
    if (cells?.view === view) boxes.push(cells.box);
  }
  const corners = boxes.flatMap(([l, t, r, b]) => (l < r && t < b ? [[l, t] as const, [r, b] as const] : []));
  if (corners.length === 0) return undefined;
  const box = boundsWithin(corners, FRAMES[view]);
  const [width, height] = [box[2] - box[0], box[3] - box[1]];
  const owner = new Int16Array(width * height);
  const painted: Painted = { view, box, width, height, owner, spans: spansOf(boxes, box) };
  for (const [i, mark] of marks.entries()) {
    if (mark.kind === 'brush' && mark.view === view) stroke(painted, mark, i + 1);
    else if (mark.kind === 'erase' && mark.view === view) stroke(painted, mark, 0);
    else if (mark.kind === 'fill' || mark.kind === 'unfill') {
      const cells = cellsOfCode(anatomy, mark.region);
      if (cells?.view === view) whole(painted, cells, mark.kind === 'fill' ? i + 1 : 0);
    }
  }
  bare(painted, anatomy);
  return painted;
}

function spansOf(boxes: readonly Box[], [left, top, right, bottom]: Box): Int32Array {
  const spans = new Int32Array(2 * (bottom - top));
  for (let j = 0; j < bottom - top; j++) spans[2 * j] = right - left;
  for (const [l, t, r, b] of boxes)
    for (let j = t - top; j < b - top; j++) {
      spans[2 * j] = Math.min(spans[2 * j]!, l - left);
      spans[2 * j + 1] = Math.max(spans[2 * j + 1]!, r - left);
    }
  return spans;
}

/** One bit a cell, 32 cells a word; all 0 between two strokes. */
let bits = new Int32Array(0);
let rows: CapsuleRows = emptyRows(0);

/** Gives the cells of a stroke to `owner`. A scribble goes over the same cells many times: they are gathered as bits. */
function stroke({ box, width, owner }: Painted, mark: Stroke, value: number): void {
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

function whole({ box, width, owner }: Painted, { runs }: CodedCells, value: number): void {
  for (let j = 0; j < runs.rows; j++) {
    const y = runs.top + j;
    if (y < box[1] || y >= box[3]) continue;
    const base = (y - box[1]) * width - box[0];
    for (let k = runs.start[j]!; k < runs.start[j + 1]!; k++) {
      const first = Math.max(runs.first[k]!, box[0]);
      const last = Math.min(runs.last[k]!, box[2] - 1);
      if (first <= last) owner.fill(value, base + first, base + last + 1);
    }
  }
}

/** Takes out what lies outside the skin. */
function bare({ view, box, width, height, owner, spans }: Painted, anatomy: Anatomy): void {
  const skin = skinOf(anatomy, view);
  for (let j = 0; j < height; j++) {
    const base = j * width - box[0];
    const row = box[1] + j - skin.top;
    let x = box[0] + spans[2 * j]!;
    const end = box[0] + spans[2 * j + 1]!;
    for (let k = skin.start[row]!; k < skin.start[row + 1]!; k++) {
      const first = Math.min(skin.first[k]!, end);
      if (first > x) owner.fill(0, base + x, base + first);
      x = Math.max(x, skin.last[k]! + 1);
    }
    if (x < end) owner.fill(0, base + x, base + end);
  }
}

function standing(marks: readonly Mark[], anatomy: Anatomy): Pick<Raster, 'pins' | 'arrows'> {
  const pins: Standing<'pin'>[] = [];
  const arrows: Standing<'arrow'>[] = [];
  for (const [i, mark] of marks.entries()) {
    if (mark.kind !== 'pin' && mark.kind !== 'arrow') continue;
    const at = mark.kind === 'pin' ? mark.at : headOf(mark.track);
    const codes = codesAt(anatomy, mark.view, at);
    if (codes.length === 0) continue;
    const cells = cellsAt(at);
    const later = marks.slice(i + 1);
    const gone = later.some(
      (m) =>
        (m.kind === 'erase' && m.view === mark.view && cells.some(([x, y]) => covers(m, x, y))) ||
        (m.kind === 'unfill' && codes.includes(m.region)),
    );
    if (gone) continue;
    const without = later.flatMap((m) => (m.kind === 'unfill' ? [m.region] : []));
    if (mark.kind === 'pin') pins.push({ place: i + 1, mark, without });
    else arrows.push({ place: i + 1, mark, without });
  }
  return { pins, arrows };
}

/** Where an arrow ends, mm. */
export const headOf = (track: Track): Point => [track.at(-2)! / 10, track.at(-1)! / 10];

/** Whether a stroke covers the cell with this left and upper edge, whole mm. */
function covers(mark: Stroke, x: number, y: number): boolean {
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
