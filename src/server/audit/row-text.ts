// A row of the chain as the database holds it, read strictly: only what the store would have written, character for
// character, has a canonical text. It is cut from the stored text without making values of it, for a verification
// reads millions of rows; that it agrees with audit-chain.ts is a test.
import { hash } from 'node:crypto';

/** The columns of the audit table. */
export interface ChainRow {
  readonly seq: number;
  /** Milliseconds since 1970 UTC. */
  readonly wall: number;
  /** The entry as JSON text. */
  readonly body: string;
  readonly previous: string;
  readonly hash: string;
}

/** The members of an entry, each as its JSON text; `null` where it was not given. */
export type RowFields = readonly string[];

/** In the order of the canonical text, after clinic, seq and time. */
const NAMES = [
  ...['actor', 'role', 'onBehalfOf', 'patient', 'action', 'type', 'id', 'version'],
  ...['outcome', 'reason', 'client', 'policy', 'payload'],
] as const;
export type FieldName = (typeof NAMES)[number];
const PLACE: ReadonlyMap<string, number> = new Map(NAMES.map((name, i) => [name, i]));
/** Where no field is. */
const NO_PLACE = -1;
const NOTHING: readonly string[] = NAMES.map(() => 'null');

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const INTEGER = /-?\d+/y;

/** Where a JSON string that opens at `from` ends, after its quote; -1 where it does not. */
function endOfString(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at > 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return at + 1;
  }
  return -1;
}

function endOfValue(text: string, from: number): number {
  if (text.charCodeAt(from) === QUOTE) return endOfString(text, from);
  INTEGER.lastIndex = from;
  return INTEGER.test(text) ? INTEGER.lastIndex : -1;
}

/** The fields of a body; null for anything that the store does not write: another member, one twice, a space. */
export function fieldsOf(body: string): RowFields | null {
  const fields = [...NOTHING];
  let at = 0;
  while (body.charCodeAt(at) === (at === 0 ? 0x7b : 0x2c) && body.charCodeAt(at + 1) === QUOTE) {
    const colon = body.indexOf(':', at);
    const place = PLACE.get(body.slice(at + 2, colon - 1)) ?? NO_PLACE;
    if (fields[place] !== 'null' || body.charCodeAt(colon - 1) !== QUOTE) return null;
    // A value that does not end leads nowhere, and then this is no end of a body either.
    at = endOfValue(body, colon + 1);
    fields[place] = body.slice(colon + 1, at);
  }
  return at > 0 && at === body.length - 1 && body.endsWith('}') ? fields : null;
}

/** One field's value. */
export const fieldOf = (fields: RowFields, name: FieldName): unknown => JSON.parse(fields[PLACE.get(name)!]!);

/** One field's JSON text, to compare without reading it. */
export const fieldText = (fields: RowFields, name: FieldName): string => fields[PLACE.get(name)!]!;

const DOMAIN = Buffer.from('cluneal/audit/1\0');
const PREVIOUS_BYTES = 32;
const BEFORE_TEXT = DOMAIN.length + PREVIOUS_BYTES;
const bytesOf = (size: number): Buffer => {
  const made = Buffer.alloc(size);
  DOMAIN.copy(made);
  return made;
};
/** One place to put a row's bytes; grows to the largest seen. */
let bytes = bytesOf(4096);

/** The hash that a row of this clinic must carry at this place; null where `previous` is no hash. */
export function hashAt(
  clinic: string,
  seq: number,
  { wall, previous }: Pick<ChainRow, 'wall' | 'previous'>,
  fields: RowFields,
): string | null {
  const text = `[${JSON.stringify(clinic)},${seq},${wall},${fields.join(',')}]`;
  // A UTF-16 unit is at most three bytes of UTF-8.
  if (bytes.length < BEFORE_TEXT + text.length * 3) bytes = bytesOf(2 * (BEFORE_TEXT + text.length * 3));
  if (previous.length !== 2 * PREVIOUS_BYTES || bytes.write(previous, DOMAIN.length, 'hex') !== PREVIOUS_BYTES)
    return null;
  const length = BEFORE_TEXT + bytes.write(text, BEFORE_TEXT);
  return hash('sha256', bytes.subarray(0, length));
}
