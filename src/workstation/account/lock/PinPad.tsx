// Digits for a finger, into a field that a keyboard fills as well. The system's own keyboard stays down: the pad is here.
import { useTranslation } from 'react-i18next';

interface Props {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly busy: boolean;
  readonly onChange: (pin: string) => void;
  readonly onEnter: () => void;
}

export const PIN_LONGEST = 8;
export const PIN_SHORTEST = 4;
const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
export const digitsOf = (text: string): string => text.normalize('NFKC').replace(/\D/g, '').slice(0, PIN_LONGEST);

export function PinPad({ id, label, value, busy, onChange, onEnter }: Props) {
  const { t } = useTranslation();
  const digit = (d: string) => (
    <button key={d} type="button" className="pad__key" disabled={busy} onClick={() => onChange(digitsOf(value + d))}>
      {d}
    </button>
  );
  return (
    <div className="pad">
      <label htmlFor={id} className="pad__label">
        {label}
      </label>
      <input
        id={id}
        className="pad__field"
        type="password"
        inputMode="none"
        autoComplete="off"
        value={value}
        onChange={(e) => onChange(digitsOf(e.target.value))}
      />
      <fieldset className="pad__keys" aria-label={t('lock.pad')}>
        {DIGITS.map(digit)}
        <button
          type="button"
          className="pad__key pad__key--word"
          disabled={busy || value === ''}
          onClick={() => onChange(value.slice(0, -1))}
        >
          {t('lock.back')}
        </button>
        {digit('0')}
        <button
          type="submit"
          className="pad__key pad__key--word pad__key--enter"
          disabled={busy || value.length < PIN_SHORTEST}
          onClick={(e) => {
            e.preventDefault();
            onEnter();
          }}
        >
          {t('lock.open')}
        </button>
      </fieldset>
    </div>
  );
}
