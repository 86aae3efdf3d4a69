// Which marks make a patch, so that a patch can be changed: cells of one feel that hang together, as they are measured
// (core/drawing/patches.ts), with the marks that are seen in them.
import { type Anatomy, type Point, type View } from '#core/anatomy/anatomy.js';
import { type Drawing, type Feel } from '#core/drawing/drawing.js';
import { LEAST_PATCH } from '#core/drawing/patches.js';
import { type Painted, rasterOf } from '#core/drawing/raster.js';
import { type Place, placeAt } from './region-shapes.js';

/** Something on the drawing that can be changed or taken out as one. */
export interface Piece extends Feel {
  readonly key: string;
  readonly kind: 'patch' | 'pin' | 'arrow';
  readonly view: View;
  /** Places of its marks in the drawing. */
  readonly marks: readonly number[];
  /** mm² of a patch; 0 of a pin or an arrow. */
  readonly area: number;
  /** Where most of it lies; where the pin stands or the arrow ends. */
  readonly place: Place | undefined;
  /** Where an arrow begins. */
  readonly from?: Place | undefined;
}

/** One cell in so many is asked for its place. */
const ASKED = 23;

/** Patches, pins and arrows, the largest patch first; and which patch lies at a point. */
export interface Pieces {
  readonly list: readonly Piece[];
  readonly at: (view: View, point: Point) => Piece | undefined;
}

export function piecesOf(drawing: Drawing, anatomy: Anatomy): Pieces {
  const raster = rasterOf(drawing, anatomy);
  const labelled = [...raster.painted.values()].map((painted) => patchesIn(painted, drawing, anatomy));
  const patches = labelled.flatMap((l) => l.pieces).sort((a, b) => b.area - a.area);
  const pins = raster.pins.map(
    ({ place, mark }): Piece => ({
      key: `pin ${place}`,
      kind: 'pin',
      view: mark.view,
      marks: [place - 1],
      area: 0,
      place: placeAt(anatomy, mark.view, mark.at),
      qualities: mark.qualities,
      intensity: mark.intensity,
    }),
  );
  const arrows = raster.arrows.map(({ place, mark }): Piece => {
    const [x, y] = [mark.track.at(-2)! / 10, mark.track.at(-1)! / 10];
    return {
      key: `arrow ${place}`,
      kind: 'arrow',
      view: mark.view,
      marks: [place - 1],
      area: 0,
      place: placeAt(anatomy, mark.view, [x, y]),
      from: placeAt(anatomy, mark.view, [mark.track[0]! / 10, mark.track[1]! / 10]),
      qualities: mark.qualities,
      intensity: mark.intensity,
    };
  });
  return {
    list: [...patches, ...pins, ...arrows],
    at: (view, point) => {
      const found = labelled.find((l) => l.view === view)?.at(point);
      return patches.find((p) => p.key === found);
    },
  };
}

function patchesIn({ view, box, width, height, owner }: Painted, drawing: Drawing, anatomy: Anatomy) {
  const feelOf = feelNumbers(drawing);
  const label = new Int32Array(owner.length);
  const pieces: Piece[] = [];
  const keys: string[] = [''];
  const stack: number[] = [];
  for (let start = 0; start < owner.length; start++) {
    if (owner[start] === 0 || label[start] !== 0) continue;
    const number = keys.push(`patch ${view} ${start}`) - 1;
    const feel = feelOf[owner[start]!]!;
    const marks = new Set<number>();
    const places = new Map<Place, number>();
    let area = 0;
    label[start] = number;
    stack.push(start);
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const [x, y] = [at % width, Math.floor(at / width)];
      marks.add(owner[at]! - 1);
      if (area++ % ASKED === 0) {
        const place = placeAt(anatomy, view, [box[0] + x + 0.5, box[1] + y + 0.5]);
        if (place) places.set(place, (places.get(place) ?? 0) + 1);
      }
      for (let dy = -1; dy <= 1; dy++)
        for (let dx = -1; dx <= 1; dx++) {
          const [nx, ny] = [x + dx, y + dy];
          if (nx < 0 || ny < 0 || nx >= width || ny >= height) continue;
          const next = ny * width + nx;
          if (label[next] !== 0 || owner[next] === 0 || feelOf[owner[next]!] !== feel) continue;
          label[next] = number;
          stack.push(next);
        }
    }
    if (area < LEAST_PATCH) continue;
    const one = drawing.marks[owner[start]! - 1] as Feel;
    pieces.push({
      key: keys[number]!,
      kind: 'patch',
      view,
      marks: [...marks],
      area,
      place: [...places].sort((a, b) => b[1] - a[1])[0]?.[0],
      qualities: one.qualities,
      intensity: one.intensity,
    });
  }
  const at = ([x, y]: Point): string | undefined => {
    const [i, j] = [Math.floor(x) - box[0], Math.floor(y) - box[1]];
    return i < 0 || j < 0 || i >= width || j >= height ? undefined : keys[label[j * width + i]!];
  };
  return { view, pieces, at };
}

/** Marks that say the same have the same number; by place in the drawing, from 1. */
function feelNumbers({ marks }: Drawing): readonly number[] {
  const known = new Map<string, number>();
  return [
    0,
    ...marks.map((m) => {
      if (m.kind !== 'brush' && m.kind !== 'fill') return 0;
      const key = `${m.qualities.join()} ${m.intensity}`;
      if (!known.has(key)) known.set(key, known.size + 1);
      return known.get(key)!;
    }),
  ];
}
