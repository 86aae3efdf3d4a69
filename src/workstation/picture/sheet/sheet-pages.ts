// What goes on a landmark sheet: the paper, and how much of one side of the back it holds at true size.
import { type BodySide, type Box, type NerveId } from '#core/anatomy/anatomy.js';

export type Paper = 'A4' | 'Letter';
export const PAPERS: readonly Paper[] = ['A4', 'Letter'];
export type SheetSides = BodySide | 'both';

/** Width and height in mm: ISO 216 A4, ANSI/ASME Y14.1 A (8.5 by 11 inches). */
export const PAPER_SIZE: Readonly<Record<Paper, readonly [number, number]>> = {
  A4: [210, 297],
  Letter: [215.9, 279.4],
};

/** The crest with the ligament below it, or the gluteal fold with the sitting bone. */
export type SheetPart = 'crest' | 'fold';
export const SHEET_PARTS: readonly SheetPart[] = ['crest', 'fold'];
/** The nerves whose zones lie on a part. */
export const NERVES_OF: Readonly<Record<SheetPart, ReadonlySet<NerveId>>> = {
  crest: new Set(['scn', 'mcn']),
  fold: new Set(['icn']),
};

/** Beyond the midline, so that it can be laid on it; and out past the trochanter; mm. */
const ACROSS = [-18, 170] as const;
/** Where a part begins, and how much of it the paper holds below its head; mm. */
const TOP: Readonly<Record<SheetPart, number>> = { crest: -102, fold: 30 };
const HEIGHT: Readonly<Record<Paper, number>> = { A4: 245, Letter: 228 };

/** The part of the back that one sheet holds, mm of the shown figure: 188 mm wide on both papers. */
export function sheetBox(paper: Paper, part: SheetPart, side: BodySide): Box {
  const [inner, outer] = ACROSS;
  const top = TOP[part];
  const bottom = top + HEIGHT[paper];
  return side === 'R' ? [inner, top, outer, bottom] : [-outer, top, -inner, bottom];
}

export const sidesOf = (sides: SheetSides): readonly BodySide[] => (sides === 'both' ? ['R', 'L'] : [sides]);
