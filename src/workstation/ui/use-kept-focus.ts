// When an answered question leaves the page with the focus in it, the focus goes to the heading of its list instead of
// to nowhere, so that the keyboard goes on from there.
import { type RefObject, useEffect, useRef } from 'react';

interface KeptFocus<T extends HTMLElement> {
  readonly heading: RefObject<HTMLHeadingElement | null>;
  /** The element around the list. */
  readonly around: RefObject<T | null>;
}

/** `contents` names what is in the list; the focus is looked after when it changes. */
export function useKeptFocus<T extends HTMLElement>(contents: string): KeptFocus<T> {
  const heading = useRef<HTMLHeadingElement>(null);
  const around = useRef<T>(null);
  const inside = useRef(false);
  useEffect(() => {
    const element = around.current;
    const enter = () => {
      inside.current = true;
    };
    element?.addEventListener('focusin', enter);
    return () => element?.removeEventListener('focusin', enter);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of contents is the moment to look
  useEffect(() => {
    if (document.activeElement !== document.body) return;
    if (inside.current) heading.current?.focus({ preventScroll: true });
    inside.current = false;
  }, [contents]);
  return { heading, around };
}
