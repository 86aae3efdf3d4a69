// The entry: the only place that reads the clock, the address, the storage and chance, and passes them down.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { askState, lock, signOut } from './account/account-api.js';
import { SessionContext } from './account/session-context.js';
import { sessionStore, type Told } from './account/session-store.js';
import { Gate } from './account/shell/Gate.js';
import { type WorkHere, workHere } from './case/work-here.js';
import { answerLatency } from './differential/answer-latency.js';
import { languageFrom, startLanguage, tagOf } from './messages/language.js';
import { registerWorker } from './offline/register-worker.js';
import { strokeLatency } from './picture/stroke-latency.js';
import { Failed } from './ui/Failed.js';
import { idle } from './ui/idle.js';
import { Mishap } from './ui/Mishap.js';
import { knowledge, Work } from './ui/Work.js';
import './ui/tokens.css';
import './ui/base.css';
import './ui/layout.css';
import './ui/entry.css';
import './account/entrance/entrance.css';
import './account/shell/shell.css';
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

let open: WorkHere | null = null;
const saveWhatWaits = () => {
  if (open?.store.state().saving) open.store.saveNow();
};
addEventListener('pagehide', saveWhatWaits);
addEventListener('storage', (e) => {
  if (e.storageArea === localStorage && e.key === open?.storedUnder) open?.store.adopt();
});

// The pages of one browser share one session: what ends or locks it on one is told to the others.
const others = new BroadcastChannel('cluneal.session');
const session = sessionStore({
  now: Date.now,
  storage: localStorage,
  tellOthers: (told) => others.postMessage(told),
  askState,
  lock,
  signOut,
  beforeHiding: saveWhatWaits,
});
others.addEventListener('message', (e: MessageEvent<Told>) => session.told(e.data));

// The knowledge is nobody's secret and is wanted as soon as somebody has signed in; a failure is told then.
knowledge().catch(() => {});
addEventListener('load', () => idle(() => void registerWorker()));

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <I18nextProvider i18n={i18n}>
      <SessionContext value={session}>
        <Mishap
          instead={() => (
            <main className="loading">
              <Failed />
            </main>
          )}
        >
          <Gate
            makeWork={(of) => {
              open = workHere(of, {
                storage: localStorage,
                now: Date.now,
                newId: () => crypto.randomUUID(),
                later: (run) => {
                  const timer = setTimeout(run, SAVED_AFTER_MS);
                  return () => clearTimeout(timer);
                },
                edited: latency.edited,
              });
              return open;
            }}
            work={(work) => <Work work={work} now={now} answered={latency.answered} strokes={strokes} />}
          />
        </Mishap>
      </SessionContext>
    </I18nextProvider>
  </StrictMode>,
);
