// Whether an element has come near the window: a hundred detailed figures at once would keep a phone busy for seconds.
import { type RefObject, useEffect, useState } from 'react';
import { usePrinting } from '../ui/use-printing.js';

/** Pixels beyond the window that count as near. */
const NEAR = '800px';

/** True from the first time on that the element is near, and for paper at once. */
export function useNear(ref: RefObject<Element | null>): boolean {
  const printing = usePrinting();
  const [near, setNear] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element || near) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((e) => e.isIntersecting)) setNear(true);
      },
      { rootMargin: NEAR },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref, near]);
  return near || printing;
}
