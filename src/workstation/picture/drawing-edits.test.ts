import { expect, it } from 'vitest';
import { type Mark } from '#core/drawing/drawing.js';
import { type Draft, emptyDraft } from '../case/draft.js';
import {
  addMarks,
  changeMarks,
  clearDrawing,
  confirm,
  drawingOf,
  lastEarlier,
  setNone,
  startNewDrawing,
} from './drawing-edits.js';

const pin: Mark = { kind: 'pin', view: 'back', at: [70, -60], qualities: [], intensity: 'unknown' };
const drawn = addMarks({ ...emptyDraft('a'), sex: 'F' }, [pin]);

it('the drawing remembers the body it was drawn on', () => {
  expect(drawn.drawing?.figure).toEqual({ sex: 'F' });
});

it('any further change takes the confirmation back, and no change does not', () => {
  const confirmed = confirm(drawn);
  expect(confirmed.drawing?.confirmed).toBe(true);
  expect(changeMarks(confirmed, (m) => m)).toBe(confirmed);
  const changes: ((d: Draft) => Draft)[] = [
    (d) => addMarks(d, [pin]),
    (d) => changeMarks(d, () => null),
    clearDrawing,
    (d) => setNone(d, true),
  ];
  for (const change of changes) expect(change(confirmed).drawing?.confirmed).toBe(false);
});

it('"no pain anywhere" and marks exclude each other', () => {
  const none = setNone(drawn, true);
  expect(drawingOf(none)).toMatchObject({ none: true, marks: [] });
  expect(drawingOf(addMarks(none, [pin]))).toMatchObject({ none: false, marks: [pin] });
});

it('a new drawing keeps the earlier one, and the last confirmed one is compared with', () => {
  const first = startNewDrawing(confirm(drawn), 100);
  const second = startNewDrawing(addMarks(first, [pin, pin]), 200);
  expect(drawingOf(second).marks).toEqual([]);
  expect(second.earlierDrawings?.map((e) => [e.on, e.drawing.marks.length])).toEqual([
    [100, 1],
    [200, 2],
  ]);
  expect(lastEarlier(second)?.on).toBe(100);
  expect(startNewDrawing(second, 300)).toBe(second);
});
