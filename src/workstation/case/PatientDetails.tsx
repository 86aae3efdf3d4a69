// Age, sex, duration, pain, past treatment. A field complains when it is left, not while it is being typed in.
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { daysFromDuration } from '#core/duration.js';
import { Choice } from '../ui/Choice.js';
import { useWorkspaceStore } from './case-context.js';
import { type Draft } from './draft.js';

interface NumberProps {
  readonly label: string;
  readonly value: number | 'unknown';
  readonly most: number;
  readonly error: (value: string) => string;
  readonly onChange: (value: number | 'unknown') => void;
}

function NumberField({ label, value, most, error, onChange }: NumberProps) {
  const id = useId();
  const [text, setText] = useState(value === 'unknown' ? '' : String(value));
  const [left, setLeft] = useState(true);
  const read = (s: string): number | 'unknown' | null => {
    if (s.trim() === '') return 'unknown';
    const n = Number(s.replace(',', '.'));
    return Number.isFinite(n) && n >= 0 && n <= most ? n : null;
  };
  // Undo and opening another patient change the value from outside.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the value from outside matters
  useEffect(() => {
    if (read(text) !== value) setText(value === 'unknown' ? '' : String(value));
  }, [value]);
  const wrong = left && read(text) === null;
  return (
    <p className="field field--number">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        inputMode="decimal"
        autoComplete="off"
        value={text}
        aria-invalid={wrong || undefined}
        aria-describedby={wrong ? `${id}-wrong` : undefined}
        onFocus={() => setLeft(false)}
        onBlur={() => setLeft(true)}
        onChange={(e) => {
          setText(e.target.value);
          const n = read(e.target.value);
          if (n !== null) onChange(n);
        }}
      />
      {wrong && (
        <span id={`${id}-wrong`} className="field__wrong" role="alert">
          {error(text)}
        </span>
      )}
    </p>
  );
}

export function PatientDetails({ draft }: { readonly draft: Draft | null }) {
  const { t } = useTranslation();
  const store = useWorkspaceStore();
  const id = useId();
  const duration = draft?.durationText ?? '';
  const read = daysFromDuration(duration);
  const days = (n: number) => t('patient.days', { count: Math.round(n) });
  return (
    <div className="details">
      <NumberField
        label={t('patient.age')}
        value={draft?.age ?? 'unknown'}
        most={120}
        error={(value) => t('patient.ageError', { value })}
        onChange={(age) => store.edit((d) => ({ ...d, age }), 'age')}
      />
      <NumberField
        label={t('patient.nrs')}
        value={draft?.nrs ?? 'unknown'}
        most={10}
        error={(value) => t('patient.nrsError', { value })}
        onChange={(nrs) => store.edit((d) => ({ ...d, nrs }), 'nrs')}
      />
      <div className="field">
        <span className="field__label" aria-hidden="true">
          {t('patient.sex')}
        </span>
        <Choice<'F' | 'M'>
          label={t('patient.sex')}
          value={draft && draft.sex !== 'unknown' ? draft.sex : undefined}
          onChange={(sex) => store.edit((d) => ({ ...d, sex: sex ?? 'unknown' }))}
          options={[
            { value: 'F', text: t('patient.female') },
            { value: 'M', text: t('patient.male') },
          ]}
        />
      </div>
      <p className="field">
        <label htmlFor={`${id}-duration`}>{t('patient.duration')}</label>
        <input
          id={`${id}-duration`}
          value={duration}
          autoComplete="off"
          placeholder={t('patient.durationHint')}
          aria-describedby={`${id}-read`}
          onChange={(e) => {
            const durationText = e.target.value;
            store.edit((d) => ({ ...d, durationText }), 'duration');
          }}
        />
        <span id={`${id}-read`} className="small field__read">
          {duration.trim() === ''
            ? ''
            : read === 'unknown'
              ? t('patient.durationError', { value: duration.trim() })
              : read.max === Number.POSITIVE_INFINITY
                ? t('patient.durationOpen', { from: days(read.min) })
                : read.min === read.max
                  ? t('patient.durationRead', { from: days(read.min) })
                  : t('patient.durationSpan', { from: days(read.min), to: days(read.max) })}
        </span>
      </p>
      <details className="treatments">
        <summary>{t('patient.treatmentsCount', { count: draft?.priorTreatments.length ?? 0 })}</summary>
        <p className="field">
          <label htmlFor={`${id}-treatments`} className="hidden">
            {t('patient.treatments')}
          </label>
          <textarea
            id={`${id}-treatments`}
            rows={Math.min(8, Math.max(2, draft?.priorTreatments.length ?? 2))}
            placeholder={t('patient.treatmentsHint')}
            value={draft?.priorTreatments.join('\n') ?? ''}
            onChange={(e) => {
              const priorTreatments = e.target.value === '' ? [] : e.target.value.split('\n');
              store.edit((d) => ({ ...d, priorTreatments }), 'treatments');
            }}
          />
        </p>
      </details>
    </div>
  );
}
