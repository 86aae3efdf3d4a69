// Names the tints under the drawing: which disorder, on which side, and how likely, as the answer has it.
import { useTranslation } from 'react-i18next';
import { type View } from '#core/anatomy/anatomy.js';
import { type PriorChoice } from '#core/knowledge.js';
import { certaintyWord } from '#core/words.js';
import { countWords, rangeWords } from '../differential/range-words.js';
import { pieceOf } from '../differential/reason-words.js';
import { useKnowledge } from '../evidence/knowledge-context.js';
import { SourcedNumber } from '../evidence/SourcedNumber.js';
import { PackText } from '../ui/PackText.js';
import { type AnswerTint } from './answer-tints.js';

interface Props {
  readonly tints: readonly AnswerTint[];
  readonly choice: PriorChoice;
  readonly view: View;
}

export function Legend({ tints, choice, view }: Props) {
  const { t } = useTranslation();
  const { disorder } = useKnowledge();
  return (
    <section className="legend" data-on="true" aria-label={t('picture.legend.label')}>
      <ul>
        {tints.map(({ place, ranked, territories }) => {
          const name = disorder(ranked.disorder)?.name ?? ranked.disorder;
          const where = territories.some((x) => x.view === view)
            ? ''
            : t(territories.length > 0 ? 'picture.legend.otherView' : 'picture.legend.notDrawn');
          return (
            <li key={ranked.disorder} className="legend__row">
              <svg className="legend__swatch" viewBox="0 0 24 16" aria-hidden="true">
                <g className="tint" data-tint={place}>
                  <rect className="tint__field tint__border" x="1.500" y="1.500" width="21" height="13" rx="4" />
                </g>
              </svg>
              <span className="legend__name">
                <PackText>{name}</PackText>
                <span className="small">
                  {ranked.side === null ? t('side.midline') : t(`side.${ranked.side}`)}
                  {where && ` · ${where}`}
                </span>
              </span>
              <SourcedNumber
                className="legend__range"
                value={ranked.mean}
                claim={{
                  kind: 'rank',
                  disorder: ranked.disorder,
                  choice,
                  evidence: ranked.reasons.length > 0 ? ranked.reasons.map(pieceOf) : [{ kind: 'prior' }],
                }}
                label={t('range.open', { disorder: name, words: rangeWords(t, ranked) })}
              >
                <b>{t(`range.${certaintyWord(ranked.low, ranked.high)}`)}</b>, {countWords(t, ranked)}
              </SourcedNumber>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
