// Reads the JSON object a request carries: bounded, strict, and told in words what is wrong with it. Nothing else is read
// as JSON: a form that another site posts has another type, and is refused.
import { type Context } from 'hono';
import { isJsonObject, type JsonObject, type JsonValue } from '#fhir/json-value.js';
import { readJson } from '#fhir/strict-json.js';
import { type DoorEnv } from '../open-clinic.js';
import { type Answer, good, type Objected, objected } from './objection.js';

const MOST_BYTES = 65_536;
const JSON_TYPE = /^application\/json(\s*;|\s*$)/i;
const TOO_LARGE = objected('too-large', `the body is longer than ${MOST_BYTES} bytes`, 'send less');

/** The object in the body; an empty body is an empty object. */
export async function bodyOf(c: Context<DoorEnv>): Promise<Answer<JsonObject>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of c.req.raw.body ?? []) {
    size += chunk.length;
    if (size > MOST_BYTES) return TOO_LARGE;
    chunks.push(chunk);
  }
  if (size === 0) return good({});
  if (!JSON_TYPE.test(c.req.header('content-type') ?? ''))
    return objected('unsupported-media-type', 'the body is not said to be JSON', 'send content-type: application/json');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
  } catch {
    return objected('bad-json', 'the body is not UTF-8', 'send UTF-8');
  }
  const read = readJson(text);
  if (!read.ok) return objected('bad-json', `the body is not JSON: ${read.error.message}`, 'send one JSON object');
  return isJsonObject(read.value) ? good(read.value) : objected('bad-json', 'the body is no object', 'send { ... }');
}

/** One way to read a field; `undefined` is a field that is not there. */
export type Field<T> = (value: JsonValue | undefined, name: string) => Answer<T>;
type Fields = Readonly<Record<string, Field<unknown>>>;
type ReadFields<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never };

const wrong = (name: string, kind: string): Objected =>
  objected('bad-element', `${name} is not ${kind}`, `give ${kind}`);

export const text: Field<string> = (value, name) => (typeof value === 'string' ? good(value) : wrong(name, 'a text'));
export const flag: Field<boolean> = (value, name) =>
  typeof value === 'boolean' ? good(value) : wrong(name, 'true or false');
export const moment: Field<number> = (value, name) =>
  typeof value === 'number' && Number.isSafeInteger(value) ? good(value) : wrong(name, 'milliseconds since 1970');

/** One of these words. */
export const oneOf =
  <T extends string>(...words: readonly T[]): Field<T> =>
  (value, name) => {
    const found = words.find((word) => word === value);
    return found === undefined ? wrong(name, `one of ${words.join(', ')}`) : good(found);
  };

/** Null where the field is missing or null. */
export const orNull =
  <T>(field: Field<T>): Field<T | null> =>
  (value, name) =>
    value === undefined || value === null ? good(null) : field(value, name);

/** A list; empty where the field is missing. */
export const listOf =
  <T>(field: Field<T>): Field<readonly T[]> =>
  (value, name) => {
    if (value === undefined) return good([]);
    if (!Array.isArray(value)) return wrong(name, 'a list');
    const items: T[] = [];
    for (const [i, item] of value.entries()) {
      const read = field(item, `${name}[${i}]`);
      if (!read.ok) return read;
      items.push(read.value);
    }
    return good(items);
  };

/** An object of these fields and no others: a word that is misspelt must not pass for one left out. */
export const object =
  <F extends Fields>(fields: F): Field<ReadFields<F>> =>
  (value, name) => {
    if (value === undefined || !isJsonObject(value)) return wrong(name, 'an object');
    const at = name === '' ? '' : `${name}.`;
    const strange = Object.keys(value).find((key) => !Object.hasOwn(fields, key));
    if (strange !== undefined)
      return objected(
        'bad-element',
        `${at}${strange.slice(0, 60)} is not known here`,
        `send ${Object.keys(fields).join(', ')}`,
      );
    const read: Record<string, unknown> = {};
    for (const [key, field] of Object.entries(fields)) {
      const one = field(value[key], `${at}${key}`);
      if (!one.ok) return one;
      read[key] = one.value;
    }
    return good(read as ReadFields<F>);
  };
