// One red flag that holds: how urgent, what to do, why, and on whose word.
import { useTranslation } from 'react-i18next';
import { type RedFlagLevel } from '#core/knowledge.js';
import { type RedFlagState } from '#core/red-flag.js';
import { useKnowledge } from '../evidence/knowledge-context.js';
import { SourcedNumber } from '../evidence/SourcedNumber.js';
import { PackText } from '../ui/PackText.js';

export function FlagCard({ state, level }: { readonly state: RedFlagState; readonly level: RedFlagLevel }) {
  const { t, i18n } = useTranslation();
  const { finding } = useKnowledge();
  const { rule } = state;
  const country =
    level.country === 'any' ? undefined : new Intl.DisplayNames(i18n.language, { type: 'region' }).of(level.country);
  return (
    <li className="flag" data-tier={level.tier} data-rule={rule.id}>
      <p className="flag__tier">{t(`flag.tier.${level.tier}`)}</p>
      <h3 className="flag__name">
        <PackText>{rule.name}</PackText>
      </h3>
      <p className="flag__action">
        <PackText>{level.action}</PackText>
      </p>
      {state.because.length > 0 && (
        <p className="small">
          {t('flag.because', { findings: state.because.map((id) => finding(id)?.name ?? id).join('; ') })}
        </p>
      )}
      <p className="flag__foot">
        <SourcedNumber
          value={rule.sources.length}
          claim={{ kind: 'flag', rule: rule.id }}
        >{`${t('flag.sources')} ${rule.sources.length}`}</SourcedNumber>
        {country && <span>{t('flag.pathway', { country })}</span>}
        {!rule.verified && (
          <span className="tag" title={t('flag.unverifiedWhy')}>
            {t('flag.unverified')}
          </span>
        )}
      </p>
    </li>
  );
}
