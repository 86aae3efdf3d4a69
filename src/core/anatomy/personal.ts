// What the examiner knows of this person, and the landmarks that follow: measured distances are laid off from the
// person's own spine and midline in whole millimetres, never scaled with the body.
import { type FigureShown } from '../drawing/drawing.js';
import { type Anatomy, type BodySide, type Point, sideAt } from './anatomy.js';
import { crestLevel, crestLine } from './crest.js';
import { type FigureDimensions, sized } from './figure-size.js';
import { type Landmarks } from './place-point.js';
import { figureWarp, type OwnMeasures } from './warp.js';

/** A landmark the examiner felt and marked on the back view, mm of the shown figure. */
export interface OwnMark {
  readonly landmark: 'psis' | 'crest';
  readonly at: Point;
}

export interface PersonalLandmarks extends OwnMeasures {
  /** At most one of each landmark and side counts: the last. */
  readonly marks?: readonly OwnMark[] | undefined;
}

/** Landmarks of both sides, each told for x > 0. */
export type SideLandmarks = Readonly<Record<BodySide, Landmarks>>;

/** Those of the standard figure. */
export function standardSides(anatomy: Anatomy): SideLandmarks {
  const both = landmarksOf(sized(anatomy, { sex: 'neutral' }));
  return { L: both, R: both };
}

/**
 * Landmarks of a figure with the person's own measures and marks. A marked spine replaces spine and measured distance on
 * its side. A marked crest moves the superior zones of its side up or down by as much as the examiner's crest lies off
 * the drawn one there; a mark beside the crest moves nothing.
 * @throws RangeError for a size that sizeProblems (figure-size.ts) refuses.
 */
export function personalSides(anatomy: Anatomy, shown: FigureShown, own: PersonalLandmarks = {}): SideLandmarks {
  const figure = own.stature === undefined ? shown : { ...shown, stature: own.stature };
  const drawn = landmarksOf(sized(anatomy, figure), own.psisHalf);
  const side = (which: BodySide): Landmarks => {
    const mark = (landmark: OwnMark['landmark']): Point | undefined => {
      const at = own.marks?.findLast((m) => m.landmark === landmark && sideAt('back', m.at[0]) === which)?.at;
      return at && [Math.abs(at[0]), at[1]];
    };
    const crest = mark('crest');
    const level = crest && crestLevel(crestLine(anatomy, figureWarp(anatomy, figure, own)), crest[0]);
    return {
      ...drawn,
      psis: mark('psis') ?? drawn.psis,
      crestShift: crest && level !== undefined ? crest[1] - level : 0,
    };
  };
  return { L: side('L'), R: side('R') };
}

function landmarksOf(dimensions: FigureDimensions, psisHalf?: number): Landmarks {
  const d = (id: string): number => {
    const value = dimensions[id];
    if (value === undefined) throw new Error(`no dimension ${id}`);
    return value;
  };
  const psisHeight = d('iliocristale-height') - d('crest-above-psis');
  return {
    psis: [psisHalf ?? d('psis-half-distance'), 0],
    tuberosity: [d('tuberosity-distance') / 2, psisHeight - d('tuberosity-height')],
    fold: psisHeight - d('gluteal-fold-height'),
    crestShift: 0,
  };
}
