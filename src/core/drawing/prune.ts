// Makes a drawing small without changing what is painted: points are dropped from a stroke as long as the stroke covers
// the very same cells. Each stroke is pruned by itself, so that taking back a later one still shows all of it.
import { type Box, FRAMES } from '../anatomy/anatomy.js';
import { type CapsuleRows, capsuleRows, emptyRows } from './capsule.js';
import { type Drawing, type Mark, type Track } from './drawing.js';
import { boxOfStroke, radiusOf } from './raster.js';

type Stroke = Extract<Mark, { kind: 'brush' | 'erase' }>;

/** Passes over a stroke; each sees the longer segments that the one before left, and few find anything after three. */
const PASSES = 4;

/** The same drawing with fewer points. Every mark covers exactly the cells it covered before, inside its view's frame. */
export function pruned(drawing: Drawing): Drawing {
  return { ...drawing, marks: drawing.marks.map((m) => (m.kind === 'brush' || m.kind === 'erase' ? lighter(m) : m)) };
}

function lighter<M extends Stroke>(mark: M): M {
  if (mark.track.length <= 4) return mark;
  const cover = new Cover(mark);
  let track = mark.track;
  for (let pass = 0; pass < PASSES; pass++) {
    const next = onePass(cover, track);
    if (next.length === track.length) break;
    track = next;
  }
  return track.length === mark.track.length ? mark : { ...mark, track };
}

/** Walks along the stroke and drops each point whose two segments may become one, then ends that cover nothing new. */
function onePass(cover: Cover, track: Track): number[] {
  const out: number[] = [track[0]!, track[1]!];
  for (let i = 2; i < track.length; i += 2) {
    const [x, y] = [track[i]!, track[i + 1]!];
    const last = i + 2 >= track.length;
    if (last || !cover.joins(out.at(-2)!, out.at(-1)!, x, y, track[i + 2]!, track[i + 3]!)) out.push(x, y);
  }
  let start = 0;
  let end = out.length;
  while (end - start > 2 && cover.drops(out[start]!, out[start + 1]!, out[start + 2]!, out[start + 3]!)) start += 2;
  while (end - start > 2 && cover.drops(out[end - 4]!, out[end - 3]!, out[end - 2]!, out[end - 1]!)) end -= 2;
  return out.slice(start, end);
}

/** How many segments of a stroke cover each cell of its box. */
class Cover {
  readonly #box: Box;
  readonly #width: number;
  readonly #counts: Int32Array;
  readonly #radius: number;
  readonly #before: CapsuleRows;
  readonly #after: CapsuleRows;
  readonly #joined: CapsuleRows;

  constructor(mark: Stroke) {
    this.#box = boxOfStroke(mark);
    const [left, top, right, bottom] = this.#box;
    this.#width = right - left;
    this.#counts = new Int32Array(this.#width * (bottom - top));
    this.#radius = radiusOf(mark.width);
    const rows = FRAMES[mark.view][3] - FRAMES[mark.view][1];
    this.#before = emptyRows(rows);
    this.#after = emptyRows(rows);
    this.#joined = emptyRows(rows);
    const { track } = mark;
    for (let i = 2; i < track.length; i += 2)
      this.#add(this.#rows(this.#before, track[i - 2]!, track[i - 1]!, track[i]!, track[i + 1]!), 1);
  }

  /** Lays p-n in place of p-q and q-n if the covered cells stay the same; says whether it did. */
  joins(px: number, py: number, qx: number, qy: number, nx: number, ny: number): boolean {
    const joined = this.#rows(this.#joined, px, py, nx, ny);
    if (!this.#least(joined, 1)) return false;
    const before = this.#rows(this.#before, px, py, qx, qy);
    const after = this.#rows(this.#after, qx, qy, nx, ny);
    this.#add(joined, 1);
    this.#add(before, -1);
    this.#add(after, -1);
    if (this.#least(before, 1) && this.#least(after, 1)) return true;
    this.#add(joined, -1);
    this.#add(before, 1);
    this.#add(after, 1);
    return false;
  }

  /** Takes the segment p-q away if others cover all its cells; says whether it did. */
  drops(px: number, py: number, qx: number, qy: number): boolean {
    const rows = this.#rows(this.#before, px, py, qx, qy);
    if (!this.#least(rows, 2)) return false;
    this.#add(rows, -1);
    return true;
  }

  #rows(out: CapsuleRows, ax: number, ay: number, bx: number, by: number): CapsuleRows {
    const [left, top, right, bottom] = this.#box;
    capsuleRows(ax, ay, bx, by, this.#radius, out, top, bottom);
    for (let k = 0; k < out.bottom - out.top; k++) {
      if (out.first[k]! < left) out.first[k] = left;
      if (out.last[k]! >= right) out.last[k] = right - 1;
    }
    return out;
  }

  #add({ top, bottom, first, last }: CapsuleRows, step: number): void {
    for (let row = top; row < bottom; row++) {
      const base = (row - this.#box[1]) * this.#width - this.#box[0];
      const to = base + last[row - top]!;
      for (let at = base + first[row - top]!; at <= to; at++) this.#counts[at]! += step;
    }
  }

  #least({ top, bottom, first, last }: CapsuleRows, least: number): boolean {
    for (let row = top; row < bottom; row++) {
      const base = (row - this.#box[1]) * this.#width - this.#box[0];
      const to = base + last[row - top]!;
      for (let at = base + first[row - top]!; at <= to; at++) if (this.#counts[at]! < least) return false;
    }
    return true;
  }
}
