// The plate's shapes made ready to draw: moved to the body shown, both sides joined in one path, gathered by part.
import {
  type Anatomy,
  type FigureSex,
  type Ink,
  type NerveId,
  type PlateLayer,
  type PlateShape,
  type View,
} from '#core/anatomy/anatomy.js';
import { flattenPath, mirrorPath, parsePath, roundPath, smoothOutline, transformPath } from '#core/anatomy/path.js';
import { type Warp } from '#core/anatomy/warp.js';

/** One path element. */
export interface DrawnShape {
  readonly id: string;
  readonly ink: Ink;
  readonly nerve?: NerveId;
  /** SVG path data in mm of the figure shown. */
  readonly path: string;
}

/** How gradually a part's surface turns away: a hip bone slowly, a facet quickly. Decides how far its shade is blurred. */
export type Softness = 'fine' | 'soft' | 'broad' | 'skin';
export const SOFTNESSES: readonly Softness[] = ['fine', 'soft', 'broad', 'skin'];

/** A bone, muscle, nerve or field of the skin: fills, then their modelling kept within the first fill, then lines. */
export interface DrawnPart {
  readonly part: string;
  readonly name: string;
  readonly layer: PlateLayer;
  readonly softness: Softness;
  /** How far from its edge the part's surface turns away, mm; 0 for a part without a fill. */
  readonly turn: number;
  readonly bodies: readonly DrawnShape[];
  readonly modelling: readonly DrawnShape[];
  readonly lines: readonly DrawnShape[];
}

const drawn = (shape: PlateShape, warp: Warp): DrawnShape => {
  const path = isModelling(shape.ink) ? roundPath(shape.path) : shape.path;
  const sides = shape.paired ? [path, mirrorPath(path)] : [path];
  return {
    id: shape.id,
    ink: shape.ink,
    ...(shape.nerve ? { nerve: shape.nerve } : {}),
    path: sides.map((side) => transformPath(side, warp.toFigure)).join(''),
  };
};

/** By the smaller side of the box around one side's fill, mm; parts without a fill are soft. */
function softnessOf(shapes: readonly PlateShape[]): Softness {
  const body = shapes.find((s) => s.ink === 'body');
  if (body === undefined) return shapes[0]!.layer === 'skin' ? 'skin' : 'soft';
  const points = parsePath(body.path).flatMap((step) => step.points);
  const extent = (i: 0 | 1): number => Math.max(...points.map((p) => p[i])) - Math.min(...points.map((p) => p[i]));
  const size = Math.min(extent(0), extent(1));
  return size > 55 ? 'broad' : size > 22 ? 'soft' : 'fine';
}

/** A part turns over two fifths of its breadth (twice the area by the perimeter, of one side's fill), 1.5 to 9 mm. */
function turnOf(shapes: readonly PlateShape[]): number {
  const body = shapes.find((s) => s.ink === 'body');
  if (body === undefined) return 0;
  let area = 0;
  let perimeter = 0;
  for (const ring of flattenPath(body.path, 0.5))
    for (const [i, [x, y]] of ring.slice(1).entries()) {
      const [fromX, fromY] = ring[i]!;
      area += (fromX * y - x * fromY) / 2;
      perimeter += Math.hypot(x - fromX, y - fromY);
    }
  return Math.min(9, Math.max(1.5, (0.8 * Math.abs(area)) / perimeter));
}

const isModelling = (ink: Ink): boolean => ink === 'shade' || ink === 'light';

/** The parts of one view in the order they are drawn: as they first occur in the knowledge, far ones first. */
export function plateParts(anatomy: Anatomy, view: View, warp: Warp, sex: FigureSex): readonly DrawnPart[] {
  const byPart = new Map<string, PlateShape[]>();
  for (const shape of anatomy.shapes) {
    if (shape.view !== view || (shape.sex && shape.sex !== sex)) continue;
    const key = `${shape.layer} ${shape.part}`;
    byPart.set(key, [...(byPart.get(key) ?? []), shape]);
  }
  return [...byPart.values()].map((shapes) => {
    const of = (wanted: (ink: Ink) => boolean) => shapes.filter((s) => wanted(s.ink)).map((s) => drawn(s, warp));
    return {
      part: shapes[0]!.part,
      name: shapes[0]!.name,
      layer: shapes[0]!.layer,
      softness: softnessOf(shapes),
      turn: turnOf(shapes),
      bodies: of((ink) => ink === 'body'),
      modelling: of(isModelling),
      lines: of((ink) => ink !== 'body' && !isModelling(ink)),
    };
  });
}

/** All nerve trunks in one path: their pale casing lies under every nerve, so that none cuts another. */
export function nervePaths(parts: readonly DrawnPart[]): string {
  return parts
    .flatMap((part) => part.lines)
    .filter((shape) => shape.ink === 'nerve')
    .map((shape) => shape.path)
    .join('');
}

/** The smooth skin outline of a view on the body shown. */
export function skinPath(anatomy: Anatomy, view: View, warp: Warp): string {
  return smoothOutline(anatomy.outlines[view].map(warp.toFigure));
}
