import { describe, expect, it } from 'vitest';
import { square } from '../../../test/square-figure.js';
import { EMPTY_DRAWING, type Mark } from './drawing.js';
import { drawingFromContent, MOST_MARKS } from './read.js';
import { textOfDrawing } from './text-of-drawing.js';

const head = { format: 'cluneal-drawing', version: 1 };
const errorsOf = (content: unknown) => {
  const result = drawingFromContent(content, square);
  return result.ok ? [] : result.errors.map((e) => `${e.field}: ${e.message}`);
};
const marked = (...marks: unknown[]) => errorsOf({ ...head, marks });

describe('reading a drawing', () => {
  it('what was not told is unknown, and what stands for itself may be left out', () => {
    const marks = [{ kind: 'pin', view: 'back', at: [70.5, -40] }];
    expect(drawingFromContent({ ...head, marks }, square)).toEqual({
      ok: true,
      drawing: {
        ...EMPTY_DRAWING,
        marks: [{ kind: 'pin', view: 'back', at: [70.5, -40], qualities: [], intensity: 'unknown' }],
      },
    });
  });

  it('a track is a start and steps in 0.1 mm, and comes back as it went', () => {
    const brush: Mark = {
      kind: 'brush',
      view: 'back',
      width: 12,
      track: [700, -400, 712, -395, 700, -395],
      qualities: ['burning'],
      intensity: 7,
    };
    const text = textOfDrawing({ ...EMPTY_DRAWING, marks: [brush] });
    expect(text).toContain('"start":[700,-400],"steps":[12,5,-12,0]');
    expect(drawingFromContent(JSON.parse(text), square)).toMatchObject({ ok: true, drawing: { marks: [brush] } });
  });

  it.each([
    ['no map', [], ': a drawing is a map with format, version, figure and marks, not []'],
    ['another format', { format: 'case' }, 'format: a drawing says cluneal-drawing here, not case'],
    [
      'a newer version',
      { ...head, version: 2, marks: [] },
      'version: version 2 is newer than this program reads (1): use a newer Cluneal',
    ],
    ['no version', { format: head.format, marks: [] }, 'version: is missing: must be 1'],
    ['no marks', head, 'marks: is missing: must be a list, empty where nothing was drawn'],
    ['a field that is none', { ...head, marks: [], figre: {} }, 'figre: unknown field figre: did you mean figure?'],
    [
      'both a mark and none',
      { ...head, marks: [{ kind: 'fill', region: 'strip' }], none: true },
      'none: none says no pain anywhere, and marks holds 1: set none to false or empty marks',
    ],
    [
      'a figure out of range',
      { ...head, marks: [], figure: { sex: 'F', stature: 165 } },
      'figure.stature: must be a number of mm from 1000 to 2400, not 165',
    ],
    [
      'too many marks',
      { ...head, marks: Array.from({ length: MOST_MARKS + 1 }, () => ({ kind: 'fill', region: 'strip' })) },
      'marks: marks lists 2001, more than 2000',
    ],
  ])('%s is refused', (_, content, message) => {
    expect(errorsOf(content)).toEqual([message]);
  });

  it.each([
    ['an unknown kind', { kind: 'brsh' }, 'marks[0].kind: brsh is unknown: did you mean brush?'],
    [
      'a side that is missing',
      { kind: 'fill', region: 'inner' },
      'marks[0].region: unknown region "inner": inner needs a side: inner@R or inner@L',
    ],
    [
      'a place outside the picture',
      { kind: 'pin', view: 'back', at: [451, 0] },
      'marks[0].at: lies outside the back view (x from -450 to 450 and y from -760 to 980 mm)',
    ],
    [
      'a step that leads outside',
      { kind: 'brush', view: 'perineum', width: 8, start: [0, 0], steps: [0, 1100, 0, 101] },
      'marks[0].steps[2]: leads to [0, 120.1] mm, outside the perineum view (x from -140 to 140 and y from -120 to 120 mm)',
    ],
    [
      'half a step',
      { kind: 'erase', view: 'back', width: 8, start: [0, 0], steps: [1] },
      'marks[0].steps: must be a list [dx, dy, dx, dy, ...] in whole 0.1 mm, not [1]',
    ],
    [
      'a number that is none',
      { kind: 'erase', view: 'back', width: Number.NaN, start: [0, 0] },
      'marks[0].width: must be a number of mm from 1 to 100, not null',
    ],
    [
      'an intensity of 11',
      { kind: 'fill', region: 'strip', intensity: 11 },
      'marks[0].intensity: must be a whole number from 0 to 10, or left out, not 11',
    ],
    [
      'a quality twice',
      { kind: 'fill', region: 'strip', qualities: ['burning', 'burning'] },
      'marks[0].qualities[1]: burning stands twice: keep one',
    ],
    [
      'an arrow that leads nowhere',
      { kind: 'arrow', view: 'back', start: [0, 0] },
      'marks[0].steps: is missing: an arrow needs a start and at least one step',
    ],
    [
      'a field of another kind',
      { kind: 'unfill', region: 'strip', intensity: 3 },
      'marks[0].intensity: unknown field intensity: only kind, region are read',
    ],
  ])('%s is refused by name, value and mend', (_, mark, message) => {
    expect(marked(mark)).toEqual([message]);
  });
});
