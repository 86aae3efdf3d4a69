// How many segments of some strokes cover each cell: what may be taken from a stroke without uncovering anything.
import { type Box } from '../anatomy/anatomy.js';
import { type CapsuleRows, capsuleRows, emptyRows } from './capsule.js';

/** Longest segment laid in place of shorter ones, 0.1 mm: longer ones save little and take long to try. */
const LONGEST = 1000;

/** Ends of a segment, 0.1 mm. */
export type Segment = readonly [ax: number, ay: number, bx: number, by: number];

export class Cover {
  readonly #left: number;
  readonly #top: number;
  readonly #right: number;
  readonly #bottom: number;
  readonly #counts: Int32Array;
  readonly #before: CapsuleRows;
  readonly #after: CapsuleRows;
  readonly #joined: CapsuleRows;

  /** @param box whole mm; cells outside it are not counted */
  constructor(box: Box) {
    [this.#left, this.#top, this.#right, this.#bottom] = box;
    const rows = this.#bottom - this.#top;
    this.#counts = new Int32Array((this.#right - this.#left) * rows);
    this.#before = emptyRows(rows);
    this.#after = emptyRows(rows);
    this.#joined = emptyRows(rows);
  }

  lay(segment: Segment, radius: number): void {
    this.#add(this.#rows(this.#before, segment, radius), 1);
  }

  /**
   * Lays p-n in place of p-q and q-n if the same cells stay covered; says whether it did. Where p-n runs along p-q
   * nothing changes, so only the slivers beside it are looked at.
   */
  joins(px: number, py: number, qx: number, qy: number, nx: number, ny: number, radius: number): boolean {
    if (Math.abs(nx - px) > LONGEST || Math.abs(ny - py) > LONGEST) return false;
    const joined = this.#rows(this.#joined, [px, py, nx, ny], radius);
    const before = this.#rows(this.#before, [px, py, qx, qy], radius);
    const after = this.#rows(this.#after, [qx, qy, nx, ny], radius);
    const top = Math.min(joined.top, before.top, after.top);
    const bottom = Math.max(joined.bottom, before.bottom, after.bottom);
    for (let row = top; row < bottom; row++) if (!this.#rowKeeps(row, joined, before, after)) return false;
    for (let row = top; row < bottom; row++) this.#rowChanges(row, joined, before, after);
    return true;
  }

  /** Takes a segment away if others cover all its cells; says whether it did. */
  drops(segment: Segment, radius: number): boolean {
    const rows = this.#rows(this.#before, segment, radius);
    for (let row = rows.top; row < rows.bottom; row++) {
      const base = (row - this.#top) * (this.#right - this.#left) - this.#left;
      for (let x = rows.first[row - rows.top]!; x <= rows.last[row - rows.top]!; x++)
        if (this.#counts[base + x]! < 2) return false;
    }
    this.#add(rows, -1);
    return true;
  }

  #rows(out: CapsuleRows, [ax, ay, bx, by]: Segment, radius: number): CapsuleRows {
    capsuleRows(ax, ay, bx, by, radius, out, this.#top, this.#bottom);
    const n = out.bottom - out.top;
    for (let k = 0; k < n; k++) {
      if (out.first[k]! < this.#left) out.first[k] = this.#left;
      if (out.last[k]! >= this.#right) out.last[k] = this.#right - 1;
    }
    return out;
  }

  #add({ top, bottom, first, last }: CapsuleRows, step: number): void {
    const counts = this.#counts;
    for (let row = top; row < bottom; row++) {
      const base = (row - this.#top) * (this.#right - this.#left) - this.#left;
      const to = base + last[row - top]!;
      for (let at = base + first[row - top]!; at <= to; at++) counts[at] = counts[at]! + step;
    }
  }

  #rowKeeps(row: number, joined: CapsuleRows, before: CapsuleRows, after: CapsuleRows): boolean {
    const counts = this.#counts;
    const base = (row - this.#top) * (this.#right - this.#left) - this.#left;
    const [j0, j1] = [firstOf(joined, row), lastOf(joined, row)];
    const [b0, b1] = [firstOf(before, row), lastOf(before, row)];
    const [a0, a1] = [firstOf(after, row), lastOf(after, row)];
    for (let x = j0; x <= j1; x++) {
      // What the old segments cover is covered; jump over it.
      if (x >= b0 && x <= b1) x = b1;
      else if (x >= a0 && x <= a1) x = a1;
      else if (counts[base + x]! < 1) return false;
    }
    for (let x = b0; x <= b1; x++) {
      if (x >= j0 && x <= j1) x = j1;
      else if (counts[base + x]! < (x >= a0 && x <= a1 ? 3 : 2)) return false;
    }
    for (let x = a0; x <= a1; x++) {
      if (x >= j0 && x <= j1) x = j1;
      else if (x >= b0 && x <= b1) x = b1;
      else if (counts[base + x]! < 2) return false;
    }
    return true;
  }

  #rowChanges(row: number, joined: CapsuleRows, before: CapsuleRows, after: CapsuleRows): void {
    const counts = this.#counts;
    const base = (row - this.#top) * (this.#right - this.#left) - this.#left;
    const [j0, j1] = [firstOf(joined, row), lastOf(joined, row)];
    const [b0, b1] = [firstOf(before, row), lastOf(before, row)];
    for (let x = j0; x <= j1; x++) {
      if (x >= b0 && x <= b1) x = b1;
      else counts[base + x] = counts[base + x]! + 1;
    }
    for (let x = b0; x <= b1; x++) {
      if (x >= j0 && x <= j1) x = j1;
      else counts[base + x] = counts[base + x]! - 1;
    }
    const to = lastOf(after, row);
    for (let x = firstOf(after, row); x <= to; x++) counts[base + x] = counts[base + x]! - 1;
  }

  /** Counts cells as covered once more wherever `covered`, over all of `frame`, is not 0. */
  free(covered: Uint8Array, frame: Box): void {
    const counts = this.#counts;
    const across = this.#right - this.#left;
    for (let y = this.#top; y < this.#bottom; y++) {
      const at = (y - this.#top) * across;
      const there = (y - frame[1]) * (frame[2] - frame[0]) + this.#left - frame[0];
      for (let i = 0; i < across; i++) if (covered[there + i] !== 0) counts[at + i] = counts[at + i]! + 1;
    }
  }

  /** Marks in `covered`, over all of `frame`, what is covered at all. */
  markIn(covered: Uint8Array, frame: Box): void {
    const counts = this.#counts;
    const across = this.#right - this.#left;
    for (let y = this.#top; y < this.#bottom; y++) {
      const at = (y - this.#top) * across;
      const there = (y - frame[1]) * (frame[2] - frame[0]) + this.#left - frame[0];
      for (let i = 0; i < across; i++) if (counts[at + i]! > 0) covered[there + i] = 1;
    }
  }
}

const firstOf = (rows: CapsuleRows, row: number): number =>
  row < rows.top || row >= rows.bottom ? 1 : rows.first[row - rows.top]!;
const lastOf = (rows: CapsuleRows, row: number): number =>
  row < rows.top || row >= rows.bottom ? 0 : rows.last[row - rows.top]!;
