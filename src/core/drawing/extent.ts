// How long a patch is: its greatest diameter (maximum Feret diameter), by its convex hull.
// Hull: Andrew, Inf Process Lett 1979;9:216-219.

type Corner = readonly [number, number];

/**
 * The longest distance between two cells of a patch plus one cell, mm.
 * @param rows y, first and last cell of each row, whole mm; rows from the top down
 */
export function longestExtent(rows: readonly (readonly [number, number, number])[]): number {
  const left = chain(
    rows.map(([y, first]) => [first, y]),
    -1,
  );
  const right = chain(
    rows.map(([y, , last]) => [last, y]),
    1,
  );
  const hull = [...left, ...right];
  let longest = 0;
  for (let i = 0; i < hull.length; i++)
    for (let k = i + 1; k < hull.length; k++) {
      const [dx, dy] = [hull[i]![0] - hull[k]![0], hull[i]![1] - hull[k]![1]];
      longest = Math.max(longest, dx * dx + dy * dy);
    }
  return Math.sqrt(longest) + 1;
}

/** One flank of the hull of points that come from the top down: `out` is -1 for the left flank, 1 for the right. */
function chain(points: readonly Corner[], out: 1 | -1): Corner[] {
  const hull: Corner[] = [];
  for (const p of points) {
    while (hull.length >= 2) {
      const [a, b] = [hull.at(-2)!, hull.at(-1)!];
      const turn = (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);
      if (turn * out > 0) break;
      hull.pop();
    }
    hull.push(p);
  }
  return hull;
}
