// Opened without a server: says so, and lets one work without the record.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EntranceFrame } from '../entrance/EntranceFrame.js';
import { useSessionStore } from '../session-context.js';

export function Away() {
  const { t } = useTranslation();
  const store = useSessionStore();
  const [busy, setBusy] = useState(false);
  return (
    <EntranceFrame title={t('away.title')}>
      <p className="lede">{t('away.lede')}</p>
      <p>{t('away.check')}</p>
      <p className="entrance__verbs">
        <button
          type="button"
          className="button button--main button--large"
          disabled={busy}
          onClick={() => {
            setBusy(true);
            void store.refresh().finally(() => setBusy(false));
          }}
        >
          {t('away.again')}
        </button>
        <button type="button" className="button button--large" onClick={store.workWithout}>
          {t('away.without')}
        </button>
      </p>
      <p className="small">{t('away.withoutIs')}</p>
    </EntranceFrame>
  );
}
