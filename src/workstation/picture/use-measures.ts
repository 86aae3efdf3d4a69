// The measures of the drawing, worked out a moment after the last mark so that no stroke waits for them, and what they
// say of the case, which follows the edit that drew it.
import { type RefObject, useEffect, useState } from 'react';
import { type Anatomy } from '#core/anatomy/anatomy.js';
import { type Drawing } from '#core/drawing/drawing.js';
import { findingsFromDrawing } from '#core/drawing/finding-of-drawing.js';
import { type Measures, measureDrawing } from '#core/drawing/measure.js';
import { type Finding } from '#core/finding.js';
import { useWorkspaceStore } from '../case/case-context.js';
import { type Draft } from '../case/draft.js';
import { followDrawing } from '../case/drawn-findings.js';

export interface Measured {
  readonly of: Drawing;
  readonly measures: Measures;
  readonly findings: readonly Finding[];
}

/** Long enough for the next stroke of a scribble to begin, short enough to be at once. */
const PAUSE_MS = 120;

/** `busy`: a line is being drawn, and measuring waits. null until the first drawing has been measured. The last measures stand until the next are there. */
export function useMeasures(draft: Draft | null, anatomy: Anatomy, busy: RefObject<boolean>): Measured | null {
  const store = useWorkspaceStore();
  const [measured, setMeasured] = useState<(Measured & { readonly id: string }) | null>(null);
  const drawing = draft?.drawing;
  const id = draft?.id;
  useEffect(() => {
    if (!drawing || !id) return setMeasured(null);
    let timer = 0;
    const measure = () => {
      if (busy.current) return wait();
      const measures = measureDrawing(drawing, anatomy);
      const findings = findingsFromDrawing(measures, anatomy);
      setMeasured({ id, of: drawing, measures, findings });
      store.follow(id, (d) => (d.drawing === drawing ? followDrawing(d, { findings, intensity: measures.worst }) : d));
    };
    const wait = () => {
      timer = setTimeout(measure, PAUSE_MS);
    };
    wait();
    return () => clearTimeout(timer);
  }, [drawing, id, anatomy, store, busy]);
  return measured && measured.id === id && drawing ? measured : null;
}
