// A pain drawing as it is kept: vectors in 0.1 mm of the standard figure, so that body size and sex of the figure it was
// drawn on change nothing. The file format is docs/drawing-format.md.
import { type FigureSex, type Point, type View } from '../anatomy/anatomy.js';

export const DRAWING_FORMAT = 'cluneal-drawing';
export const DRAWING_VERSION = 1;

export type Quality = 'burning' | 'aching' | 'stabbing' | 'electric' | 'tingling' | 'numbness';
export const QUALITIES: readonly Quality[] = ['burning', 'aching', 'stabbing', 'electric', 'tingling', 'numbness'];
/** The letter that stands in a patch beside its pattern. */
export const QUALITY_LETTER: Readonly<Record<Quality, string>> = {
  burning: 'B',
  aching: 'A',
  stabbing: 'S',
  electric: 'E',
  tingling: 'T',
  numbness: 'N',
};
export const BRUSH_WIDTHS: readonly number[] = [8, 12, 20];

/** What a mark says of the pain under it. */
export interface Feel {
  readonly qualities: readonly Quality[];
  /** Whole number 0-10, or not told. */
  readonly intensity: number | 'unknown';
}

/** Points as x, y, x, y, ... in whole 0.1 mm of the standard figure. */
export type Track = readonly number[];

/** One thing done to the drawing, in order; later marks lie over earlier ones. */
export type Mark =
  | ({ readonly kind: 'brush'; readonly view: View; readonly width: number; readonly track: Track } & Feel)
  | { readonly kind: 'erase'; readonly view: View; readonly width: number; readonly track: Track }
  /** "Exactly here": one finger. */
  | ({ readonly kind: 'pin'; readonly view: View; readonly at: Point } & Feel)
  /** Where the pain runs to: a line, no area. */
  | ({ readonly kind: 'arrow'; readonly view: View; readonly track: Track } & Feel)
  /** A whole region, by its code (`iliac-crest@R`, `coccyx`): from the list, or a tap. */
  | ({ readonly kind: 'fill'; readonly region: string } & Feel)
  /** Takes a whole region out again. */
  | { readonly kind: 'unfill'; readonly region: string };

/** The body the person saw; changes what is shown, never what is measured. */
export interface FigureShown {
  readonly sex: FigureSex;
  /** mm and kg; absent where the mean was shown. */
  readonly stature?: number;
  readonly weight?: number;
}

export interface Drawing {
  readonly format: typeof DRAWING_FORMAT;
  readonly version: typeof DRAWING_VERSION;
  readonly figure: FigureShown;
  readonly marks: readonly Mark[];
  /** "No pain anywhere": said, not left empty. Stands with no marks: a drawing says one or the other. */
  readonly none: boolean;
  /** The person read the sentence back and said it is right. */
  readonly confirmed: boolean;
}

export const EMPTY_DRAWING: Drawing = {
  format: DRAWING_FORMAT,
  version: DRAWING_VERSION,
  figure: { sex: 'neutral' },
  marks: [],
  none: false,
  confirmed: false,
};

/** How much of an arrow's line must lie in a region before the arrow passes it, mm; where it ends always counts. */
export const ARROW_RUN = 10;
