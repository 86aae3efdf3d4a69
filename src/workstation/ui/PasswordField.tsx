// A password: hidden until one asks to see it, and, where it is a new one, with a word on how easily it is guessed.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from './TextField.js';
import { type FieldProps } from './use-fields.js';

interface Props extends FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly autoComplete: 'current-password' | 'new-password';
  /** 0-3, for a new password. */
  readonly strength?: number;
}

const STRENGTH = ['secret.weak', 'secret.fair', 'secret.good', 'secret.strong'] as const;

export function PasswordField({ strength, ...field }: Props) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  const meter = strength !== undefined && field.value !== '';
  return (
    <div className="secret">
      <TextField
        {...field}
        type={shown ? 'text' : 'password'}
        exact
        after={
          <button
            type="button"
            className="button entry__toggle"
            aria-pressed={shown}
            aria-label={t('secret.showLabel', { field: field.label })}
            onClick={() => setShown(!shown)}
          >
            {t(shown ? 'secret.hide' : 'secret.show')}
          </button>
        }
      />
      {meter && (
        <p className="secret__strength small" role="status">
          <span className="secret__bars" data-strength={strength} aria-hidden="true">
            <i />
            <i />
            <i />
            <i />
          </span>
          {t(STRENGTH[strength] ?? 'secret.weak')}
        </p>
      )}
    </div>
  );
}
