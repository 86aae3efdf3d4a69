// Age, sex, duration, pain, past treatment.
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { daysFromDuration } from '#core/duration.js';
import { Choice } from '../ui/Choice.js';
import { NumberField } from '../ui/NumberField.js';
import { useWorkspaceStore } from './case-context.js';
import { type Draft } from './draft.js';

const orUnknown = (value: number | undefined): number | 'unknown' => value ?? 'unknown';
const orEmpty = (value: number | 'unknown' | undefined): number | undefined =>
  value === 'unknown' ? undefined : value;

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
        value={orEmpty(draft?.age)}
        between={[0, 120]}
        wrong={(value) => t('patient.ageError', { value })}
        onChange={(age) => store.edit((d) => ({ ...d, age: orUnknown(age) }), 'age')}
      />
      <NumberField
        label={t('patient.nrs')}
        value={orEmpty(draft?.nrs)}
        between={[0, 10]}
        wrong={(value) => t('patient.nrsError', { value })}
        onChange={(nrs) => store.edit((d) => ({ ...d, nrs: orUnknown(nrs) }), 'nrs')}
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
