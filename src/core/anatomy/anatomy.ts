// The anatomy that every picture is drawn from, as compiled from knowledge/anatomy. Types only. All coordinates are
// millimetres of the STANDARD figure (neutral, mean of both sexes): x to the viewer's right of the midline, y downwards
// from the level of the posterior superior iliac spines (PSIS). Paired things are authored for x > 0 and mirrored.

/** Back and front of the whole body (one frame each; the lumbopelvic picture is a window of the back), and the inset. */
export type View = 'back' | 'front' | 'perineum';
export const VIEWS: readonly View[] = ['back', 'front', 'perineum'];

/** [x, y] in mm of the standard figure. */
export type Point = readonly [number, number];
/** [left, top, right, bottom] in mm of the standard figure. */
export type Box = readonly [number, number, number, number];
/** A closed outline; the last point joins the first. */
export type Polygon = readonly Point[];

export type FigureSex = 'F' | 'M' | 'neutral';
/** One side of the body; never both. */
export type BodySide = 'L' | 'R';

/** Where each view looks: its frame in mm. Cells outside the skin outline do not count. */
export const FRAMES: Readonly<Record<View, Box>> = {
  back: [-450, -760, 450, 980],
  front: [-450, -760, 450, 980],
  perineum: [-140, -120, 140, 120],
};
/** The lumbopelvic window of the back view: lower ribs to mid-thigh, 480 x 600 mm. */
export const LUMBOPELVIC: Box = [-240, -262, 240, 338];

/** Which side of the body x > 0 shows: seen from behind it is the right, from the front the left. */
export const sideAt = (view: View, x: number): BodySide => {
  // The inset is seen from below with the back of the body up: the viewer's right is the patient's right.
  const positive: BodySide = view === 'front' ? 'L' : 'R';
  return x > 0 ? positive : positive === 'L' ? 'R' : 'L';
};

/** A length of the body, mm, of one sex: mean and spread. */
export interface Measured {
  readonly mean: number;
  readonly sd?: number;
}

/** A body dimension with where it comes from; `assumed` says why when nobody measured it. */
export interface Dimension {
  readonly id: string;
  readonly name: string;
  readonly unit: 'mm' | 'kg';
  readonly female: Measured;
  readonly male: Measured;
  /** Correlation with stature and with weight, where published. */
  readonly withStature?: { readonly female: number; readonly male: number };
  readonly withWeight?: { readonly female: number; readonly male: number };
  readonly from: readonly string[];
  readonly assumed?: string;
}

export type PlateLayer = 'skin' | 'bones' | 'ligaments' | 'fascia' | 'muscles' | 'nerves';
export const PLATE_LAYERS: readonly PlateLayer[] = ['skin', 'bones', 'ligaments', 'fascia', 'muscles', 'nerves'];

/** How a shape is drawn; the workstation's stylesheet gives each its line weight, fill and shade. */
export type Ink =
  | 'silhouette'
  | 'contour'
  | 'relief'
  | 'body'
  | 'edge'
  | 'detail'
  | 'hollow'
  | 'shade'
  | 'light'
  | 'fibre'
  | 'nerve'
  | 'corridor';

/** One drawn thing of the plate. Several shapes may share a `part` (a bone's body, edges, shades). */
export interface PlateShape {
  readonly id: string;
  readonly part: string;
  readonly name: string;
  readonly layer: PlateLayer;
  readonly view: View;
  readonly ink: Ink;
  readonly paired: boolean;
  /** SVG path data, absolute commands M L C Q Z only, mm of the standard figure. */
  readonly path: string;
  readonly nerve?: NerveId;
  /** Drawn only on a figure of this sex; absent for both. */
  readonly sex?: 'F' | 'M';
}

export type NerveId = 'scn' | 'mcn' | 'icn' | 'pfcn' | 'pudendal';

/** A named part of the skin: the one code set of every figure. */
export interface Region {
  readonly id: string;
  readonly view: View;
  /** Clinician's and patient's words, without a side. */
  readonly name: string;
  readonly plain: string;
  /** Heading it is listed under. */
  readonly group: string;
  /** Paired regions have a side in their code (`iliac-crest@R`); midline ones have none (`coccyx`). */
  readonly paired: boolean;
  /** mm of the standard figure; paired: the x > 0 half; midline: the x >= 0 half, mirrored and joined. */
  readonly polygon: Polygon;
  /** Findings said by pain here. */
  readonly findings: readonly string[];
  /** CHOIR Body Map segments by its male and its female numbering, of the side x > 0 and of the side x < 0. */
  readonly choir: {
    readonly male: { readonly positive: readonly number[]; readonly negative: readonly number[] };
    readonly female: { readonly positive: readonly number[]; readonly negative: readonly number[] };
  };
  /** Neighbours by arrow key, in region ids of the same side. */
  readonly neighbours?: Readonly<Partial<Record<'up' | 'down' | 'medial' | 'lateral', string>>>;
}

/** What a study measured of a nerve point, from fixed landmarks; one ellipse each. */
export interface StudyPoint {
  readonly id: string;
  readonly nerve: NerveId;
  readonly name: string;
  /** Crossing, groove and tender point are different things. */
  readonly kind: 'crossing' | 'groove' | 'tender-point' | 'ligament' | 'origin' | 'branch';
  readonly from: {
    /** Distance lateral to the midline, mm. */
    readonly midline?: { readonly mean: number; readonly sd?: number; readonly range?: readonly [number, number] };
    /** Straight distance from the PSIS, mm, up and outwards unless `towards` says down. */
    readonly psis?: {
      readonly mean: number;
      readonly sd?: number;
      readonly range?: readonly [number, number];
      readonly towards: 'cranial-lateral' | 'caudal' | 'lateral' | 'cranial';
    };
    /** From the lowest point of the ischial tuberosity, mm: lateral and below. */
    readonly tuberosity?: {
      readonly lateral?: { readonly mean: number; readonly sd?: number };
      readonly below?: { readonly mean: number; readonly sd?: number };
    };
    /** mm below another study's point. */
    readonly below?: { readonly point: string; readonly range: readonly [number, number] };
  };
  /** Patients, sides or specimens; 'unknown' where the paper was not readable. */
  readonly n: number | 'unknown';
  readonly nIs: string;
  readonly source: string;
  /** Publications of the same dissections share it and are counted once. */
  readonly cohort: string;
  readonly claims: readonly string[];
  readonly dispute?: string;
  readonly note?: string;
}

export type TerritoryKind = 'cutaneous' | 'dermatome' | 'referral';

/** A skin field: of a nerve, of a root, or where a mimic's pain is felt. */
export interface Territory {
  readonly id: string;
  readonly kind: TerritoryKind;
  readonly name: string;
  /** What stands in the field on a map; none where it would not fit. */
  readonly label?: string;
  readonly view: View;
  readonly paired: boolean;
  /** One or more outlines, each for x > 0, mm of the standard figure. */
  readonly polygons: readonly Polygon[];
  /** Disorders whose pain it shows. */
  readonly disorders: readonly string[];
  readonly from: readonly string[];
  readonly note?: string;
}

/** When a drawing says a finding; each with its reason in knowledge/anatomy/thresholds.yaml. */
export interface DrawingThresholds {
  /** Share of a region's cells that must be covered. */
  readonly regionCoverage: number;
  /** ... or this much of it, mm². */
  readonly regionArea: number;
  /** ... or this share of one patch's area lies in it. */
  readonly patchShare: number;
  /** Longest extent of a patch that still counts as one spot, mm. */
  readonly singleSpot: number;
  /** Minimal detectable change of painted area, share of the figure. */
  readonly detectableChange: number;
}

/** The compiled knowledge/anatomy. */
export interface Anatomy {
  readonly version: string;
  readonly dimensions: readonly Dimension[];
  readonly shapes: readonly PlateShape[];
  /** Skin outlines by view: the x >= 0 half from the top midline point to the bottom one, mm of the standard figure. */
  readonly outlines: Readonly<Record<View, Polygon>>;
  readonly regions: readonly Region[];
  readonly points: readonly StudyPoint[];
  readonly territories: readonly Territory[];
  readonly thresholds: DrawingThresholds;
}
