// The keys that say something of a place, in the list and on the body alike: Space fills and empties, 0-9 rate (1 then 0
// at once is 10), Q goes to the next word.
import { type KeyboardEvent, useRef } from 'react';
import { type Place } from './region-shapes.js';

interface Does {
  readonly toggle: (place: Place) => void;
  readonly rate: (place: Place, intensity: number) => void;
  readonly turn: (place: Place) => void;
}

/** A zero this soon after a one makes ten. */
const AT_ONCE_MS = 900;

/** Returns a handler that says whether the key was one of its own. */
export function usePlaceKeys(does: Does): (e: KeyboardEvent, place: Place) => boolean {
  const one = useRef<{ readonly code: string; readonly at: number } | null>(null);
  return (e, place) => {
    if (e.ctrlKey || e.metaKey || e.altKey) return false;
    const before = one.current;
    one.current = null;
    if (e.key === ' ' || e.key === 'Enter') does.toggle(place);
    else if (/^[0-9]$/.test(e.key)) {
      const isTen = e.key === '0' && before?.code === place.code && e.timeStamp - before.at < AT_ONCE_MS;
      if (e.key === '1') one.current = { code: place.code, at: e.timeStamp };
      does.rate(place, isTen ? 10 : Number(e.key));
    } else if (e.key.toLowerCase() === 'q') does.turn(place);
    else return false;
    e.preventDefault();
    e.stopPropagation();
    return true;
  };
}
