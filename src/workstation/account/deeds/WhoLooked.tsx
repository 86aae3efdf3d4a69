// Who did what, when, about whom and why, day by day: for a patient the own record, for a clinician the own deeds, for an
// auditor all. Made to be read and printed.
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PackText } from '../../ui/PackText.js';
import { deeds as askDeeds } from '../account-api.js';
import { type Role } from '../account-state.js';
import { FailureNote } from '../FailureNote.js';
import { ROLE_NAME } from '../role-words.js';
import { useAsking, useHere, useSession } from '../session-context.js';
import { PageFrame } from '../shell/PageFrame.js';
import { dayKey, dayWithWeekday, timeOf } from '../times.js';
import { type Deed, daysOf, type Run } from './deed.js';
import { ACTION_WORD, typeWord } from './deed-words.js';
import './deeds.css';

const TITLE = {
  patient: 'log.titlePatient',
  proxy: 'log.titlePatient',
  physician: 'log.titleOwn',
  therapist: 'log.titleOwn',
  operator: 'log.titleAll',
  auditor: 'log.titleAll',
} as const satisfies Readonly<Record<Role, string>>;
const LEDE = {
  patient: 'log.ledePatient',
  proxy: 'log.ledePatient',
  physician: 'log.ledeOwn',
  therapist: 'log.ledeOwn',
  operator: 'log.ledeOperator',
  auditor: 'log.ledeAll',
} as const satisfies Readonly<Record<Role, string>>;

export function WhoLooked() {
  const { t, i18n } = useTranslation();
  const session = useSession();
  const clinic = useHere().state?.clinicName ?? '';
  const asking = useAsking();
  const [list, setList] = useState<readonly Deed[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const { ask } = asking;
  const load = useCallback(
    (from: string | null) =>
      ask(
        () => askDeeds(from),
        (page) => {
          setList((have) => [...(from === null ? [] : (have ?? [])), ...page.deeds]);
          setNext(page.next);
        },
      ),
    [ask],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another role sees another log
  useEffect(() => {
    setList(null);
    void load(null);
  }, [session.account, session.role, load]);
  const days = useMemo(() => daysOf(list ?? [], dayKey), [list]);
  return (
    <PageFrame
      title={t(TITLE[session.role])}
      verb={
        <button type="button" className="button page__print" disabled={days.length === 0} onClick={() => print()}>
          {t('bar.print')}
        </button>
      }
    >
      <p className="lede">{t(LEDE[session.role])}</p>
      <p className="print-only" data-pack="">
        {clinic} · {session.name}
      </p>
      <FailureNote failure={asking.failure} />
      {list === null && asking.failure && (
        <button type="button" className="button" onClick={() => void load(null)}>
          {t('people.again')}
        </button>
      )}
      {list === null && !asking.failure && (
        <p className="small" role="status">
          {t('people.loading')}
        </p>
      )}
      {list !== null && days.length === 0 && <p className="note">{t('log.empty')}</p>}
      {days.map((d) => (
        <section key={d.day} className="day" aria-labelledby={`day-${d.day}`}>
          <h2 id={`day-${d.day}`}>{t('log.day', { day: dayWithWeekday(i18n.language, d.at) })}</h2>
          <ul className="rows">
            {d.runs.map((run) => (
              <DeedRow key={run.seq} run={run} reader={session.role} />
            ))}
          </ul>
        </section>
      ))}
      {next !== null && (
        <button type="button" className="button" disabled={asking.busy} onClick={() => void load(next)}>
          {t('log.older')}
        </button>
      )}
    </PageFrame>
  );
}

function DeedRow({ run, reader }: { readonly run: Run; readonly reader: Role }) {
  const { t, i18n } = useTranslation();
  const own = reader === 'physician' || reader === 'therapist';
  // Of the own record one need not be told whose it is.
  const about = run.patient !== '' && reader !== 'patient';
  const at = timeOf(i18n.language, run.at);
  const from = timeOf(i18n.language, run.from);
  const glass = run.action === 'break-glass';
  const word = run.type ? typeWord(run.type) : null;
  return (
    <li className="row deed" data-mark={run.refused ? 'refused' : glass ? 'glass' : undefined}>
      <span className="deed__time">{at === from ? at : t('log.span', { from, to: at })}</span>
      <div className="deed__words">
        <p>
          {/* What is done to accounts has no code of its own: the server's words say it. */}
          {run.action === 'other' && run.reason ? (
            <strong>
              <PackText>{run.reason}</PackText>
            </strong>
          ) : (
            <strong>{t(run.refused ? 'deed.refused' : ACTION_WORD[run.action])}</strong>
          )}
          {run.type && ': '}
          {word ? t(word) : run.type && <span data-pack="">{run.type}</span>}
          {run.count > 1 && <span className="small"> {t('log.times', { count: run.count })}</span>}
        </p>
        <p className="small">
          {!own && run.who && <span data-pack="">{run.who}</span>}
          {!own && run.who && run.role && ', '}
          {!own && run.role && t(ROLE_NAME[run.role])}
          {about && !own && run.role && ' · '}
          {about && (
            <>
              {t('log.about')} <span data-pack="">{run.patient}</span>
            </>
          )}
        </p>
        {run.reason && run.action !== 'other' && (
          <p className={glass ? 'deed__reason' : 'small'}>
            {glass && t('log.reason')} <PackText>{run.reason}</PackText>
          </p>
        )}
      </div>
    </li>
  );
}
