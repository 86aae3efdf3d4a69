// A row of buttons of which one or none is pressed; pressing the pressed one again releases it.
interface Option<T extends string> {
  readonly value: T;
  readonly text: string;
}
interface Props<T extends string> {
  readonly label: string;
  readonly options: readonly Option<T>[];
  readonly value: T | undefined;
  readonly onChange: (value: T | undefined) => void;
  readonly small?: boolean;
}

export function Choice<T extends string>({ label, options, value, onChange, small }: Props<T>) {
  return (
    <fieldset aria-label={label} className={`choice ${small ? 'choice--small' : ''}`}>
      {options.map((o) => (
        <button
          key={o.value}
          type="button"
          className="choice__option"
          aria-pressed={o.value === value}
          onClick={() => onChange(o.value === value ? undefined : o.value)}
        >
          {o.text}
        </button>
      ))}
    </fieldset>
  );
}
