// The size of the body that is shown: sex, stature and weight to every dimension of the figure, in mm. Nothing measured
// depends on it; it only decides how the standard figure is stretched (warp.ts).
import { type FigureShown } from '../drawing/drawing.js';
import { type Anatomy, type Dimension, type Measured } from './anatomy.js';

/** Dimensions of one figure by their id in knowledge/anatomy/dimensions.yaml, mm (weight: kg). */
export type FigureDimensions = Readonly<Record<string, number>>;

/** A size no adult has, or two that do not go together; `low` and `high` are the ends of what is taken. */
export interface SizeProblem {
  readonly field: 'stature' | 'weight' | 'weight-for-stature' | 'psis-half';
  readonly value: number;
  readonly low: number;
  readonly high: number;
}
export type SizeResult =
  | { readonly ok: true; readonly dimensions: FigureDimensions }
  | { readonly ok: false; readonly problems: readonly SizeProblem[] };

/** What the drawing format lets a figure be, mm and kg (docs/drawing-format.md). */
export const STATURE_RANGE = [1000, 2400] as const;
export const WEIGHT_RANGE = [20, 350] as const;
/** Spine to midline, mm. The published map allows 35-50; further out only a slip of the tape is likely. */
export const PSIS_HALF_RANGE = [20, 70] as const;
/** kg/m²: the thinnest and the heaviest adults on record lie inside. */
const MASS_INDEX_RANGE = [8, 105] as const;

/** Lengths along the body: they grow with stature. Everything else of an unknown correlation keeps its size. */
const UPRIGHT = /-(height|up)$|-(above|below)-/;
/** Not known apart: these keep their proportion to the breadth they lie beside. */
const FOLLOWS: Readonly<Record<string, string>> = {
  'narrowest-waist-breadth': 'waist-breadth',
  'breadth-at-psis': 'hip-breadth',
  'breadth-at-fold': 'hip-breadth',
  'knee-outer-out': 'hip-breadth',
  'trochanter-face-out': 'bitrochanteric-breadth',
  'trochanterion-out': 'bitrochanteric-breadth',
};

/**
 * Every dimension of the figure of a sex (neutral: the mean of both), stature (mm) and weight (kg); what is absent is
 * what the other leads to expect, or the mean. A breadth with published correlations moves by two linear terms, the
 * partial regressions on stature and weight: in SDs b_s = (r_s - r_w r) / (1 - r²) and b_w = (r_w - r_s r) / (1 - r²)
 * with r the correlation of stature and weight; where only r_w is published, stature acts through weight alone
 * (b_s = 0, b_w = r_w). Lengths along the body go with stature. Source: dimensions.yaml, mostly ANSUR II.
 * @returns problems, typed, for a size outside the ranges above.
 */
export function figureDimensions(anatomy: Anatomy, shown: FigureShown): SizeResult {
  const problems = sizeProblems(shown);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, dimensions: sized(anatomy, shown) };
}

/** What is impossible about a size; empty for one that can be. `psisHalf`: spine to midline, mm. */
export function sizeProblems(shown: FigureShown, psisHalf?: number): readonly SizeProblem[] {
  const outside = (field: SizeProblem['field'], value: number | undefined, [low, high]: readonly [number, number]) =>
    value === undefined || (value >= low && value <= high) ? [] : [{ field, value, low, high }];
  const single = [
    ...outside('stature', shown.stature, STATURE_RANGE),
    ...outside('weight', shown.weight, WEIGHT_RANGE),
    ...outside('psis-half', psisHalf, PSIS_HALF_RANGE),
  ];
  if (single.length > 0 || shown.stature === undefined || shown.weight === undefined) return single;
  const square = (shown.stature / 1000) ** 2;
  const [low, high] = MASS_INDEX_RANGE;
  return outside('weight-for-stature', shown.weight, [Math.ceil(low * square), Math.floor(high * square)]);
}

/**
 * As figureDimensions, without asking whether stature and weight go together: a drawing may have been made on any figure.
 * @throws RangeError outside STATURE_RANGE or WEIGHT_RANGE: the caller has asked sizeProblems before.
 */
export function sized(anatomy: Anatomy, { sex, stature, weight }: FigureShown): FigureDimensions {
  const wrong = sizeProblems({ sex, ...(stature ? { stature } : {}) }).concat(
    sizeProblems({ sex, ...(weight ? { weight } : {}) }),
  );
  if (wrong.length > 0) throw new RangeError(`no such ${wrong[0]!.field}: ${wrong[0]!.value}`);
  const of = (id: string): Dimension => {
    const found = anatomy.dimensions.find((d) => d.id === id);
    if (!found) throw new Error(`no dimension ${id}`);
    return found;
  };
  const mean = (d: Dimension): number => between(sex, d.female.mean, d.male.mean);
  const sd = (d: Dimension): number => between(sex, spread(d, 'female'), spread(d, 'male'));
  const tall = of('stature');
  const heavy = of('weight');
  if (!tall.withWeight) throw new Error('stature has no correlation with weight');
  const r = between(sex, tall.withWeight.female, tall.withWeight.male);
  const given = (value: number | undefined, d: Dimension): number | undefined =>
    value === undefined ? undefined : (value - mean(d)) / sd(d);
  const zStature = given(stature, tall) ?? r * (given(weight, heavy) ?? 0);
  const zWeight = given(weight, heavy) ?? r * zStature;
  const grown = 1 + (zStature * sd(tall)) / mean(tall);

  const own = (d: Dimension): number => {
    if (d.id === 'stature') return mean(d) + zStature * sd(d);
    if (d.id === 'weight') return mean(d) + zWeight * sd(d);
    if (d.withWeight) {
      const rw = between(sex, d.withWeight.female, d.withWeight.male);
      const rs = d.withStature ? between(sex, d.withStature.female, d.withStature.male) : rw * r;
      const free = 1 - r * r;
      return mean(d) + (sd(d) * ((rs - rw * r) * zStature + (rw - rs * r) * zWeight)) / free;
    }
    return UPRIGHT.test(d.id) ? mean(d) * grown : mean(d);
  };
  return Object.fromEntries(
    anatomy.dimensions.map((d) => {
      const follows = FOLLOWS[d.id];
      return [d.id, follows ? (mean(d) * own(of(follows))) / mean(of(follows)) : own(d)];
    }),
  );
}

const between = (sex: FigureShown['sex'], female: number, male: number): number =>
  sex === 'F' ? female : sex === 'M' ? male : (female + male) / 2;

function spread(d: Dimension, sex: 'female' | 'male'): number {
  const { sd }: Measured = d[sex];
  if (sd === undefined) throw new Error(`${d.id} has a correlation and no SD`);
  return sd;
}
