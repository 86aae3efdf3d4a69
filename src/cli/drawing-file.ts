// A drawing file, or standard input, to its drawing; or what is wrong with it, one line an error.
import { type Anatomy } from '#core/anatomy/anatomy.js';
import { type Drawing } from '#core/drawing/drawing.js';
import { type DrawingError, drawingFromContent } from '#core/drawing/read.js';
import { at, type CaseFile, readCaseFile } from './case-file.js';
import { printable, type Terminal } from './terminal.js';

export type DrawingFileResult =
  | { readonly ok: true; readonly drawing: Drawing }
  | { readonly ok: false; readonly lines: readonly string[] };

const MEND = 'no drawing is; is this a drawing?';
/** Finding the place walks the file; only errors that are shown need one. */
const MOST_PLACED = 50;

export async function readDrawingFile(path: string, terminal: Terminal, anatomy: Anatomy): Promise<DrawingFileResult> {
  const read = await readCaseFile(path, terminal, MEND);
  if (!read.ok) return read;
  const { file } = read;
  if (file.content === null || file.content === undefined)
    return { ok: false, lines: [`${file.name}: no drawing in this file: docs/drawing-format.md shows one`] };
  const result = drawingFromContent(file.content, anatomy);
  return result.ok ? result : { ok: false, lines: result.errors.map((e, i) => lineOf(file, e, i < MOST_PLACED)) };
}

/** `today.json:3:14: marks[0].width: must be a number of mm from 1 to 100, not 0` */
function lineOf(file: CaseFile, error: DrawingError, placed: boolean): string {
  const path = (error.field.match(/[^.[\]]+/g) ?? []).map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  const where = at(file.name, placed && path.length > 0 ? file.placeOf(path) : undefined);
  return [where, error.field, error.message]
    .filter((part) => part !== '')
    .map(printable)
    .join(': ');
}
