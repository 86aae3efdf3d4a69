// Regions as outlines on one side of the body, by their codes.
import {
  type Anatomy,
  type BodySide,
  type Point,
  type Polygon,
  type Region,
  sideAt,
  type View,
} from '#core/anatomy/anatomy.js';
import { wholeOutline } from '#core/anatomy/path.js';
import { regionGrid } from '#core/anatomy/region-grid.js';
import { regionCode } from '#core/anatomy/regions.js';

/** A region of one side (or of the middle), as the list, the tap and the drawing name it. */
export interface Place {
  readonly code: string;
  readonly region: Region;
  readonly side: BodySide | null;
  /** mm of the standard figure. */
  readonly outline: Polygon;
}

/** A midline region's half without the points that run along the midline: they would be a line through the whole. */
function halfOf(polygon: Polygon): Polygon {
  const off = polygon.filter(([x]) => x > 0);
  const ys = polygon.filter(([x]) => x <= 0).map(([, y]) => y);
  if (ys.length < 2) return polygon;
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const down = off[0]![1] <= off.at(-1)![1] ? off : [...off].reverse();
  return [[0, top], ...down, [0, bottom]];
}

function outlineOf(region: Region, side: BodySide | null): Polygon {
  if (side === null) return wholeOutline(halfOf(region.polygon));
  return sideAt(region.view, 1) === side ? region.polygon : region.polygon.map(([x, y]): Point => [0 - x, y]);
}

const remembered = new WeakMap<Anatomy, readonly Place[]>();

/** Every place there is, in the order of the knowledge: earlier ones lie over later ones. */
export function placesOf(anatomy: Anatomy): readonly Place[] {
  const known = remembered.get(anatomy);
  if (known) return known;
  const places = anatomy.regions.flatMap((region): Place[] =>
    (region.paired ? (['L', 'R'] as const) : [null]).map((side) => ({
      code: regionCode(region, side ?? undefined),
      region,
      side,
      outline: outlineOf(region, side),
    })),
  );
  remembered.set(anatomy, places);
  return places;
}

const byCode = new WeakMap<Anatomy, ReadonlyMap<string, Place>>();
export function placeOf(anatomy: Anatomy, code: string): Place | undefined {
  const places = byCode.get(anatomy) ?? new Map(placesOf(anatomy).map((p) => [p.code, p]));
  byCode.set(anatomy, places);
  return places.get(code);
}

/** The place under a finger, mm of the standard figure: as every cell of the figure is counted. */
export function placeAt(anatomy: Anatomy, view: View, [x, y]: Point): Place | undefined {
  const { box, width, height, cells, codes } = regionGrid(anatomy, view);
  const [i, j] = [Math.floor(x) - box[0], Math.floor(y) - box[1]];
  if (i < 0 || j < 0 || i >= width || j >= height) return undefined;
  const code = codes[cells[j * width + i]!];
  return code ? placeOf(anatomy, code) : undefined;
}
