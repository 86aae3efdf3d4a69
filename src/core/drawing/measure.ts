// Everything that is measured of a drawing. Lengths are mm and areas mm² of the standard figure (areas for people cm²),
// whatever body was shown while drawing.
import { type Anatomy, type BodySide, sideAt, VIEWS, type View } from '../anatomy/anatomy.js';
import { type ArrowMeasure, arrowMeasure } from './arrows.js';
import { type ZoneDistance, zoneDistances } from './distance.js';
import { type Drawing, type Feel, QUALITIES } from './drawing.js';
import { codesOf, skinOf } from './figure-cells.js';
import { type Overlap, overlapsOf } from './overlap.js';
import { type Patch, patchesOf } from './patches.js';
import { type PinMeasure, pinMeasure } from './pins.js';
import { rasterOf, runsOfPainted } from './raster.js';
import { isPain, type ReachedCode, reachedCodes, worstOf } from './reach.js';
import { regionShares } from './region-share.js';
import { areaBySign, type Runs } from './runs.js';

export interface Area {
  /** Painted, cm². */
  readonly cm2: number;
  /** Painted share of the skin of that figure, 0-1. */
  readonly share: number;
}

export interface RegionCoverage {
  readonly code: string;
  /** Painted, mm². */
  readonly area: number;
  /** Painted share of the region, 0-1. */
  readonly share: number;
}

export interface PatchMeasure extends Patch {
  /** Nearest first; none for a patch that is not on the back. */
  readonly zones: readonly ZoneDistance[];
}

export interface Measures {
  /** empty: nothing was said; none: no pain anywhere was said. */
  readonly state: 'empty' | 'none' | 'drawn';
  /** The read-back sentence was confirmed. */
  readonly confirmed: boolean;
  readonly area: Readonly<Record<View, Area>> & {
    /** Back and front figure together; the inset shows skin of theirs again and is left out. */
    readonly both: Area;
  };
  /** (right - left) / (right + left) of painted area in all views, -1 to 1; unknown where nothing is painted. */
  readonly balance: number | 'unknown';
  /** Every region with something painted in it. */
  readonly regions: readonly RegionCoverage[];
  /** Regions that the drawing reaches, view by view from the head down. */
  readonly codes: readonly ReachedCode[];
  /** View by view, the largest first. */
  readonly patches: readonly PatchMeasure[];
  readonly pins: readonly PinMeasure[];
  readonly arrows: readonly ArrowMeasure[];
  /** Territories that the drawing touches, the best match first. */
  readonly overlaps: readonly Overlap[];
  /**
   * A view shows one spot and nothing else: a single pin, or a single patch no longer than thresholds.singleSpot.
   * Pain that one finger can cover is a sign of a cluneal nerve.
   */
  readonly singleSpot: boolean;
  /** Worst intensity told of pain, 0-10 (numeric rating scale). */
  readonly worst: number | 'unknown';
}

/** Measures a drawing. Tens of ms for a scribble of 100,000 points, about one for a usual drawing. */
export function measureDrawing(drawing: Drawing, anatomy: Anatomy): Measures {
  const raster = rasterOf(drawing, anatomy);
  const feels = distinctFeels(drawing);
  const runs = new Map<View, Runs>();
  for (const [view, painted] of raster.painted) {
    const one = runsOfPainted(painted, feels.ofMark);
    if (one.area > 0) runs.set(view, one);
  }
  const pins = raster.pins.map((p) => pinMeasure(anatomy, p));
  const arrows = raster.arrows.map((a) => arrowMeasure(anatomy, a));
  const views = VIEWS.map((view) => {
    const painted = runs.get(view);
    const labelled = painted ? patchesOf(view, painted, feels.list) : NOTHING;
    const shares = painted ? regionShares(anatomy, view, painted, labelled) : [];
    return {
      view,
      shares,
      patches: labelled.patches,
      pins: pins.filter((p) => p.view === view),
      arrows: arrows.filter((a) => a.view === view),
      singleSpot: false,
    };
  });
  const codes = [...codesOf(anatomy).values()];
  const patches = views.flatMap((v) => v.patches);
  const drawn = runs.size > 0 || pins.length > 0 || arrows.length > 0;
  return {
    state: drawn ? 'drawn' : drawing.none ? 'none' : 'empty',
    confirmed: drawing.confirmed,
    area: areas(anatomy, runs),
    balance: balanceOf(runs),
    regions: views.flatMap((v) => v.shares.map(({ cells: { code }, area, share }) => ({ code, area, share }))),
    codes: views.flatMap((v) =>
      reachedCodes(
        v,
        codes.filter((c) => c.view === v.view),
        anatomy.thresholds,
      ),
    ),
    patches: patches.map((p) => ({ ...p, zones: zoneDistances(anatomy, p.view, p.centroid, sidesOf(p.side)) })),
    pins,
    arrows,
    overlaps: overlapsOf(anatomy, runs),
    singleSpot: views.some(
      (v) =>
        v.arrows.length === 0 &&
        v.pins.length + v.patches.length === 1 &&
        v.patches.every((p) => p.extent <= anatomy.thresholds.singleSpot),
    ),
    worst: worstOf([...patches, ...pins, ...arrows].filter(isPain)),
  };
}

const NOTHING = { patches: [], patchOfRun: new Int32Array(0) };

const sidesOf = (side: BodySide | 'B'): readonly BodySide[] => (side === 'B' ? ['R', 'L'] : [side]);

/** Marks that feel the same paint the same patch: each mark's place in a list of feels, from 1. */
function distinctFeels({ marks }: Drawing): { readonly list: readonly Feel[]; readonly ofMark: Int32Array } {
  const list: Feel[] = [];
  const known = new Map<string, number>();
  const ofMark = new Int32Array(marks.length + 1);
  for (const [i, mark] of marks.entries()) {
    if (mark.kind !== 'brush' && mark.kind !== 'fill') continue;
    const qualities = QUALITIES.filter((q) => mark.qualities.includes(q));
    const key = `${qualities.join()} ${mark.intensity}`;
    if (!known.has(key)) known.set(key, list.push({ qualities, intensity: mark.intensity }));
    ofMark[i + 1] = known.get(key)!;
  }
  return { list, ofMark };
}

function areas(anatomy: Anatomy, runs: ReadonlyMap<View, Runs>): Measures['area'] {
  const area = (views: readonly View[]): Area => {
    const painted = views.reduce((sum, v) => sum + (runs.get(v)?.area ?? 0), 0);
    const skin = views.reduce((sum, v) => sum + skinOf(anatomy, v).area, 0);
    return { cm2: painted / 100, share: painted / skin };
  };
  return {
    back: area(['back']),
    front: area(['front']),
    perineum: area(['perineum']),
    both: area(['back', 'front']),
  };
}

function balanceOf(runs: ReadonlyMap<View, Runs>): number | 'unknown' {
  let [right, left] = [0, 0];
  for (const [view, one] of runs) {
    const { positive, negative } = areaBySign(one);
    const onRight = sideAt(view, 1) === 'R';
    right += onRight ? positive : negative;
    left += onRight ? negative : positive;
  }
  return right + left === 0 ? 'unknown' : (right - left) / (right + left);
}
