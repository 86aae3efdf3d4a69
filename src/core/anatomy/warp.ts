// From the standard figure to the body that is shown and back. Every drawing is kept on the standard figure, so that sex
// and size of the body change nothing that is measured; here is the only place where the two meet.
import { type FigureShown } from '../drawing/drawing.js';
import { type Anatomy, type Point } from './anatomy.js';
import { type FigureDimensions, sized } from './figure-size.js';

export interface Warp {
  /** From mm of the standard figure to mm of the shown one. */
  toFigure(point: Point): Point;
  /** Back; the exact inverse. */
  toStandard(point: Point): Point;
}

/** What the examiner measured on this person; mm. */
export interface OwnMeasures {
  /** Posterior superior iliac spine to the midline. */
  readonly psisHalf?: number | undefined;
  readonly stature?: number | undefined;
}

/** y of one level of the body and, there, three distances from the midline: inner bone, outer bone, skin; mm. */
interface Level {
  readonly y: number;
  readonly knots: readonly [number, number, number];
}

/** Flesh over bone is never less than this, mm: keeps a level in order on the leanest figure. */
const LEAST = 3;

/**
 * How the standard figure is stretched to a body of this sex, stature and weight, with the person's own measures where
 * given. Heights go piecewise linearly through crown, shoulder, waist, top of the crest, posterior superior iliac spine,
 * top of the trochanter, gluteal fold, knee, ankle and floor, with the level of the spines at 0. Across, at each level,
 * distances from the midline go piecewise linearly through an inner bone, an outer bone and the skin, and keep their
 * length beyond the skin (the arms). Between levels the distances run straight. So the midline stays, left and right
 * stay mirror images, order is kept, and the way back is exact. The neutral mean figure is the standard itself.
 * @throws RangeError for a size that sizeProblems (figure-size.ts) refuses.
 */
export function figureWarp(anatomy: Anatomy, shown: FigureShown, own: OwnMeasures = {}): Warp {
  const standard = levels(sized(anatomy, { sex: 'neutral' }));
  const figure = levels(
    sized(anatomy, own.stature === undefined ? shown : { ...shown, stature: own.stature }),
    own.psisHalf,
  );
  const map = (from: readonly Level[], to: readonly Level[]) => (point: Point) => moved(point, from, to);
  return { toFigure: map(standard, figure), toStandard: map(figure, standard) };
}

/** The levels of a figure from the crown to the floor. */
function levels(dimensions: FigureDimensions, psisHalf?: number): readonly Level[] {
  const d = (id: string): number => {
    const value = dimensions[id];
    if (value === undefined) throw new Error(`no dimension ${id}`);
    return value;
  };
  const psisHeight = d('iliocristale-height') - d('crest-above-psis');
  const up = (height: number): number => psisHeight - height;
  const head = d('head-breadth') / 2;
  const psis = psisHalf ?? d('psis-half-distance');
  const spine = d('psis-half-distance');
  const crest = d('bicristal-breadth') / 2;
  const trochanter = d('bitrochanteric-breadth') / 2;
  const tuberosity = d('tuberosity-distance') / 2;
  const waist = d('narrowest-waist-breadth') / 2;
  return [
    level(up(d('stature')), head / 3, (2 * head) / 3, head),
    level(up(d('acromion-height')), spine, d('biacromial-breadth') / 2, d('bideltoid-breadth') / 2),
    level(-d('narrowest-waist-above-psis'), spine, (spine + waist) / 2, waist),
    level(-d('crest-above-psis'), spine, crest, d('waist-breadth') / 2),
    level(0, psis, crest, d('breadth-at-psis') / 2),
    level(up(d('trochanterion-height')), tuberosity, trochanter, d('hip-breadth') / 2),
    level(
      up(d('gluteal-fold-height')),
      tuberosity,
      (tuberosity + d('breadth-at-fold') / 2) / 2,
      d('breadth-at-fold') / 2,
    ),
    level(up(d('knee-height')), d('knee-axis-out') / 3, d('knee-axis-out'), d('knee-outer-out')),
    level(up(d('ankle-height')), d('ankle-axis-out') / 2, d('ankle-axis-out'), d('ankle-outer-out')),
    level(psisHeight, d('ankle-axis-out') / 2, d('ankle-axis-out'), d('ankle-outer-out')),
  ];
}

function level(y: number, inner: number, outer: number, skin: number): Level {
  const bone = Math.max(outer, inner + LEAST);
  return { y, knots: [inner, bone, Math.max(skin, bone + LEAST)] };
}

function moved([x, y]: Point, from: readonly Level[], to: readonly Level[]): Point {
  let i = 0;
  while (i < from.length - 2 && y > from[i + 1]!.y) i++;
  const [a, b, c, d] = [from[i]!, from[i + 1]!, to[i]!, to[i + 1]!];
  const t = (y - a.y) / (b.y - a.y);
  // Above the crown and below the floor the last level's breadths go on; the share may leave 0-1 for the height only.
  const share = Math.min(1, Math.max(0, t));
  const distance = stretched(Math.abs(x), between(a, b, share), between(c, d, share));
  return [x < 0 ? -distance : distance, c.y + t * (d.y - c.y)];
}

const between = ({ knots: a }: Level, { knots: b }: Level, share: number): readonly number[] =>
  a.map((knot, k) => knot + share * (b[k]! - knot));

/** Piecewise linear from 0 through the knots; beyond the last with slope 1. */
function stretched(value: number, from: readonly number[], to: readonly number[]): number {
  let [low, lowTo] = [0, 0];
  for (let k = 0; k < from.length; k++) {
    const [high, highTo] = [from[k]!, to[k]!];
    if (value <= high) return lowTo + ((value - low) * (highTo - lowTo)) / (high - low);
    [low, lowTo] = [high, highTo];
  }
  return lowTo + value - low;
}
