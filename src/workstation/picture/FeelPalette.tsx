// How it feels and how much: for the next mark, or for a patch that is being changed.
import { type CSSProperties, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { type Feel, QUALITIES, QUALITY_LETTER } from '#core/drawing/drawing.js';
import { qualityWord } from './feel-words.js';
import { QualityPatterns } from './QualityPatterns.js';
import { toggled } from './use-tools.js';

interface Props {
  readonly feel: Feel;
  readonly onChange: (feel: Feel) => void;
  /** What this is about, for those who cannot see where it stands. */
  readonly label: string;
}

const SCORES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

export function FeelPalette({ feel, onChange, label }: Props) {
  const { t } = useTranslation();
  const prefix = useId();
  const { qualities, intensity } = feel;
  return (
    <div className="feel">
      <svg className="feel__patterns" aria-hidden="true">
        <QualityPatterns prefix={prefix} scale={0.9} />
      </svg>
      <fieldset className="feel__qualities" aria-label={t('picture.feel.how', { what: label })}>
        {QUALITIES.map((quality) => (
          <button
            key={quality}
            type="button"
            className="quality"
            data-quality={quality}
            aria-pressed={qualities.includes(quality)}
            onClick={() => onChange({ ...feel, qualities: toggled(qualities, quality) })}
          >
            <svg className="quality__swatch" viewBox="0 0 28 20" aria-hidden="true">
              <rect className="quality__ground" width="28" height="20" rx="4" />
              <rect width="28" height="20" rx="4" fill={`url(#${prefix}-${quality})`} />
              <text x="14" y="14.500">
                {QUALITY_LETTER[quality]}
              </text>
            </svg>
            <span>{qualityWord(t, quality)}</span>
          </button>
        ))}
      </fieldset>
      <fieldset className="scores">
        <legend>{t('picture.feel.howMuch')}</legend>
        <div className="scores__row">
          {SCORES.map((score) => (
            <label key={score} className="score" style={{ '--strength': `${score * 10}%` } as CSSProperties}>
              <input
                type="radio"
                name={`${prefix}-score`}
                checked={intensity === score}
                onChange={() => onChange({ ...feel, intensity: score })}
                onClick={() => intensity === score && onChange({ ...feel, intensity: 'unknown' })}
              />
              <span>{score}</span>
            </label>
          ))}
        </div>
        <p className="scores__ends" aria-hidden="true">
          <span>{t('picture.feel.least')}</span>
          <span>{intensity === 'unknown' ? t('picture.feel.notTold') : ''}</span>
          <span>{t('picture.feel.most')}</span>
        </p>
      </fieldset>
    </div>
  );
}
