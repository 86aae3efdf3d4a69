// What the examiner measured and marked on the person who is open: kept while the case is open, forgotten with the page.
import { type BodySide, sideAt } from '#core/anatomy/anatomy.js';
import { type OwnMark, type PersonalLandmarks } from '#core/anatomy/personal.js';
import { useRemembered } from '../../ui/remembered.js';

export type MarkedLandmark = OwnMark['landmark'];

export interface OwnLandmarks {
  readonly own: PersonalLandmarks;
  readonly setPsisHalf: (mm: number | undefined) => void;
  /** One mark of each landmark and side: a new one takes the old one's place. */
  readonly mark: (mark: OwnMark) => void;
  readonly unmark: (landmark: MarkedLandmark, side: BodySide) => void;
  readonly reset: () => void;
}

const NONE: PersonalLandmarks = {};

/** `key` names the person: another person has none of these. */
export function useOwnLandmarks(key: string): OwnLandmarks {
  const [kept, keep] = useRemembered<{ readonly key: string; readonly own: PersonalLandmarks }>('landmarks', {
    key,
    own: NONE,
  });
  const own = kept.key === key ? kept.own : NONE;
  const set = (next: PersonalLandmarks) => keep({ key, own: next });
  const without = (landmark: MarkedLandmark, side: BodySide): readonly OwnMark[] =>
    (own.marks ?? []).filter((m) => m.landmark !== landmark || sideAt('back', m.at[0]) !== side);
  return {
    own,
    setPsisHalf: (psisHalf) => set({ ...own, psisHalf }),
    mark: (m) => set({ ...own, marks: [...without(m.landmark, sideAt('back', m.at[0])), m] }),
    unmark: (landmark, side) => set({ ...own, marks: without(landmark, side) }),
    reset: () => set(NONE),
  };
}
