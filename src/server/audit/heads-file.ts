// The signed heads beside their key, one JSON line each, only ever added to: outside the database, so that they outlast
// whoever shortens the chain in it.
import { appendFileSync, readFileSync, truncateSync } from 'node:fs';
import { headFromText, type SignedHead, textOfHead } from './signed-head.js';

const OWNER_ONLY = 0o600;

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
  const text = textAt(path);
  // What a power cut or a full disk has torn would make one line with the next.
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole !== text) truncateSync(path, Buffer.byteLength(whole));
  appendFileSync(path, `${textOfHead(head)}\n`, { mode: OWNER_ONLY, flush: true });
}
