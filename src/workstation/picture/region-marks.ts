// Which places are filled, and the marks that fill, empty, rate and name them: what the list and the tap write.
import { type Drawing, type Feel, type Mark, QUALITIES, type Quality } from '#core/drawing/drawing.js';

/** What was measured of an earlier moment of the drawing. */
export interface Known {
  readonly of: Drawing;
  /** Codes of the places it covers. */
  readonly codes: ReadonlySet<string>;
}

/** Codes that are filled now: as measured, and what was filled or emptied since. */
export function filledNow(drawing: Drawing, known: Known | null): ReadonlySet<string> {
  const codes = new Set<string>();
  const before = known?.of.marks.every((m, i) => m === drawing.marks[i]) ? known : null;
  for (const code of before?.codes ?? []) codes.add(code);
  for (const mark of drawing.marks.slice(before?.of.marks.length ?? 0)) {
    if (mark.kind === 'fill') codes.add(mark.region);
    else if (mark.kind === 'unfill') codes.delete(mark.region);
  }
  return codes;
}

/** The fill that a place has, unless a later one took it out. */
export function fillOf(drawing: Drawing, code: string): Extract<Mark, { kind: 'fill' }> | undefined {
  const last = drawing.marks.findLast((m) => (m.kind === 'fill' || m.kind === 'unfill') && m.region === code);
  return last?.kind === 'fill' ? last : undefined;
}

export const fillMark = (region: string, feel: Feel): Mark => ({ kind: 'fill', region, ...feel });

/** No quality, then each in turn. */
export function nextQuality(qualities: readonly Quality[]): readonly Quality[] {
  const at = qualities.length === 0 ? -1 : QUALITIES.indexOf(qualities[0]!);
  const next = QUALITIES[at + 1];
  return next ? [next] : [];
}
