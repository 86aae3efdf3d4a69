// Filling, emptying, rating and naming a place, and saying so: the same for the list, the body and a tap.
import { useTranslation } from 'react-i18next';
import { type Feel } from '#core/drawing/drawing.js';
import { useWorkspace, useWorkspaceStore } from '../case/case-context.js';
import { addMarks, changeMarks, drawingOf } from './drawing-edits.js';
import { feelWords } from './feel-words.js';
import { placeWords } from './place-words.js';
import { filledNow, fillMark, fillOf, type Known, nextQuality } from './region-marks.js';
import { type Place } from './region-shapes.js';

export interface PlaceActions {
  readonly filled: ReadonlySet<string>;
  /** What a place was filled with; null where it is empty, or painted with the brush. */
  readonly feelOf: (place: Place) => Feel | null;
  readonly toggle: (place: Place) => void;
  readonly rate: (place: Place, intensity: number) => void;
  readonly turn: (place: Place) => void;
}

/** `feel` is what a newly filled place is said to feel like; `say` speaks. */
export function usePlaceActions(known: Known | null, feel: Feel, say: (words: string) => void): PlaceActions {
  const { t, i18n } = useTranslation();
  const store = useWorkspaceStore();
  const { open } = useWorkspace();
  const drawing = drawingOf(open);
  const filled = filledNow(drawing, known);
  const fillAt = ({ code }: Place) => (filled.has(code) ? fillOf(drawing, code) : undefined);
  const speak = (place: Place, marked: Feel | null) =>
    say(
      marked
        ? t('picture.list.filled', { place: placeWords(t, place), feel: feelWords(t, marked, i18n.language) })
        : t('picture.list.emptied', { place: placeWords(t, place) }),
    );
  const change = (place: Place, to: (feel: Feel) => Feel) => {
    const fill = fillAt(place);
    const next = to(fill ? { qualities: fill.qualities, intensity: fill.intensity } : feel);
    const mark = fillMark(place.code, next);
    store.edit((d) => (fill ? changeMarks(d, (m) => (m === fill ? mark : m)) : addMarks(d, [mark])));
    speak(place, next);
  };
  return {
    filled,
    feelOf: (place) => fillAt(place) ?? null,
    toggle: (place) => {
      const isFilled = filled.has(place.code);
      store.edit((d) => addMarks(d, [isFilled ? { kind: 'unfill', region: place.code } : fillMark(place.code, feel)]));
      speak(place, isFilled ? null : feel);
    },
    rate: (place, intensity) => change(place, (f) => ({ ...f, intensity })),
    turn: (place) => change(place, (f) => ({ ...f, qualities: nextQuality(f.qualities) })),
  };
}
