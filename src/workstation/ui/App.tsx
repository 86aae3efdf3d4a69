// The one page: the case, the picture and the answer side by side, or one at a time, and the dialogs over them.
import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PriorChoice } from '#core/knowledge.js';
import { CasePane } from '../case/CasePane.js';
import { useWorkspace, useWorkspaceStore } from '../case/case-context.js';
import { type Notice, NoticeContext } from '../case/notice.js';
import { PatientPicker } from '../case/PatientPicker.js';
import { AnswerPane } from '../differential/AnswerPane.js';
import { useAnswer } from '../differential/use-answer.js';
import { type Claim } from '../evidence/claim.js';
import { OpenSourceContext } from '../evidence/SourcedNumber.js';
import { PicturePane } from '../picture/PicturePane.js';
import { type StrokeLatency } from '../picture/stroke-latency.js';
import { Dialog } from './Dialog.js';
import { Failed } from './Failed.js';
import { HelpDialog } from './HelpDialog.js';
import { Mishap } from './Mishap.js';
import { PrintSummary } from './PrintSummary.js';
import { partOfPage } from './part-of-page.js';
import { useRemembered } from './remembered.js';
import { TopBar } from './TopBar.js';
import { useTheme } from './theme.js';
import { useShortcuts } from './use-shortcuts.js';

const EvidenceDrawer = partOfPage(() => import('../evidence/EvidenceDrawer.js').then((m) => m.EvidenceDrawer));

type View = 'picture' | 'findings' | 'answer';
type Over = { readonly is: 'patients' | 'help' } | { readonly is: 'source'; readonly claim: Claim } | null;

interface Props {
  /** Milliseconds on a steady clock. */
  readonly now: () => number;
  /** Told when an answer has been drawn. */
  readonly answered: (reasoned: number) => void;
  readonly strokes: StrokeLatency;
}

export function App({ now, answered, strokes }: Props) {
  const { t } = useTranslation();
  const store = useWorkspaceStore();
  const { open } = useWorkspace();
  const [choice, setChoice] = useRemembered<PriorChoice>('prior', 'pain-clinic');
  const [theme, nextTheme] = useTheme();
  const [over, setOver] = useState<Over>(null);
  const [view, setView] = useRemembered<View>('view', 'picture');
  const [notice, setNotice] = useState<Notice | null>(null);
  const searchRef = useRef<HTMLInputElement>(null);
  const [answer, pending] = useAnswer(open, choice, now, answered);
  const flags = answer.assessment.redFlags.filter((s) => s.level).length;
  const close = () => setOver(null);
  const showPatients = useCallback(() => setOver({ is: 'patients' }), []);
  const showSource = useCallback((claim: Claim) => setOver({ is: 'source', claim }), []);
  const noticeHere = useMemo(() => [notice, setNotice] as const, [notice]);
  const openId = open?.id;

  // What was said about one case says nothing about the next; an erasure is told where nothing is open any more.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the change of case matters
  useEffect(() => {
    if (openId && notice?.type === 'erased') setNotice(null);
  }, [openId]);

  useShortcuts({
    search: () => {
      setView('findings');
      requestAnimationFrame(() => searchRef.current?.focus());
    },
    help: () => setOver({ is: 'help' }),
    patients: showPatients,
    draw: () => {
      setView('picture');
      requestAnimationFrame(() => document.getElementById('picture-heading')?.focus());
    },
    undo: store.undo,
    redo: store.redo,
  });

  const tab = (to: View, text: string) => (
    <button
      type="button"
      className="tabs__tab"
      data-tab={to}
      aria-pressed={view === to}
      onClick={() => {
        setView(to);
        scrollTo({ top: 0 });
      }}
    >
      {text}
    </button>
  );
  return (
    <OpenSourceContext value={showSource}>
      <NoticeContext value={noticeHere}>
        {/* biome-ignore lint/a11y/useValidAnchor: it is a link; on a phone its target must be brought into view first */}
        <a className="skip" href="#answer" onClick={() => setView('answer')}>
          {t('skip')}
        </a>
        <TopBar theme={theme} onTheme={nextTheme} onPatients={showPatients} onHelp={() => setOver({ is: 'help' })} />
        <main className="panes" data-view={view} data-pending={pending}>
          <nav className="tabs" aria-label={t('view.label')}>
            {tab('picture', t('view.picture'))}
            {tab('findings', t('view.findings'))}
            {tab('answer', flags > 0 ? `${t('view.answer')} · ${t('view.flags', { count: flags })}` : t('view.answer'))}
          </nav>
          {open && <PrintSummary draft={open} choice={choice} />}
          <CasePane searchRef={searchRef} />
          <PicturePane answer={answer} latency={strokes} />
          <AnswerPane answer={answer} choice={choice} onChoice={setChoice} onPatients={showPatients} />
        </main>
        {over?.is === 'patients' && <PatientPicker onClose={close} />}
        {over?.is === 'help' && <HelpDialog theme={theme} onTheme={nextTheme} onClose={close} />}
        {over?.is === 'source' && (
          <Mishap
            instead={() => (
              <Dialog title={t('source.title')} closeLabel={t('source.close')} onClose={close} shape="sheet">
                <Failed />
              </Dialog>
            )}
          >
            <Suspense fallback={null}>
              <EvidenceDrawer claim={over.claim} onClose={close} />
            </Suspense>
          </Mishap>
        )}
      </NoticeContext>
    </OpenSourceContext>
  );
}
