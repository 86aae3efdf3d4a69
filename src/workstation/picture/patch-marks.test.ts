import { expect, it } from 'vitest';
import { EMPTY_DRAWING, type Mark } from '#core/drawing/drawing.js';
import { measureDrawing } from '#core/drawing/measure.js';
import { anatomy } from '../../../test/pack.js';
import { piecesOf } from './patch-marks.js';

const brush = (x: number, y: number, intensity: number): Mark => ({
  kind: 'brush',
  view: 'back',
  width: 12,
  track: [x * 10, y * 10, x * 10 + 200, y * 10],
  qualities: ['aching'],
  intensity,
});

it('strokes that hang together and say the same are one piece; it is measured as that piece', () => {
  const marks = [brush(60, -50, 7), brush(75, -48, 7), brush(60, 60, 7), brush(-80, -50, 3)];
  const drawing = { ...EMPTY_DRAWING, marks };
  const pieces = piecesOf(drawing, anatomy);
  expect(pieces.list.map((p) => p.marks)).toEqual([[0, 1], [3], [2]].map((m) => expect.arrayContaining(m)));
  expect(pieces.list.map((p) => p.area).sort()).toEqual(
    measureDrawing(drawing, anatomy)
      .patches.map((p) => p.area)
      .sort(),
  );
  expect(pieces.at('back', [65, -50])?.marks).toEqual(expect.arrayContaining([0, 1]));
  expect(pieces.at('back', [0, 300])).toBeUndefined();
});

it('a piece is told by the place where most of it lies, a pin by where it stands, an arrow by both ends', () => {
  const pin: Mark = { kind: 'pin', view: 'back', at: [90, -70], qualities: [], intensity: 2 };
  const arrow: Mark = { kind: 'arrow', view: 'back', track: [900, -700, 900, 2500], qualities: [], intensity: 2 };
  const { list } = piecesOf({ ...EMPTY_DRAWING, marks: [pin, arrow] }, anatomy);
  expect(list.map((p) => [p.kind, p.from?.code, p.place?.code])).toEqual([
    ['pin', undefined, 'iliac-crest@R'],
    ['arrow', 'iliac-crest@R', 'posterior-thigh-upper@R'],
  ]);
});
