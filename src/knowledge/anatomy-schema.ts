// The schema of knowledge/anatomy: the figure's dimensions, the plate's shapes, regions, nerve points and territories.
// Strict objects, as in schema.ts.
import { z } from 'zod';

const text = z.string().min(1);
const ids = z.array(text);
const view = z.enum(['back', 'front', 'perineum']);
const nerve = z.enum(['scn', 'mcn', 'icn', 'pfcn', 'pudendal']);
const point = z.tuple([z.number(), z.number()]);
const polygon = z.array(point).min(3);
const mean = z.strictObject({ mean: z.number(), sd: z.number().positive().exactOptional() });
const range = z.tuple([z.number(), z.number()]);
const spread = z.strictObject({
  mean: z.number(),
  sd: z.number().positive().exactOptional(),
  range: range.exactOptional(),
});
const bySex = z.strictObject({ female: z.number(), male: z.number() });

/** knowledge/anatomy/dimensions.yaml */
export const dimensionFile = z.array(
  z.strictObject({
    id: text,
    name: text,
    unit: z.enum(['mm', 'kg']),
    female: mean,
    male: mean,
    'with-stature': bySex.exactOptional(),
    'with-weight': bySex.exactOptional(),
    /** Sources by key; empty only where `assumed` says why. */
    from: ids,
    assumed: text.exactOptional(),
    note: text.exactOptional(),
  }),
);

/** knowledge/anatomy/outlines.yaml: the x >= 0 half, from the top midline point to the bottom one. */
export const outlineFile = z.strictObject({
  back: polygon,
  front: polygon,
  perineum: polygon,
});

/** knowledge/anatomy/plate/<name>.yaml */
export const plateFile = z.array(
  z.strictObject({
    id: text,
    part: text,
    name: text,
    layer: z.enum(['skin', 'bones', 'ligaments', 'fascia', 'muscles', 'nerves']),
    view,
    ink: z.enum([
      'silhouette',
      'contour',
      'relief',
      'body',
      'edge',
      'detail',
      'hollow',
      'shade',
      'light',
      'fibre',
      'nerve',
      'corridor',
    ]),
    paired: z.boolean(),
    path: z.string().regex(/^M[MLCQZ0-9eE.,\s-]+$/, 'absolute M, L, C, Q and Z only'),
    nerve: nerve.exactOptional(),
    sex: z.enum(['F', 'M']).exactOptional(),
    /** What it was drawn after: sources by key, or claim ids, or a sentence. */
    after: text.exactOptional(),
  }),
);

const segments = z.strictObject({ positive: z.array(z.int()), negative: z.array(z.int()) });
/** knowledge/anatomy/regions.yaml; earlier regions lie over later ones. */
export const regionFile = z.array(
  z.strictObject({
    id: text,
    view,
    name: text,
    plain: text,
    group: text,
    paired: z.boolean(),
    polygon,
    findings: ids,
    choir: z.strictObject({ male: segments, female: segments }),
    neighbours: z
      .strictObject({
        up: text.exactOptional(),
        down: text.exactOptional(),
        medial: text.exactOptional(),
        lateral: text.exactOptional(),
      })
      .exactOptional(),
    note: text.exactOptional(),
  }),
);

/** knowledge/anatomy/points.yaml */
export const pointFile = z.array(
  z.strictObject({
    id: text,
    nerve,
    name: text,
    kind: z.enum(['crossing', 'groove', 'tender-point', 'ligament', 'origin', 'branch']),
    from: z.strictObject({
      midline: spread.exactOptional(),
      psis: spread
        .extend({ towards: z.enum(['cranial-lateral', 'caudal', 'lateral', 'cranial']) })
        .strict()
        .exactOptional(),
      tuberosity: z.strictObject({ lateral: mean.exactOptional(), below: mean.exactOptional() }).exactOptional(),
      below: z.strictObject({ point: text, range }).exactOptional(),
    }),
    n: z.union([z.int().min(1), z.literal('unknown')]),
    'n-is': text,
    source: text,
    claims: ids,
    dispute: text.exactOptional(),
    note: text.exactOptional(),
  }),
);

/** knowledge/anatomy/territories/<kind>.yaml */
export const territoryFile = z.array(
  z.strictObject({
    id: text,
    kind: z.enum(['cutaneous', 'dermatome', 'referral']),
    name: text,
    /** What stands in the field on a map; none where it would not fit. */
    label: text.exactOptional(),
    view,
    paired: z.boolean(),
    polygons: z.array(polygon).min(1),
    disorders: ids,
    from: ids.min(1),
    because: text,
    note: text.exactOptional(),
  }),
);

const reasoned = z.strictObject({ value: z.number(), because: text, from: ids });
/** knowledge/anatomy/thresholds.yaml */
export const thresholdFile = z.strictObject({
  'region-coverage': reasoned,
  'region-area': reasoned,
  'patch-share': reasoned,
  'single-spot': reasoned,
  'detectable-change': reasoned,
});

export type DimensionSource = z.infer<typeof dimensionFile>[number];
export type OutlineSource = z.infer<typeof outlineFile>;
export type PlateSource = z.infer<typeof plateFile>[number];
export type RegionSource = z.infer<typeof regionFile>[number];
export type PointSource = z.infer<typeof pointFile>[number];
export type TerritorySource = z.infer<typeof territoryFile>[number];
export type ThresholdSource = z.infer<typeof thresholdFile>;
