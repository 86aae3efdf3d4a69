// How much of a drawing lies in a territory, and how much of the territory is drawn.
import {
  type Anatomy,
  type BodySide,
  type Box,
  sideAt,
  type Territory,
  type TerritoryKind,
  type View,
} from '../anatomy/anatomy.js';
import { type Mask, territoryMask } from '../anatomy/territory-mask.js';
import { areaBySign, commonArea, type Runs, runsOfMask } from './runs.js';

export interface Overlap {
  readonly territory: string;
  readonly kind: TerritoryKind;
  readonly view: View;
  /** midline: a territory that crosses the midline is compared with the drawing of both sides. */
  readonly side: BodySide | 'midline';
  /** Shared area over the area of either: Jaccard, New Phytol 1912;11:37-50. 0-1. */
  readonly jaccard: number;
  /** Share of what is drawn on that side of that view that lies in the territory, 0-1. */
  readonly inside: number;
  /** Share of the territory that is drawn, 0-1. */
  readonly covered: number;
  /** mm². */
  readonly area: number;
}

const runsOfMasks = new WeakMap<Mask, Runs>();
function remembered(mask: Mask): Runs {
  const runs = runsOfMasks.get(mask) ?? runsOfMask(mask);
  runsOfMasks.set(mask, runs);
  return runs;
}

const boundsOf = new WeakMap<Territory, Box>();
/** [least |x|, top, greatest |x|, bottom] of a territory's outlines, mm: what lies beyond cannot meet it. */
function bounds(territory: Territory): Box {
  const known = boundsOf.get(territory);
  if (known) return known;
  const xs = territory.polygons.flatMap((polygon) => polygon.map(([x]) => x));
  const ys = territory.polygons.flatMap((polygon) => polygon.map(([, y]) => y));
  const box: Box = [Math.max(0, Math.min(...xs)), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  boundsOf.set(territory, box);
  return box;
}

function mayMeet(territory: Territory, { top, rows, start, first, last }: Runs): boolean {
  const [near, upper, far, lower] = bounds(territory);
  const from = Math.max(0, Math.floor(upper) - top);
  const to = Math.min(rows, Math.ceil(lower) - top);
  for (let k = from < to ? start[from]! : 0; k < (from < to ? start[to]! : 0); k++)
    if ((last[k]! + 1 > near && first[k]! < far) || (first[k]! < -near && last[k]! + 1 > -far)) return true;
  return false;
}

/** Every territory that the drawing touches, the best match first. */
export function overlapsOf(anatomy: Anatomy, painted: ReadonlyMap<View, Runs>): Overlap[] {
  const out: Overlap[] = [];
  const drawnOn = new Map([...painted].map(([view, runs]) => [view, areaBySign(runs)]));
  for (const territory of anatomy.territories) {
    const { view, paired, kind, id } = territory;
    const runs = painted.get(view);
    // Its mask is costly the first time; a small drawing needs few.
    if (!runs || !mayMeet(territory, runs)) continue;
    for (const side of paired ? (['R', 'L'] as const) : (['R'] as const)) {
      const mask = remembered(territoryMask(anatomy, territory, side));
      const area = commonArea(runs, mask);
      if (area === 0) continue;
      const { positive, negative } = drawnOn.get(view)!;
      const drawn = paired ? (sideAt(view, 1) === side ? positive : negative) : runs.area;
      out.push({
        territory: id,
        kind,
        view,
        side: paired ? side : 'midline',
        jaccard: area / (drawn + mask.area - area),
        inside: area / drawn,
        covered: area / mask.area,
        area,
      });
    }
  }
  return out.sort((a, b) => b.jaccard - a.jaccard || b.area - a.area || a.territory.localeCompare(b.territory));
}
