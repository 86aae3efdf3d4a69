// The signed heads beside their key, one JSON line each, only ever added to: outside the database, so that they outlast
// whoever shortens the chain in it.
import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import { headFromText, type SignedHead, textOfHead } from './signed-head.js';

const OWNER_ONLY = 0o600;
const LINE_END = 0x0a;

export interface ReadHeads {
  readonly heads: readonly SignedHead[];
  /** Numbers of lines that are no head, from 1. A last line that was cut off in the writing is not among them. */
  readonly unreadable: readonly number[];
}

function textAt(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

/** All lines in their order; none where there is no file. */
export function readHeads(path: string): ReadHeads {
  // After the last line's end stands nothing, or a line that a power cut has torn: it was never told to anybody.
  const lines = textAt(path).split('\n').slice(0, -1);
  const read = lines.map(headFromText);
  return {
    heads: read.filter((head) => head !== null),
    unreadable: read.flatMap((head, i) => (head === null ? [i + 1] : [])),
  };
}

/** Adds a line and waits for the disk. */
export function appendHead(path: string, head: SignedHead): void {
  const file = openSync(path, 'a+', OWNER_ONLY);
  try {
    trimTorn(file, path);
    writeSync(file, `${textOfHead(head)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** What a power cut or a full disk has torn would make one line with the next. */
function trimTorn(file: number, path: string): void {
  const { size } = fstatSync(file);
  const last = Buffer.alloc(1);
  if (size === 0 || (readSync(file, last, 0, 1, size - 1) === 1 && last[0] === LINE_END)) return;
  ftruncateSync(file, readFileSync(path).lastIndexOf(LINE_END) + 1);
}
