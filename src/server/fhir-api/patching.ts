// Patch, and conditional patch (R4 3.1.0.6): JSON Patch on what the asker read, then the same checks as an update.
import { type JsonObject, type JsonValue, textFromJson } from '#fhir/json-value.js';
import { readJson } from '#fhir/strict-json.js';
import { type Query } from '../store/query.js';
import { type StoredVersion } from '../store/repository.js';
import { type Deed } from './answer.js';
import { type Asked, versionNamed } from './asked.js';
import { type Asker } from './asker.js';
import { type Attempt, made, refuse } from './attempt.js';
import { MOST_FHIR_BYTES } from './body.js';
import { patched } from './json-patch.js';
import { refusedBy } from './outcome-of-refusal.js';
import { onlyKnown } from './query-pairs.js';
import { type Before, beforeOf, onlyWhile, replacing } from './updating.js';

/** Makes the deed of a patch by id; If-Match must be there. */
export async function patching(
  asker: Asker,
  type: string,
  id: string,
  patch: JsonValue,
  asked: Asked,
): Promise<Attempt<Deed>> {
  const version = versionNamed(asked);
  if (!version.ok) return version;
  const known = onlyKnown(asked.pairs, []);
  if (!known.ok) return known;
  const before = await beforeOf(asker.open.repository, asker, type, id);
  return before.ok ? onBefore(asker, type, patch, before.value, version.value, asked) : before;
}

/** Makes the deed of a conditional patch; nothing that meets the condition is nothing to patch. */
export async function patchingWhere(
  asker: Asker,
  type: string,
  { condition, match }: { readonly condition: Query; readonly match: StoredVersion | null },
  patch: JsonValue,
  asked: Asked,
): Promise<Attempt<Deed>> {
  if (!match) return { ok: false, refused: refusedBy({ type: 'not-found' }) };
  const before = await beforeOf(asker.open.repository, asker, type, match.id);
  if (!before.ok) return before;
  const deed = onBefore(asker, type, patch, before.value, asked.ifMatch ?? match.version, asked);
  return deed.ok ? made(onlyWhile(asker, condition, match, deed.value)) : deed;
}

function onBefore(
  asker: Asker,
  type: string,
  patch: JsonValue,
  before: Before,
  version: number,
  asked: Asked,
): Attempt<Deed> {
  if (before.resource === null) return { ok: false, refused: refusedBy({ type: 'deleted', version: before.version }) };
  if (before.version !== version)
    return { ok: false, refused: refusedBy({ type: 'version-conflict', current: before.version }) };
  const after = patched(before.resource, patch);
  if (!after.ok) return after;
  const whole = readAgain(after.value);
  return whole.ok ? replacing(asker, type, whole.value, before, asked) : whole;
}

/** What a patch made is read as if it had been sent: no patch makes what no body may be. */
function readAgain(resource: JsonObject): Attempt<JsonObject> {
  const text = textFromJson(resource);
  if (text.length > MOST_FHIR_BYTES)
    return refuse('too-large', { what: 'after the patch it is too large', mend: 'split it into several resources' });
  const read = readJson(text);
  if (read.ok) return made(read.value as JsonObject);
  return refuse('invalid', { what: `after the patch: ${read.error.message}` });
}
