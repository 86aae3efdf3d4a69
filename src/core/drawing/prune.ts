// Makes a drawing small without changing what is seen: points go from a stroke as long as the same cells are painted.
import { type Box, FRAMES, VIEWS, type View } from '../anatomy/anatomy.js';
import { boundsWithin } from '../anatomy/scanline.js';
import { Cover } from './cover.js';
import { type Drawing, type Mark, type Track } from './drawing.js';
import { boxOfStroke, radiusOf, type Stroke } from './stroke.js';

/** Passes over a stroke; each sees the longer segments that the one before left, and few find anything after three. */
const PASSES = 4;

/**
 * The same drawing with fewer points. Every stroke by itself covers exactly the cells it covered before (within its
 * view's frame), so taking back a later stroke still shows all of an earlier one. A stroke of 100,000 points that goes
 * over itself takes seconds; one of a few hundred, which is what a hand makes, some ms.
 */
export function pruned(drawing: Drawing): Drawing {
  return { ...drawing, marks: drawing.marks.map((m) => (isStroke(m) ? (lightened([m])[0] ?? m) : m)) };
}

/**
 * The drawing as it is seen, for a file that is handed on: what lies under later strokes goes as well, and strokes that
 * feel the same stand in for one another. The painted cells and their feel stay the same, and so do pins and arrows, but
 * taking back a stroke no longer shows what was under it.
 */
export function settled(drawing: Drawing): Drawing {
  const marks: (Mark | undefined)[] = [...drawing.marks];
  for (const view of VIEWS) {
    const groups = groupsOn(view, drawing.marks);
    const frame = boxOfAll(groups.flat().map((i) => drawing.marks[i] as Stroke));
    const covered = new Uint8Array((frame[2] - frame[0]) * (frame[3] - frame[1]));
    for (const group of groups.reverse()) {
      const strokes = group.map((i) => drawing.marks[i] as Stroke);
      for (const [k, stroke] of lightened(strokes, { covered, frame }).entries()) marks[group[k]!] = stroke;
    }
  }
  return { ...drawing, marks: marks.filter((m) => m !== undefined) };
}

const isStroke = (m: Mark): m is Stroke => m.kind === 'brush' || m.kind === 'erase';

/** Places of strokes that follow one another on a view and do the same: erase, or paint one feel. */
function groupsOn(view: View, marks: readonly Mark[]): number[][] {
  const groups: number[][] = [];
  let last = '';
  for (const [i, mark] of marks.entries()) {
    if ('view' in mark && mark.view !== view) continue;
    const does = !isStroke(mark) ? '' : mark.kind === 'erase' ? 'erase' : `${mark.qualities.join()} ${mark.intensity}`;
    if (does !== '' && does === last) groups.at(-1)!.push(i);
    else if (does !== '') groups.push([i]);
    last = does;
  }
  return groups;
}

/** Whole mm around strokes of one view. */
function boxOfAll(strokes: readonly Stroke[]): Box {
  const [first] = strokes;
  if (!first) return [0, 0, 0, 0];
  const corners = strokes.map(boxOfStroke).flatMap(([l, t, r, b]) => [[l, t] as const, [r, b] as const]);
  return boundsWithin(corners, FRAMES[first.view]);
}

interface Later {
  /** 1 where later strokes lie over the cell, over all of the frame; what these strokes cover is added. */
  readonly covered: Uint8Array;
  readonly frame: Box;
}

/** Strokes that stand in for one another, each with fewer points; nothing in place of one that is not needed at all. */
function lightened<S extends Stroke>(strokes: readonly S[], later?: Later): (S | undefined)[] {
  const cover = new Cover(boxOfAll(strokes));
  for (const { track, width } of strokes) {
    if (track.length === 2) cover.lay([track[0]!, track[1]!, track[0]!, track[1]!], radiusOf(width));
    for (let i = 2; i < track.length; i += 2)
      cover.lay([track[i - 2]!, track[i - 1]!, track[i]!, track[i + 1]!], radiusOf(width));
  }
  // An eraser keeps all its cells: a pin that it took away has no cells to be covered by.
  if (later && strokes[0]?.kind === 'brush') cover.free(later.covered, later.frame);
  const out = strokes.map((stroke) => lighter(stroke, cover, later !== undefined));
  if (later) cover.markIn(later.covered, later.frame);
  return out;
}

function lighter<S extends Stroke>(stroke: S, cover: Cover, mayGo: boolean): S | undefined {
  const radius = radiusOf(stroke.width);
  let track = stroke.track;
  for (let pass = 0; pass < PASSES && track.length > 4; pass++) {
    const next = onePass(cover, track, radius);
    if (next.length === track.length) break;
    track = next;
  }
  const [ax, ay, bx, by] = [track[0]!, track[1]!, track.at(-2)!, track.at(-1)!];
  if (mayGo && track.length <= 4 && cover.drops([ax, ay, bx, by], radius)) return undefined;
  return track.length === stroke.track.length ? stroke : { ...stroke, track };
}

/** Walks along the stroke and drops each point whose two segments may become one, then ends that cover nothing new. */
function onePass(cover: Cover, track: Track, radius: number): number[] {
  const out: number[] = [track[0]!, track[1]!];
  for (let i = 2; i < track.length; i += 2) {
    const x = track[i]!;
    const y = track[i + 1]!;
    const last = i + 2 >= track.length;
    const n = out.length;
    if (last || !cover.joins(out[n - 2]!, out[n - 1]!, x, y, track[i + 2]!, track[i + 3]!, radius)) out.push(x, y);
  }
  let start = 0;
  let end = out.length;
  const segment = (k: number) => [out[k]!, out[k + 1]!, out[k + 2]!, out[k + 3]!] as const;
  while (end - start > 4 && cover.drops(segment(start), radius)) start += 2;
  while (end - start > 4 && cover.drops(segment(end - 4), radius)) end -= 2;
  return out.slice(start, end);
}
