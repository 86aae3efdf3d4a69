// One line of text with its label above, its hint under the label and its mistake beside it, tied together for those who
// hear the page.
import { type ReactNode } from 'react';
import { type FieldProps } from './use-fields.js';

interface Props extends FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly type?: 'text' | 'password';
  readonly autoComplete?: string;
  readonly inputMode?: 'numeric' | 'text' | 'none';
  readonly maxLength?: number;
  /** A login or a code is no word of a language. */
  readonly exact?: boolean;
  readonly after?: ReactNode;
}

export function TextField(props: Props) {
  const { id, label, hint, value, wrong, onChange, onLeave, type = 'text', after, exact } = props;
  const described = [hint ? `${id}-hint` : '', wrong ? `${id}-wrong` : ''].filter(Boolean).join(' ');
  return (
    <div className="entry">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p id={`${id}-hint`} className="small">
          {hint}
        </p>
      )}
      <div className="entry__line">
        <input
          id={id}
          type={type}
          value={value}
          autoComplete={props.autoComplete ?? 'off'}
          inputMode={props.inputMode}
          maxLength={props.maxLength ?? 200}
          autoCapitalize={exact ? 'none' : undefined}
          spellCheck={exact ? false : undefined}
          aria-invalid={wrong !== undefined || undefined}
          aria-describedby={described || undefined}
          onChange={(e) => onChange(e.target.value)}
          onBlur={onLeave}
        />
        {after}
      </div>
      {wrong !== undefined && (
        <p id={`${id}-wrong`} className="field__wrong" role="alert">
          {wrong}
        </p>
      )}
    </div>
  );
}
