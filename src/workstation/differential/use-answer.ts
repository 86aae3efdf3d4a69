// The answer to the case as it stands. While answers are quick they are drawn in the same breath as the edit, so that
// the list never shows the case of a moment ago. On a slow machine the edit is drawn first and the answer follows, so
// that no tap waits for it.
import { useDeferredValue, useEffect, useMemo, useRef } from 'react';
import { type Assessment, assess } from '#core/differential.js';
import { type PriorChoice } from '#core/knowledge.js';
import { type Draft, emptyDraft, patientOf } from '../case/draft.js';
import { useKnowledge } from '../evidence/knowledge-context.js';

export interface Answer {
  readonly assessment: Assessment;
  /** What the answer is about; lags behind the screen for a moment after an edit. */
  readonly draft: Draft;
  readonly choice: PriorChoice;
}

const NOBODY = emptyDraft('nobody');
export const SEED = 1;
const DRAWS = 200;
/** Three are shown; the others feed "would move it most". */
const STEPS = 9;
/** Exact with up to so many findings present, some 50 ms; a fuller case is answered nearly, and says so. */
const MOST_OPEN = 17;
/** An answer that takes longer than this would be felt in the tap. */
const FELT_MS = 60;

export function useAnswer(
  draft: Draft | null,
  choice: PriorChoice,
  now: () => number,
  answered: (reasoned: number) => void,
): readonly [Answer, pending: boolean] {
  const { model } = useKnowledge();
  const asked = useMemo(() => ({ draft: draft ?? NOBODY, choice }), [draft, choice]);
  const cost = useRef(0);
  const deferred = useDeferredValue(asked);
  const read = cost.current > FELT_MS ? deferred : asked;
  const patient = useMemo(() => patientOf(read.draft), [read.draft]);
  // A new label or a changed line of past treatment changes nothing the reasoning reads.
  const key = JSON.stringify({ ...patient, priorTreatments: [] }, (_, v: unknown) =>
    v === Number.POSITIVE_INFINITY ? 'open' : v,
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the patient
  const assessment = useMemo(() => {
    const since = now();
    // Without a finding no list is shown; the red flags are read all the same.
    const options =
      patient.findings.length === 0
        ? { draws: 0, explained: 0, steps: 0 }
        : { draws: DRAWS, steps: STEPS, mostOpen: MOST_OPEN };
    const made = assess(model, patient, { choice: read.choice, seed: SEED, ...options });
    cost.current = now() - since;
    return made;
  }, [model, key, read.choice]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per edit answered, whether or not it moved anything
  useEffect(() => answered(cost.current), [assessment, read]);
  const answer = useMemo((): Answer => ({ assessment, draft: read.draft, choice: read.choice }), [assessment, read]);
  return [answer, read !== asked];
}
