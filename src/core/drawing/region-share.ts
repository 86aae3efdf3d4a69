// What is painted of each region, patch by patch.
import { type Anatomy, type View } from '../anatomy/anatomy.js';
import { type CodedCells, codesOf } from './figure-cells.js';
import { type Labelled } from './patches.js';
import { type Runs } from './runs.js';

export interface RegionShare {
  readonly cells: CodedCells;
  /** Painted, mm². */
  readonly area: number;
  /** Painted share of the region, 0-1. */
  readonly share: number;
  /** Painted cells at x > 0, mm². */
  readonly positive: number;
  /** Mean x of the painted cells, mm. */
  readonly meanX: number;
  /** mm² by place in the view's patches; crumbs are in none. */
  readonly byPatch: ReadonlyMap<number, number>;
}

/** Every region of a view with something painted in it. */
export function regionShares(anatomy: Anatomy, view: View, painted: Runs, { patchOfRun }: Labelled): RegionShare[] {
  const out: RegionShare[] = [];
  for (const cells of codesOf(anatomy).values()) {
    if (cells.view !== view) continue;
    const share = shareOf(cells, painted, patchOfRun);
    if (share.area > 0) out.push(share);
  }
  return out;
}

function shareOf(cells: CodedCells, painted: Runs, patchOfRun: Int32Array): RegionShare {
  const { runs } = cells;
  const byPatch = new Map<number, number>();
  let [area, positive, x2] = [0, 0, 0];
  const from = Math.max(runs.top, painted.top);
  const to = Math.min(runs.top + runs.rows, painted.top + painted.rows);
  for (let y = from; y < to; y++) {
    let i = runs.start[y - runs.top]!;
    let k = painted.start[y - painted.top]!;
    const endI = runs.start[y - runs.top + 1]!;
    const endK = painted.start[y - painted.top + 1]!;
    while (i < endI && k < endK) {
      const first = Math.max(runs.first[i]!, painted.first[k]!);
      const last = Math.min(runs.last[i]!, painted.last[k]!);
      const n = last - first + 1;
      if (n > 0) {
        const patch = patchOfRun[k]!;
        area += n;
        positive += Math.max(0, last + 1 - Math.max(0, first));
        x2 += n * (first + last + 1);
        if (patch >= 0) byPatch.set(patch, (byPatch.get(patch) ?? 0) + n);
      }
      if (runs.last[i]! <= last) i++;
      else k++;
    }
  }
  return { cells, area, share: area / runs.area, positive, meanX: x2 / (2 * area), byPatch };
}
