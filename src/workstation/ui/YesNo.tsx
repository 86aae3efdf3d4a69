// The two buttons that answer a question. A question that has only just appeared takes no answer for a moment: where one
// question follows another in the same place, the second tap of a double tap must not answer it unread.
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

const UNREAD_MS = 350;

interface Props {
  readonly name: string;
  /** What has been answered, where that stays in view. */
  readonly state?: 'present' | 'absent' | 'unknown';
  readonly onAnswer: (answer: 'present' | 'absent') => void;
}

export function YesNo({ name, state, onAnswer }: Props) {
  const { t } = useTranslation();
  const settled = useRef(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      settled.current = true;
    }, UNREAD_MS);
    return () => clearTimeout(timer);
  }, []);
  const press = (answer: 'present' | 'absent') => {
    if (settled.current) onAnswer(answer);
  };
  return (
    <span className="yesno">
      <button
        type="button"
        className="yesno__yes"
        aria-pressed={state === undefined ? undefined : state === 'present'}
        aria-label={t('finding.isPresent', { name })}
        onClick={() => press('present')}
      >
        {t('finding.yes')}
      </button>
      <button
        type="button"
        className="yesno__no"
        aria-pressed={state === undefined ? undefined : state === 'absent'}
        aria-label={t('finding.isAbsent', { name })}
        onClick={() => press('absent')}
      >
        {t('finding.no')}
      </button>
    </span>
  );
}
