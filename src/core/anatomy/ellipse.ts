// Spread in the plane: a covariance and its ellipse.
import { type Point } from './anatomy.js';

/** [xx, xy, yy] in mm². */
export type Covariance = readonly [number, number, number];

/** The ellipse at 1 SD; at k SD both axes are k times as long. It holds 39 percent of a normal spread, 86 at 2 SD. */
export interface Ellipse {
  /** Half the longer and half the shorter axis, mm. */
  readonly major: number;
  readonly minor: number;
  /** Of the longer axis, degrees from x towards y (clockwise on the page), over -90 up to 90. */
  readonly angle: number;
}

/** Principal axes of a covariance (eigenvalues of a symmetric 2 x 2 matrix in closed form). */
export function ellipseOf([xx, xy, yy]: Covariance): Ellipse {
  const middle = (xx + yy) / 2;
  const reach = Math.hypot((xx - yy) / 2, xy);
  const angle = (Math.atan2(2 * xy, xx - yy) / 2) * (180 / Math.PI);
  return {
    major: Math.sqrt(middle + reach),
    minor: Math.sqrt(Math.max(0, middle - reach)),
    angle: angle <= -90 ? angle + 180 : angle,
  };
}

/** The mirror image over the midline. */
export const mirrored = ([xx, xy, yy]: Covariance): Covariance => [xx, xy === 0 ? 0 : -xy, yy];

export interface Spot {
  readonly centre: Point;
  readonly covariance: Covariance;
  /** Counts as much as this many, > 0. */
  readonly weight: number;
}

/**
 * Several spots as one: weighted mean, and total covariance, which is the mean of the covariances within plus the
 * covariance of the centres between (law of total covariance; DerSimonian and Laird 1986 split it so for one dimension).
 * @throws RangeError of none.
 */
export function mixture(spots: readonly Spot[]): Omit<Spot, 'weight'> {
  const total = spots.reduce((s, p) => s + p.weight, 0);
  if (!(total > 0)) throw new RangeError('a mixture of nothing');
  const mean = (of: (p: Spot) => number): number => spots.reduce((s, p) => s + p.weight * of(p), 0) / total;
  const [x, y] = [mean((p) => p.centre[0]), mean((p) => p.centre[1])];
  return {
    centre: [x, y],
    covariance: [
      mean((p) => p.covariance[0] + (p.centre[0] - x) ** 2),
      mean((p) => p.covariance[1] + (p.centre[0] - x) * (p.centre[1] - y)),
      mean((p) => p.covariance[2] + (p.centre[1] - y) ** 2),
    ],
  };
}
