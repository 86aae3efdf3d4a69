// References between the entries of a transaction (R4 3.1.0.11.2): what an entry is called inside the bundle becomes the
// address it has in the record, wherever a resource says it.
import { isJsonObject, type JsonObject, type JsonValue } from '#fhir/json-value.js';

/** Gives the address of what an entry is called (`urn:uuid:...`, an absolute address, `Type/id` beside it), or null. */
export type Links = (said: string) => string | null;

/** Elements that hold text which is nobody's address, whatever it looks like. */
const NO_LINKS: ReadonlySet<string> = new Set(['id', 'system', 'display', 'resourceType', 'versionId', 'data']);
const NARRATIVE_LINK = /\b(href|src)="([^"]{1,500})"/g;

/** The resource with every link replaced; the same object where there was none. */
export const withLinks = (resource: JsonObject, links: Links): JsonObject => inside(resource, links) as JsonObject;

function inside(value: JsonValue, links: Links): JsonValue {
  if (Array.isArray(value)) {
    const items = value.map((inner) => (typeof inner === 'string' ? linked(inner, links) : inside(inner, links)));
    return items.some((item, i) => item !== value[i]) ? items : value;
  }
  if (!isJsonObject(value)) return value;
  let changed = false;
  const members = Object.entries(value).map(([name, inner]): [string, JsonValue] => {
    const now = memberOf(value, name, inner, links);
    changed ||= now !== inner;
    return [name, now];
  });
  return changed ? Object.fromEntries(members) : value;
}

function memberOf(parent: JsonObject, name: string, value: JsonValue, links: Links): JsonValue {
  if (typeof value !== 'string') return inside(value, links);
  if (name === 'div')
    return value.replace(NARRATIVE_LINK, (all, attribute: string, url: string) => {
      const to = links(url);
      return to === null ? all : `${attribute}="${to}"`;
    });
  // An identifier's value is no link, though it may be a urn:uuid.
  if (NO_LINKS.has(name) || (name === 'value' && parent.system !== undefined)) return value;
  return name === 'reference' ? (links(value) ?? value) : linked(value, links);
}

/** Outside `reference` only a whole address is a link: `Patient/1` may be a text there. */
const linked = (text: string, links: Links): string =>
  /^(?:urn:(?:uuid|oid):|https?:\/\/)/.test(text) ? (links(text) ?? text) : text;

/** Every text that stands as a `reference`. */
export function referencesIn(value: JsonValue): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'reference' && typeof inner === 'string' ? [inner] : referencesIn(inner),
  );
}
