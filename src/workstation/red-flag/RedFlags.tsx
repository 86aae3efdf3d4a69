// Red flags above everything else: what holds, what has not been asked (one tap), what was asked and is absent.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Course } from '#core/finding.js';
import { type RedFlagState } from '#core/red-flag.js';
import { useWorkspaceStore } from '../case/case-context.js';
import { type Draft } from '../case/draft.js';
import { setCourse } from '../case/edit.js';
import { useKnowledge } from '../evidence/knowledge-context.js';
import { Choice } from '../ui/Choice.js';
import { PackText } from '../ui/PackText.js';
import { AskDanger } from './AskDanger.js';
import { FlagCard } from './FlagCard.js';
import { openQuestions } from './open-questions.js';

export function RedFlags({ states, draft }: { readonly states: readonly RedFlagState[]; readonly draft: Draft }) {
  const { t } = useTranslation();
  const store = useWorkspaceStore();
  const { knowledge, finding, courseMatters } = useKnowledge();
  const present = states.flatMap((s) => (s.level ? [{ state: s, level: s.level }] : []));
  const questions = useMemo(
    () => openQuestions(knowledge, states, draft, courseMatters),
    [knowledge, states, draft, courseMatters],
  );
  const open = [...questions.due, ...questions.other];
  return (
    <section className="flags" aria-labelledby="flags-heading">
      <div className="flags__head">
        <h2 id="flags-heading">{t('flag.heading')}</h2>
        {present.length === 0 && <p className="flags__quiet">{t('flag.quiet')}</p>}
      </div>
      <p className="hidden" role="alert">
        {present
          .map(({ state, level }) => t('flag.announce', { name: state.rule.name, tier: t(`flag.tier.${level.tier}`) }))
          .join(' ')}
      </p>
      {present.length > 0 && (
        <>
          <ul className="flags__list">
            {present.map((p) => (
              <FlagCard key={p.state.rule.id} {...p} />
            ))}
          </ul>
          <p className="small">{t('flag.stays')}</p>
        </>
      )}
      {questions.course.length > 0 && (
        <div className="ask">
          <h3>{t('flag.course')}</h3>
          <ul className="ask__list">
            {questions.course.map((f) => (
              <li key={f.id + (f.side ?? '')} className="ask__row">
                <PackText>{finding(f.id)?.name ?? f.id}</PackText>
                <Choice<Course>
                  small
                  label={t('finding.courseOf', { name: finding(f.id)?.name ?? f.id })}
                  value={undefined}
                  onChange={(to) => store.edit((d) => setCourse(d, f.id, f.side, to))}
                  options={[
                    { value: 'new', text: t('finding.new') },
                    { value: 'worse', text: t('finding.worse') },
                    { value: 'stable', text: t('finding.stable') },
                  ]}
                />
              </li>
            ))}
          </ul>
        </div>
      )}
      {open.length > 0 && <AskDanger key={draft.id} due={questions.due} all={open} />}
      {questions.askedAbsent.length > 0 && (
        <details className="asked">
          <summary>{t('flag.askedAbsent', { count: questions.askedAbsent.length })}</summary>
          <p className="small">
            <PackText>{questions.askedAbsent.map((id) => finding(id)?.name ?? id).join('; ')}</PackText>
          </p>
        </details>
      )}
    </section>
  );
}
