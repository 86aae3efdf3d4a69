// Which region of the skin each square millimetre belongs to. Only the half x > 0 is worked out; the other is its mirror
// image, so both sides agree to the cell.
import { type Anatomy, type Box, FRAMES, type Polygon, sideAt, type View } from './anatomy.js';
import { regionCode } from './regions.js';
import { fillPolygon, type Mask } from './scanline.js';

/** The regions of a view as cells of 1 mm² over its frame. Remembered: do not write into it. */
export interface RegionGrid {
  readonly view: View;
  /** The view's frame, mm; cell (i, j) is centred on left + i + ½, top + j + ½, so that none lies on the midline. */
  readonly box: Box;
  readonly width: number;
  readonly height: number;
  /** Index into `codes`, row by row from the top left; 0 outside the skin. */
  readonly cells: Int16Array;
  /** Region codes; the first is empty and stands for outside. */
  readonly codes: readonly string[];
  /** mm² by code. */
  readonly area: ReadonlyMap<string, number>;
  /** Skin of the whole view, mm². */
  readonly figureArea: number;
}

const remembered = new WeakMap<Anatomy, Map<View, RegionGrid>>();

/**
 * The region of every cell of a view.
 * Where outlines overlap, the region that stands earlier in the knowledge has the cell. Skin that no outline covers goes
 * to the nearest region of its side, the way to it measured within the skin, in steps across and down.
 * Worked out once per anatomy.
 */
export function regionGrid(anatomy: Anatomy, view: View): RegionGrid {
  const views = remembered.get(anatomy) ?? new Map<View, RegionGrid>();
  remembered.set(anatomy, views);
  const grid = views.get(view) ?? build(anatomy, view);
  views.set(view, grid);
  return grid;
}

const OUTSIDE = 0;
const UNCLAIMED = -1;

function build(anatomy: Anatomy, view: View): RegionGrid {
  const box = FRAMES[view];
  const [left, top, right, bottom] = box;
  const [width, height, half] = [right - left, bottom - top, right];
  const regions = anatomy.regions.filter((r) => r.view === view);
  const owners = new Int16Array(half * height);
  const fill = (polygon: Polygon) => fillPolygon(polygon, [0, top, right, bottom]);
  const skin = fill(anatomy.outlines[view]);
  claim(owners, half, top, skin, OUTSIDE, UNCLAIMED);
  // The earlier region takes its cells first and keeps them.
  for (const [k, region] of regions.entries()) claim(owners, half, top, fill(region.polygon), UNCLAIMED, k + 1);
  spread(owners, half, height);

  const codes = [''];
  const positive = new Int16Array(regions.length + 1);
  const negative = new Int16Array(regions.length + 1);
  for (const [k, region] of regions.entries()) {
    positive[k + 1] = codes.push(regionCode(region, sideAt(view, 1))) - 1;
    negative[k + 1] = region.paired ? codes.push(regionCode(region, sideAt(view, -1))) - 1 : positive[k + 1]!;
  }
  const cells = new Int16Array(width * height);
  const counts = new Int32Array(codes.length);
  for (let j = 0; j < height; j++)
    for (let i = 0, from = j * half, middle = j * width + half; i < half; i++) {
      const owner = owners[from + i]!;
      if (owner <= OUTSIDE) continue;
      const here = positive[owner]!;
      const there = negative[owner]!;
      cells[middle + i] = here;
      cells[middle - 1 - i] = there;
      counts[here]!++;
      counts[there]!++;
    }
  const area = new Map(codes.slice(1).map((code, k) => [code, counts[k + 1]!]));
  return { view, box, width, height, cells, codes, area, figureArea: skin.area * 2 };
}

/** Gives the cells under the mask that `from` owns to `to`. */
function claim(owners: Int16Array, half: number, top: number, mask: Mask, from: number, to: number): void {
  for (let j = 0; j < mask.height; j++) {
    const row = (mask.box[1] - top + j) * half + mask.box[0];
    for (let i = 0; i < mask.width; i++)
      if (mask.cells[j * mask.width + i] === 1 && owners[row + i] === from) owners[row + i] = to;
  }
}

/** Gives unclaimed skin to the nearest owner: breadth-first from every owned cell beside it. */
function spread(owners: Int16Array, half: number, height: number): void {
  const neighbours = (at: number): number[] => {
    const x = at % half;
    const around = [at - half, at + half];
    if (x > 0) around.push(at - 1);
    if (x < half - 1) around.push(at + 1);
    return around.filter((n) => n >= 0 && n < half * height);
  };
  let edge: number[] = [];
  for (let at = owners.indexOf(UNCLAIMED); at >= 0; at = owners.indexOf(UNCLAIMED, at + 1))
    for (const n of neighbours(at)) if (owners[n]! > OUTSIDE) edge.push(n);
  while (edge.length > 0) {
    const next: number[] = [];
    for (const at of edge)
      for (const n of neighbours(at)) {
        if (owners[n] !== UNCLAIMED) continue;
        owners[n] = owners[at]!;
        next.push(n);
      }
    edge = next;
  }
}
