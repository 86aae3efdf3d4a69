// The first start: look at it with invented patients, or found the clinic's own record.
import { useTranslation } from 'react-i18next';
import { goTo } from '../../ui/route.js';
import { setUp } from '../account-api.js';
import { FailureNote } from '../FailureNote.js';
import { useAsking, useHere, useSessionStore } from '../session-context.js';
import { EntranceFrame } from './EntranceFrame.js';

export function Welcome() {
  const { t } = useTranslation();
  const store = useSessionStore();
  const { state } = useHere();
  const closed = state?.setUp === 'closed';
  const asking = useAsking();
  return (
    <EntranceFrame title={t('welcome.title')} wide>
      <p className="lede">{t('welcome.lede')}</p>
      <FailureNote failure={asking.failure} />
      <div className="welcome">
        <section className="welcome__way" aria-labelledby="way-demo">
          <h2 id="way-demo">{t('welcome.demo')}</h2>
          <p>{t('welcome.demoIs')}</p>
          <ul className="welcome__facts">
            <li>{t('welcome.demoFact1')}</li>
            <li>{t('welcome.demoFact2')}</li>
            <li>{t('welcome.demoFact3')}</li>
          </ul>
          {state?.demo ? (
            <button
              type="button"
              className="button button--large"
              disabled={asking.busy}
              onClick={() => void asking.ask(() => setUp({ choice: 'demo' }), store.changed)}
            >
              {t(asking.busy ? 'welcome.demoOpening' : 'welcome.demo')}
            </button>
          ) : (
            <p className="note">{t('welcome.demoOnlyThere')}</p>
          )}
        </section>
        <section className="welcome__way" aria-labelledby="way-clinic">
          <h2 id="way-clinic">{t('welcome.clinic')}</h2>
          <p>{t('welcome.clinicIs')}</p>
          <ul className="welcome__facts">
            <li>{t('welcome.clinicFact1')}</li>
            <li>{t('welcome.clinicFact2')}</li>
            <li>{t('welcome.clinicFact3')}</li>
          </ul>
          {closed ? (
            <p className="note">{t('welcome.clinicOnlyThere')}</p>
          ) : (
            <button
              type="button"
              className="button button--main button--large"
              disabled={asking.busy}
              onClick={() => goTo('set-up')}
            >
              {t('welcome.clinic')}
            </button>
          )}
        </section>
      </div>
    </EntranceFrame>
  );
}
