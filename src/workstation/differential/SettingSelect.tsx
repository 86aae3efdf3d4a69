// Where the patient is seen: it sets how common each disorder is before any finding.
import { useTranslation } from 'react-i18next';
import { type PriorChoice, SETTINGS } from '#core/knowledge.js';

interface Props {
  readonly value: PriorChoice;
  readonly onChange: (choice: PriorChoice) => void;
}

export function SettingSelect({ value, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <p className="setting">
      <label htmlFor="setting">{t('setting.label')}</label>
      <select id="setting" value={value} onChange={(e) => onChange(e.target.value as PriorChoice)}>
        {[...SETTINGS, 'equal' as const].map((s) => (
          <option key={s} value={s}>
            {t(`setting.${s}`)}
          </option>
        ))}
      </select>
    </p>
  );
}
