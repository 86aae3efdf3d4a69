import { expect, it } from 'vitest';
import { EMPTY_DRAWING, type Mark } from '#core/drawing/drawing.js';
import { filledNow, fillOf, nextQuality } from './region-marks.js';

const fill = (region: string): Mark => ({ kind: 'fill', region, qualities: [], intensity: 5 });
const unfill = (region: string): Mark => ({ kind: 'unfill', region });
const drawing = (...marks: Mark[]) => ({ ...EMPTY_DRAWING, marks });

it('a place is filled as it was measured, and as it was filled or emptied since', () => {
  const measured = drawing(fill('a@R'));
  const known = { of: measured, codes: new Set(['a@R', 'painted@L']) };
  const now = { ...measured, marks: [...measured.marks, fill('b'), unfill('painted@L')] };
  expect([...filledNow(now, known)].sort()).toEqual(['a@R', 'b']);
});

it('measures of another drawing say nothing: after an undo, marks alone count', () => {
  const known = { of: drawing(fill('a@R'), fill('b')), codes: new Set(['a@R', 'b']) };
  expect([...filledNow(drawing(fill('c')), known)]).toEqual(['c']);
});

it('a place taken out has no fill until it is filled again', () => {
  expect(fillOf(drawing(fill('a@R'), unfill('a@R')), 'a@R')).toBeUndefined();
  expect(fillOf(drawing(unfill('a@R'), fill('a@R')), 'a@R')).toBeDefined();
});

it('Q goes through every quality and back to none', () => {
  let at: ReturnType<typeof nextQuality> = [];
  const seen = Array.from({ length: 7 }, () => {
    at = nextQuality(at);
    return at.join();
  });
  expect(new Set(seen).size).toBe(7);
  expect(seen.at(-1)).toBe('');
});
