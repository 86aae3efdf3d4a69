// One next step: what to do, what either result would do to the list, and its answer.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FindingEntry } from '#core/knowledge.js';
import { type NextStep } from '#core/next-step.js';
import { useWorkspaceStore } from '../case/case-context.js';
import { setPresence } from '../case/edit.js';
import { sideWord } from '../case/finding-words.js';
import { useKnowledge } from '../evidence/knowledge-context.js';
import { fetchEvidence } from '../evidence/packs.js';
import { SourcedNumber } from '../evidence/SourcedNumber.js';
import { useFetched } from '../evidence/use-fetched.js';
import { PackText } from '../ui/PackText.js';
import { YesNo } from '../ui/YesNo.js';
import { shortCount } from './range-words.js';

const VERB = {
  symptom: 'step.ask',
  history: 'step.ask',
  sign: 'step.examine',
  test: 'step.examine',
  imaging: 'step.image',
  laboratory: 'step.laboratory',
  'treatment-response': 'step.trial',
  shorthand: 'step.examine',
  context: 'step.ask',
} as const;

const at = (p: number): { insetInlineStart: string } => ({ insetInlineStart: `${(p * 100).toFixed(1)}%` });
const between = (a: number, b: number) => ({
  insetInlineStart: `${(Math.min(a, b) * 100).toFixed(1)}%`,
  inlineSize: `${(Math.abs(a - b) * 100).toFixed(1)}%`,
});

export function NextStepCard({ step, entry }: { readonly step: NextStep; readonly entry: FindingEntry }) {
  const { t } = useTranslation();
  const store = useWorkspaceStore();
  const { disorder } = useKnowledge();
  const side = entry.sided ? step.side : undefined;
  const answer = (presence: 'present' | 'absent') => store.edit((d) => setPresence(d, entry.id, presence, side));
  const harm = entry.cost?.harm ?? 'none';
  return (
    <li className="step" data-step={entry.id}>
      <div className="step__head">
        <p className="step__what">
          <span className="eyebrow">
            {[
              t(VERB[entry.role]),
              entry.cost ? t('step.minutes', { count: entry.cost.minutes }) : '',
              harm === 'none' ? '' : t(`step.harm.${harm}`),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
          <strong>
            <PackText>{entry.name}</PackText>
            {side ? `, ${sideWord(t, side)}` : ''}
          </strong>
        </p>
        <YesNo name={entry.name} onAnswer={answer} />
      </div>
      <ul className="moves">
        {step.moves.map((m) => {
          const name = disorder(m.disorder)?.name ?? m.disorder;
          const words = {
            disorder: name,
            now: shortCount(t, m.now),
            yes: shortCount(t, m.ifPresent),
            no: shortCount(t, m.ifAbsent),
          };
          return (
            <li key={m.disorder}>
              <SourcedNumber
                className="sourced--row move"
                value={m.ifPresent}
                claim={{ kind: 'step', finding: entry.id, disorders: step.moves.map((x) => x.disorder) }}
                label={t('step.moves', words)}
              >
                <PackText className="move__name">{name}</PackText>
                <span className="move__track" aria-hidden="true">
                  <span className="move__span" style={between(m.ifAbsent, m.ifPresent)} />
                  <span className="move__no" style={at(m.ifAbsent)} />
                  <span className="move__now" style={at(m.now)} />
                  <span className="move__yes" style={at(m.ifPresent)} />
                </span>
                <span className="move__words">
                  <span>
                    {t('step.ifNo')} {words.no}
                  </span>
                  <span>
                    {t('step.now')} {words.now}
                  </span>
                  <span>
                    {t('step.ifYes')} {words.yes}
                  </span>
                </span>
              </SourcedNumber>
            </li>
          );
        })}
      </ul>
      <How entry={entry} />
    </li>
  );
}

function How({ entry }: { readonly entry: FindingEntry }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <details className="how" onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>{t('step.how')}</summary>
      {open && <HowText id={entry.id} clinical={entry.clinical} />}
    </details>
  );
}

function HowText({ id, clinical }: { readonly id: string; readonly clinical: string }) {
  const { t } = useTranslation();
  const evidence = useFetched(fetchEvidence);
  if (evidence.state === 'waiting') return <p className="small">{t('source.loading')}</p>;
  if (evidence.state === 'failed')
    return (
      <p className="small">
        {t('source.failed')}{' '}
        <button type="button" className="link-button" onClick={evidence.again}>
          {t('source.again')}
        </button>
      </p>
    );
  const text = evidence.pack.findings[id];
  return (
    <dl className="how__text">
      <dt>
        <PackText>{clinical}</PackText>
      </dt>
      {text && (
        <>
          <dt>{t('step.elicit')}</dt>
          <dd>
            <PackText>{text.elicit}</PackText>
          </dd>
          <dt>{t('step.positive')}</dt>
          <dd>
            <PackText>{text.positive}</PackText>
          </dd>
        </>
      )}
    </dl>
  );
}
