// The anatomy pack for the picture: waiting, failed (with a way to ask again) or here.
import { useEffect, useState } from 'react';
import { type Anatomy } from '#core/anatomy/anatomy.js';
import { fetchAnatomy } from './packs.js';

export type AnatomyState =
  | { readonly state: 'waiting' }
  | { readonly state: 'failed'; readonly again: () => void }
  | { readonly state: 'here'; readonly anatomy: Anatomy };

export function useAnatomy(): AnatomyState {
  const [attempt, setAttempt] = useState(0);
  const [result, setResult] = useState<Anatomy | 'failed' | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt is the reason to ask again
  useEffect(() => {
    let current = true;
    setResult(null);
    fetchAnatomy().then(
      (anatomy) => {
        if (current) setResult(anatomy);
      },
      () => {
        if (current) setResult('failed');
      },
    );
    return () => {
      current = false;
    };
  }, [attempt]);
  if (result === null) return { state: 'waiting' };
  return result === 'failed'
    ? { state: 'failed', again: () => setAttempt(attempt + 1) }
    : { state: 'here', anatomy: result };
}
