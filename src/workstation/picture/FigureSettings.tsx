// The body that is shown: it changes what is seen, never what is measured. Until somebody chooses, it follows the
// patient's sex.
import { useTranslation } from 'react-i18next';
import { type Anatomy, type FigureSex } from '#core/anatomy/anatomy.js';
import { FIGURE_PRESETS, presetFigure } from '#core/anatomy/figure-preset.js';
import { STATURE_RANGE, WEIGHT_RANGE } from '#core/anatomy/figure-size.js';
import { type FigureShown } from '#core/drawing/drawing.js';
import { useWorkspace, useWorkspaceStore } from '../case/case-context.js';
import { type Draft, figureOf } from '../case/draft.js';
import { NumberField } from '../ui/NumberField.js';
import { drawingOf, isEmpty } from './drawing-edits.js';

const SEXES: readonly FigureSex[] = ['F', 'M', 'neutral'];
/** The drawing remembers the body it was seen on. */
const withFigure = (d: Draft, figure: FigureShown): Draft => ({
  ...d,
  figure,
  ...(isEmpty(drawingOf(d)) ? {} : { drawing: { ...drawingOf(d), figure } }),
});

interface Props {
  readonly anatomy: Anatomy;
}

export function FigureSettings({ anatomy }: Props) {
  const { t } = useTranslation();
  const store = useWorkspaceStore();
  const { open } = useWorkspace();
  const figure = figureOf(open);
  const wrong = (between: readonly [number, number]) => (value: string) =>
    t('picture.body.wrong', { value, from: between[0], to: between[1] });
  const set = (change: Partial<Record<'stature' | 'weight', number | undefined>>) =>
    store.edit((d) => {
      const { stature, weight, sex } = { ...figureOf(d), ...change };
      return withFigure(d, {
        sex,
        ...(stature === undefined ? {} : { stature }),
        ...(weight === undefined ? {} : { weight }),
      });
    }, 'figure');
  return (
    <div className="figure-settings">
      <fieldset className="choice choice--small" aria-label={t('picture.body.label')}>
        {SEXES.map((sex) => (
          <button
            key={sex}
            type="button"
            className="choice__option"
            aria-pressed={figure.sex === sex}
            onClick={() => store.edit((d) => withFigure(d, { ...figureOf(d), sex }))}
          >
            {t(`picture.body.${sex}`)}
          </button>
        ))}
      </fieldset>
      <p className="figure-settings__presets">
        {FIGURE_PRESETS.map((preset) => (
          <button
            key={preset}
            type="button"
            className="button"
            onClick={() => store.edit((d) => withFigure(d, presetFigure(anatomy, preset, figureOf(d).sex)))}
          >
            {t(`picture.body.preset.${preset}`)}
          </button>
        ))}
      </p>
      <NumberField
        key={`stature ${open?.id}`}
        label={t('picture.body.stature')}
        value={figure.stature === undefined ? undefined : Math.round(figure.stature / 10)}
        between={[STATURE_RANGE[0] / 10, STATURE_RANGE[1] / 10]}
        placeholder={t('picture.body.average')}
        wrong={wrong([STATURE_RANGE[0] / 10, STATURE_RANGE[1] / 10])}
        onChange={(cm) => set({ stature: cm === undefined ? undefined : cm * 10 })}
      />
      <NumberField
        key={`weight ${open?.id}`}
        label={t('picture.body.weight')}
        value={figure.weight}
        between={WEIGHT_RANGE}
        placeholder={t('picture.body.average')}
        wrong={wrong(WEIGHT_RANGE)}
        onChange={(weight) => set({ weight })}
      />
      <p className="small">{t('picture.body.why')}</p>
    </div>
  );
}
