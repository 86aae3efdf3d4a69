// Seconds that are left, ticking down while somebody must wait.
import { useEffect, useState } from 'react';

/** Starts anew at each new `from`; 0 when there is nothing to wait for. */
export function useCountdown(from: { readonly seconds: number } | null): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    setLeft(from?.seconds ?? 0);
    if (!from) return;
    const until = performance.now() + from.seconds * 1000;
    const timer = setInterval(() => {
      const rest = Math.max(0, Math.ceil((until - performance.now()) / 1000));
      setLeft(rest);
      if (rest === 0) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [from]);
  return left;
}
