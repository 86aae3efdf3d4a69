// Before the knowledge is here: nothing for a moment, then words; and what to do if it never comes.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

const QUIET_MS = 200;

export function Loading({ failed, again }: { readonly failed: string | null; readonly again: () => void }) {
  const { t } = useTranslation();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <main className="loading">
      <h1>{t('product')}</h1>
      <p className="banner">{t('banner.text')}</p>
      {failed === null ? (
        <p role="status">{late ? t('load.waiting') : ''}</p>
      ) : (
        <div role="alert">
          <p>
            <strong>{t('load.failed')}</strong>
          </p>
          <p>{t('load.safe')}</p>
          <p className="small">{t('load.detail', { reason: failed })}</p>
          <button type="button" className="button button--main" onClick={again}>
            {t('load.again')}
          </button>
        </div>
      )}
    </main>
  );
}
