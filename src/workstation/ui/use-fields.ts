// The fields of a form: what was typed stays whatever happens, a field complains when it is left or sent, and stops
// complaining as soon as it is mended.
import { type FormEvent, useId, useState } from 'react';

/** What is wrong with each field, in words; a field that is not named is right. */
export type Wrong<K extends string> = Partial<Record<K, string>>;

export interface FieldProps {
  readonly id: string;
  readonly value: string;
  readonly wrong: string | undefined;
  readonly onChange: (value: string) => void;
  readonly onLeave: () => void;
}

export interface Fields<K extends string> {
  readonly values: Readonly<Record<K, string>>;
  field(key: K): FieldProps;
  set(key: K, value: string): void;
  /** What somebody else says of the value that stands there now; gone with the next change of it. */
  refuse(key: K, text: string): void;
  /** For a form's onSubmit: goes on when all is right, else brings the first wrong field into focus. */
  send(then: () => void): (e: FormEvent) => void;
  clear(): void;
}

export function useFields<K extends string>(
  initial: Readonly<Record<K, string>>,
  check: (values: Readonly<Record<K, string>>) => Wrong<K>,
): Fields<K> {
  const prefix = useId();
  const [values, setValues] = useState(initial);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<Partial<Record<K, { readonly value: string; readonly text: string }>>>({});
  const idOf = (key: string) => `${prefix}-${key}`;
  const wrong = check(values);
  const keys = Object.keys(initial) as K[];
  const focus = (key: K) => document.getElementById(idOf(key))?.focus();
  const wrongOf = (key: K): string | undefined => {
    const other = refused[key];
    return other && other.value === values[key] ? other.text : left.has(key) ? wrong[key] : undefined;
  };
  return {
    values,
    field: (key) => ({
      id: idOf(key),
      value: values[key],
      wrong: wrongOf(key),
      onChange: (value) => setValues((v) => ({ ...v, [key]: value })),
      // An empty field that was only passed through is no mistake yet.
      onLeave: () => values[key] !== '' && setLeft((l) => new Set(l).add(key)),
    }),
    set: (key, value) => setValues((v) => ({ ...v, [key]: value })),
    refuse: (key, text) => {
      setRefused((r) => ({ ...r, [key]: { value: values[key], text } }));
      requestAnimationFrame(() => focus(key));
    },
    send: (then) => (e) => {
      e.preventDefault();
      setLeft(new Set(keys));
      const first = keys.find((key) => wrong[key] !== undefined);
      if (first === undefined) then();
      else focus(first);
    },
    clear: () => {
      setValues(initial);
      setLeft(new Set());
      setRefused({});
    },
  };
}
