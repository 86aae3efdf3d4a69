// JSON Pointer (RFC 6901) on our own JSON: a path of names. Names that reach into JavaScript lead nowhere.
import { isJsonObject, type JsonObject, type JsonValue } from '#fhir/json-value.js';

const REFUSED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
const INDEX = /^(?:0|[1-9]\d{0,8})$/;

/** The steps of a pointer, or null for what is none. */
export function pointerOf(text: string): readonly string[] | null {
  if (text === '') return [];
  if (!text.startsWith('/') || /~(?![01])/.test(text)) return null;
  const steps = text
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return steps.some((step) => REFUSED.has(step)) ? null : steps;
}

/** The value at a path; undefined where there is nothing. */
export function valueAt(root: JsonValue, path: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = root;
  for (const step of path) {
    if (Array.isArray(value)) value = INDEX.test(step) ? value[Number(step)] : undefined;
    else if (isJsonObject(value)) value = Object.hasOwn(value, step) ? value[step] : undefined;
    else return undefined;
  }
  return value;
}

/** Where a value is put: a member of an object, or a place in a list of that length. */
export type Place =
  | { readonly kind: 'member'; readonly of: JsonObject; readonly name: string; readonly there: boolean }
  | { readonly kind: 'item'; readonly of: JsonValue[]; readonly index: number };

/** The place a path ends at, its parent being there; null where there is none. `-` is behind the last item. */
export function placeAt(root: JsonValue, path: readonly string[]): Place | null {
  const parent = valueAt(root, path.slice(0, -1));
  const last = path.at(-1);
  if (last === undefined) return null;
  if (Array.isArray(parent)) {
    if (last === '-') return { kind: 'item', of: parent, index: parent.length };
    return INDEX.test(last) && Number(last) <= parent.length ? { kind: 'item', of: parent, index: Number(last) } : null;
  }
  if (!isJsonObject(parent)) return null;
  return { kind: 'member', of: parent, name: last, there: Object.hasOwn(parent, last) };
}
