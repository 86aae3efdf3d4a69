// Ready sizes for the figure: the mean body, a Japanese one, a small and a large one.
import { type FigureShown } from '../drawing/drawing.js';
import { type Anatomy, type FigureSex } from './anatomy.js';

export type FigurePreset = 'mean' | 'japanese' | 'small' | 'large';
export const FIGURE_PRESETS: readonly FigurePreset[] = ['mean', 'japanese', 'small', 'large'];

/**
 * Japanese adults: stature in mm (City University of Hong Kong, source cityu-hk) and mean body mass index of 2016 in
 * kg/m² (source japan-bmi2016). The same Hong Kong table has their sitting hips at 305 mm, against 375 and 360 in the US.
 */
const JAPANESE = { F: { stature: 1530, massIndex: 21.8 }, M: { stature: 1655, massIndex: 23.7 } } as const;
/** Fifth and ninety-fifth percentile of a normal distribution, in SDs. */
const EDGE = 1.645;

/** Stature (mm) and weight (kg) of a preset for a sex; the neutral figure has the mean of both. */
export function presetFigure(anatomy: Anatomy, preset: FigurePreset, sex: FigureSex): FigureShown {
  if (preset === 'mean') return { sex };
  if (sex === 'neutral') {
    const [f, m] = [presetFigure(anatomy, preset, 'F'), presetFigure(anatomy, preset, 'M')];
    return { sex, stature: (f.stature! + m.stature!) / 2, weight: (f.weight! + m.weight!) / 2 };
  }
  if (preset === 'japanese') {
    const { stature, massIndex } = JAPANESE[sex];
    return { sex, stature, weight: Math.round(massIndex * (stature / 1000) ** 2) };
  }
  const at = (id: string): number => {
    const d = anatomy.dimensions.find((x) => x.id === id);
    if (!d) throw new Error(`no dimension ${id}`);
    const { mean, sd = 0 } = sex === 'F' ? d.female : d.male;
    return Math.round(mean + (preset === 'small' ? -EDGE : EDGE) * sd);
  };
  return { sex, stature: at('stature'), weight: at('weight') };
}
