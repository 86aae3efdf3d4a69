import { describe, expect, it } from 'vitest';
import { anatomy, knowledge } from '../../../test/pack.js';
import { square } from '../../../test/square-figure.js';
import { textOfFinding } from '../finding.js';
import { type Drawing, EMPTY_DRAWING, type Feel, type Mark } from './drawing.js';
import { findingsFromDrawing, WITHOUT_SIDE } from './finding-of-drawing.js';
import { measureDrawing } from './measure.js';

const FEEL: Feel = { qualities: ['burning'], intensity: 7 };
const NUMB: Feel = { qualities: ['numbness'], intensity: 'unknown' };
const fill = (region: string, feel = FEEL): Mark => ({ kind: 'fill', region, ...feel });
const drawn = (marks: readonly Mark[], confirmed = false): Drawing => ({ ...EMPTY_DRAWING, marks, confirmed });
const said = (drawing: Drawing) => findingsFromDrawing(measureDrawing(drawing, square), square).map(textOfFinding);

describe('the findings of a drawing', () => {
  it('are the places, how they feel, and the side', () => {
    expect(said(drawn([fill('inner@R')]))).toEqual(['pain.iliac-crest@R', 'quality.burning@R', 'pain.side@R']);
  });

  it('of both sides are @B', () => {
    expect(said(drawn([fill('inner@R'), fill('inner@L', { qualities: ['aching'], intensity: 2 })]))).toEqual([
      'pain.iliac-crest@B',
      'quality.burning@R',
      'quality.aching@L',
      'pain.side@B',
    ]);
  });

  it('say one side only, and both sides, only when the person confirmed the drawing', () => {
    expect(said(drawn([fill('inner@R')], true)).at(-1)).toBe('pain.unilateral@R');
    expect(said(drawn([fill('inner@R'), fill('outer@L')], true)).at(-1)).toBe('pain.bilateral');
    expect(said(drawn([fill('inner@R'), fill('strip')], true)).at(-1)).toBe('pain.side@R');
  });

  it('make nothing absent but what was said outright: no pain anywhere, confirmed', () => {
    const none = { ...EMPTY_DRAWING, none: true };
    expect(said(none)).toEqual([]);
    expect(said({ ...none, confirmed: true })).toEqual(['-pain.side@B']);
    expect(said(drawn([], true))).toEqual([]);
    expect(said(drawn([fill('inner@R')], true)).filter((f) => f.startsWith('-'))).toEqual([]);
  });

  it('of a midline region have no side, unless all of it clearly lies on one', () => {
    expect(said(drawn([fill('strip')]))).toEqual(['pain.midline-lumbar', 'pain.low-back', 'quality.burning']);
    const right: Mark = { kind: 'pin', view: 'back', at: [15, 0], ...FEEL };
    expect(said(drawn([right]))).toEqual([
      'pain.midline-lumbar',
      'pain.low-back@R',
      'quality.burning@R',
      'pain.side@R',
    ]);
  });

  it('numbness alone is a quality and no pain, and in the saddle it is the danger sign', () => {
    expect(said(drawn([fill('inner@R', NUMB)], true))).toEqual(['quality.numbness@R']);
    expect(said(drawn([fill('seat', NUMB)]))).toEqual(['quality.numbness', 'red.saddle']);
    expect(said(drawn([fill('seat')]))).toEqual(['pain.perineum', 'quality.burning']);
  });

  it('belly pain beside it does not say on which side the back hurts, nor how the back feels', () => {
    expect(said(drawn([fill('inner@R'), fill('belly@L', { qualities: ['aching'], intensity: 2 })], true))).toEqual([
      'pain.iliac-crest@R',
      'pain.abdomen@L',
      'quality.burning@R',
      'pain.unilateral@R',
    ]);
  });

  it('without a side are those that have none in the vocabulary', () => {
    const unsided = knowledge.findings.filter((f) => f.id.startsWith('pain.') && !f.sided).map((f) => f.id);
    expect([...WITHOUT_SIDE].sort()).toEqual(unsided.sort());
    const known = new Set(knowledge.findings.map((f) => f.id));
    expect(anatomy.regions.flatMap((r) => r.findings).filter((id) => !known.has(id))).toEqual([]);
  });
});
