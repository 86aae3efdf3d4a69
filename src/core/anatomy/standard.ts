// The named landmarks of the standard figure, computed from its dimensions; x > 0 stands for both sides.
import { type Anatomy, type Point } from './anatomy.js';
import { type FigureDimensions, sized } from './figure-size.js';

/** Named points, mm: x outwards from the midline, y down from the level of the posterior superior iliac spines. */
export type NamedLandmarks = Readonly<Record<string, Point>>;

/** Cosine of the slope of the sacrum in the back view: its straight length is seen shortened by a tenth. Drawn so. */
const SACRAL_SLOPE = 0.893;

/** Points that have a distance from the midline (`-out`), a height over the spines (`-up`), or both, as they stand. */
const PLACES = [
  ...['t11', 't12', 'l1', 'l2', 'l3', 'l4', 'l5', 's1'].map((v) => `${v}-spinous`),
  ...['s1', 's2', 's3', 's4'].map((v) => `${v}-foramen`),
  'coccyx-tip',
  'sacral-lateral-angle',
  'si-joint-top',
  'si-joint-bottom',
  'piis',
  'sciatic-notch',
  'ischial-spine',
  'lesser-trochanter',
  'femoral-head',
  'ligament-end',
  'chin',
  'c7',
  'axilla',
  'nipple',
  'costal-margin',
];

/** Landmarks of the standard figure: neutral, of mean size. */
export const standardLandmarks = (anatomy: Anatomy): NamedLandmarks =>
  landmarksFrom(sized(anatomy, { sex: 'neutral' }));

/**
 * Landmarks from the dimensions of a figure. Each comes from dimensions that carry their source, or their reason where
 * nobody measured them (knowledge/anatomy/dimensions.yaml).
 * @throws Error if a dimension is missing.
 */
export function landmarksFrom(dimensions: FigureDimensions): NamedLandmarks {
  const d = (id: string): number => {
    const value = dimensions[id];
    if (value === undefined) throw new Error(`no dimension ${id}`);
    return value;
  };
  const floor = d('iliocristale-height') - d('crest-above-psis');
  const half = (id: string): number => d(id) / 2;
  const height = (id: string): number => floor - d(id);
  const base = -d('sacrum-base-above-psis');
  return {
    vertex: [0, height('stature')],
    floor: [0, floor],
    acromion: [half('biacromial-breadth'), height('acromion-height')],
    'narrowest-waist': [half('narrowest-waist-breadth'), -d('narrowest-waist-above-psis')],
    waist: [half('waist-breadth'), -d('crest-above-psis')],
    navel: [0, -d('navel-above-psis')],
    'skin-at-psis': [half('breadth-at-psis'), 0],
    'widest-hip': [half('hip-breadth'), d('widest-hip-below-psis')],
    'gluteal-fold': [half('breadth-at-fold'), height('gluteal-fold-height')],
    crotch: [0, d('crest-above-crotch') - d('crest-above-psis')],
    knee: [d('knee-axis-out'), height('knee-height')],
    ankle: [d('ankle-axis-out'), height('ankle-height')],
    'crest-top': [0, -d('crest-above-psis')],
    'crest-widest': [half('bicristal-breadth'), -d('crest-widest-above-psis')],
    psis: [d('psis-half-distance'), 0],
    's2-spinous': [0, 0],
    asis: [half('inter-asis-distance'), -d('asis-above-psis')],
    symphysis: [0, d('symphysis-below-psis')],
    'sacral-base': [half('sacrum-width'), base],
    'sacral-apex': [0, base + SACRAL_SLOPE * d('sacrum-length')],
    trochanterion: [d('trochanterion-out'), height('trochanterion-height')],
    'trochanter-face': [d('trochanter-face-out'), height('trochanterion-height')],
    tuberosity: [half('tuberosity-distance'), height('tuberosity-height')],
    'tuberosity-top': [half('tuberosity-distance'), d('tuberosity-top-below-psis')],
    ...Object.fromEntries(
      PLACES.map((id): [string, Point] => [id, [dimensions[`${id}-out`] ?? 0, -(dimensions[`${id}-up`] ?? 0)]]),
    ),
  };
}
