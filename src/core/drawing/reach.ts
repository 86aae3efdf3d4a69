// Which regions a drawing reaches, and how it feels there.
import { type BodySide, type DrawingThresholds, sideAt, type View } from '../anatomy/anatomy.js';
import { type ArrowMeasure } from './arrows.js';
import { type Feel, QUALITIES } from './drawing.js';
import { type CodedCells } from './figure-cells.js';
import { ONE_SIDE, type Patch } from './patches.js';
import { type PinMeasure } from './pins.js';
import { type RegionShare } from './region-share.js';

/** Nearer to the midline than this, mm, pain in a midline region is of neither side. */
const OFF_MIDLINE = 10;
/** A patch speaks for a region when it holds this share of what is painted there; less is the edge of its neighbour. */
const FEEL_SHARE = 0.1;

/** A region that the drawing says something of. */
export interface ReachedCode extends Feel {
  readonly code: string;
  readonly view: View;
  /** The side in the code; in a midline region the side on which it clearly lies, else midline. */
  readonly side: BodySide | 'midline';
  readonly by: readonly ('paint' | 'pin' | 'arrow')[];
  /** Whether it hurts there: numbness alone and an intensity of 0 are told, but are no pain. */
  readonly pain: boolean;
}

/** Numbness alone is no pain, and neither is 0 of 10. */
export const isPain = ({ qualities, intensity }: Feel): boolean =>
  intensity !== 0 && (qualities.length === 0 || qualities.some((q) => q !== 'numbness'));

/** What is known of the drawing on one view. */
export interface ViewParts {
  readonly shares: readonly RegionShare[];
  readonly patches: readonly Patch[];
  readonly pins: readonly PinMeasure[];
  readonly arrows: readonly ArrowMeasure[];
}

/**
 * Whether paint reaches a region: by share of the region, by area, or by share of one patch
 * (knowledge/anatomy/thresholds.yaml). `counts` says which patches are asked of; crumbs count where all are.
 */
function reached(
  { area, share, byPatch }: RegionShare,
  patches: readonly Patch[],
  t: DrawingThresholds,
  counts: 'all' | 'pain',
): boolean {
  const asked = [...byPatch].filter(([k]) => counts === 'all' || isPain(patches[k]!));
  const own = counts === 'all' ? area : asked.reduce((sum, [, n]) => sum + n, 0);
  return (
    share * (own / area) >= t.regionCoverage ||
    own >= t.regionArea ||
    asked.some(([k, n]) => n >= t.patchShare * patches[k]!.area)
  );
}

/** The reached regions of one view, in the order of `codes`. */
export function reachedCodes(
  parts: ViewParts,
  codes: Iterable<CodedCells>,
  thresholds: DrawingThresholds,
): ReachedCode[] {
  const out: ReachedCode[] = [];
  const shares = new Map(parts.shares.map((s) => [s.cells.code, s]));
  for (const { code, view, side } of codes) {
    const painted = shares.get(code);
    const share = painted && reached(painted, parts.patches, thresholds, 'all') ? painted : undefined;
    const pins = parts.pins.filter((p) => p.codes.includes(code));
    const arrows = parts.arrows.filter((a) => a.passes.includes(code));
    const by = [
      ...(share ? (['paint'] as const) : []),
      ...(pins.length > 0 ? (['pin'] as const) : []),
      ...(arrows.length > 0 ? (['arrow'] as const) : []),
    ];
    if (by.length === 0) continue;
    const speaking = share
      ? [...share.byPatch].flatMap(([k, n]) => (n >= FEEL_SHARE * share.area ? [parts.patches[k]!] : []))
      : [];
    const pain =
      (share !== undefined && reached(share, parts.patches, thresholds, 'pain')) || [...pins, ...arrows].some(isPain);
    const where = side === 'midline' ? leaning(view, share, pins, arrows) : side;
    out.push({ code, view, side: where, by, pain, ...feelOfAll([...speaking, ...pins, ...arrows]) });
  }
  return out;
}

/** The side on which all of it lies, or midline. */
function leaning(
  view: View,
  share: RegionShare | undefined,
  pins: readonly PinMeasure[],
  arrows: readonly ArrowMeasure[],
): BodySide | 'midline' {
  const sides = new Set<BodySide | 'midline'>(arrows.map(() => 'midline'));
  for (const { at } of pins) sides.add(Math.abs(at[0]) < OFF_MIDLINE ? 'midline' : sideAt(view, at[0]));
  if (share) {
    const { meanX, positive, area } = share;
    const most = Math.max(positive, area - positive);
    sides.add(Math.abs(meanX) < OFF_MIDLINE || most < ONE_SIDE * area ? 'midline' : sideAt(view, meanX));
  }
  const [only] = sides;
  return sides.size === 1 ? only! : 'midline';
}

/** The worst intensity and every quality, in their fixed order. */
export function feelOfAll(feels: readonly Feel[]): Feel {
  return {
    qualities: QUALITIES.filter((q) => feels.some((f) => f.qualities.includes(q))),
    intensity: worstOf(feels),
  };
}

export function worstOf(feels: readonly Feel[]): number | 'unknown' {
  const told = feels.flatMap((f) => (f.intensity === 'unknown' ? [] : [f.intensity]));
  return told.length === 0 ? 'unknown' : Math.max(...told);
}
