// One disorder: name and side, range bar with words, how much rests on judgement; reasons when unfolded.
import { useTranslation } from 'react-i18next';
import { type RankedDisorder } from '#core/differential.js';
import { type PriorChoice } from '#core/knowledge.js';
import { type NextStep } from '#core/next-step.js';
import { certaintyWord } from '#core/words.js';
import { type Claim } from '../evidence/claim.js';
import { useKnowledge } from '../evidence/knowledge-context.js';
import { SourcedNumber } from '../evidence/SourcedNumber.js';
import { PackText } from '../ui/PackText.js';
import { RangeBar } from './RangeBar.js';
import { Reasons } from './Reasons.js';
import { countWords, rangeWords } from './range-words.js';
import { pieceOf } from './reason-words.js';

interface Props {
  readonly place: number;
  readonly ranked: RankedDisorder;
  readonly choice: PriorChoice;
  readonly steps: readonly NextStep[];
  readonly open: boolean;
  readonly onToggle: () => void;
}

export function RankedRow({ place, ranked, choice, steps, open, onToggle }: Props) {
  const { t } = useTranslation();
  const { disorder } = useKnowledge();
  const about = disorder(ranked.disorder);
  const name = about?.name ?? ranked.disorder;
  const explained = ranked.reasons.length > 0;
  const claim: Claim = {
    kind: 'rank',
    disorder: ranked.disorder,
    choice,
    evidence: explained ? ranked.reasons.map(pieceOf) : [{ kind: 'prior' }],
  };
  const word = certaintyWord(ranked.low, ranked.high);
  const tenths = Math.round(ranked.judgementShare * 10);
  return (
    <li className="rank" data-disorder={ranked.disorder} data-word={word} data-open={open}>
      <div className="rank__head">
        <h4 className="rank__title">
          <button
            type="button"
            className="rank__name"
            aria-expanded={explained ? open : undefined}
            disabled={!explained}
            onClick={onToggle}
          >
            <span className="rank__place" aria-hidden="true">
              {place}
            </span>
            <span className="rank__words">
              <span className="rank__what">
                <PackText>{name}</PackText>
              </span>
              <span className="rank__side">{ranked.side === null ? t('side.midline') : t(`side.${ranked.side}`)}</span>
              {about?.dangerous && <span className="tag">{t('rank.dangerous')}</span>}
            </span>
            {explained && <span className="rank__fold" aria-hidden="true" />}
          </button>
        </h4>
        <SourcedNumber
          className="rank__range"
          value={ranked.mean}
          claim={claim}
          label={t('range.open', { disorder: name, words: rangeWords(t, ranked) })}
        >
          <RangeBar {...ranked} />
          <span className="rank__count">
            <b>{t(`range.${word}`)}</b>, {countWords(t, ranked)}
          </span>
        </SourcedNumber>
        {explained && (
          <SourcedNumber className="rank__judgement" value={ranked.judgementShare} claim={claim}>
            {tenths === 0
              ? t('judgement.none')
              : tenths < 10
                ? t('judgement.part', { tenths })
                : t(ranked.judgementShare < 1 ? 'judgement.nearlyAll' : 'judgement.all')}
          </SourcedNumber>
        )}
      </div>
      {open && explained && <Reasons ranked={ranked} choice={choice} steps={steps} />}
    </li>
  );
}
