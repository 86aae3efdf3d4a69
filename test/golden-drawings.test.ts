// Forty drawings such as patients make, each with what must be measured of it (scripts/golden-drawings.mjs draws them),
// and how well they repeat when they are drawn again with an unsteady hand.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Drawing } from '#core/drawing/drawing.js';
import { findingsFromDrawing } from '#core/drawing/finding-of-drawing.js';
import { measureDrawing } from '#core/drawing/measure.js';
import { drawingFromContent } from '#core/drawing/read.js';
import { readBackOf, readBackSentence } from '#core/drawing/read-back.js';
import { icc, JITTER, retestOf } from '#core/drawing/retest.js';
import { textOfDrawing } from '#core/drawing/text-of-drawing.js';
import { textOfFinding } from '#core/finding.js';
import { anatomy, knowledge } from './pack.js';

const FOLDER = fileURLToPath(new URL('./drawings/', import.meta.url));
const textOf = (name: string) => readFileSync(`${FOLDER}${name}.drawing.json`, 'utf8');
const names = readdirSync(FOLDER).flatMap((f) => (f.endsWith('.drawing.json') ? [f.slice(0, -13)] : []));
const read = (name: string): Drawing => {
  const result = drawingFromContent(JSON.parse(textOf(name)), anatomy);
  if (!result.ok) throw new Error(result.errors.map((e) => `${e.field}: ${e.message}`).join('; '));
  return result.drawing;
};

interface Expected {
  readonly says: string;
  readonly codes: readonly string[];
  readonly cm2: Readonly<Record<'back' | 'front' | 'perineum', number>>;
  readonly share: number;
  readonly singleSpot: boolean;
  readonly findings: readonly string[];
  readonly worst: number | 'unknown';
}
const expected = JSON.parse(readFileSync(`${FOLDER}expected.json`, 'utf8')) as Readonly<Record<string, Expected>>;

describe('the golden drawings', () => {
  it('are forty, fifteen of them pins and patches no larger than the tender place at the crest', () => {
    expect(names).toHaveLength(40);
    expect(Object.keys(expected).sort()).toEqual([...names].sort());
    expect(names.filter((n) => n.startsWith('pin-') || n.startsWith('patch-'))).toHaveLength(15);
  });

  it.each(names)('%s measures as expected', (name) => {
    const drawing = read(name);
    const m = measureDrawing(drawing, anatomy);
    const { share, ...rest } = expected[name]!;
    expect({
      says: readBackSentence(readBackOf(m), anatomy),
      codes: m.codes.map((c) => c.code),
      cm2: { back: m.area.back.cm2, front: m.area.front.cm2, perineum: m.area.perineum.cm2 },
      singleSpot: m.singleSpot,
      findings: findingsFromDrawing(m, anatomy).map(textOfFinding),
      worst: m.worst,
    }).toEqual(rest);
    expect(m.area.both.share).toBeCloseTo(share, 6);
    expect(textOfDrawing(drawing)).toBe(textOf(name));
  });

  it('and the examples of the documentation can be read', () => {
    const shown = /```json\n([\s\S]*?)```/.exec(readFileSync('docs/drawing-format.md', 'utf8'))![1]!;
    for (const text of [shown, readFileSync('examples/right-crest.drawing.json', 'utf8')])
      expect(drawingFromContent(JSON.parse(text), anatomy)).toMatchObject({ ok: true });
  });

  it('say only findings of the vocabulary, with a side where it has one', () => {
    const entries = new Map(knowledge.findings.map((f) => [f.id, f]));
    for (const name of names)
      for (const f of findingsFromDrawing(measureDrawing(read(name), anatomy), anatomy)) {
        expect(entries.has(f.id), f.id).toBe(true);
        if (f.side) expect(entries.get(f.id)!.sided, f.id).toBe(true);
      }
  });
});

const TIMES = 20;
/** Area over length: a long line is not broad, and a few mm beside itself it hardly meets itself. */
const BROAD = 50;

describe(`drawn again ${TIMES} times, every stroke ${JITTER[0]} to ${JITTER[1]} mm from where it was`, () => {
  const all = names.map((name, i) => {
    const drawing = read(name);
    const { patches } = measureDrawing(drawing, anatomy);
    const largest = patches.toSorted((a, b) => b.extent - a.extent)[0];
    const listed = drawing.marks.some((m) => m.kind === 'fill');
    return { name, largest, listed, ...retestOf(drawing, anatomy, TIMES, 1000 * (i + 1)) };
  });
  const painted = all.filter((d) => d.largest && !d.listed);
  const mean = (xs: readonly number[]) => xs.reduce((s, x) => s + x, 0) / xs.length;
  const between = (from: number, to: number) =>
    painted.filter((d) => d.largest!.extent >= from && d.largest!.extent < to);
  const broad = between(100, Infinity).filter((d) => d.largest!.area / d.largest!.extent >= BROAD);
  const narrow = between(100, Infinity).filter((d) => !broad.includes(d));
  const classes = {
    'under 60 mm': between(0, 60),
    '60 to 100 mm': between(60, 100),
    [`100 mm and more, ${BROAD} mm broad`]: broad,
    '100 mm and more, narrower': narrow,
  };

  it('the area agrees with itself in every size class: ICC(2,1) at least 0.9', () => {
    const lines = Object.entries(classes).map(([name, drawings]) => {
      const agreement = icc(drawings.map((d) => d.areas));
      const jaccard = drawings.map((d) => mean(d.jaccards));
      expect(agreement).toBeGreaterThan(0.9);
      const figures = `${drawings.length} drawings, area ICC ${Number(agreement).toFixed(4)}`;
      return `${name}: ${figures}, Jaccard mean ${mean(jaccard).toFixed(3)}, least ${Math.min(...jaccard).toFixed(3)}`;
    });
    console.log(lines.join('\n'));
  });

  it('a patch of 100 mm and more that is no mere line lies on itself: Jaccard at least 0.9', () => {
    expect(broad.length).toBeGreaterThanOrEqual(5);
    for (const d of broad) expect(mean(d.jaccards), d.name).toBeGreaterThanOrEqual(0.9);
  });

  it('a pin moves no more than the hand that set it', () => {
    const moves = all.flatMap((d) => d.pinMoves);
    expect(moves.length).toBeGreaterThan(100);
    expect(Math.max(...moves)).toBeLessThanOrEqual(JITTER[1]);
  });
});
