// Right after the clinic was founded: it stands; three things that are worth doing now, none of them a must.
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { goTo } from '../../ui/route.js';
import { switchRole } from '../account-api.js';
import { worksWithCases } from '../account-state.js';
import { FailureNote } from '../FailureNote.js';
import { ROLE_NAME } from '../role-words.js';
import { useAsking, useHere, useSession, useSessionStore } from '../session-context.js';

export function FirstSteps() {
  const { t } = useTranslation();
  const store = useSessionStore();
  const session = useSession();
  const clinic = useHere().state?.clinicName ?? '';
  const asking = useAsking();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const treating = session.roles.find((r) => worksWithCases(r.role))?.role;
  const start = () => {
    if (!treating) return;
    if (session.role === treating) goTo('work');
    else
      void asking.ask(
        () => switchRole(treating),
        async () => {
          goTo('work');
          await store.changed();
        },
      );
  };
  return (
    <main className="page">
      <div className="page__inside page__inside--narrow">
        <p className="eyebrow" data-pack="">
          {clinic}
        </p>
        <h1 ref={heading} tabIndex={-1}>
          {t('ready.title')}
        </h1>
        <p className="lede">{t('ready.lede')}</p>
        <FailureNote failure={asking.failure} />
        <ol className="steps-to-take">
          <li>
            <h2>{t('ready.pin')}</h2>
            <p>{t('ready.pinWhy')}</p>
            <a className="button button--link" href="#/me">
              {t('ready.pinDo')}
            </a>
          </li>
          <li>
            <h2>{t('ready.people')}</h2>
            <p>{t('ready.peopleWhy')}</p>
            <a className="button button--link" href="#/people">
              {t('ready.peopleDo')}
            </a>
          </li>
          {treating && (
            <li>
              <h2>{t('ready.work')}</h2>
              <p>{t('ready.workWhy')}</p>
              <button type="button" className="button button--main" disabled={asking.busy} onClick={start}>
                {t('ready.workDo', { role: t(ROLE_NAME[treating]) })}
              </button>
            </li>
          )}
        </ol>
      </div>
    </main>
  );
}
