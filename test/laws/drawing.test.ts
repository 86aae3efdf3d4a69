// Laws that hold for every drawing, checked on seeded random ones over the shipped anatomy. A failure prints the seed.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FRAMES, type Point, VIEWS, type View } from '#core/anatomy/anatomy.js';
import { regionGrid } from '#core/anatomy/region-grid.js';
import { mirrorCode } from '#core/anatomy/regions.js';
import { type Drawing, EMPTY_DRAWING, type Feel, type Mark, QUALITIES } from '#core/drawing/drawing.js';
import { codesOf } from '#core/drawing/figure-cells.js';
import { findingsFromDrawing } from '#core/drawing/finding-of-drawing.js';
import { type Measures, measureDrawing } from '#core/drawing/measure.js';
import { mirrorDrawing } from '#core/drawing/mirror.js';
import { pruned, settled } from '#core/drawing/prune.js';
import { rasterOf } from '#core/drawing/raster.js';
import { drawingFromContent } from '#core/drawing/read.js';
import { textOfDrawing } from '#core/drawing/text-of-drawing.js';
import { mirrorSide } from '#core/finding.js';
import { anatomy } from '../pack.js';

const RUNS = { numRuns: Number(process.env.CLUNEAL_DRAWING_RUNS ?? 1000), seed: 20261124 };
const measure = (d: Drawing) => measureDrawing(d, anatomy);
const codes = [...codesOf(anatomy).keys()];

const feel: fc.Arbitrary<Feel> = fc.record({
  qualities: fc.subarray([...QUALITIES], { maxLength: 3 }),
  intensity: fc.oneof(fc.integer({ min: 0, max: 10 }), fc.constant('unknown' as const)),
});
const view = fc.oneof({ arbitrary: fc.constant<View>('back'), weight: 3 }, fc.constantFrom(...VIEWS));
const width = fc.constantFrom(8, 12, 20, 9.5);

/** A hand's stroke: steps of up to 40 mm that stay in the frame, or in a part of it. */
const track = (v: View, within: readonly number[] = FRAMES[v]) => {
  const [left, top, right, bottom] = within as [number, number, number, number];
  const held = (x: number, low: number, high: number) => Math.min(high * 10, Math.max(low * 10, x));
  return fc
    .tuple(
      fc.integer({ min: Math.max(left, -180) * 10, max: Math.min(right, 180) * 10 }),
      fc.integer({ min: top * 10, max: bottom * 10 }),
      fc.array(fc.tuple(fc.integer({ min: -400, max: 400 }), fc.integer({ min: -400, max: 400 })), { maxLength: 12 }),
    )
    .map(([x0, y0, steps]) => {
      const out = [x0, y0];
      for (const [dx, dy] of steps) out.push(held(out.at(-2)! + dx, left, right), held(out.at(-1)! + dy, top, bottom));
      return out;
    });
};
const stroke = <K extends 'brush' | 'erase' | 'arrow'>(kind: K) =>
  view.chain((v) =>
    fc.record({ kind: fc.constant(kind), view: fc.constant(v), width, track: track(v), feel }).map((m): Mark => {
      if (m.kind === 'erase') return { kind: 'erase', view: v, width: m.width, track: m.track };
      if (m.kind === 'brush') return { kind: 'brush', view: v, width: m.width, track: m.track, ...m.feel };
      const arrow = m.track.length === 2 ? [...m.track, 0, 0] : m.track;
      return { kind: 'arrow', view: v, track: arrow, ...m.feel };
    }),
  );
const pin = view.chain((v) =>
  fc.tuple(track(v), feel).map(([[x, y], f]): Mark => ({ kind: 'pin', view: v, at: [x! / 10, y! / 10], ...f })),
);
const code = fc.constantFrom(...codes);
const mark: fc.Arbitrary<Mark> = fc.oneof(
  { arbitrary: stroke('brush'), weight: 6 },
  { arbitrary: stroke('erase'), weight: 2 },
  { arbitrary: pin, weight: 2 },
  { arbitrary: stroke('arrow'), weight: 1 },
  { arbitrary: fc.tuple(code, feel).map(([region, f]): Mark => ({ kind: 'fill', region, ...f })), weight: 2 },
  { arbitrary: code.map((region): Mark => ({ kind: 'unfill', region })), weight: 1 },
);
const drawing: fc.Arbitrary<Drawing> = fc
  .tuple(fc.array(mark, { maxLength: 7 }), fc.boolean(), fc.boolean())
  .map(([marks, confirmed, none]) => ({ ...EMPTY_DRAWING, marks, confirmed, none: none && marks.length === 0 }));

/** A list whose order says nothing, in one order; numbers to a millionth. */
const unordered = (list: readonly unknown[]): string[] =>
  list.map((x) => JSON.stringify(x, (_, v) => (typeof v === 'number' ? Math.round(v * 1e6) / 1e6 + 0 : v))).sort();

/** Measures as they are, or as a mirror shows them, in a form that can be compared. */
function seen(m: Measures, how: 'straight' | 'mirrored') {
  const turned = how === 'mirrored';
  const told = (all: readonly string[]) => all.map((c) => (turned ? mirrorCode(c) : c)).sort();
  const at = ([x, y]: Point): Point => [turned ? 0 - x : x, y];
  const side = <S extends string>(s: S) => (turned && s === 'L' ? 'R' : turned && s === 'R' ? 'L' : s);
  const sided = <T extends { readonly side: string }>(list: readonly T[]) =>
    list.map((x) => ({ ...x, side: side(x.side) }));
  return {
    ...m,
    balance: m.balance === 'unknown' || !turned ? m.balance : 0 - m.balance,
    regions: unordered(m.regions.map((r) => ({ ...r, code: told([r.code]) }))),
    codes: unordered(sided(m.codes).map((c) => ({ ...c, code: told([c.code]) }))),
    patches: unordered(
      sided(m.patches).map((p) => ({ ...p, centroid: at(p.centroid), zones: unordered(sided(p.zones)) })),
    ),
    pins: unordered(
      sided(m.pins).map((p) => ({ ...p, at: at(p.at), codes: told(p.codes), zones: unordered(sided(p.zones)) })),
    ),
    arrows: unordered(
      m.arrows.map((a) => ({ ...a, from: at(a.from), to: at(a.to), passes: told(a.passes), ends: told(a.ends) })),
    ),
    overlaps: unordered(sided(m.overlaps)),
  };
}

const findings = (m: Measures) => findingsFromDrawing(m, anatomy);

type Line = Pick<Extract<Mark, { kind: 'brush' }>, 'view' | 'track'>;
const linesInside = new Map<string, readonly Line[]>();
/** A narrow brush along the rows of a region's inside, a stroke a run, never over its border. */
function brushedInside(region: string, f: Feel): Mark[] {
  const lines = linesInside.get(region) ?? insideOf(region);
  linesInside.set(region, lines);
  return lines.map((line) => ({ kind: 'brush', width: 2, ...line, ...f }));
}

function insideOf(region: string): Line[] {
  const { view: v, runs } = codesOf(anatomy).get(region)!;
  const { cells, codes: names, width: across, box } = regionGrid(anatomy, v);
  const value = names.indexOf(region);
  const inside = (x: number, y: number) => {
    for (let dy = -1; dy <= 1; dy++)
      for (let dx = -1; dx <= 1; dx++) if (cells[(y + dy - box[1]) * across + x + dx - box[0]] !== value) return false;
    return true;
  };
  const lines: Line[] = [];
  for (let j = 0; j < runs.rows; j++)
    for (let k = runs.start[j]!; k < runs.start[j + 1]!; k++) {
      const y = runs.top + j;
      const xs = Array.from({ length: runs.last[k]! - runs.first[k]! + 1 }, (_, i) => runs.first[k]! + i);
      const own = xs.filter((x) => inside(x, y));
      const whole = own.length > 0 && own.at(-1)! - own[0]! === own.length - 1;
      const ends = whole ? [own[0]! * 10 + 5, y * 10 + 5, own.at(-1)! * 10 + 5, y * 10 + 5] : [];
      if (whole) lines.push({ view: v, track: ends });
    }
  return lines;
}

describe('the laws of drawings', () => {
  it('a mirrored drawing has mirrored codes, findings and measures, and nothing else changes', () => {
    fc.assert(
      fc.property(drawing, (d) => {
        const here = measure(d);
        const there = measure(mirrorDrawing(d));
        expect(seen(there, 'mirrored')).toEqual(seen(here, 'straight'));
        const mirrored = findings(there).map((f) => (f.side ? { ...f, side: mirrorSide(f.side) } : f));
        expect(unordered(mirrored)).toEqual(unordered(findings(here)));
        expect(mirrorDrawing(mirrorDrawing(d))).toEqual(d);
      }),
      RUNS,
    );
  });

  it('sex, stature and weight of the figure that was shown change nothing', () => {
    fc.assert(
      fc.property(
        drawing,
        fc.constantFrom('F' as const, 'M' as const),
        fc.integer({ min: 1400, max: 2050 }),
        fc.integer({ min: 40, max: 160 }),
        (d, sex, stature, weight) => {
          const shown = measure({ ...d, figure: { sex, stature, weight } });
          expect(shown).toEqual(measure(d));
        },
      ),
      RUNS,
    );
  });

  it('the area of two marks that do not touch is the sum of theirs', () => {
    const above = track('back', [-450, -760, 450, -20]);
    const below = track('back', [-450, 20, 450, 980]);
    fc.assert(
      fc.property(above, below, width, width, feel, feel, (a, b, wa, wb, fa, fb) => {
        const upper: Mark = { kind: 'brush', view: 'back', width: wa, track: a, ...fa };
        const lower: Mark = { kind: 'brush', view: 'back', width: wb, track: b, ...fb };
        const area = (...marks: Mark[]) => measure({ ...EMPTY_DRAWING, marks }).area;
        const [one, two, both] = [area(upper), area(lower), area(upper, lower)];
        expect(both.back.cm2).toBeCloseTo(one.back.cm2 + two.back.cm2, 9);
        expect(both.both.share).toBeCloseTo(one.both.share + two.both.share, 12);
      }),
      RUNS,
    );
  });

  it('nothing outside the skin counts', () => {
    fc.assert(
      fc.property(drawing, (d) => {
        for (const { view: v, owner, width: across, box } of rasterOf(d, anatomy).painted.values()) {
          const grid = regionGrid(anatomy, v);
          let outside = 0;
          for (let at = 0; at < owner.length; at++) {
            if (owner[at] === 0) continue;
            const [x, y] = [box[0] + (at % across), box[1] + Math.floor(at / across)];
            if (grid.cells[(y - grid.box[1]) * grid.width + x - grid.box[0]] === 0) outside++;
          }
          expect(outside).toBe(0);
        }
      }),
      RUNS,
    );
  });

  it('a region from the list and a brush over its inside give the same codes and findings', () => {
    fc.assert(
      fc.property(fc.uniqueArray(code, { minLength: 1, maxLength: 3 }), feel, fc.boolean(), (regions, f, confirmed) => {
        const listed: Drawing = {
          ...EMPTY_DRAWING,
          confirmed,
          marks: regions.map((region) => ({ kind: 'fill', region, ...f })),
        };
        const brushed: Drawing = {
          ...EMPTY_DRAWING,
          confirmed,
          marks: regions.flatMap((region) => brushedInside(region, f)),
        };
        const [list, brush] = [measure(listed), measure(brushed)];
        expect(list.codes.map((c) => c.code).sort()).toEqual([...regions].sort());
        expect(brush.codes).toEqual(list.codes);
        expect(findings(brush)).toEqual(findings(list));
      }),
      RUNS,
    );
  });

  it('taking back and doing again: a drawing up to any mark measures the same whatever was measured in between', () => {
    fc.assert(
      fc.property(drawing, fc.nat({ max: 7 }), (d, n) => {
        const upTo: Drawing = { ...d, none: false, marks: d.marks.slice(0, n) };
        const before = measure(upTo);
        const whole = measure(d);
        expect(measure(upTo)).toEqual(before);
        expect(measure(d)).toEqual(whole);
      }),
      RUNS,
    );
  });

  it('a later mark changes only cells that it covers', () => {
    fc.assert(
      fc.property(drawing, (d) => {
        const before = rasterOf({ ...d, marks: d.marks.slice(0, -1) }, anatomy);
        for (const [v, after] of rasterOf(d, anatomy).painted) {
          const was = before.painted.get(v);
          let wrong = 0;
          for (let at = 0; at < after.owner.length; at++) {
            const [x, y] = [after.box[0] + (at % after.width), after.box[1] + Math.floor(at / after.width)];
            const within = was && x >= was.box[0] && x < was.box[2] && y >= was.box[1] && y < was.box[3];
            const old = within ? was.owner[(y - was.box[1]) * was.width + x - was.box[0]]! : 0;
            const now = after.owner[at]!;
            if (now !== old && now !== 0 && now !== d.marks.length) wrong++;
          }
          expect(wrong).toBe(0);
        }
      }),
      RUNS,
    );
  });

  it('a drawing read back from its own text is the same drawing', () => {
    fc.assert(
      fc.property(drawing, (d) => {
        expect(drawingFromContent(JSON.parse(textOfDrawing(d)), anatomy)).toEqual({ ok: true, drawing: d });
      }),
      RUNS,
    );
  });

  it('a pruned drawing and a settled one measure as the drawing itself', () => {
    fc.assert(
      fc.property(drawing, (d) => {
        const here = measure(d);
        expect(measure(pruned(d))).toEqual(here);
        expect(measure(settled(d))).toEqual(here);
      }),
      RUNS,
    );
  });
});
