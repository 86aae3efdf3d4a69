// A case file, or standard input, to its content; and what is wrong with its cases, each named by file, line, case and field.
import { recordsOf } from '#core/case-record.js';
import { bytesOfFile, bytesOfStdin } from './input-bytes.js';
import { printable, type Terminal } from './terminal.js';
import { textOfBytes } from './text-of-bytes.js';
import { contentFromText, type Place } from './yaml-content.js';

export interface CaseFile {
  /** The path as given; `(standard input)` for `-`. */
  readonly name: string;
  readonly content: unknown;
  placeOf(path: readonly (string | number)[]): Place | undefined;
}

export type CaseFileResult =
  | { readonly ok: true; readonly file: CaseFile }
  | { readonly ok: false; readonly lines: readonly string[] };

/** `name:line:column`, as far as the place is known. */
export const at = (name: string, place: Partial<Place> | undefined): string =>
  [name, place?.line, place?.column].filter((x) => x !== undefined).join(':');

/** Reads any file of plain data; `mend` says what to do where it is too large. */
export async function readCaseFile(path: string, terminal: Terminal, mend?: string): Promise<CaseFileResult> {
  const name = path === '-' ? '(standard input)' : printable(path);
  const refuse = (...lines: string[]): CaseFileResult => ({ ok: false, lines });
  const bytes = path === '-' ? await bytesOfStdin(terminal.stdin, mend) : await bytesOfFile(path, mend);
  if (!bytes.ok) return refuse(`${name}: ${bytes.message}`);
  const text = textOfBytes(bytes.bytes);
  if (!text.ok) return refuse(`${at(name, text)}: ${text.message}`);
  const read = contentFromText(text.text);
  if (!read.ok) return refuse(...read.problems.map((p) => `${at(name, p)}: ${printable(p.message)}`));
  return { ok: true, file: { name, content: read.content, placeOf: read.placeOf } };
}

/** Finding the place walks the file; only errors that are shown need one. */
const MOST_PLACED = 50;

interface ErrorInCase {
  readonly case: string;
  readonly field: string;
  readonly message: string;
}

/** `findings[3]` of the second case as a path into the file. */
function pathOf(file: CaseFile, error: ErrorInCase): readonly (string | number)[] {
  const index = recordsOf(file.content).findIndex((r) => r.name === error.case);
  const content = file.content as { cases?: unknown } | null;
  const list = Array.isArray(content) ? [] : Array.isArray(content?.cases) ? ['cases'] : null;
  const record = list === null ? [] : [...list, Math.max(0, index)];
  const field = /^([^[]*)(?:\[(\d+)\])?$/.exec(error.field);
  return [...record, ...(field?.[1] ? [field[1]] : []), ...(field?.[2] ? [Number(field[2])] : [])];
}

/** One line an error: `cases.yaml:12:14: case 3: findings[2]: unknown finding: tender.crst: did you mean tender.crest?` */
export function linesOfErrors(file: CaseFile, errors: readonly ErrorInCase[]): string[] {
  return errors.map((e, i) => {
    const place = e.case === '' || i >= MOST_PLACED ? undefined : file.placeOf(pathOf(file, e));
    return [at(file.name, place), e.case, e.field, e.message]
      .filter((part) => part !== '')
      .map(printable)
      .join(': ');
  });
}
