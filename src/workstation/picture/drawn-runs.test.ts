import { expect, it } from 'vitest';
import { figureWarp } from '#core/anatomy/warp.js';
import { type Mark } from '#core/drawing/drawing.js';
import { anatomy } from '../../../test/pack.js';
import { over, runsOf, signsOf } from './drawn-runs.js';
import { placeAt } from './region-shapes.js';

const warp = figureWarp(anatomy, { sex: 'neutral' });
const brush = (x: number, intensity: number): Mark => ({
  kind: 'brush',
  view: 'back',
  width: 12,
  track: [x * 10, -400, x * 10 + 200, -400],
  qualities: ['burning'],
  intensity,
});
const erase = (x: number): Mark => ({ kind: 'erase', view: 'back', width: 20, track: [x * 10, -400] });
const runs = (marks: readonly Mark[]) => runsOf(marks, 'back', anatomy, warp);

it('strokes in a row that say the same are drawn as one, so that crossing them makes nothing darker', () => {
  expect(runs([brush(20, 7), brush(40, 7)]).length).toBe(1);
  expect(runs([brush(20, 7), brush(40, 3)]).length).toBe(2);
});

it('later strokes and erasers cover earlier ones where they meet, and only there', () => {
  const marks = runs([brush(20, 7), brush(25, 3), erase(30), erase(300)]);
  expect(marks.map((r) => r.feel?.intensity ?? 'erased')).toEqual([7, 3, 'erased']);
  expect(over(marks, 0).length).toBe(2);
  expect(over(marks, 1).length).toBe(1);
});

it('a mark on the front is not seen on the back, and a filled place is seen where it lies', () => {
  const front: Mark = { ...brush(20, 7), view: 'front' } as Mark;
  const fill: Mark = { kind: 'fill', region: 'coccyx', qualities: [], intensity: 'unknown' };
  expect(runs([front]).length).toBe(0);
  expect(runs([fill])[0]?.areas[0]?.width).toBe(0);
  expect(runsOf([fill], 'front', anatomy, warp).length).toBe(0);
});

it('a pin goes when the eraser passes over it, or its place is taken out', () => {
  const pin: Mark = { kind: 'pin', view: 'back', at: [30, -40], qualities: [], intensity: 'unknown' };
  expect(signsOf([pin], 'back', anatomy, warp).length).toBe(1);
  expect(signsOf([pin, erase(32)], 'back', anatomy, warp).length).toBe(0);
  const across: Mark = { kind: 'erase', view: 'back', width: 8, track: [0, -400, 900, -400] };
  expect(signsOf([pin, across], 'back', anatomy, warp).length).toBe(0);
  const place: Mark = { kind: 'unfill', region: placeAt(anatomy, 'back', [30, -40])!.code };
  expect(signsOf([pin, place], 'back', anatomy, warp).length).toBe(0);
  expect(signsOf([erase(32), pin], 'back', anatomy, warp).length).toBe(1);
});
