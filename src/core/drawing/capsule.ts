// The cells a stroke of a round brush covers between two points: everything within its radius of the line (a capsule).
// All lengths are whole 0.1 mm, so that cell centres (5, 15, 25, ...) are whole numbers too.

/** Rows of cells, each a run from `first` to `last` inclusive; cell k is centred on 10 k + 5. Reused, never kept. */
export interface CapsuleRows {
  /** First row and one past the last; equal when nothing is covered. */
  top: number;
  bottom: number;
  first: Int32Array;
  last: Int32Array;
}

export function emptyRows(rows: number): CapsuleRows {
  return { top: 0, bottom: 0, first: new Int32Array(rows), last: new Int32Array(rows) };
}

/**
 * Where a round end's left edge begins, in cells from the cell its middle lies in: by the middle's place in that cell
 * (0 to 9 tenths) and the whole distance h of the row from the middle, 0.1 mm.
 */
let edges = new Int32Array(0);
let edgesFor = Number.NaN;
function edgesOf(radius: number): Int32Array {
  if (radius === edgesFor) return edges;
  edgesFor = radius;
  const span = Math.floor(radius) + 1;
  edges = Int32Array.from({ length: 10 * span }, (_, k) => {
    const h = k % span;
    // Centres lie at 5: the first cell k with 10 k + 5 not left of the edge.
    return Math.ceil((Math.floor(k / span) - Math.floor(Math.sqrt(radius * radius - h * h)) - 5) / 10);
  });
  return edges;
}

/**
 * Fills `out` with the cells whose centre is at most `radius` from the segment a-b, all in 0.1 mm, of rows `from` up to
 * but not `to`; `out` must have room for those. Seen in a mirror it covers the mirrored cells, to the last one: the right
 * end of a run is computed as the left end of its mirror image, so that rounding falls the same way on both sides.
 */
export function capsuleRows(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  radius: number,
  out: CapsuleRows,
  from: number,
  to: number,
): void {
  const up = by < ay;
  const x1 = up ? bx : ax;
  const y1 = up ? by : ay;
  const x2 = up ? ax : bx;
  const y2 = up ? ay : by;
  const top = Math.max(from, Math.ceil((y1 - radius - 5) / 10));
  const bottom = Math.max(top, Math.min(to, Math.floor((y2 + radius - 5) / 10) + 1));
  out.top = top;
  out.bottom = bottom;
  const table = edgesOf(radius);
  flank(x1, y1, x2, y2, radius, table, top, bottom, out.first);
  flank(0 - x1, y1, 0 - x2, y2, radius, table, top, bottom, out.last);
  const { last } = out;
  for (let k = bottom - top - 1; k >= 0; k--) last[k] = -1 - last[k]!;
}

/** The first cell of each row: the left end of the upper round end, of the straight side, of the lower round end. */
function flank(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  radius: number,
  table: Int32Array,
  top: number,
  bottom: number,
  out: Int32Array,
): void {
  const dx = bx - ax;
  const dy = by - ay;
  // The straight side begins and ends where the normal meets the round ends; a level segment has none on this flank.
  let upper = dx < 0 ? top : bottom;
  let lower = upper;
  let side = 0;
  let slope = 0;
  if (dy > 0) {
    const length = Math.sqrt(dx * dx + dy * dy);
    const drop = (radius * dx) / length;
    slope = dx / dy;
    // In cells, at row 0.
    side = (ax - (radius * dy) / length - (ay + drop - 5) * slope - 5) / 10;
    upper = Math.min(bottom, Math.max(top, Math.floor((ay + drop - 5) / 10) + 1));
    lower = Math.min(bottom, Math.max(upper, Math.ceil((by + drop - 5) / 10)));
  }
  const span = Math.floor(radius) + 1;
  const cellA = Math.floor(ax / 10);
  const cellB = Math.floor(bx / 10);
  const fromA = (ax - cellA * 10) * span;
  const fromB = (bx - cellB * 10) * span;
  let row = top;
  for (let h = top * 10 + 5 - ay; row < upper; row++, h += 10)
    out[row - top] = cellA + table[fromA + (h < 0 ? -h : h)]!;
  for (; row < lower; row++) out[row - top] = Math.ceil(side + row * slope);
  for (let h = row * 10 + 5 - by; row < bottom; row++, h += 10)
    out[row - top] = cellB + table[fromB + (h < 0 ? -h : h)]!;
}
