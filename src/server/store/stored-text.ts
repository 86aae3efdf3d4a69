// The text a version is kept as: what was sent, with the id, version and time that the store gave it.
import { isJsonObject, type JsonObject, textFromJson } from '#fhir/json-value.js';

/** Members stay in their order; an id and meta that were not sent stand right after resourceType. */
export function storedText(resource: JsonObject, id: string, version: number, updated: number): string {
  const sent = isJsonObject(resource.meta) ? resource.meta : {};
  const meta: JsonObject = { ...sent, versionId: String(version), lastUpdated: new Date(updated).toISOString() };
  const stored: JsonObject = { resourceType: resource.resourceType!, id, meta };
  // Assigning to a member that is there keeps its place; those sent elsewhere are moved to the front, with the rest in
  // the order they came.
  for (const name in resource) if (!(name in stored)) stored[name] = resource[name]!;
  return textFromJson(stored);
}
