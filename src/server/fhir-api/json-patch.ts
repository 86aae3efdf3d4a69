// JSON Patch (RFC 6902) on a resource that keeps its decimals: add, remove, replace, move, copy and test, all or none.
// What the server gives (type, id, version, time, who may see it) cannot be named by any of them.
import { Decimal, isJsonObject, type JsonObject, type JsonValue } from '#fhir/json-value.js';
import { type Attempt, made, refuse } from './attempt.js';
import { type Place, placeAt, pointerOf, valueAt } from './json-pointer.js';

/** More is no change of a resource but another resource. */
const MOST_OPERATIONS = 500;
/** Characters and values that `copy` may make in all; copies of copies double. */
const MOST_COPIED = 1_000_000;
const FIXED: readonly (readonly string[])[] = [
  ['resourceType'],
  ['id'],
  ['meta', 'versionId'],
  ['meta', 'lastUpdated'],
  ['meta', 'security'],
];

type Operation =
  | { readonly op: 'add'; readonly path: readonly string[]; readonly value: JsonValue }
  | { readonly op: 'replace'; readonly path: readonly string[]; readonly value: JsonValue }
  | { readonly op: 'test'; readonly path: readonly string[]; readonly value: JsonValue }
  | { readonly op: 'remove'; readonly path: readonly string[] }
  | { readonly op: 'move' | 'copy'; readonly path: readonly string[]; readonly from: readonly string[] };

type Why = { readonly kind: 'bad-element' | 'invalid' | 'conflict'; readonly what: string; readonly mend: string };

/** Applies a patch document to a copy of the resource; what of it cannot be done refuses the whole. */
export function patched(resource: JsonObject, patch: JsonValue): Attempt<JsonObject> {
  if (!Array.isArray(patch) || patch.length === 0)
    return refuse('bad-element', {
      what: 'a JSON Patch is a list of operations, at least one',
      mend: 'send [{"op": "replace", "path": "/status", "value": "final"}]',
    });
  if (patch.length > MOST_OPERATIONS)
    return refuse('too-costly', { what: `${patch.length} operations, at most ${MOST_OPERATIONS}`, mend: 'send a PUT' });
  const budget = { left: MOST_COPIED };
  const copy = copied(resource, { left: Number.POSITIVE_INFINITY }) as JsonObject;
  for (const [i, said] of patch.entries()) {
    const operation = operationOf(said);
    const why = 'kind' in operation ? operation : applied(copy, operation, budget);
    if (why) return refuse(why.kind, { what: `operation ${i + 1}: ${why.what}`, mend: why.mend });
  }
  return made(copy);
}

const malformed = (what: string): Why => ({
  kind: 'bad-element',
  what,
  mend: 'see RFC 6902: an op, a path such as /name/0/family, and a value or from where the op needs it',
});
const FIXED_PATH: Why = {
  kind: 'invalid',
  what: 'resourceType, id, meta.versionId, meta.lastUpdated and meta.security are given by this server',
  mend: 'leave them as they are',
};

function operationOf(said: JsonValue): Operation | Why {
  if (!isJsonObject(said)) return malformed('it is no object');
  const { op, value } = said;
  const path = typeof said.path === 'string' ? pointerOf(said.path) : null;
  if (!path) return malformed('its path is no JSON Pointer that can be followed');
  if (op === 'test') return value === undefined ? malformed('it has no value') : { op, path, value };
  if (path.length === 0 || FIXED.some((fixed) => startsWith(path, fixed))) return FIXED_PATH;
  if (op === 'remove') return { op, path };
  if (op === 'add' || op === 'replace') return value === undefined ? malformed('it has no value') : { op, path, value };
  if (op !== 'move' && op !== 'copy') return malformed('its op is not one of add, remove, replace, move, copy, test');
  const from = typeof said.from === 'string' ? pointerOf(said.from) : null;
  if (!from) return malformed('its from is no JSON Pointer that can be followed');
  if (op === 'copy') return { op, path, from };
  if (from.length === 0 || FIXED.some((fixed) => startsWith(from, fixed))) return FIXED_PATH;
  return startsWith(path, from) && path.length > from.length
    ? malformed('it moves a value into itself')
    : { op, path, from };
}

const startsWith = (path: readonly string[], start: readonly string[]): boolean =>
  start.every((step, i) => path[i] === step);

const nothingAt = (path: readonly string[]): Why => ({
  kind: 'invalid',
  what: `nothing is at /${path.join('/').slice(0, 80)}`,
  mend: 'read the resource and name a place that it has',
});

/** Changes `root`; tells why it could not. */
function applied(root: JsonObject, operation: Operation, budget: { left: number }): Why | null {
  const { path } = operation;
  if (operation.op === 'test') {
    const found = valueAt(root, path);
    if (found === undefined) return nothingAt(path);
    return same(found, operation.value)
      ? null
      : { kind: 'conflict', what: 'the test failed', mend: 'read the resource again: it is not as you thought' };
  }
  if (operation.op === 'add') return put(root, path, operation.value);
  if (operation.op === 'remove') return taken(root, path) === undefined ? nothingAt(path) : null;
  if (operation.op === 'replace') {
    const place = placeAt(root, path);
    if (!place || !isThere(place)) return nothingAt(path);
    if (place.kind === 'item') place.of[place.index] = operation.value;
    else place.of[place.name] = operation.value;
    return null;
  }
  const value = operation.op === 'move' ? taken(root, operation.from) : valueAt(root, operation.from);
  if (value === undefined) return nothingAt(operation.from);
  const fresh = operation.op === 'move' ? value : copied(value, budget);
  if (fresh === undefined) return { kind: 'invalid', what: 'it copies too much', mend: 'send a PUT' };
  return put(root, path, fresh);
}

const isThere = (place: Place): boolean => (place.kind === 'item' ? place.index < place.of.length : place.there);

function put(root: JsonObject, path: readonly string[], value: JsonValue): Why | null {
  const place = placeAt(root, path);
  if (!place) return nothingAt(path.slice(0, -1));
  if (place.kind === 'item') place.of.splice(place.index, 0, value);
  else place.of[place.name] = value;
  return null;
}

function taken(root: JsonObject, path: readonly string[]): JsonValue | undefined {
  const place = placeAt(root, path);
  if (!place || !isThere(place)) return undefined;
  if (place.kind === 'item') return place.of.splice(place.index, 1)[0];
  const value = place.of[place.name];
  delete place.of[place.name];
  return value;
}

/** A deep copy; undefined where the budget ends. */
function copied(value: JsonValue, budget: { left: number }): JsonValue | undefined {
  budget.left -= typeof value === 'string' ? value.length + 1 : 1;
  if (budget.left < 0) return undefined;
  if (Array.isArray(value)) {
    const items = value.map((inner) => copied(inner, budget));
    return items.includes(undefined) ? undefined : (items as JsonValue[]);
  }
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).map(([name, inner]) => [name, copied(inner, budget)] as const);
  return members.some(([, inner]) => inner === undefined) ? undefined : (Object.fromEntries(members) as JsonObject);
}

/** Equal as RFC 6902 has it: numbers by their value, members in any order. */
function same(a: JsonValue, b: JsonValue): boolean {
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((inner, i) => same(inner, b[i]!));
  if (isJsonObject(a)) {
    const names = Object.keys(a);
    return (
      isJsonObject(b) &&
      names.length === Object.keys(b).length &&
      names.every((name) => Object.hasOwn(b, name) && same(a[name]!, b[name]!))
    );
  }
  if (isNumber(a) && isNumber(b)) return Number(a) === Number(b);
  return a === b;
}

const isNumber = (value: JsonValue): value is number | Decimal => typeof value === 'number' || value instanceof Decimal;
