// Where a study's distances put a nerve: the geometry of one point, for x > 0 (the patient's right from behind).
import { type Point, type StudyPoint } from './anatomy.js';
import { type Covariance } from './ellipse.js';

/** What distances are measured from, for x > 0; mm of one figure. The midline is x = 0. */
export interface Landmarks {
  /** Posterior superior iliac spine. */
  readonly psis: Point;
  /** Lowest point of the ischial tuberosity. */
  readonly tuberosity: Point;
  /** y of the gluteal fold. */
  readonly fold: number;
  /** How much further down (negative: up) the examiner feels the crest than it is drawn. */
  readonly crestShift: number;
}

/** Something of the place that the study did not give and that is assumed here. */
export type Assumption = 'spread' | 'sideways' | 'level';

export type Placed =
  /** Two distances: a centre and a spread. */
  | {
      readonly kind: 'ellipse';
      readonly centre: Point;
      readonly covariance: Covariance;
      readonly assumed: readonly Assumption[];
    }
  /** Only a distance from the spine: somewhere on this ring. Degrees from straight lateral (0) upwards (90). */
  | {
      readonly kind: 'arc';
      readonly about: Point;
      readonly radius: number;
      readonly sd: number;
      readonly degrees: readonly [number, number];
      readonly assumed: readonly Assumption[];
    }
  /** Only one coordinate: a stripe along the other one. `at`, `sd`, `from` and `to` in mm. */
  | {
      readonly kind: 'band';
      readonly along: 'y' | 'x';
      readonly at: number;
      readonly sd: number;
      readonly from: number;
      readonly to: number;
      readonly assumed: readonly Assumption[];
    }
  /** No point has both distances: it is nearer to the spine than the spine's own way to that distance from the midline. */
  | { readonly kind: 'not-placed'; readonly reason: 'too-near'; readonly distance: number; readonly across: number }
  | { readonly kind: 'not-placed'; readonly reason: 'no-distance' | 'no-such-point' };

/** SD where a study gives none, mm: a little above the mean of the published ones (4 to 15). */
export const ASSUMED_SPREAD = 10;
/** How far up from the spine a midline distance on the crest may be meant, mm: the top of the crest and some flesh. */
const CREST_REACH = 90;
/** Denominator of the propagation below never falls under this, mm: level with the spine it would have no bound. */
const FLATTEST = 5;

interface Length {
  readonly mean: number;
  readonly sd?: number | undefined;
  readonly range?: readonly [number, number] | undefined;
}

/** SD of a length, mm, and whether it is ours. A range without SD is taken as evenly filled (width / √12). */
function spreadOf({ sd, range }: Length): { readonly sd: number; readonly assumed: readonly Assumption[] } {
  if (sd !== undefined) return { sd, assumed: [] };
  const even = range ? (range[1] - range[0]) / Math.sqrt(12) : 0;
  return { sd: Math.max(ASSUMED_SPREAD, even), assumed: ['spread'] };
}

const join = (...lists: readonly (readonly Assumption[])[]): readonly Assumption[] => [...new Set(lists.flat())];

/**
 * Places one study point. From the midline (m) and the spine (d, straight): x = m and, above the spine at a sideways
 * step s = m - psis.x, a height h = √(d² - s²); the covariance is J diag(SD²) Jᵀ with J the derivatives of that
 * inversion (first-order propagation, JCGM 100:2008, 5.1), the two distances taken as independent. A distance said to
 * be downwards is taken straight down. `others` are the points a `below` may name.
 */
export function placePoint(point: StudyPoint, landmarks: Landmarks, others: readonly StudyPoint[]): Placed {
  const { midline, psis, tuberosity, below } = point.from;
  if (below) return placeBelow(below, landmarks, others);
  if (tuberosity) return fromTuberosity(tuberosity, landmarks);
  if (midline && psis) return fromBoth(midline, psis, landmarks);
  if (psis) return fromSpine(point.kind, psis, landmarks);
  if (!midline) return { kind: 'not-placed', reason: 'no-distance' };
  const { sd, assumed } = spreadOf(midline);
  const level = landmarks.psis[1];
  return { kind: 'band', along: 'y', at: midline.mean, sd, from: level - CREST_REACH, to: level, assumed };
}

function fromBoth(midline: Length, psis: NonNullable<StudyPoint['from']['psis']>, landmarks: Landmarks): Placed {
  const [m, d] = [spreadOf(midline), spreadOf(psis)];
  const assumed = join(m.assumed, d.assumed);
  const [a, level] = landmarks.psis;
  if (psis.towards === 'caudal' || psis.towards === 'cranial') {
    const y = level + (psis.towards === 'caudal' ? psis.mean : -psis.mean);
    return { kind: 'ellipse', centre: [midline.mean, y], covariance: [m.sd ** 2, 0, d.sd ** 2], assumed };
  }
  const across = midline.mean - a;
  const square = psis.mean ** 2 - across ** 2;
  if (square < 0) return { kind: 'not-placed', reason: 'too-near', distance: psis.mean, across: Math.abs(across) };
  const height = Math.sqrt(square);
  const h = Math.max(height, FLATTEST);
  // y = level - h: dy/dm = s / h, dy/dd = -d / h.
  const perMidline = across / h;
  const perSpine = -psis.mean / h;
  return {
    kind: 'ellipse',
    centre: [midline.mean, level - height],
    covariance: [m.sd ** 2, perMidline * m.sd ** 2, perMidline ** 2 * m.sd ** 2 + perSpine ** 2 * d.sd ** 2],
    assumed,
  };
}

function fromSpine(kind: StudyPoint['kind'], psis: NonNullable<StudyPoint['from']['psis']>, at: Landmarks): Placed {
  const { sd, assumed } = spreadOf(psis);
  const [a, level] = at.psis;
  if (psis.towards === 'cranial-lateral' || psis.towards === 'lateral') {
    const degrees = psis.towards === 'lateral' ? ([-45, 45] as const) : ([0, 90] as const);
    return { kind: 'arc', about: at.psis, radius: psis.mean, sd, degrees, assumed };
  }
  const y = level + (psis.towards === 'caudal' ? psis.mean : -psis.mean);
  // Where a nerve leaves the sacrum is somewhere between the foramina and the spine; a place on the ligament that is
  // pressed from the spine downwards lies under the spine.
  if (kind === 'origin') return { kind: 'band', along: 'x', at: y, sd, from: a / 2, to: a, assumed };
  return {
    kind: 'ellipse',
    centre: [a, y],
    covariance: [ASSUMED_SPREAD ** 2, 0, sd ** 2],
    assumed: join(assumed, ['sideways']),
  };
}

function fromTuberosity(tuberosity: NonNullable<StudyPoint['from']['tuberosity']>, at: Landmarks): Placed {
  const { lateral, below } = tuberosity;
  if (!lateral && !below) return { kind: 'not-placed', reason: 'no-distance' };
  const [x, y] = at.tuberosity;
  const across = lateral ? spreadOf(lateral) : { sd: ASSUMED_SPREAD, assumed: ['sideways'] as const };
  const down = below ? spreadOf(below) : { sd: ASSUMED_SPREAD, assumed: ['level'] as const };
  return {
    kind: 'ellipse',
    // Below only: under the tuberosity itself, where the hamstrings arise. Lateral only: at the gluteal fold, where the
    // lower edge of gluteus maximus is crossed.
    centre: [x + (lateral?.mean ?? 0), below ? y + below.mean : at.fold],
    covariance: [across.sd ** 2, 0, down.sd ** 2],
    assumed: join(across.assumed, down.assumed),
  };
}

function placeBelow(
  below: NonNullable<StudyPoint['from']['below']>,
  landmarks: Landmarks,
  others: readonly StudyPoint[],
): Placed {
  const upper = others.find((p) => p.id === below.point);
  if (!upper) return { kind: 'not-placed', reason: 'no-such-point' };
  const placed = placePoint(
    upper,
    landmarks,
    others.filter((p) => p.id !== below.point),
  );
  const down = (below.range[0] + below.range[1]) / 2;
  const even = (below.range[1] - below.range[0]) ** 2 / 12;
  if (placed.kind === 'ellipse') {
    const [xx, xy, yy] = placed.covariance;
    return { ...placed, centre: [placed.centre[0], placed.centre[1] + down], covariance: [xx, xy, yy + even] };
  }
  if (placed.kind === 'band' && placed.along === 'y')
    return { ...placed, from: placed.from + down, to: placed.to + down };
  return placed.kind === 'not-placed' ? placed : { kind: 'not-placed', reason: 'no-distance' };
}
