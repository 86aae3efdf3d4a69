// How well a drawing repeats, by simulation: every stroke is drawn again with an unsteady hand. Used to say how far the
// measures can be trusted, by the size of what was drawn.
import { type Anatomy } from '../anatomy/anatomy.js';
import { type Random, seededRandom } from '../random.js';
import { jaccardOf, paintedRuns } from './change.js';
import { type Drawing, type Mark, type Track } from './drawing.js';
import { rasterOf } from './raster.js';
import { heldIn } from './thin.js';

/** How far a whole stroke lands from where it was meant, mm: 2 to 4, in any direction. */
export const JITTER = [2, 4] as const;
/** SD of each point around the displaced stroke, mm. */
const WOBBLE = 0.5;

/** The drawing made again: each stroke, arrow and pin moved as a whole, strokes' points shaken besides. Fills stay. */
export function drawnAgain(drawing: Drawing, seed: number): Drawing {
  const random = seededRandom(seed, 'retest');
  return { ...drawing, marks: drawing.marks.map((m) => again(m, random)) };
}

function again(mark: Mark, random: Random): Mark {
  if (mark.kind === 'fill' || mark.kind === 'unfill') return mark;
  const far = JITTER[0] + (JITTER[1] - JITTER[0]) * random.uniform();
  const angle = 2 * Math.PI * random.uniform();
  const [dx, dy] = [far * Math.cos(angle), far * Math.sin(angle)];
  if (mark.kind === 'pin') {
    const [x, y] = heldIn(mark.view, [(mark.at[0] + dx) * 10, (mark.at[1] + dy) * 10]);
    return { ...mark, at: [x! / 10, y! / 10] };
  }
  const track: Track = mark.track.map((v, i) =>
    Math.round(v + 10 * (i % 2 === 0 ? dx : dy) + 10 * WOBBLE * random.normal()),
  );
  return { ...mark, track: heldIn(mark.view, track) };
}

export interface Retest {
  /** Painted area each time, cm² over all views; the first is the drawing itself. */
  readonly areas: readonly number[];
  /** Jaccard of each repeat with the drawing itself; empty where nothing is painted. */
  readonly jaccards: readonly number[];
  /** How far each pin moved, mm, over all repeats. */
  readonly pinMoves: readonly number[];
}

/** Draws again `times` times and measures each. */
export function retestOf(drawing: Drawing, anatomy: Anatomy, times: number, seed: number): Retest {
  const seen = (d: Drawing) => {
    const raster = rasterOf(d, anatomy);
    const runs = paintedRuns(d, raster);
    const pins = new Map(raster.pins.map(({ place, mark }) => [place, mark.at]));
    return { runs, pins, area: [...runs.values()].reduce((sum, r) => sum + r.area, 0) / 100 };
  };
  const first = seen(drawing);
  const repeats = Array.from({ length: times }, (_, i) => seen(drawnAgain(drawing, seed + i)));
  return {
    areas: [first.area, ...repeats.map((r) => r.area)],
    jaccards: repeats.map((r) => jaccardOf(first.runs, r.runs)).filter((j) => j !== 'unknown'),
    pinMoves: repeats.flatMap((r) =>
      [...r.pins].flatMap(([place, to]) => {
        const from = first.pins.get(place);
        return from ? [Math.hypot(to[0] - from[0], to[1] - from[1])] : [];
      }),
    ),
  };
}

/**
 * ICC(2,1): two-way random effects, absolute agreement, one measurement. Shrout & Fleiss, Psychol Bull 1979;86:420-428.
 * @param table one row a subject, one column a repeat; at least two of each
 * @returns at most 1; unknown where all values are the same
 */
export function icc(table: readonly (readonly number[])[]): number | 'unknown' {
  const n = table.length;
  const k = table[0]?.length ?? 0;
  if (n < 2 || k < 2 || table.some((row) => row.length !== k)) throw new Error('icc needs a table of at least 2 x 2');
  const mean = (xs: readonly number[]) => xs.reduce((s, x) => s + x, 0) / xs.length;
  const all = mean(table.flat());
  const rows = table.map(mean);
  const columns = table[0]!.map((_, j) => mean(table.map((row) => row[j]!)));
  const squares = (xs: readonly number[]) => xs.reduce((s, x) => s + (x - all) ** 2, 0);
  const total = squares(table.flat());
  const [between, repeats] = [k * squares(rows), n * squares(columns)];
  const msRows = between / (n - 1);
  const msColumns = repeats / (k - 1);
  const msError = (total - between - repeats) / ((n - 1) * (k - 1));
  const below = msRows + (k - 1) * msError + (k * (msColumns - msError)) / n;
  return below === 0 ? 'unknown' : (msRows - msError) / below;
}
