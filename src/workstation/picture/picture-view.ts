// What the picture shows: the lower back is a window of the back view, so that what is drawn there and on the whole body
// is one drawing.
import { type Box, FRAMES, LUMBOPELVIC, type Point, sideAt, type View } from '#core/anatomy/anatomy.js';
import { type Warp } from '#core/anatomy/warp.js';

export type PictureView = 'lumbopelvic' | 'back' | 'front' | 'perineum';
export const PICTURE_VIEWS: readonly PictureView[] = ['lumbopelvic', 'back', 'front', 'perineum'];

/** The view that a mark made here belongs to. */
export const viewOf = (view: PictureView): View => (view === 'lumbopelvic' ? 'back' : view);

/** From hand to hand; the empty flanks of the frame would only make the body smaller. */
const WHOLE_BODY: Box = [-420, FRAMES.back[1], 420, FRAMES.back[3]];
const WINDOW: Readonly<Record<PictureView, Box>> = {
  lumbopelvic: LUMBOPELVIC,
  back: WHOLE_BODY,
  front: WHOLE_BODY,
  perineum: FRAMES.perineum,
};

/**
 * The part of the shown body to look at, mm: as high as the standard window is on this body, and as wide in proportion,
 * so that a stout body looks stout.
 */
export function windowOf(view: PictureView, warp: Warp): Box {
  const [left, top, right, bottom] = WINDOW[view];
  const up = warp.toFigure([0, top])[1];
  const down = warp.toFigure([0, bottom])[1];
  const half = (((right - left) / (bottom - top)) * (down - up)) / 2;
  return [-half, up, half, down];
}

/** Height of a letter in this window, mm: about the page's own small text, whatever the scale. */
export const letterOf = ([left, , right]: Box): number => (right - left) / 35;

export const viewBoxOf = ([left, top, right, bottom]: Box): string =>
  [left, top, right - left, bottom - top].map((n) => n.toFixed(1)).join(' ');

/** The side of the body at the viewer's left; seen from the front it is the right one. */
export const sideAtLeft = (view: PictureView) => sideAt(viewOf(view), -1);

/** x, y in mm of a track in whole 0.1 mm. */
export function pointsOf(track: readonly number[]): Point[] {
  const out: Point[] = [];
  for (let i = 0; i + 1 < track.length; i += 2) out.push([track[i]! / 10, track[i + 1]! / 10]);
  return out;
}

/** How much larger the shown body is than the standard one, by its height. */
export const scaleOf = (warp: Warp): number =>
  (warp.toFigure([0, LUMBOPELVIC[3]])[1] - warp.toFigure([0, LUMBOPELVIC[1]])[1]) / (LUMBOPELVIC[3] - LUMBOPELVIC[1]);
