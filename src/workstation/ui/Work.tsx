// The work of one account: the knowledge once it is here, then the one page with its cases.
import { useCallback, useEffect, useState } from 'react';
import { WorkContext } from '../case/case-context.js';
import { type WorkHere } from '../case/work-here.js';
import { warmUp } from '../differential/warm-up.js';
import { KnowledgeContext, type KnowledgeHere, knowledgeHere } from '../evidence/knowledge-context.js';
import { fetchKnowledge, fetchPatients } from '../evidence/packs.js';
import { type StrokeLatency } from '../picture/stroke-latency.js';
import { App } from './App.js';
import { idle } from './idle.js';
import { Loading } from './Loading.js';
import { MemoryContext } from './remembered.js';

interface Props {
  readonly work: WorkHere;
  readonly now: () => number;
  readonly answered: (reasoned: number) => void;
  readonly strokes: StrokeLatency;
}

/** Read once for the page: a lock, or another person, does not read it again. */
let asked: Promise<KnowledgeHere> | null = null;
export function knowledge(): Promise<KnowledgeHere> {
  asked ??= Promise.all([fetchKnowledge(), fetchPatients()]).then(
    ([pack, patients]) => knowledgeHere(pack, patients),
    (error: unknown) => {
      asked = null;
      throw error;
    },
  );
  return asked;
}

export function Work({ work, now, answered, strokes }: Props) {
  const [here, setHere] = useState<KnowledgeHere | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const load = useCallback(() => {
    setFailed(null);
    knowledge().then(
      (made) => {
        setHere(made);
        warmUp(made.model, 'pain-clinic', idle);
      },
      (error: unknown) => setFailed(error instanceof Error ? error.message : String(error)),
    );
  }, []);
  useEffect(load, [load]);
  return (
    <WorkContext key={work.storedUnder} value={work}>
      <MemoryContext value={work.memory}>
        {here ? (
          <KnowledgeContext value={here}>
            <App now={now} answered={answered} strokes={strokes} />
          </KnowledgeContext>
        ) : (
          <Loading failed={failed} again={load} />
        )}
      </MemoryContext>
    </WorkContext>
  );
}
