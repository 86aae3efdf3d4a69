// The outlines of zones as SVG path data, in mm of the shown figure, for x > 0; the left side is their mirror image.
import { type Point } from '#core/anatomy/anatomy.js';
import { type Covariance, ellipseOf } from '#core/anatomy/ellipse.js';
import { type Placed } from '#core/anatomy/place-point.js';

export interface ZoneOutline {
  /** Where the study puts the nerve: 1 SD of an ellipse, the middle line of an arc or a band. */
  readonly near: string;
  /** The wider one: 2 SD of an ellipse, 1 SD to both sides of an arc or a band. */
  readonly far: string;
  /** A fill would cover half the picture for an open line: these are pressed on their line. */
  readonly closed: boolean;
  /** Smaller ones lie over larger ones, so that each can be pressed. */
  readonly size: number;
}

const n = (value: number): string => (Math.round(value * 100) / 100).toString();

/** An ellipse of `k` SD as a path of two arcs. */
export function ellipsePath([x, y]: Point, covariance: Covariance, k: number): string {
  const { major, minor, angle } = ellipseOf(covariance);
  const turn = (angle * Math.PI) / 180;
  const [dx, dy] = [k * major * Math.cos(turn), k * major * Math.sin(turn)];
  const arc = `A${n(k * major)} ${n(k * minor)} ${n(angle)} 1 1 `;
  return `M${n(x - dx)} ${n(y - dy)}${arc}${n(x + dx)} ${n(y + dy)}${arc}${n(x - dx)} ${n(y - dy)}Z`;
}

/** Degrees from straight lateral (0) upwards (90); the page's y runs down. */
const onRing = ([x, y]: Point, radius: number, degrees: number): Point => [
  x + radius * Math.cos((degrees * Math.PI) / 180),
  y - radius * Math.sin((degrees * Math.PI) / 180),
];

function arcPath(about: Point, radius: number, [from, to]: readonly [number, number], move: 'M' | 'L'): string {
  const [a, b] = [onRing(about, radius, from), onRing(about, radius, to)];
  return `${move}${n(a[0])} ${n(a[1])}A${n(radius)} ${n(radius)} 0 0 ${to > from ? 0 : 1} ${n(b[0])} ${n(b[1])}`;
}

/** Undefined for a point that could not be placed. */
export function outlineOf(place: Placed): ZoneOutline | undefined {
  if (place.kind === 'not-placed') return undefined;
  if (place.kind === 'ellipse') {
    const { major, minor } = ellipseOf(place.covariance);
    return {
      near: ellipsePath(place.centre, place.covariance, 1),
      far: ellipsePath(place.centre, place.covariance, 2),
      closed: true,
      size: major * minor,
    };
  }
  if (place.kind === 'arc') {
    const { about, radius, sd, degrees } = place;
    const [from, to] = degrees;
    const inner = Math.max(1, radius - sd);
    return {
      near: arcPath(about, radius, degrees, 'M'),
      far: `${arcPath(about, radius + sd, degrees, 'M')}${arcPath(about, inner, [to, from], 'L')}Z`,
      closed: false,
      size: radius * radius,
    };
  }
  const { along, at, sd, from, to } = place;
  const at2 = (across: number, length: number): string =>
    along === 'y' ? `${n(across)} ${n(length)}` : `${n(length)} ${n(across)}`;
  return {
    near: `M${at2(at, from)}L${at2(at, to)}`,
    far: `M${at2(at - sd, from)}L${at2(at + sd, from)}L${at2(at + sd, to)}L${at2(at - sd, to)}Z`,
    closed: false,
    size: sd * (to - from) * 4,
  };
}
