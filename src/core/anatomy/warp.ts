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
 * length beyond the skin (the arms). Between levels the change from the standard figure runs along a monotone cubic
 * (Fritsch & Carlson, SIAM J Numer Anal 1980;17:238-246), so that an outline keeps its curve. The midline stays, left and
 * right stay mirror images, order is kept, and the way back is exact. The neutral mean figure is the standard itself.
 * @throws RangeError for a size that sizeProblems (figure-size.ts) refuses.
 */
export function figureWarp(anatomy: Anatomy, shown: FigureShown, own: OwnMeasures = {}): Warp {
  const standard = levels(sized(anatomy, { sex: 'neutral' }));
  const figure = levels(
    sized(anatomy, own.stature === undefined ? shown : { ...shown, stature: own.stature }),
    own.psisHalf,
  );
  const slopes = changeSlopes(standard, figure);
  return {
    toFigure: ([x, y]) => {
      const { standardAt, figureAt, yFigure } = at(y, standard, figure, slopes, (level) => level.from);
      return [signed(x, stretched(Math.abs(x), standardAt, figureAt)), yFigure];
    },
    toStandard: ([x, y]) => {
      const { standardAt, figureAt, yStandard } = at(y, standard, figure, slopes, (level) => level.to);
      return [signed(x, stretched(Math.abs(x), figureAt, standardAt)), yStandard];
    },
  };
}

const signed = (x: number, distance: number): number => (x < 0 ? -distance : distance);

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

/** What each knot's change does at each level, per mm of height on the standard figure: no overshoot between levels. */
function changeSlopes(standard: readonly Level[], figure: readonly Level[]): readonly (readonly number[])[] {
  const change = (i: number, k: number) => figure[i]!.knots[k]! - standard[i]!.knots[k]!;
  const rise = (i: number, k: number) => (change(i + 1, k) - change(i, k)) / (standard[i + 1]!.y - standard[i]!.y);
  return standard.map((_, i) =>
    [0, 1, 2].map((k) => {
      if (i === 0 || i === standard.length - 1) return 0;
      const [before, after] = [rise(i - 1, k), rise(i, k)];
      return before * after <= 0 ? 0 : (2 * before * after) / (before + after);
    }),
  );
}

/** The knots of both figures at one height, which is given on the figure that `side` picks. */
function at(
  y: number,
  standard: readonly Level[],
  figure: readonly Level[],
  slopes: readonly (readonly number[])[],
  side: (level: { readonly from: Level; readonly to: Level }) => Level,
) {
  const yAt = (i: number) => side({ from: standard[i]!, to: figure[i]! }).y;
  let i = 0;
  while (i < standard.length - 2 && y > yAt(i + 1)) i++;
  const t = (y - yAt(i)) / (yAt(i + 1) - yAt(i));
  // Above the crown and below the floor the last level's breadths go on; the share may leave 0-1 for the height only.
  const share = Math.min(1, Math.max(0, t));
  const [a, b, c, d] = [standard[i]!, standard[i + 1]!, figure[i]!, figure[i + 1]!];
  const standardAt = a.knots.map((knot, k) => knot + share * (b.knots[k]! - knot));
  const length = b.y - a.y;
  let last = 0;
  const figureAt = standardAt.map((knot, k) => {
    const change = hermite(
      share,
      c.knots[k]! - a.knots[k]!,
      d.knots[k]! - b.knots[k]!,
      slopes[i]![k]! * length,
      slopes[i + 1]![k]! * length,
    );
    last = Math.max(knot + change, last + 1);
    return last;
  });
  return { standardAt, figureAt, yStandard: a.y + t * (b.y - a.y), yFigure: c.y + t * (d.y - c.y) };
}

/** Cubic from p to q over 0-1 with slopes m and n. */
function hermite(t: number, p: number, q: number, m: number, n: number): number {
  const [t2, t3] = [t * t, t * t * t];
  return (2 * t3 - 3 * t2 + 1) * p + (t3 - 2 * t2 + t) * m + (3 * t2 - 2 * t3) * q + (t3 - t2) * n;
}

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
