import { describe, expect, it } from 'vitest';
import { anatomy } from '../../../test/pack.js';
import { FRAMES } from '../anatomy/anatomy.js';
import { seededRandom } from '../random.js';
import { paintedRuns } from './change.js';
import { type Drawing, EMPTY_DRAWING, type Mark } from './drawing.js';
import { measureDrawing } from './measure.js';
import { pruned, settled } from './prune.js';
import { rasterOf } from './raster.js';
import { textOfDrawing } from './text-of-drawing.js';

const POINTS = 100_000;

/** A hand that never stops: steps of 1 to 20 mm, each somewhat aside from the last, within the back view. */
function scribble(strokes: number): Drawing {
  const random = seededRandom(20261124, 'scribble');
  const [left, top, right, bottom] = FRAMES.back;
  let [x, y, heading] = [0, 0, 0];
  const marks = Array.from({ length: strokes }, (): Mark => {
    const track = [x, y];
    for (let i = 1; i < POINTS / strokes; i++) {
      heading += random.normal();
      const far = 10 + 190 * random.uniform();
      x = Math.round(Math.min(right * 10, Math.max(left * 10, x + far * Math.cos(heading))));
      y = Math.round(Math.min(bottom * 10, Math.max(top * 10, y + far * Math.sin(heading))));
      track.push(x, y);
    }
    return { kind: 'brush', view: 'back', width: 12, track, qualities: ['aching'], intensity: 5 };
  });
  return { ...EMPTY_DRAWING, marks };
}
const runsOf = (d: Drawing) => paintedRuns(d, rasterOf(d, anatomy)).get('back');
const kilobytes = (d: Drawing) => textOfDrawing(d).length / 1000;

describe(`a scribble of ${POINTS} points`, () => {
  it('in one stroke is pruned to at most 200 kB and paints the same cells', () => {
    const drawing = scribble(1);
    const light = pruned(drawing);
    expect(kilobytes(light)).toBeLessThanOrEqual(200);
    expect(runsOf(light)).toEqual(runsOf(drawing));
    expect(measureDrawing(light, anatomy)).toEqual(measureDrawing(drawing, anatomy));
  });

  it('in fifty strokes is settled to at most 200 kB and measures the same', () => {
    const drawing = scribble(50);
    const handed = settled(drawing);
    expect(kilobytes(handed)).toBeLessThanOrEqual(200);
    expect(runsOf(handed)).toEqual(runsOf(drawing));
    expect(measureDrawing(handed, anatomy)).toEqual(measureDrawing(drawing, anatomy));
  });
});

describe('pruning', () => {
  const brush = (...track: number[]): Mark => ({
    kind: 'brush',
    view: 'back',
    width: 12,
    track,
    qualities: [],
    intensity: 'unknown',
  });
  const points = (d: Drawing) => d.marks.map((m) => ('track' in m ? m.track.length / 2 : 0));

  it('drops what goes over what is covered already, and keeps every stroke that may be shown again', () => {
    const there = Array.from({ length: 50 }, (_, i) => [i * 20, 0]).flat();
    const back = there.toReversed().flatMap((_, i, all) => (i % 2 === 0 ? [all[i + 1]!, all[i]!] : []));
    expect(points(pruned({ ...EMPTY_DRAWING, marks: [brush(...there, ...back)] }))).toEqual([2]);
    const twice = { ...EMPTY_DRAWING, marks: [brush(0, 0, 500, 0), brush(0, 0, 500, 0)] };
    expect(points(pruned(twice))).toEqual([2, 2]);
    expect(points(settled(twice))).toEqual([2]);
  });

  it('settles strokes that an eraser took out altogether, and never the eraser itself', () => {
    const erase: Mark = { kind: 'erase', view: 'back', width: 20, track: [0, 0, 500, 0] };
    const pin: Mark = { kind: 'pin', view: 'back', at: [20, 0], qualities: [], intensity: 'unknown' };
    const drawing = { ...EMPTY_DRAWING, marks: [pin, brush(0, 0, 500, 0), erase, brush(0, 0, 500, 0)] };
    expect(settled(drawing).marks.map((m) => m.kind)).toEqual(['pin', 'erase', 'brush']);
    expect(measureDrawing(settled(drawing), anatomy)).toEqual(measureDrawing(drawing, anatomy));
  });
});
