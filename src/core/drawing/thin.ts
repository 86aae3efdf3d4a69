// A stroke as it comes from a finger or a pen, made lighter before it is kept. Simplification: Douglas & Peucker,
// Cartographica 1973;10:112-122, here by distance to the segment and not to the endless line, so that a stroke which
// turns back keeps its turning point.
import { FRAMES, type View } from '../anatomy/anatomy.js';
import { type Track } from './drawing.js';

/** Nearer than this to the point before, a point says nothing new: 0.3 mm, in 0.1 mm. */
const NEAR = 3;
/** How far the thinned line may lie from the points that were drawn: 0.2 mm, in 0.1 mm. */
const OFF = 2;

/** A track held inside its view's frame; points beyond it are moved to its edge. */
export function heldIn(view: View, track: Track): number[] {
  const [left, top, right, bottom] = FRAMES[view];
  return track.map((v, i) =>
    i % 2 === 0 ? Math.min(right * 10, Math.max(left * 10, v)) : Math.min(bottom * 10, Math.max(top * 10, v)),
  );
}

/** Drops points within 0.3 mm of the one before and points within 0.2 mm of the line between those kept; ends stay. */
export function thinned(track: Track): number[] {
  return straightened(spaced(track));
}

function spaced(track: Track): number[] {
  const out = track.slice(0, 2);
  for (let i = 2; i < track.length; i += 2) {
    const dx = track[i]! - out.at(-2)!;
    const dy = track[i + 1]! - out.at(-1)!;
    if (dx * dx + dy * dy >= NEAR * NEAR) out.push(track[i]!, track[i + 1]!);
  }
  // Where the stroke stopped is where the finger was lifted, however near.
  const [x, y] = [track.at(-2), track.at(-1)];
  if (x !== undefined && y !== undefined && (x !== out.at(-2) || y !== out.at(-1))) out.push(x, y);
  return out;
}

function straightened(track: Track): number[] {
  const points = track.length / 2;
  if (points < 3) return [...track];
  const keep = new Uint8Array(points);
  keep[0] = keep[points - 1] = 1;
  const open: [number, number][] = [[0, points - 1]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [from, to] = next;
    let far = 0;
    let at = -1;
    for (let i = from + 1; i < to; i++) {
      const d = squareToSegment(track, i, from, to);
      if (d > far) {
        far = d;
        at = i;
      }
    }
    if (far <= OFF * OFF) continue;
    keep[at] = 1;
    open.push([from, at], [at, to]);
  }
  const out: number[] = [];
  for (let i = 0; i < points; i++) if (keep[i] === 1) out.push(track[2 * i]!, track[2 * i + 1]!);
  return out;
}

/** Squared distance of point i from the segment between points a and b, in (0.1 mm)². */
function squareToSegment(track: Track, i: number, a: number, b: number): number {
  const [px, py] = [track[2 * i]! - track[2 * a]!, track[2 * i + 1]! - track[2 * a + 1]!];
  const [dx, dy] = [track[2 * b]! - track[2 * a]!, track[2 * b + 1]! - track[2 * a + 1]!];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length));
  return (px - along * dx) ** 2 + (py - along * dy) ** 2;
}
