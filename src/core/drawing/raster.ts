// A drawing as cells of 1 mm: which mark is seen where. A cell belongs to a stroke when its centre lies within half the
// stroke's width of its line; later marks lie over earlier ones, and nothing outside the skin counts.
import { type Anatomy, type Box, FRAMES, type Point, VIEWS, type View } from '../anatomy/anatomy.js';
import { boundsWithin } from '../anatomy/scanline.js';
import { type Drawing, type Mark, type Track } from './drawing.js';
import { type CodedCells, cellsAt, cellsOfCode, codesAt, skinOf } from './figure-cells.js';
import { type Runs, runsOfCells } from './runs.js';
import { boxOfStroke, covers, ownStroke } from './stroke.js';

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
    if (mark.kind === 'brush' && mark.view === view) ownStroke(painted, mark, i + 1);
    else if (mark.kind === 'erase' && mark.view === view) ownStroke(painted, mark, 0);
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
