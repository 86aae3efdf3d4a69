// The three questions, touches or tests that tell most for what they cost, each answered with one tap.
import { useTranslation } from 'react-i18next';
import { useKnowledge } from '../evidence/knowledge-context.js';
import { useKeptFocus } from '../ui/use-kept-focus.js';
import { NextStepCard } from './NextStepCard.js';
import { type Answer } from './use-answer.js';

const SHOWN = 3;

export function NextSteps({ answer }: { readonly answer: Answer }) {
  const { t } = useTranslation();
  const { finding } = useKnowledge();
  const steps = answer.assessment.nextSteps.slice(0, SHOWN);
  const { heading, around } = useKeptFocus<HTMLElement>(steps.map((s) => s.finding).join(' '));
  return (
    <section className="steps" aria-labelledby="steps-heading" ref={around}>
      <h2 id="steps-heading" ref={heading} tabIndex={-1}>
        {t('step.heading')}
      </h2>
      <p className="small">{steps.length > 0 ? t('step.why') : t('step.none')}</p>
      <ol className="steps__list">
        {steps.map((step) => {
          const entry = finding(step.finding);
          return entry && <NextStepCard key={`${step.finding} ${step.side ?? ''}`} step={step} entry={entry} />;
        })}
      </ol>
    </section>
  );
}
