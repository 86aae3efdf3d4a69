// A pack for a component that needs it now: waiting, failed (with a way to ask again) or here.
import { useEffect, useState } from 'react';

export type Fetched<T> =
  | { readonly state: 'waiting' }
  | { readonly state: 'failed'; readonly again: () => void }
  | { readonly state: 'here'; readonly pack: T };

/** `fetchPack` is the same function at every call; it is asked once, and again when somebody asks again. */
export function useFetched<T>(fetchPack: () => Promise<T>): Fetched<T> {
  const [attempt, setAttempt] = useState(0);
  const [result, setResult] = useState<{ readonly pack: T } | 'failed' | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt is the reason to ask again
  useEffect(() => {
    let current = true;
    setResult(null);
    fetchPack().then(
      (pack) => {
        if (current) setResult({ pack });
      },
      () => {
        if (current) setResult('failed');
      },
    );
    return () => {
      current = false;
    };
  }, [attempt, fetchPack]);
  if (result === null) return { state: 'waiting' };
  return result === 'failed'
    ? { state: 'failed', again: () => setAttempt(attempt + 1) }
    : { state: 'here', pack: result.pack };
}
