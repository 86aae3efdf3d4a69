// A kept version as JSON again, for the few answers that are not its text as it is.
import { isJsonObject, type JsonObject } from '#fhir/json-value.js';
import { readJson } from '#fhir/strict-json.js';
import { type StoredVersion } from '../store/repository.js';

/** Throws for what the store cannot have taken. */
export function jsonOfStored({ text, type, id, version }: StoredVersion): JsonObject {
  const read = readJson(text);
  if (!read.ok || !isJsonObject(read.value)) throw new Error(`${type}/${id} version ${version} is not readable JSON`);
  return read.value;
}
