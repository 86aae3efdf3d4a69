// The evidence pack for a component that needs it now: waiting, failed (with a way to ask again) or here.
import { useEffect, useState } from 'react';
import { type EvidencePack } from '#core/evidence-pack.js';
import { fetchEvidence } from './packs.js';

export type EvidenceState =
  | { readonly state: 'waiting' }
  | { readonly state: 'failed'; readonly again: () => void }
  | { readonly state: 'here'; readonly pack: EvidencePack };

export function useEvidence(): EvidenceState {
  const [attempt, setAttempt] = useState(0);
  const [result, setResult] = useState<EvidencePack | 'failed' | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt is the reason to ask again
  useEffect(() => {
    let current = true;
    setResult(null);
    fetchEvidence().then(
      (pack) => {
        if (current) setResult(pack);
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
    : { state: 'here', pack: result };
}
