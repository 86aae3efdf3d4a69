// A number that counts once it is possible; empty means not known. A field complains when it is left, not while it is
// being typed in.
import { useEffect, useId, useState } from 'react';

interface Props {
  readonly label: string;
  /** Undefined is an empty field. */
  readonly value: number | undefined;
  readonly between: readonly [number, number];
  readonly placeholder?: string;
  /** What is said of a text that is no possible number. */
  readonly wrong: (text: string) => string;
  /** What is said under the field otherwise, of the number it holds once it is left. */
  readonly hint?: (value: number | undefined) => string;
  readonly onChange: (value: number | undefined) => void;
}

export function NumberField({ label, value, between, placeholder, wrong, hint, onChange }: Props) {
  const id = useId();
  const [text, setText] = useState(value === undefined ? '' : String(value));
  const [left, setLeft] = useState(true);
  const read = (s: string): number | undefined | null => {
    if (s.trim() === '') return undefined;
    const n = Number(s.replace(',', '.'));
    return Number.isFinite(n) && n >= between[0] && n <= between[1] ? n : null;
  };
  // Undo, a ready size and another patient change the value from outside.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the value from outside matters
  useEffect(() => {
    if (read(text) !== value) setText(value === undefined ? '' : String(value));
  }, [value]);
  const held = read(text);
  const isWrong = left && held === null;
  const said = isWrong ? wrong(text) : hint?.(left && held !== null ? held : undefined);
  return (
    <p className="field field--number">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        inputMode="decimal"
        autoComplete="off"
        value={text}
        placeholder={placeholder}
        aria-invalid={isWrong || undefined}
        aria-describedby={said === undefined ? undefined : `${id}-said`}
        onFocus={() => setLeft(false)}
        onBlur={() => setLeft(true)}
        onChange={(e) => {
          setText(e.target.value);
          const n = read(e.target.value);
          if (n !== null) onChange(n);
        }}
      />
      {said !== undefined && (
        <span id={`${id}-said`} className={isWrong ? 'field__wrong' : 'small'} role={isWrong ? 'alert' : undefined}>
          {said}
        </span>
      )}
    </p>
  );
}
