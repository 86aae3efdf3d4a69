import { describe, expect, it } from 'vitest';
import { EMPTY_DRAWING } from '#core/drawing/drawing.js';
import { type Finding, textOfFinding } from '#core/finding.js';
import { type Draft, emptyDraft } from './draft.js';
import { correctDrawn, followDrawing, restoreDrawn, type Said, standingOf } from './drawn-findings.js';
import { setPresence, setSide } from './edit.js';

const crest: Finding = { id: 'pain.iliac-crest', presence: 'present', side: 'R' };
const buttock: Finding = { id: 'pain.upper-buttock', presence: 'present', side: 'R' };
const drawn: Draft = {
  ...emptyDraft('a'),
  drawing: { ...EMPTY_DRAWING, marks: [{ kind: 'fill', region: 'iliac-crest@R', qualities: [], intensity: 7 }] },
};
const says = (findings: readonly Finding[], intensity: Said['intensity'] = 'unknown'): Said => ({
  findings,
  intensity,
});
const texts = (d: Draft) => d.findings.map(textOfFinding);

describe('what is drawn', () => {
  it('goes into the case, and out of it again when it is drawn no more', () => {
    const first = followDrawing(drawn, says([crest, buttock]));
    expect(texts(first)).toEqual(['pain.iliac-crest@R', 'pain.upper-buttock@R']);
    expect(texts(followDrawing(first, says([buttock])))).toEqual(['pain.upper-buttock@R']);
  });

  it('changes nothing when it says what it said before', () => {
    const first = followDrawing(drawn, says([crest], 7));
    expect(followDrawing(first, says([crest], 7))).toBe(first);
  });

  it('stands back for what a person has stated of the same finding and side', () => {
    const stated = setPresence(drawn, crest.id, 'absent', 'R');
    const after = followDrawing(stated, says([crest, buttock]));
    expect(texts(after)).toEqual(['-pain.iliac-crest@R', 'pain.upper-buttock@R']);
    expect(standingOf(after, crest).standing).toBe('corrected');
    expect(texts(followDrawing(after, says([])))).toEqual(['-pain.iliac-crest@R']);
  });

  it('stands beside what a person has stated of the other side', () => {
    const stated = setPresence(drawn, crest.id, 'present', 'L');
    expect(texts(followDrawing(stated, says([crest])))).toEqual(['pain.iliac-crest@L', 'pain.iliac-crest@R']);
  });
});

describe('a correction', () => {
  it('sticks however much is drawn after: taken out, made absent, or put on the other side', () => {
    const first = followDrawing(drawn, says([crest, buttock]));
    for (const [corrected, left] of [
      [setPresence(first, crest.id, 'unknown', 'R'), []],
      [correctDrawn(first, crest), []],
      [setPresence(first, crest.id, 'absent', 'R'), ['-pain.iliac-crest@R']],
      [setSide(first, crest.id, 'R', 'L'), ['pain.iliac-crest@L']],
    ] as const) {
      const again = followDrawing(followDrawing(corrected, says([buttock])), says([buttock, crest]));
      expect(texts(again)).toEqual([...left, 'pain.upper-buttock@R']);
    }
  });

  it('can be taken back, and is forgotten with the drawing', () => {
    const first = followDrawing(correctDrawn(followDrawing(drawn, says([crest])), crest), says([crest]));
    expect(standingOf(first, crest)).toEqual({ standing: 'corrected', instead: [] });
    expect(texts(restoreDrawn(first, crest))).toEqual(['pain.iliac-crest@R']);
    expect(texts(followDrawing(restoreDrawn(first, crest), says([])))).toEqual([]);
    const cleared = followDrawing({ ...first, drawing: EMPTY_DRAWING }, says([]));
    expect(texts(followDrawing({ ...cleared, drawing: drawn.drawing! }, says([crest])))).toEqual([
      'pain.iliac-crest@R',
    ]);
  });
});

describe('the pain score', () => {
  it('follows the worst that is drawn until a person gives one', () => {
    const seven = followDrawing(drawn, says([], 7));
    expect(seven.nrs).toBe(7);
    expect(followDrawing(seven, says([], 8)).nrs).toBe(8);
    expect(followDrawing(seven, says([])).nrs).toBe('unknown');
    const own = followDrawing({ ...seven, nrs: 4 }, says([], 9));
    expect(own.nrs).toBe(4);
    expect(followDrawing({ ...own, nrs: 9 }, says([], 2)).nrs).toBe(9);
  });

  it('given before anything is drawn stays', () => {
    expect(followDrawing({ ...drawn, nrs: 3 }, says([], 9)).nrs).toBe(3);
  });
});
