// The list, likeliest first: what matters at sight, the rare rest folded, and "something else" always last.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { certaintyWord } from '#core/words.js';
import { useKnowledge } from '../evidence/knowledge-context.js';
import { SourcedNumber } from '../evidence/SourcedNumber.js';
import { usePrinting } from '../ui/use-printing.js';
import { RangeBar } from './RangeBar.js';
import { RankedRow } from './RankedRow.js';
import { countWords, rangeWords } from './range-words.js';
import { type Answer } from './use-answer.js';

const LEAST_SHOWN = 3;
const MOST_SHOWN = 8;
const REASONS_PRINTED = 3;

export function RankedList({ answer }: { readonly answer: Answer }) {
  const { t } = useTranslation();
  const { knowledge } = useKnowledge();
  const printing = usePrinting();
  const [whole, setWhole] = useState(false);
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const { assessment, choice } = answer;
  const { ranked, somethingElse, nextSteps } = assessment;
  const worth = ranked.findIndex(
    (r, i) => i >= LEAST_SHOWN && (i >= MOST_SHOWN || certaintyWord(r.low, r.high) === 'unlikely'),
  );
  const short = worth < 0 ? ranked.length : worth;
  const shown = whole && !printing ? ranked : ranked.slice(0, short);
  const toggle = (id: string) =>
    setToggled((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  return (
    <>
      <ol className="ranks">
        {shown.map((r, i) => (
          <RankedRow
            key={r.disorder}
            place={i + 1}
            ranked={r}
            choice={choice}
            steps={nextSteps}
            open={printing ? i < REASONS_PRINTED : (i === 0) !== toggled.has(r.disorder)}
            onToggle={() => toggle(r.disorder)}
          />
        ))}
        {somethingElse && (
          <li className="rank rank--else">
            <div className="rank__head">
              <h4 className="rank__title">
                <span className="rank__name rank__name--plain">
                  <span className="rank__place" aria-hidden="true" />
                  <span className="rank__words">
                    <span className="rank__what">{t('answer.somethingElse')}</span>
                    <span className="rank__side">{t('answer.somethingElseWhy')}</span>
                  </span>
                </span>
              </h4>
              <SourcedNumber
                className="rank__range"
                value={somethingElse.mean}
                claim={{ kind: 'something-else', disorder: knowledge.somethingElse, choice }}
                label={t('range.open', { disorder: t('answer.somethingElse'), words: rangeWords(t, somethingElse) })}
              >
                <RangeBar {...somethingElse} />
                <span className="rank__count">
                  <b>{t(`range.${certaintyWord(somethingElse.low, somethingElse.high)}`)}</b>,{' '}
                  {countWords(t, somethingElse)}
                </span>
              </SourcedNumber>
            </div>
          </li>
        )}
      </ol>
      {short < ranked.length && (
        <p className="ranks__more">
          <button type="button" className="button button--quiet" aria-expanded={whole} onClick={() => setWhole(!whole)}>
            {whole ? t('answer.less') : t('answer.rest', { count: ranked.length - short })}
          </button>
        </p>
      )}
    </>
  );
}
