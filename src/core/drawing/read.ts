// A drawing file's content to a Drawing, or to errors that name the field, the value and the mend. The format is
// docs/drawing-format.md. Nothing is guessed: a key that is not known, a region that does not exist or a point outside
// the picture is an error, because a mark in the wrong place is worse than no mark.
import { type Anatomy } from '../anatomy/anatomy.js';
import { DRAWING_FORMAT, DRAWING_VERSION, type Drawing, type FigureShown, type Mark } from './drawing.js';
import { readMark } from './read-mark.js';
import { type DrawingError, Reading } from './reading.js';

export type { DrawingError } from './reading.js';
export type DrawingResult =
  | { readonly ok: true; readonly drawing: Drawing }
  | { readonly ok: false; readonly errors: readonly DrawingError[] };

/** Undo keeps every mark, and nobody draws so many. */
export const MOST_MARKS = 2000;
/** All tracks together; twice the scribble that must still be quick. */
export const MOST_POINTS = 200_000;

const KEYS = ['format', 'version', 'figure', 'marks', 'none', 'confirmed'];
const FIGURE_KEYS = ['sex', 'stature', 'weight'];
const STATURE = [1000, 2400] as const;
const WEIGHT = [20, 350] as const;

/** Reads a drawing from the content of a file; regions are checked against `anatomy`. */
export function drawingFromContent(content: unknown, anatomy: Anatomy): DrawingResult {
  const reading = new Reading();
  const map = reading.map(content, '', 'a drawing is a map with format, version, figure and marks');
  if (map) {
    if (map.format !== DRAWING_FORMAT) {
      const message = `a drawing says ${DRAWING_FORMAT} here`;
      return { ok: false, errors: [reading.refuse('format', map.format, message, 'not-a-drawing')] };
    }
    const version = versionError(reading, map.version);
    if (version) return { ok: false, errors: [version] };
    reading.onlyKeys(map, KEYS, '');
    const drawing = {
      format: DRAWING_FORMAT,
      version: DRAWING_VERSION,
      figure: readFigure(reading, map.figure),
      marks: readMarks(reading, map.marks, anatomy),
      none: reading.yesNo(map.none ?? false, 'none'),
      confirmed: reading.yesNo(map.confirmed ?? false, 'confirmed'),
    } as const;
    if (drawing.none && drawing.marks.length > 0)
      reading.fail(
        'contradiction',
        'none',
        true,
        `none says no pain anywhere, and marks holds ${drawing.marks.length}: set none to false or empty marks`,
      );
    if (reading.errors.length === 0) return { ok: true, drawing };
  }
  return { ok: false, errors: reading.errors };
}

function versionError(reading: Reading, version: unknown): DrawingError | undefined {
  if (version === DRAWING_VERSION) return undefined;
  const newer = typeof version === 'number' && version > DRAWING_VERSION;
  if (!newer) return reading.refuse('version', version, `must be ${DRAWING_VERSION}`, 'bad-version');
  const message = `version ${version} is newer than this program reads (${DRAWING_VERSION}): use a newer Cluneal`;
  return reading.fail('bad-version', 'version', version, message);
}

function readFigure(reading: Reading, value: unknown): FigureShown {
  const map = reading.map(value ?? { sex: 'neutral' }, 'figure', 'figure is a map with sex, stature and weight');
  if (!map) return { sex: 'neutral' };
  reading.onlyKeys(map, FIGURE_KEYS, 'figure.');
  const sex = reading.oneOf(map.sex, ['F', 'M', 'neutral'] as const, 'figure.sex') ?? 'neutral';
  const stature =
    map.stature === undefined ? undefined : reading.number(map.stature, ...STATURE, 'figure.stature', 'mm');
  const weight = map.weight === undefined ? undefined : reading.number(map.weight, ...WEIGHT, 'figure.weight', 'kg');
  return { sex, ...(stature === undefined ? {} : { stature }), ...(weight === undefined ? {} : { weight }) };
}

function readMarks(reading: Reading, value: unknown, anatomy: Anatomy): Mark[] {
  if (!Array.isArray(value)) {
    reading.refuse('marks', value, 'must be a list, empty where nothing was drawn');
    return [];
  }
  if (value.length > MOST_MARKS) {
    reading.fail('too-large', 'marks', value.length, `marks lists ${value.length}, more than ${MOST_MARKS}`);
    return [];
  }
  const marks: Mark[] = [];
  let points = 0;
  for (const [i, one] of value.entries()) {
    if (reading.full) break;
    const mark = readMark(reading, one, `marks[${i}]`, anatomy);
    if (!mark) continue;
    marks.push(mark);
    if ('track' in mark) points += mark.track.length / 2;
    if (points <= MOST_POINTS) continue;
    reading.fail('too-large', `marks[${i}].steps`, points, `all tracks together hold more than ${MOST_POINTS} points`);
    break;
  }
  return marks;
}
