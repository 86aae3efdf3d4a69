// A territory as the cells of skin it covers. Only the skin outline cuts it, never the region grid: regions and
// territories are two independent readings of one drawing.
import { type Anatomy, type BodySide, type Box, FRAMES, sideAt, type Territory } from './anatomy.js';
import { boundsWithin, fillPolygon, type Mask } from './scanline.js';

export type { Mask } from './scanline.js';

const remembered = new WeakMap<Anatomy, WeakMap<Territory, Map<BodySide, Mask>>>();

/**
 * Skin of one side that a territory covers, in cells of 1 mm² over its own bounding box.
 * Authored for x > 0 and cut at the midline; the other side is its exact mirror image. A midline territory is both halves
 * whichever side is asked. Remembered per anatomy, so asking again costs nothing and gives the same object: do not write
 * into its cells.
 */
export function territoryMask(anatomy: Anatomy, territory: Territory, side: BodySide): Mask {
  const ofAnatomy = remembered.get(anatomy) ?? new WeakMap<Territory, Map<BodySide, Mask>>();
  remembered.set(anatomy, ofAnatomy);
  const sides = ofAnatomy.get(territory) ?? new Map<BodySide, Mask>();
  ofAnatomy.set(territory, sides);
  const mask = sides.get(side) ?? build(anatomy, territory, side);
  sides.set(side, mask);
  return mask;
}

function build(anatomy: Anatomy, territory: Territory, side: BodySide): Mask {
  const half = authoredHalf(anatomy, territory);
  if (!territory.paired) return union([half, mirrored(half)]);
  return sideAt(territory.view, 1) === side ? half : mirrored(half);
}

/** The half at x > 0, within the skin. */
function authoredHalf(anatomy: Anatomy, territory: Territory): Mask {
  const [, top, right, bottom] = FRAMES[territory.view];
  const whole = union(territory.polygons.map((polygon) => fillPolygon(polygon, [0, top, right, bottom])));
  const skin = fillPolygon(anatomy.outlines[territory.view], whole.box);
  const cells = new Uint8Array(whole.cells.length);
  let area = 0;
  for (let y = skin.box[1]; y < skin.box[3]; y++)
    for (let x = skin.box[0]; x < skin.box[2]; x++) {
      const at = (y - whole.box[1]) * whole.width + x - whole.box[0];
      if (!whole.cells[at] || !skin.cells[(y - skin.box[1]) * skin.width + x - skin.box[0]]) continue;
      cells[at] = 1;
      area++;
    }
  return { ...whole, cells, area };
}

function mirrored(mask: Mask): Mask {
  const { width, height } = mask;
  const cells = new Uint8Array(mask.cells.length);
  for (let j = 0; j < height; j++)
    for (let i = 0; i < width; i++) cells[j * width + width - 1 - i] = mask.cells[j * width + i]!;
  // `0 -` and not unary minus: a box never holds a negative zero.
  const box: Box = [0 - mask.box[2], mask.box[1], 0 - mask.box[0], mask.box[3]];
  return { ...mask, box, cells };
}

function union(masks: readonly Mask[]): Mask {
  const painted = masks.filter((m) => m.area > 0);
  const first = masks[0]!;
  if (painted.length === 0) return first;
  const corners = painted.flatMap(({ box: [l, t, r, b] }) => [[l, t] as const, [r, b] as const]);
  const box = boundsWithin(corners, [-Infinity, -Infinity, Infinity, Infinity]);
  const [width, height] = [box[2] - box[0], box[3] - box[1]];
  const cells = new Uint8Array(width * height);
  for (const m of painted)
    for (let j = 0; j < m.height; j++)
      for (let i = 0; i < m.width; i++)
        if (m.cells[j * m.width + i]) cells[(m.box[1] - box[1] + j) * width + m.box[0] - box[0] + i] = 1;
  return { box, width, height, cells, area: cells.reduce((s, c) => s + c, 0) };
}
