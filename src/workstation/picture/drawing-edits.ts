// Edits of the drawing in a case. Every mark is one step of undo. Any change but a "yes" takes back the confirmation:
// what was read back is no longer what is drawn.
import { type Drawing, EMPTY_DRAWING, type Mark } from '#core/drawing/drawing.js';
import { type Draft, figureOf } from '../case/draft.js';

export const drawingOf = (d: Draft | null): Drawing => d?.drawing ?? EMPTY_DRAWING;
export const isEmpty = (drawing: Drawing): boolean => drawing.marks.length === 0 && !drawing.none;

/** The drawing changed by `change`, drawn on the body that was shown, and not yet confirmed. */
export function redrawn(d: Draft, change: (drawing: Drawing) => Drawing): Draft {
  const before = drawingOf(d);
  const after = change(before);
  return after === before ? d : { ...d, drawing: { ...after, figure: figureOf(d), confirmed: false } };
}

export const addMarks = (d: Draft, marks: readonly Mark[]): Draft =>
  redrawn(d, (drawing) => ({ ...drawing, none: false, marks: [...drawing.marks, ...marks] }));

/** Each mark as `change` has it; null takes it out. */
export const changeMarks = (d: Draft, change: (mark: Mark) => Mark | null): Draft =>
  redrawn(d, (drawing) => {
    const marks = drawing.marks.map(change).filter((m) => m !== null);
    return marks.length === drawing.marks.length && marks.every((m, i) => m === drawing.marks[i])
      ? drawing
      : { ...drawing, marks };
  });

export const clearDrawing = (d: Draft): Draft =>
  redrawn(d, (drawing) => (isEmpty(drawing) ? drawing : { ...drawing, marks: [], none: false }));

/** "No pain anywhere", or taking that back. */
export const setNone = (d: Draft, none: boolean): Draft =>
  redrawn(d, (drawing) => (drawing.none === none ? drawing : { ...drawing, none, marks: none ? [] : drawing.marks }));

/** The person read the sentence and said it is right. */
export const confirm = (d: Draft): Draft =>
  d.drawing ? { ...d, drawing: { ...d.drawing, confirmed: true, figure: figureOf(d) } } : d;

/** Puts today's drawing away to be compared with, and gives a clean sheet. */
export function startNewDrawing(d: Draft, now: number): Draft {
  if (!d.drawing || isEmpty(d.drawing)) return d;
  const cleared = clearDrawing(d);
  return { ...cleared, earlierDrawings: [...(d.earlierDrawings ?? []), { on: now, drawing: d.drawing }] };
}

/** The last earlier drawing that was confirmed, else the last one. */
export const lastEarlier = (d: Draft | null) =>
  d?.earlierDrawings?.findLast((e) => e.drawing.confirmed) ?? d?.earlierDrawings?.at(-1);
