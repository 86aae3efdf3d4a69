// Always there in the demo, on paper too: nobody may take an invented patient for a real one, or enter a real one here.
import { useTranslation } from 'react-i18next';
import { useHere } from '../session-context.js';

export function DemoBanner() {
  const { t } = useTranslation();
  if (useHere().state?.record !== 'demo') return null;
  return (
    <div className="demo" role="note" aria-label={t('demo.label')}>
      <span>
        <strong>{t('demo.word')}</strong> {t('demo.text')} <span className="demo__where">{t('demo.where')}</span>
      </span>
      <a className="demo__way" href="#/set-up">
        {t('demo.setUp')}
      </a>
    </div>
  );
}
