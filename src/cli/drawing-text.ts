// A drawing's measures for a reader at a terminal: what was said, where, how much, how near to which nerve.
import { type Anatomy, type View } from '#core/anatomy/anatomy.js';
import { readRegionCode } from '#core/anatomy/regions.js';
import { type DrawingChange } from '#core/drawing/change.js';
import { type ZoneDistance } from '#core/drawing/distance.js';
import { type Feel } from '#core/drawing/drawing.js';
import { type Measures } from '#core/drawing/measure.js';
import { hanging } from './lines.js';
import { NOTICE } from './notice.js';
import { type Paint } from './paint.js';

export interface DrawingPage {
  readonly anatomy: Anatomy;
  readonly paint: Paint;
  readonly width: number;
}

export interface DrawingAnswer {
  readonly measures: Measures;
  readonly says: string;
  readonly findings: readonly string[];
  readonly change: DrawingChange | null;
}

const NERVE: Readonly<Record<ZoneDistance['nerve'], string>> = {
  scn: 'superior cluneal',
  mcn: 'middle cluneal',
  icn: 'inferior cluneal',
  pfcn: 'posterior femoral cutaneous',
  pudendal: 'pudendal',
};
const SIDE: Readonly<Record<'L' | 'R' | 'B' | 'midline', string>> = {
  L: 'left',
  R: 'right',
  B: 'across the midline',
  midline: 'midline',
};
const VIEW: Readonly<Record<View, string>> = { back: 'back', front: 'front', perineum: 'perineum inset' };
const OVERLAPS_SHOWN = 8;
const ZONES_SHOWN = 3;

const mm = (x: number): string => `${Math.round(x)} mm`;
const percent = (x: number, digits = 0): string => `${(100 * x).toFixed(digits)} %`;
const cm2 = (x: number): string => `${x.toFixed(1)} cm²`;
const signed = (x: number, digits: number): string => `${x > 0 ? '+' : ''}${x.toFixed(digits)}`;

function feelPhrase({ qualities, intensity }: Feel): string {
  const told = [...qualities, ...(intensity === 'unknown' ? [] : [`${intensity} of 10`])];
  return told.length > 0 ? told.join(', ') : 'feel not told';
}

function codeName(anatomy: Anatomy, code: string): string {
  const { id, side } = readRegionCode(code);
  const name = anatomy.regions.find((r) => r.id === id)!.name;
  return side ? `${name} (${SIDE[side]})` : name;
}

function section(paint: Paint, title: string, lines: readonly string[], none: string): string[] {
  return ['', paint.bold(title), ...(lines.length > 0 ? lines : [`  ${none}`])];
}

function regionLines({ anatomy, width }: DrawingPage, m: Measures): string[] {
  const covered = new Map(m.regions.map((r) => [r.code, r]));
  return m.codes.flatMap((c) => {
    const part = covered.get(c.code);
    const by = c.by.map((b) => (b === 'paint' ? `${percent(part!.share)} painted` : b)).join(', ');
    const pain = c.pain ? '' : ' (not pain)';
    const text = `${codeName(anatomy, c.code)} [${c.code}]: ${by}; ${feelPhrase(c)}${pain}`;
    return hanging('  ', text, width, 4);
  });
}

function areaLines({ area, balance }: Measures): string[] {
  const views = (['back', 'front', 'perineum'] as const).filter((v) => area[v].cm2 > 0);
  const side =
    balance === 'unknown'
      ? 'side balance unknown: nothing is painted'
      : `side balance ${signed(balance, 2)} (-1 all left, +1 all right)`;
  return [
    `  ${cm2(area.both.cm2)} of back and front, ${percent(area.both.share, 2)} of the figure`,
    ...views.map((v) => `  ${VIEW[v]}: ${cm2(area[v].cm2)}, ${percent(area[v].share, 2)}`),
    `  ${side}`,
  ];
}

const zonePhrase = (z: ZoneDistance): string =>
  `${NERVE[z.nerve]} (${SIDE[z.side]}) ${mm(z.distance)} ± ${mm(z.spread)}, ${z.deviations.toFixed(1)} SD`;

function placeLines({ anatomy, width }: DrawingPage, m: Measures): string[] {
  const near = (zones: readonly ZoneDistance[]) =>
    zones.length === 0
      ? []
      : hanging('    nearest zones: ', zones.slice(0, ZONES_SHOWN).map(zonePhrase).join('; '), width, 6);
  const at = ([x, y]: readonly [number, number]) => `at ${Math.round(x)}, ${Math.round(y)} mm`;
  return [
    ...m.patches.flatMap((p) => [
      `  patch, ${VIEW[p.view]}, ${SIDE[p.side]}, ${at(p.centroid)}: ${cm2(p.area / 100)}, ${mm(p.extent)} long; ${feelPhrase(p)}`,
      ...near(p.zones),
    ]),
    ...m.pins.flatMap((p) => [
      `  pin, ${VIEW[p.view]}, ${SIDE[p.side]}, ${at(p.at)}: ${p.codes.join(', ')}; ${feelPhrase(p)}`,
      ...near(p.zones),
    ]),
    ...m.arrows.flatMap((a) => {
      const ends = a.ends.map((c) => codeName(anatomy, c)).join(', ') || 'a region taken out';
      return hanging('  ', `arrow, ${VIEW[a.view]}: ${a.passes.join(', ')}; ends in ${ends}`, width, 4);
    }),
  ];
}

function overlapLines({ anatomy }: DrawingPage, m: Measures): string[] {
  const names = new Map(anatomy.territories.map((t) => [t.id, t.name]));
  return m.overlaps
    .slice(0, OVERLAPS_SHOWN)
    .map(
      (o) =>
        `  ${o.jaccard.toFixed(2)}  ${names.get(o.territory)}, ${o.kind}, ${SIDE[o.side]}: ` +
        `${percent(o.inside)} of the drawing lies in it, ${percent(o.covered)} of it is drawn`,
    );
}

/** Leoni 2013: what a reader of a change must know before believing in it. */
const REDRAWN =
  'the same pain drawn again a minute later differed by up to two fifths in extent (Leoni 2013): a change beyond measuring need not be one of the pain';

function changeLines({ anatomy, width }: DrawingPage, c: DrawingChange): string[] {
  const list = (codes: readonly string[]) => codes.map((code) => codeName(anatomy, code)).join('; ') || 'none';
  const intensity =
    c.intensity === 'unknown' ? 'worst intensity: not told both times' : `worst intensity ${signed(c.intensity, 0)}`;
  const least = percent(c.detectable, 2);
  const verdict = `${c.exceeds ? 'beyond' : 'within'} what measuring alone scatters (${least})`;
  return [
    `  area ${signed(c.cm2, 1)} cm², ${signed(100 * c.share, 2)} % of the figure: ${verdict}`,
    `  shared area: ${c.jaccard === 'unknown' ? 'nothing painted either time' : `Jaccard ${c.jaccard.toFixed(2)}`}`,
    ...c.shifts.map((s) => `  middle of the ${VIEW[s.view]} drawing moved ${mm(s.distance)}`),
    ...hanging('  gained: ', list(c.gained), width, 4),
    ...hanging('  lost: ', list(c.lost), width, 4),
    `  ${intensity}`,
    ...hanging('  ', REDRAWN, width, 4),
  ];
}

export function drawingText(page: DrawingPage, { measures: m, says, findings, change }: DrawingAnswer): string[] {
  const { paint, width, anatomy } = page;
  const flags = [
    ...(m.singleSpot ? ['single spot: one finger covers it'] : []),
    ...(m.state === 'none' ? ['no pain anywhere was said'] : []),
    ...(m.confirmed ? [] : ['not confirmed by the person: no side is ruled out']),
  ];
  return [
    paint.bold(NOTICE),
    `Knowledge ${anatomy.version}; mm and cm² of the standard figure`,
    '',
    ...hanging('', says, width),
    ...section(paint, 'Regions', regionLines(page, m), 'none reached'),
    ...section(paint, 'Area', areaLines(m), ''),
    ...section(paint, 'Patches, pins and arrows', placeLines(page, m), 'none'),
    ...section(paint, 'Overlaps (Jaccard)', overlapLines(page, m), 'none'),
    ...section(
      paint,
      'Findings',
      findings.map((f) => `  ${f}`),
      'none: what is not drawn is unknown, not absent',
    ),
    ...section(
      paint,
      'Flags',
      flags.map((f) => `  ${f}`),
      'none',
    ),
    ...(change ? section(paint, 'Change since the earlier drawing', changeLines(page, change), '') : []),
  ];
}
