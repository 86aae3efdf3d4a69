// What went wrong, in plain words, and what to do. The server's own words are English and stand as they came.
import { useTranslation } from 'react-i18next';
import { PackText } from '../ui/PackText.js';
import { type Failure } from './account-api.js';

interface Props {
  readonly failure: Failure | null;
  /** Words for a refusal of this status that the screen knows better than the server. */
  readonly known?: Readonly<Record<number, string>>;
}

export function FailureNote({ failure, known }: Props) {
  const { t } = useTranslation();
  if (!failure) return null;
  return (
    <div role="alert" className="notice notice--wrong">
      <Words failure={failure} known={known ?? {}} />
      {(failure.type === 'away' || failure.type === 'broken') && <p className="small">{t('failure.nothingLost')}</p>}
    </div>
  );
}

function Words({ failure, known }: { readonly failure: Failure; readonly known: Readonly<Record<number, string>> }) {
  const { t } = useTranslation();
  switch (failure.type) {
    case 'away':
      return <p>{t('failure.away')}</p>;
    case 'broken':
      return <p>{t('failure.broken')}</p>;
    case 'throttled':
      return <p>{t('failure.throttled', { count: failure.seconds })}</p>;
    case 'ended':
      return <p>{t('failure.ended')}</p>;
    case 'locked':
      return <p>{t('failure.locked')}</p>;
    case 'refused': {
      const text = known[failure.status];
      if (text !== undefined) return <p>{text}</p>;
      return (
        <p>
          <strong>{t('failure.refused')}</strong>{' '}
          <PackText>{[failure.what, failure.mend].filter(Boolean).join(': ')}</PackText>
        </p>
      );
    }
  }
}
