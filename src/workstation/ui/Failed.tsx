// Says that a part of the page failed and what to do; loading again is safe because every case is kept.
import { useTranslation } from 'react-i18next';

export function Failed() {
  const { t } = useTranslation();
  return (
    <div role="alert" className="failed">
      <p>{t('mishap.text')}</p>
      <button type="button" className="button button--main" onClick={() => location.reload()}>
        {t('mishap.load')}
      </button>
    </div>
  );
}
