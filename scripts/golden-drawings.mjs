// Draws the golden drawings of test/drawings again from what each is meant to show, and writes what is measured of them
// to test/drawings/expected.json. Run it after a change of the regions, the thresholds or the measuring, and read the
// difference before keeping it: every changed line says that some patient's drawing would now be told otherwise.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EMPTY_DRAWING } from '../dist/core/drawing/drawing.js';
import { findingsFromDrawing } from '../dist/core/drawing/finding-of-drawing.js';
import { measureDrawing } from '../dist/core/drawing/measure.js';
import { readBackOf, readBackSentence } from '../dist/core/drawing/read-back.js';
import { textOfDrawing } from '../dist/core/drawing/text-of-drawing.js';
import { heldIn, thinned } from '../dist/core/drawing/thin.js';
import { textOfFinding } from '../dist/core/finding.js';
import { seededRandom } from '../dist/core/random.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const anatomy = JSON.parse(readFileSync(join(root, 'dist/pack/anatomy.json'), 'utf8'));
const tenths = (points) => points.flatMap(([x, y]) => [Math.round(x * 10), Math.round(y * 10)]);
const feel = (qualities = [], intensity = 'unknown') => ({ qualities, intensity });

// Right of the patient is x > 0 on the back and in the inset, x < 0 on the front; all mm of the standard figure.
const pin = (view, x, y, f = feel()) => [{ kind: 'pin', view, at: [x, y], ...f }];
const line = (view, points, width, f = feel()) => [{ kind: 'brush', view, width, track: tenths(points), ...f }];
const rub = (view, points, width) => [{ kind: 'erase', view, width, track: tenths(points) }];
const arrow = (view, points, f = feel()) => [{ kind: 'arrow', view, track: tenths(points), ...f }];
const fill = (region, f = feel()) => [{ kind: 'fill', region, ...f }];
const unfill = (region) => [{ kind: 'unfill', region }];

/** A patch shaded by hand: to and fro across an ellipse, not quite evenly, in one stroke. `tilt` in degrees. */
function patch(view, [cx, cy], [rx, ry], f = feel(), { width = 12, tilt = 0, hand = `${cx} ${cy}` } = {}) {
  const random = seededRandom(20261124, hand);
  const [cos, sin] = [Math.cos((tilt * Math.PI) / 180), Math.sin((tilt * Math.PI) / 180)];
  const inner = [Math.max(0.5, rx - width / 2), Math.max(0.5, ry - width / 2)];
  const rows = Math.max(1, Math.ceil((2 * inner[1]) / (width * 0.6)));
  const points = [];
  for (let k = 0; k <= rows; k++) {
    const v = -inner[1] + (2 * inner[1] * k) / rows;
    const half = inner[0] * Math.sqrt(Math.max(0, 1 - (v / inner[1]) ** 2));
    const ends = k % 2 === 0 ? [-half, half] : [half, -half];
    for (let s = 0; s <= 6; s++) {
      const u = ends[0] + ((ends[1] - ends[0]) * s) / 6;
      const [a, b] = [u + random.normal() * 0.8, v + random.normal() * 0.8];
      points.push([cx + a * cos - b * sin, cy + a * sin + b * cos]);
    }
  }
  return [{ kind: 'brush', view, width, track: thinned(heldIn(view, tenths(points))), ...f }];
}
const both = (make) => [...make(1), ...make(-1)];

const burning = (n) => feel(['burning'], n);
const aching = (n) => feel(['aching'], n);
const electric = (n) => feel(['electric', 'stabbing'], n);
const numb = feel(['numbness']);

const DRAWINGS = {
  // Pins and patches no larger than the crest's tender place.
  'pin-crest-right': pin('back', 70, -40, burning(7)),
  'pin-crest-left': pin('back', -70, -40, burning(6)),
  'pin-crest-both': both((s) => pin('back', s * 71, -41, aching(5))),
  'pin-long-ligament-right': pin('back', 38.5, 28, electric(6)),
  'pin-fold-left': pin('back', -74, 168, burning(5)),
  'pin-sitting-bone-right': pin('back', 57, 126, aching(6)),
  'pin-trochanter-right': pin('back', 156, 98, aching(7)),
  'pin-fortin-left': pin('back', -44, 16, aching(5)),
  'pin-coccyx': pin('back', 0, 74, feel(['stabbing'], 8)),
  'pin-groin-right': pin('front', -72, 78, aching(4)),
  'patch-crest-right': patch('back', [76, -46], [24, 13], burning(7), { tilt: -35 }),
  'patch-crest-left': patch('back', [-76, -46], [24, 13], burning(7), { tilt: 35 }),
  'patch-crest-right-with-pin': [
    ...patch('back', [78, -50], [26, 14], burning(6), { tilt: -35 }),
    ...pin('back', 72, -44, burning(8)),
  ],
  'patch-medial-buttock-left': patch('back', [-44, 36], [14, 22], aching(4)),
  'patch-fold-right': patch('back', [74, 166], [25, 12], burning(6)),
  // The cluneal pictures.
  'superior-crest-and-buttock-right': patch('back', [88, -12], [42, 58], burning(7), { tilt: 20 }),
  'superior-to-the-knee-right': [
    ...patch('back', [82, -40], [34, 24], burning(7), { tilt: -35 }),
    ...arrow(
      'back',
      [
        [84, -10],
        [98, 120],
        [98, 300],
        [88, 470],
      ],
      electric(5),
    ),
  ],
  'superior-to-the-calf-left': [
    ...pin('back', -72, -42, burning(8)),
    ...arrow(
      'back',
      [
        [-76, -20],
        [-92, 180],
        [-88, 420],
        [-86, 620],
      ],
      electric(6),
    ),
  ],
  'crest-both-sides': both((s) => patch('back', [s * 84, -44], [36, 18], aching(5), { tilt: s * -30 })),
  'middle-right': patch('back', [52, 44], [26, 46], aching(6)),
  'inferior-fold-and-thigh-left': [
    ...patch('back', [-76, 150], [48, 30], burning(6)),
    ...patch('back', [-84, 220], [30, 40], feel(['tingling'], 4)),
  ],
  'inferior-to-the-perineum-right': [
    ...patch('back', [64, 152], [40, 24], burning(7)),
    ...patch('perineum', [34, 10], [18, 30], burning(5)),
  ],
  // The mimics.
  'facet-band-both': patch('back', [0, -66], [92, 30], aching(5), { width: 20 }),
  'facet-right-to-the-thigh': [
    ...patch('back', [40, -80], [30, 40], aching(6)),
    ...patch('back', [80, 40], [40, 70], aching(4), { width: 20 }),
  ],
  'fortin-area-right': patch('back', [50, 26], [16, 46], aching(6), { tilt: -12 }),
  'root-l5-right': [
    ...line(
      'back',
      [
        [70, 10],
        [110, 90],
        [140, 200],
        [128, 360],
      ],
      20,
      electric(7),
    ),
    ...line(
      'front',
      [
        [-118, 470],
        [-100, 600],
        [-90, 760],
      ],
      20,
      electric(7),
    ),
    ...patch('front', [-86, 920], [20, 18], feel(['numbness', 'tingling'], 3)),
  ],
  'root-s1-left': [
    ...line(
      'back',
      [
        [-60, 60],
        [-84, 160],
        [-88, 330],
        [-86, 480],
        [-88, 620],
      ],
      20,
      electric(8),
    ),
    ...patch('back', [-84, 905], [24, 30], feel(['tingling'], 4)),
  ],
  'piriformis-left-to-the-foot': [
    ...patch('back', [-84, 84], [40, 26], aching(6), { tilt: 25 }),
    ...arrow(
      'back',
      [
        [-80, 110],
        [-86, 400],
        [-85, 700],
        [-84, 925],
      ],
      electric(5),
    ),
  ],
  'trochanter-and-outer-thigh-right': [
    ...patch('back', [148, 96], [22, 40], aching(6)),
    ...patch('front', [-140, 220], [20, 110], aching(4), { width: 20 }),
  ],
  'hip-groin-and-thigh-left': [
    ...patch('front', [72, 70], [34, 30], aching(6)),
    ...patch('front', [90, 210], [36, 90], aching(4), { width: 20 }),
  ],
  'hamstring-right': patch('back', [80, 190], [34, 70], feel(['stabbing'], 6), { width: 20 }),
  'pudendal-both': patch('perineum', [0, 10], [34, 44], burning(7)),
  'outer-thigh-numb-right': patch('front', [-128, 230], [30, 110], feel(['tingling', 'numbness'], 3), { width: 20 }),
  // Numbness without pain, one of them the danger sign.
  'numb-buttock-right': patch('back', [92, 10], [36, 34], numb),
  'numb-saddle': patch('perineum', [0, 0], [60, 60], numb, { width: 20 }),
  // Everywhere, from the list, corrected, and nothing.
  widespread: [
    ...patch('back', [0, -300], [140, 130], aching(6), { width: 20 }),
    ...patch('back', [0, 0], [140, 110], aching(7), { width: 20 }),
    ...both((s) => patch('back', [s * 85, 560], [46, 230], aching(5), { width: 20 })),
    ...patch('front', [0, -250], [130, 160], aching(5), { width: 20 }),
    ...both((s) => patch('front', [s * 88, 330], [50, 180], aching(5), { width: 20 })),
  ],
  'from-the-list': [
    ...fill('iliac-crest@R', burning(7)),
    ...fill('upper-buttock@R', burning(5)),
    ...fill('coccyx', aching(3)),
    ...fill('low-back@L', aching(3)),
    ...unfill('low-back@L'),
  ],
  'half-erased-left': [
    ...patch('back', [-90, 0], [50, 60], aching(5), { width: 20 }),
    ...rub(
      'back',
      [
        [-140, 60],
        [-40, 60],
        [-140, 40],
        [-40, 40],
        [-140, 20],
        [-40, 20],
      ],
      20,
    ),
    ...pin('back', -60, 50, aching(5)),
    ...rub('back', [[-60, 50]], 12),
  ],
  'all-erased': [
    ...line(
      'back',
      [
        [60, -40],
        [90, -50],
      ],
      12,
      burning(7),
    ),
    ...rub(
      'back',
      [
        [40, -45],
        [110, -45],
      ],
      40,
    ),
  ],
  'no-pain-anywhere': [],
};

const folder = join(root, 'test/drawings');
mkdirSync(folder, { recursive: true });
for (const file of readdirSync(folder)) if (file.endsWith('.json')) rmSync(join(folder, file));
const rounded = (x) => Math.round(x * 1e6) / 1e6;
const expected = {};
for (const [name, marks] of Object.entries(DRAWINGS)) {
  const drawing = { ...EMPTY_DRAWING, marks, none: marks.length === 0, confirmed: true };
  writeFileSync(join(folder, `${name}.drawing.json`), textOfDrawing(drawing));
  const m = measureDrawing(drawing, anatomy);
  expected[name] = {
    says: readBackSentence(readBackOf(m), anatomy),
    codes: m.codes.map((c) => c.code),
    cm2: { back: m.area.back.cm2, front: m.area.front.cm2, perineum: m.area.perineum.cm2 },
    share: rounded(m.area.both.share),
    singleSpot: m.singleSpot,
    findings: findingsFromDrawing(m, anatomy).map(textOfFinding),
    worst: m.worst,
  };
}
writeFileSync(join(folder, 'expected.json'), `${JSON.stringify(expected, null, 2)}\n`);
console.log(`${Object.keys(DRAWINGS).length} drawings in test/drawings`);
