// The person's own landmarks: distance from spine to midline, body, and the examiner's own marks. The zones move with
// them, in whole millimetres.
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type BodySide, sideAt } from '#core/anatomy/anatomy.js';
import { PSIS_HALF_RANGE, sizeProblems } from '#core/anatomy/figure-size.js';
import { type FigureShown } from '#core/drawing/drawing.js';
import { NumberField } from '../../ui/NumberField.js';
import { type MarkedLandmark, type OwnLandmarks } from './use-own-landmarks.js';
import './zones.css';

/** Taken half-distances lie here; one outside is possible and worth measuring again. */
const USUAL = [35, 50] as const;
const LANDMARKS: readonly MarkedLandmark[] = ['psis', 'crest'];

interface Props {
  readonly landmarks: OwnLandmarks;
  readonly shown: FigureShown;
  /** What the next tap on the figure marks; null while a tap means something else. */
  readonly marking: MarkedLandmark | null;
  readonly onMarking: (landmark: MarkedLandmark | null) => void;
  /** The settings of the body: sex, stature, weight, presets. */
  readonly children: ReactNode;
}

export function PersonalLandmarks({ landmarks, shown, marking, onMarking, children }: Props) {
  const { t } = useTranslation();
  const { own, unmark, reset } = landmarks;
  const together = sizeProblems(shown).find((p) => p.field === 'weight-for-stature');
  const marks = own.marks ?? [];
  return (
    <section className="own" aria-label={t('zones.own.label')}>
      <SpineField landmarks={landmarks} />
      {children}
      {together && (
        <p className="field__wrong" role="alert">
          {t('zones.own.together', {
            stature: Math.round((shown.stature ?? 0) / 10),
            low: together.low,
            high: together.high,
          })}
        </p>
      )}
      <fieldset className="own__marks">
        <legend>{t('zones.own.marks')}</legend>
        <p className="small">{t('zones.own.marksWhy')}</p>
        <p className="own__row">
          {LANDMARKS.map((landmark) => (
            <button
              key={landmark}
              type="button"
              className="button"
              aria-pressed={marking === landmark}
              onClick={() => onMarking(marking === landmark ? null : landmark)}
            >
              {t(`zones.own.mark.${landmark}`)}
            </button>
          ))}
        </p>
        {marking && <p role="status">{t(`zones.own.tap.${marking}`)}</p>}
        <ul>
          {marks.map(({ landmark, at }) => {
            const side: BodySide = sideAt('back', at[0]);
            const where = {
              side: t(`zones.side.${side}`),
              x: Math.round(Math.abs(at[0])),
              y: Math.round(Math.abs(at[1])),
            };
            return (
              <li key={`${landmark} ${side}`} className="own__row">
                <span>
                  {t(`zones.own.marked.${landmark}`, where)}{' '}
                  {t(at[1] > 0 ? 'zones.own.below' : 'zones.own.above', where)}
                </span>
                <button
                  type="button"
                  className="button button--quiet"
                  aria-label={t('zones.own.removeName', { mark: t(`zones.own.marked.${landmark}`, where) })}
                  onClick={() => unmark(landmark, side)}
                >
                  {t('zones.own.remove')}
                </button>
              </li>
            );
          })}
        </ul>
      </fieldset>
      <p className="own__row">
        <button
          type="button"
          className="button"
          disabled={own.psisHalf === undefined && marks.length === 0}
          onClick={() => {
            reset();
            onMarking(null);
          }}
        >
          {t('zones.own.reset')}
        </button>
      </p>
    </section>
  );
}

/** Empty means the assumed 40 mm. */
function SpineField({ landmarks }: { readonly landmarks: OwnLandmarks }) {
  const { t } = useTranslation();
  const [from, to] = PSIS_HALF_RANGE;
  return (
    <NumberField
      label={t('zones.own.psis')}
      value={landmarks.own.psisHalf}
      between={PSIS_HALF_RANGE}
      placeholder={t('zones.own.psisAssumed')}
      wrong={(value) => t('zones.own.psisWrong', { value, from, to })}
      hint={(value) =>
        value !== undefined && (value < USUAL[0] || value > USUAL[1])
          ? t('zones.own.psisUnusual', { from: USUAL[0], to: USUAL[1] })
          : t('zones.own.psisHow')
      }
      onChange={landmarks.setPsisHalf}
    />
  );
}
