// Points are zones: every study of a nerve's place as an ellipse, an arc or a band, and what they say together.
import { type Anatomy, type BodySide, type NerveId, type Point, type StudyPoint } from './anatomy.js';
import { type Covariance, mirrored, mixture, type Spot } from './ellipse.js';
import { type SideLandmarks, standardSides } from './personal.js';
import { type Landmarks, type Placed, placePoint } from './place-point.js';

/** One study's zone on the side x > 0. */
export interface StudyZone {
  readonly point: StudyPoint;
  readonly place: Placed;
}

/** What all the placeable studies of a nerve say together, on one side of the back view. */
export interface PooledZone {
  readonly nerve: NerveId;
  readonly side: BodySide;
  /** mm of the figure whose landmarks were given. */
  readonly centre: Point;
  /** [xx, xy, yy] in mm²: spread within the studies and between them. */
  readonly covariance: Covariance;
  /** Bodies or sides behind it; a study of unknown size counts one. */
  readonly n: number;
  /** Ids of the study points. */
  readonly from: readonly string[];
}

/**
 * The zone of every point, for x > 0, in the figure of the landmarks. Distances are those of the studies in mm: they move
 * with the landmarks and are not scaled with the body (no coefficient has been published).
 */
export function studyZones(points: readonly StudyPoint[], landmarks: Landmarks): readonly StudyZone[] {
  return points.map((point) => {
    const place = placePoint(point, landmarks, points);
    return { point, place: point.nerve === 'scn' ? shifted(place, landmarks.crestShift) : place };
  });
}

/**
 * The pooled zone of each nerve and side: mixture of the studies that have a place in both directions, weighted by their
 * size. The points of one cohort share its size, so that three branches of one dissection, or two papers about it, do not
 * count several times.
 * Studies with one distance only, and origins deep in the sacrum, are shown and not pooled.
 */
export function pooledZones(anatomy: Anatomy, landmarks: SideLandmarks = standardSides(anatomy)): PooledZone[] {
  return (['L', 'R'] as const).flatMap((side) => {
    const spots = new Map<NerveId, (Spot & { readonly id: string })[]>();
    const zones = studyZones(anatomy.points, landmarks[side]).filter(
      ({ point, place }) => place.kind === 'ellipse' && point.kind !== 'origin',
    );
    for (const { point, place } of zones) {
      if (place.kind !== 'ellipse') continue;
      const cohort = zones.filter((z) => z.point.cohort === point.cohort && z.point.nerve === point.nerve);
      const largest = Math.max(...cohort.map((z) => (z.point.n === 'unknown' ? 1 : z.point.n)));
      const weight = largest / cohort.length;
      const list = spots.get(point.nerve) ?? [];
      spots.set(point.nerve, [...list, { id: point.id, centre: place.centre, covariance: place.covariance, weight }]);
    }
    return [...spots].map(([nerve, list]) => {
      const { centre, covariance } = mixture(list);
      const right = side === 'R';
      return {
        nerve,
        side,
        centre: right ? centre : ([-centre[0], centre[1]] as const),
        covariance: right ? covariance : mirrored(covariance),
        n: list.reduce((s, p) => s + p.weight, 0),
        from: list.map((p) => p.id),
      };
    });
  });
}

function shifted(place: Placed, down: number): Placed {
  if (down === 0) return place;
  if (place.kind === 'ellipse') return { ...place, centre: [place.centre[0], place.centre[1] + down] };
  if (place.kind === 'arc') return { ...place, about: [place.about[0], place.about[1] + down] };
  if (place.kind === 'band' && place.along === 'y') return { ...place, from: place.from + down, to: place.to + down };
  return place.kind === 'band' ? { ...place, at: place.at + down } : place;
}
