// The answer to the case as it stands. An edit is drawn at once; the answer follows in the same breath, at a lower
// priority, so that a slow answer never holds up a tap.
import { useDeferredValue, useEffect, useMemo } from 'react';
import { type Assessment, assess } from '#core/differential.js';
import { type PriorChoice } from '#core/knowledge.js';
import { type Draft, emptyDraft, patientOf } from '../case/draft.js';
import { useKnowledge } from '../evidence/knowledge-context.js';

export interface Answer {
  readonly assessment: Assessment;
  /** What the answer is about; lags behind the screen while `pending`. */
  readonly draft: Draft;
  readonly choice: PriorChoice;
  readonly pending: boolean;
}

const NOBODY = emptyDraft('nobody');
export const SEED = 1;
const DRAWS = 200;
/** Three are shown; the others feed "would move it most". */
const STEPS = 9;

export function useAnswer(draft: Draft | null, choice: PriorChoice, answered: () => void): Answer {
  const { model } = useKnowledge();
  const asked = useMemo(() => ({ draft: draft ?? NOBODY, choice }), [draft, choice]);
  const read = useDeferredValue(asked);
  const patient = useMemo(() => patientOf(read.draft), [read.draft]);
  // A new label or a changed line of past treatment changes nothing the reasoning reads.
  const key = JSON.stringify(patient, (_, v: unknown) => (v === Number.POSITIVE_INFINITY ? 'open' : v));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the patient
  const assessment = useMemo(
    () => assess(model, patient, { choice: read.choice, seed: SEED, draws: DRAWS, steps: STEPS }),
    [model, key, read.choice],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per edit answered, whether or not it moved anything
  useEffect(() => answered(), [assessment, read]);
  return { assessment, draft: read.draft, choice: read.choice, pending: read !== asked };
}
