// The right half: red flags, the answer in one line, the list, what to do next.
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { type PriorChoice } from '#core/knowledge.js';
import { isBare } from '../case/draft.js';
import { useKnowledge } from '../evidence/knowledge-context.js';
import { RedFlags } from '../red-flag/RedFlags.js';
import { Certificate } from './Certificate.js';
import { headlineOf } from './headline.js';
import { NextSteps } from './NextSteps.js';
import { RankedList } from './RankedList.js';
import { SettingSelect } from './SettingSelect.js';
import { type Answer } from './use-answer.js';

interface Props {
  readonly answer: Answer;
  readonly onChoice: (choice: PriorChoice) => void;
  /** What is selected now; the answer may still lag behind it. */
  readonly choice: PriorChoice;
  readonly onPatients: () => void;
}

export const AnswerPane = memo(function AnswerPane({ answer, choice, onChoice, onPatients }: Props) {
  const { t } = useTranslation();
  const { disorder } = useKnowledge();
  const { assessment, draft } = answer;
  const headline = headlineOf(t, assessment, isBare(draft), (id) => disorder(id)?.name ?? id);
  const listed = headline.kind === 'lead' || headline.kind === 'cannot-tell';
  return (
    <section id="answer" tabIndex={-1} className="pane pane--answer" aria-labelledby="answer-heading">
      <RedFlags states={assessment.redFlags} draft={draft} />
      <div className="answer-grid" data-listed={listed}>
        <div className="answer-main">
          <div className="headline" data-kind={headline.kind}>
            <p className="eyebrow">{t(headline.kind === 'lead' ? 'answer.reads' : 'answer.heading')}</p>
            <h2 id="answer-heading">{headline.text}</h2>
            {headline.kind === 'cannot-tell' &&
              assessment.cannotTell.map((why) => <p key={why}>{t(`answer.why.${why}`)}</p>)}
            {headline.kind === 'under-13' && <p>{t('answer.under13Why')}</p>}
            {headline.kind === 'empty' && (
              <>
                <p>{t('answer.emptyWhy')}</p>
                <p>
                  <button type="button" className="button" onClick={onPatients}>
                    {t('answer.emptyOpen')}
                  </button>
                </p>
              </>
            )}
          </div>
          <p className="hidden" role="status">
            {listed ? t('answer.updated', { headline: headline.text }) : ''}
          </p>
          {listed && (
            <>
              <div className="list-head">
                <h3>{t('answer.list')}</h3>
                <SettingSelect value={choice} onChange={onChoice} />
              </div>
              <RankedList key={draft.id} answer={answer} />
              <p className="small">{t('answer.together')}</p>
              <Certificate assessment={assessment} />
            </>
          )}
        </div>
        {listed && <NextSteps answer={answer} />}
      </div>
    </section>
  );
});
