// Says that the server does not answer, what is safe, and that a newer page is ready.
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { newerPage } from '../../offline/newer-page.js';
import { useHere, useSessionStore } from '../session-context.js';

export function ConnectionLine() {
  const { t } = useTranslation();
  const store = useSessionStore();
  const { away, without } = useHere();
  const newer = useSyncExternalStore(newerPage.subscribe, newerPage.ready);
  if (away)
    return (
      <div className="connection" role="status">
        <span>
          <strong>{t('connection.away')}</strong> {t(without ? 'connection.nothingKept' : 'connection.goesOn')}
        </span>
        <button type="button" className="link-button" onClick={() => void store.refresh()}>
          {t('connection.again')}
        </button>
      </div>
    );
  if (without)
    return (
      <div className="connection" role="status">
        <span>{t('connection.back')}</span>
        <button type="button" className="link-button" onClick={() => void store.workWith()}>
          {t('connection.backSignIn')}
        </button>
      </div>
    );
  return newer ? (
    <div className="connection" role="status">
      <span>{t('connection.newer')}</span>
      <button type="button" className="link-button" onClick={() => location.reload()}>
        {t('connection.load')}
      </button>
    </div>
  ) : null;
}
