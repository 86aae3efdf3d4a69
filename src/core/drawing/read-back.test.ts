import { describe, expect, it } from 'vitest';
import { anatomy } from '../../../test/pack.js';
import { type Drawing, EMPTY_DRAWING, type Feel, type Mark } from './drawing.js';
import { measureDrawing } from './measure.js';
import { mirrorDrawing } from './mirror.js';
import { readBackOf, readBackSentence } from './read-back.js';

const burning: Feel = { qualities: ['burning'], intensity: 7 };
const fill = (region: string, feel = burning): Mark => ({ kind: 'fill', region, ...feel });
const drawn = (...marks: Mark[]): Drawing => ({ ...EMPTY_DRAWING, marks });
const said = (drawing: Drawing) => readBackSentence(readBackOf(measureDrawing(drawing, anatomy)), anatomy);
const arrow: Mark = {
  kind: 'arrow',
  view: 'back',
  track: [800, -200, 950, 1500, 880, 4700],
  qualities: [],
  intensity: 'unknown',
};

describe('what is said back', () => {
  it('names side, places from the head down, feel, and where it runs', () => {
    const sentence = said(drawn(fill('upper-buttock@R'), fill('iliac-crest@R'), arrow));
    expect(sentence).toMatch(/^Right posterior iliac crest and upper buttock, burning, 7 of 10, down to the /);
    expect(sentence).toMatch(/knee\. Correct\?$/);
  });

  it('swaps right and left with the drawing, and nothing else', () => {
    const drawing = drawn(fill('upper-buttock@R'), fill('iliac-crest@R'), arrow);
    expect(said(mirrorDrawing(drawing))).toBe(said(drawing).replace('Right', 'Left'));
  });

  it('says both sides at once where they are the same, and each where they are not', () => {
    expect(said(drawn(fill('iliac-crest@R'), fill('iliac-crest@L')))).toBe(
      'Both sides: posterior iliac crest, burning, 7 of 10. Correct?',
    );
    const aching: Feel = { qualities: ['aching'], intensity: 'unknown' };
    expect(said(drawn(fill('iliac-crest@R'), fill('iliac-crest@L', aching)))).toBe(
      'Right posterior iliac crest, burning, 7 of 10. Left posterior iliac crest, aching. Correct?',
    );
  });

  it('an arrow alone is told by where it begins and ends', () => {
    expect(said(drawn(arrow))).toMatch(/^Right upper buttock, down to the back of the knee\. Correct\?$/);
  });

  it('one spot, no pain and nothing are said as such', () => {
    const pin: Mark = { kind: 'pin', view: 'back', at: [0, 74], ...burning };
    expect(said(drawn(pin))).toBe('Middle: coccyx, burning, 7 of 10. One single spot. Correct?');
    expect(said({ ...EMPTY_DRAWING, none: true })).toBe('No pain anywhere. Correct?');
    expect(said(EMPTY_DRAWING)).toBe('Nothing is drawn.');
  });
});
