// Where the next page begins, as a word for a link: base64url of JSON. It comes back from outside, so it is read as
// strictly as any input; whatever it says, the scope decides what is seen.
import { isJsonObject, type JsonObject, type JsonValue } from '#fhir/json-value.js';
import { readJson } from '#fhir/strict-json.js';
import { type Cursor, NEWEST_FIRST, type Query, type SortKey } from '../store/query.js';
import { type Attempt, made, refuse } from './attempt.js';
import { ID, TYPE_NAME } from './identity.js';

/** The parameter that carries it. */
export const CURSOR = '_cursor';
const MOST_CURSOR = 4000;

const UNREADABLE = refuse('bad-parameter', {
  what: `${CURSOR} is not one that this server gave for this search`,
  mend: 'follow the next link as it came, or begin again at the first page',
});

const wordOf = (json: unknown): string => Buffer.from(JSON.stringify(json), 'utf8').toString('base64url');

function jsonOf(word: string): JsonValue | undefined {
  if (word.length > MOST_CURSOR || !/^[\w-]+$/.test(word)) return undefined;
  try {
    const bytes = Buffer.from(word, 'base64url');
    const read = readJson(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
    return read.ok ? read.value : undefined;
  } catch {
    return undefined;
  }
}

const memberOf = (json: JsonValue | undefined, names: readonly string[]): JsonObject | null =>
  isJsonObject(json) && Object.keys(json).sort().join() === [...names].sort().join() ? json : null;

/** The word for a place in a search. */
export const wordOfCursor = ({ keys, id }: Cursor): string => wordOf({ keys, id });

/** The place in a search with this order. */
export function cursorOfWord(word: string, sort: Query['sort']): Attempt<Cursor> {
  const cursor = cursorOf(jsonOf(word), sort);
  return cursor ? made(cursor) : UNREADABLE;
}

function cursorOf(json: JsonValue | undefined, sort: Query['sort']): Cursor | null {
  const told = memberOf(json, ['keys', 'id']);
  if (!told || !Array.isArray(told.keys) || typeof told.id !== 'string' || !ID.test(told.id)) return null;
  const order = sort.length > 0 ? sort : NEWEST_FIRST;
  const { keys, id } = told;
  if (keys.length !== order.length || !order.every((key, i) => isKeyOf(key, keys[i]!))) return null;
  return { keys: keys as (string | number)[], id };
}

/** A number where a number is compared, a text where a text is: PostgreSQL compares no other way. */
function isKeyOf({ by }: SortKey, value: JsonValue): boolean {
  if (by === 'moment' || by === 'updated') return typeof value === 'number' && Number.isSafeInteger(value);
  if (by === 'id') return typeof value === 'string' && ID.test(value);
  return typeof value === 'string' && value.length <= 1000 && !value.includes('\0');
}

/** A place in a history: the last version that was shown. Its place in the clinic's order stays inside. */
export interface HistoryPlace {
  readonly type: string;
  readonly id: string;
  readonly version: number;
}

/** The word for a place in a history. */
export const wordOfPlace = ({ type, id, version }: HistoryPlace): string => wordOf({ type, id, version });

/** The place in a history. */
export function placeOfWord(word: string): Attempt<HistoryPlace> {
  const told = memberOf(jsonOf(word), ['type', 'id', 'version']);
  if (!told) return UNREADABLE;
  const { type, id, version } = told;
  if (typeof type !== 'string' || !TYPE_NAME.test(type) || typeof id !== 'string' || !ID.test(id)) return UNREADABLE;
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || version < 1) return UNREADABLE;
  return made({ type, id, version });
}

/** A place in all that is about a patient: the type, and where in it. */
export interface EverythingPlace {
  readonly type: string;
  readonly after: Cursor | null;
}

/** The word for a place in a patient's record. */
export const wordOfEverything = ({ type, after }: EverythingPlace): string => wordOf({ type, after });

/** The place in a patient's record whose types are read in this order. */
export function everythingOfWord(word: string, sort: Query['sort']): Attempt<EverythingPlace> {
  const told = memberOf(jsonOf(word), ['type', 'after']);
  if (!told || typeof told.type !== 'string' || !TYPE_NAME.test(told.type)) return UNREADABLE;
  if (told.after === null) return made({ type: told.type, after: null });
  const after = cursorOf(told.after, sort);
  return after ? made({ type: told.type, after }) : UNREADABLE;
}

/** A cursor of another search, or one that was changed. */
export const NOT_OUR_CURSOR = UNREADABLE;
