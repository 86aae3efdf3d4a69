// "Draw, then say how it feels": what is chosen holds for the next mark, and for marks just made while nothing had been
// said of them yet. What was said once is never overwritten by choosing for the next mark.
import { useCallback, useRef } from 'react';
import { type Feel, type Mark } from '#core/drawing/drawing.js';
import { useWorkspaceStore } from '../case/case-context.js';
import { addMarks, changeMarks, drawingOf } from './drawing-edits.js';

interface Fresh {
  /** Places in the drawing of marks made since something was last said. */
  readonly marks: readonly number[];
  /** What had not been said of them when they were made. */
  readonly lacks: { readonly qualities: boolean; readonly intensity: boolean };
  /** Something has been said since: the next mark starts anew. */
  readonly told: boolean;
}

const NOTHING: Fresh = { marks: [], lacks: { qualities: false, intensity: false }, told: true };
const lacksOf = (mark: Mark) =>
  'qualities' in mark ? { qualities: mark.qualities.length === 0, intensity: mark.intensity === 'unknown' } : null;

export interface Telling {
  /** Adds a mark and remembers what it does not say. */
  readonly add: (mark: Mark) => void;
  /** Says it of the fresh marks. */
  readonly tell: (feel: Feel) => void;
}

export function useTelling(): Telling {
  const store = useWorkspaceStore();
  const fresh = useRef(NOTHING);
  const add = useCallback(
    (mark: Mark) => {
      const at = drawingOf(store.state().open).marks.length;
      store.edit((d) => addMarks(d, [mark]));
      const lacks = lacksOf(mark);
      if (!lacks || !(lacks.qualities || lacks.intensity)) fresh.current = NOTHING;
      else if (fresh.current.told) fresh.current = { marks: [at], lacks, told: false };
      else fresh.current = { ...fresh.current, marks: [...fresh.current.marks, at] };
    },
    [store],
  );
  const tell = useCallback(
    (feel: Feel) => {
      const { marks, lacks } = fresh.current;
      if (marks.length === 0) return;
      fresh.current = { ...fresh.current, told: true };
      const own = new Set(marks.map((i) => drawingOf(store.state().open).marks[i]));
      store.edit(
        (d) =>
          changeMarks(d, (m) =>
            own.has(m) && 'qualities' in m
              ? {
                  ...m,
                  ...(lacks.qualities ? { qualities: feel.qualities } : {}),
                  ...(lacks.intensity ? { intensity: feel.intensity } : {}),
                }
              : m,
          ),
        'feel',
      );
    },
    [store],
  );
  return { add, tell };
}
