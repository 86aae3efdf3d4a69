// How long the worst drawing takes to measure, and how large its file is: one stroke of 100,000 points, as a hand that
// never stops would draw it.
import { FRAMES } from '../dist/core/anatomy/anatomy.js';
import { EMPTY_DRAWING } from '../dist/core/drawing/drawing.js';
import { measureDrawing } from '../dist/core/drawing/measure.js';
import { pruned } from '../dist/core/drawing/prune.js';
import { textOfDrawing } from '../dist/core/drawing/text-of-drawing.js';
import { seededRandom } from '../dist/core/random.js';

const POINTS = 100_000;
const WARM_UP = 8;
const RUNS = 15;

function scribble() {
  const random = seededRandom(20261124, 'scribble');
  const [left, top, right, bottom] = FRAMES.back;
  let [x, y, heading] = [0, 0, 0];
  const track = [x, y];
  for (let i = 1; i < POINTS; i++) {
    heading += random.normal();
    const far = 10 + 190 * random.uniform();
    x = Math.round(Math.min(right * 10, Math.max(left * 10, x + far * Math.cos(heading))));
    y = Math.round(Math.min(bottom * 10, Math.max(top * 10, y + far * Math.sin(heading))));
    track.push(x, y);
  }
  return {
    ...EMPTY_DRAWING,
    marks: [{ kind: 'brush', view: 'back', width: 12, track, qualities: ['aching'], intensity: 5 }],
  };
}

/** Milliseconds of measuring, the middle of several runs once warm; bytes of the file. */
export function scribbleCost(anatomy) {
  const drawing = scribble();
  // The first runs build the masks and compile the code; a page has them behind it.
  for (let i = 0; i < WARM_UP; i++) measureDrawing(drawing, anatomy);
  const times = Array.from({ length: RUNS }, () => {
    const started = performance.now();
    measureDrawing({ ...drawing }, anatomy);
    return performance.now() - started;
  });
  return { ms: times.sort((a, b) => a - b)[RUNS >> 1], bytes: textOfDrawing(pruned(drawing)).length };
}
