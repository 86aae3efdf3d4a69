// The patient in words, on paper only: who, what is known with side and state written out, when, and which knowledge.
import { useTranslation } from 'react-i18next';
import { type Finding } from '#core/finding.js';
import { type PriorChoice } from '#core/knowledge.js';
import { useWorkspaceStore } from '../case/case-context.js';
import { type Draft } from '../case/draft.js';
import { sideWord } from '../case/finding-words.js';
import { useKnowledge } from '../evidence/knowledge-context.js';
import { PackText } from './PackText.js';

export function PrintSummary({ draft, choice }: { readonly draft: Draft; readonly choice: PriorChoice }) {
  const { t, i18n } = useTranslation();
  const { knowledge, finding } = useKnowledge();
  const { now } = useWorkspaceStore();
  const printed = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long', timeStyle: 'short' }).format(now());
  const listed = (presence: Finding['presence']) => draft.findings.filter((f) => f.presence === presence);
  const facts = [
    draft.age === 'unknown' ? '' : t('patient.ageYears', { count: draft.age }),
    draft.sex === 'unknown' ? '' : t(draft.sex === 'F' ? 'patient.female' : 'patient.male'),
    draft.durationText && `${t('patient.duration')}: ${draft.durationText}`,
    draft.nrs === 'unknown' ? '' : `${t('patient.nrs')}: ${draft.nrs}`,
    t('print.setting', { setting: t(`setting.${choice}`) }),
  ];
  return (
    <section className="print-only summary" aria-labelledby="summary-heading">
      <p className="small">
        {t('print.printed', { time: printed })} · {t('print.knowledge', { version: knowledge.version })}
      </p>
      <h2 id="summary-heading">
        {t('print.summary')}: <span data-pack="">{draft.title || t('patient.untitled')}</span>
      </h2>
      <p>{facts.filter(Boolean).join(' · ')}</p>
      {(['present', 'absent'] as const).map((presence) => (
        <p key={presence}>
          <strong>{t(`print.${presence}`)}: </strong>
          {listed(presence).length === 0
            ? t('print.none')
            : listed(presence).map((f, i) => (
                <span key={f.id + (f.side ?? '')}>
                  {i > 0 ? '; ' : ''}
                  <PackText>{finding(f.id)?.name ?? f.id}</PackText>
                  {f.side ? ` (${sideWord(t, f.side)})` : ''}
                </span>
              ))}
        </p>
      ))}
      {draft.priorTreatments.length > 0 && (
        <p>
          <strong>{t('patient.treatments')}: </strong>
          <span data-pack="">{draft.priorTreatments.join('; ')}</span>
        </p>
      )}
    </section>
  );
}
