// The body that is shown: it changes what is seen, never what is measured. Until somebody chooses, it follows the
// patient's sex.
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Anatomy, type FigureSex } from '#core/anatomy/anatomy.js';
import { FIGURE_PRESETS, presetFigure } from '#core/anatomy/figure-preset.js';
import { STATURE_RANGE, WEIGHT_RANGE } from '#core/anatomy/figure-size.js';
import { type FigureShown } from '#core/drawing/drawing.js';
import { useWorkspace, useWorkspaceStore } from '../case/case-context.js';
import { type Draft, figureOf } from '../case/draft.js';
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
      <Size
        key={`stature ${open?.id}`}
        label={t('picture.body.stature')}
        value={figure.stature === undefined ? undefined : Math.round(figure.stature / 10)}
        between={[STATURE_RANGE[0] / 10, STATURE_RANGE[1] / 10]}
        onChange={(cm) => set({ stature: cm === undefined ? undefined : cm * 10 })}
      />
      <Size
        key={`weight ${open?.id}`}
        label={t('picture.body.weight')}
        value={figure.weight}
        between={WEIGHT_RANGE}
        onChange={(weight) => set({ weight })}
      />
      <p className="small">{t('picture.body.why')}</p>
    </div>
  );
}

interface SizeProps {
  readonly label: string;
  readonly value: number | undefined;
  readonly between: readonly [number, number];
  readonly onChange: (value: number | undefined) => void;
}

/** A number that counts once it is possible; empty means the average body. */
function Size({ label, value, between, onChange }: SizeProps) {
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState(value === undefined ? '' : String(value));
  const [left, setLeft] = useState(true);
  const read = (s: string): number | undefined | null => {
    if (s.trim() === '') return undefined;
    const n = Number(s.replace(',', '.'));
    return Number.isFinite(n) && n >= between[0] && n <= between[1] ? n : null;
  };
  // A ready size, undo and another case change it from outside.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the value from outside matters
  useEffect(() => {
    if (read(text) !== value) setText(value === undefined ? '' : String(value));
  }, [value]);
  const wrong = left && read(text) === null;
  return (
    <p className="field field--number">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        inputMode="decimal"
        autoComplete="off"
        value={text}
        placeholder={t('picture.body.average')}
        aria-invalid={wrong || undefined}
        aria-describedby={wrong ? `${id}-wrong` : undefined}
        onFocus={() => setLeft(false)}
        onBlur={() => setLeft(true)}
        onChange={(e) => {
          setText(e.target.value);
          const n = read(e.target.value);
          if (n !== null) onChange(n);
        }}
      />
      {wrong && (
        <span id={`${id}-wrong`} className="field__wrong" role="alert">
          {t('picture.body.wrong', { value: text, from: between[0], to: between[1] })}
        </span>
      )}
    </p>
  );
}
