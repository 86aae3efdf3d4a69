// While a record from outside the care team stands open: which, until when, and that it is seen.
import { useTranslation } from 'react-i18next';
import { useSession } from '../session-context.js';
import { timeOf } from '../times.js';

export function GlassBanner() {
  const { t, i18n } = useTranslation();
  const { opened } = useSession();
  if (opened.length === 0) return null;
  return (
    <ul className="glass" aria-label={t('glass.label')}>
      {opened.map((o) => (
        <li key={o.patient}>
          <strong>{t('glass.open', { time: timeOf(i18n.language, o.until) })}</strong>{' '}
          <span data-pack="">{o.patient}</span>. {t('glass.seen')}
        </li>
      ))}
    </ul>
  );
}
