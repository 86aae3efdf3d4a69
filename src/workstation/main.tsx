// The entry: the only place that reads the clock, the address, the storage and chance, and passes them down.
import { StrictMode, useCallback, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { WorkspaceContext } from './case/case-context.js';
import { workspaceStore } from './case/workspace.js';
import { answerLatency } from './differential/answer-latency.js';
import { warmUp } from './differential/warm-up.js';
import { KnowledgeContext, type KnowledgeHere, knowledgeHere } from './evidence/knowledge-context.js';
import { fetchKnowledge, fetchPatients } from './evidence/packs.js';
import { languageFrom, startLanguage, tagOf } from './messages/language.js';
import { strokeLatency } from './picture/stroke-latency.js';
import { App } from './ui/App.js';
import { Failed } from './ui/Failed.js';
import { idle } from './ui/idle.js';
import { Loading } from './ui/Loading.js';
import { Mishap } from './ui/Mishap.js';
import './ui/tokens.css';
import './ui/base.css';
import './ui/layout.css';
import './case/case.css';
import './red-flag/red-flag.css';
import './differential/differential.css';
import './differential/reasons.css';
import './evidence/evidence.css';
import './ui/print.css';

const SAVED_AFTER_MS = 250;

const language = languageFrom(location.search);
document.documentElement.lang = tagOf(language);
const i18n = startLanguage(language);
document.title = i18n.t('title');
// Text for the margin of every printed page: a stylesheet cannot be translated, a custom property can.
document.documentElement.style.setProperty('--banner', JSON.stringify(i18n.t('banner.text')));

const now = () => performance.now();
const latency = answerLatency(performance, (run) => requestAnimationFrame(run));
const strokes = strokeLatency(performance, (run) => requestAnimationFrame(run));
const workspace = workspaceStore({
  storage: localStorage,
  now: Date.now,
  newId: () => crypto.randomUUID(),
  later: (run) => {
    const timer = setTimeout(run, SAVED_AFTER_MS);
    return () => clearTimeout(timer);
  },
  edited: latency.edited,
});
addEventListener('pagehide', () => {
  if (workspace.state().saving) workspace.saveNow();
});
addEventListener('storage', (e) => {
  if (e.storageArea === localStorage) workspace.adopt();
});

function Root() {
  const [here, setHere] = useState<KnowledgeHere | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const load = useCallback(() => {
    setFailed(null);
    Promise.all([fetchKnowledge(), fetchPatients()]).then(
      ([knowledge, patients]) => {
        const made = knowledgeHere(knowledge, patients);
        setHere(made);
        warmUp(made.model, 'pain-clinic', idle);
      },
      (error: unknown) => setFailed(error instanceof Error ? error.message : String(error)),
    );
  }, []);
  useEffect(load, [load]);
  return here ? (
    <KnowledgeContext value={here}>
      <App now={now} answered={latency.answered} strokes={strokes} />
    </KnowledgeContext>
  ) : (
    <Loading failed={failed} again={load} />
  );
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <I18nextProvider i18n={i18n}>
      <WorkspaceContext value={workspace}>
        <Mishap
          instead={() => (
            <main className="loading">
              <Failed />
            </main>
          )}
        >
          <Root />
        </Mishap>
      </WorkspaceContext>
    </I18nextProvider>
  </StrictMode>,
);
