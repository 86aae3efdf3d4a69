// Update, and conditional update (R4 3.1.0.4): of what is there, by somebody who says which version they have read. An
// unknown id is not created: ids are the server's.
import { type JsonObject } from '#fhir/json-value.js';
import { statusOf } from '#fhir/outcome.js';
import { type OperationOutcomeIssue } from '#fhir/r4.js';
import { type Query } from '../store/query.js';
import { type MintedId, type Reads, type StoredVersion, type UpdateOptions } from '../store/repository.js';
import { type Answer, type Deed, written } from './answer.js';
import { type Asked, versionNamed } from './asked.js';
import { type Asker, noteFor } from './asker.js';
import { type Attempt, made, refuse } from './attempt.js';
import { checkedResource } from './checked-resource.js';
import { CHANGED_MEANWHILE, matchOf } from './condition.js';
import { creating } from './creating.js';
import { aboutTheLiving } from './living-patient.js';
import { refusedBy } from './outcome-of-refusal.js';
import { onlyKnown } from './query-pairs.js';
import { jsonOfStored } from './stored-json.js';

/** What an update takes the place of. */
export interface Before {
  readonly version: number;
  /** Null where it was deleted, and comes back. */
  readonly resource: JsonObject | null;
}

/** What is there now, for one who may see it. */
export async function beforeOf(store: Reads, asker: Asker, type: string, id: string): Promise<Attempt<Before>> {
  const now = await store.read(asker.scope, type, id);
  if (now.ok) return made({ version: now.value.version, resource: jsonOfStored(now.value) });
  if (now.refusal.type === 'deleted') return made({ version: now.refusal.version, resource: null });
  return { ok: false, refused: refusedBy(now.refusal) };
}

/** Absent and hidden alike, as everywhere. */
const nothingToUpdate = (type: string, id: string) =>
  refuse('not-found', {
    what: `nothing here that you may see under the id ${id}`,
    mend: `ids are given by this server: to make a new resource, POST it to [base]/${type}, or PUT it with a condition, as in [base]/${type}?identifier=system|value`,
  });

/** Makes the deed of an update by id; If-Match must be there. */
export async function updating(
  asker: Asker,
  type: string,
  id: string,
  resource: JsonObject,
  asked: Asked,
): Promise<Attempt<Deed>> {
  const known = onlyKnown(asked.pairs, []);
  if (!known.ok) return known;
  if (resource.id !== id)
    return refuse('bad-element', {
      what: 'the id of the resource is not that of the address',
      where: `${type}.id`,
      mend: 'send the id it has; to make a new resource, POST it to the address of its type',
    });
  const before = await beforeOf(asker.open.repository, asker, type, id);
  // Whoever hopes to make it under this id must hear so at once: told to read it first they would go in a circle.
  if (!before.ok) return statusOf(before.refused.outcome) === 404 ? nothingToUpdate(type, id) : before;
  const version = versionNamed(asked);
  if (!version.ok) return version;
  if (before.value.version !== version.value)
    return { ok: false, refused: refusedBy({ type: 'version-conflict', current: before.value.version }) };
  return replacing(asker, type, resource, before.value, asked);
}

/** Makes the deed that puts a whole resource in place of `before`; refused when that is no longer the current version. */
export function replacing(
  asker: Asker,
  type: string,
  resource: JsonObject,
  before: Before,
  asked: Asked,
): Attempt<Deed> {
  const issues = checkedResource(asker, type, resource, before.resource);
  if (!issues.ok) return issues;
  const options: UpdateOptions = {
    note: noteFor(asker, resource),
    ifMatch: before.version,
    // Labels are kept by an update; a deleted resource that comes back is made anew.
    ...(before.resource === null ? { labels: asker.open.policy.labelsOf(asker.principal, resource) } : {}),
  };
  return made({
    together: false,
    perform: async (store) => {
      const living = before.resource === null ? await aboutTheLiving(store, asker, resource) : made(null);
      if (!living.ok) return living;
      const result = await store.update(asker.scope, resource, options);
      if (!result.ok) return { ok: false, refused: refusedBy(result.refusal) };
      return made(answerOf(result.value, asked, before.resource === null, issues.value));
    },
  });
}

function answerOf(
  stored: StoredVersion,
  { returns }: Asked,
  back: boolean,
  issues: readonly OperationOutcomeIssue[],
): Answer {
  return {
    ...{ status: back ? 201 : 200, stored, located: true },
    ...{ body: written(stored, returns, issues), shown: null },
  };
}

/** What a condition means now, and the id of what is made where it means nothing. */
export interface FoundByCondition {
  readonly condition: Query;
  readonly match: StoredVersion | null;
  readonly id: MintedId;
}

/** Makes the deed of a conditional update: no match creates, one is updated. */
export async function updatingWhere(
  asker: Asker,
  type: string,
  resource: JsonObject,
  { condition, match, id }: FoundByCondition,
  asked: Asked,
): Promise<Attempt<Deed>> {
  const deed = match
    ? await updatingMatch(asker, type, resource, match, asked)
    : creatingUnmatched(asker, type, resource, id, asked);
  return deed.ok ? made(onlyWhile(asker, condition, match, deed.value)) : deed;
}

async function updatingMatch(
  asker: Asker,
  type: string,
  resource: JsonObject,
  match: StoredVersion,
  asked: Asked,
): Promise<Attempt<Deed>> {
  if (resource.id !== undefined && resource.id !== match.id)
    return refuse('bad-element', {
      what: 'the id of the resource is not that of the one that meets the condition',
      where: `${type}.id`,
      mend: 'leave the id out',
    });
  if (asked.ifMatch !== null && asked.ifMatch !== match.version)
    return { ok: false, refused: refusedBy({ type: 'version-conflict', current: match.version }) };
  const before: Before = { version: match.version, resource: jsonOfStored(match) };
  return replacing(asker, type, { ...resource, id: match.id }, before, asked);
}

function creatingUnmatched(
  asker: Asker,
  type: string,
  resource: JsonObject,
  id: MintedId,
  asked: Asked,
): Attempt<Deed> {
  if (resource.id !== undefined)
    return refuse('bad-element', {
      what: 'nothing meets the condition, and a new resource gets its id from this server',
      where: `${type}.id`,
      mend: 'leave the id out',
    });
  if (asked.ifMatch !== null)
    return refuse('version-conflict', { what: 'nothing meets the condition', mend: 'leave If-Match out to create it' });
  return creating(asker, type, resource, { ...asked, pairs: [], ifNoneExist: null }, { id, match: null });
}

/** The deed, done only while the condition means the same, in one transaction with it. */
export function onlyWhile(asker: Asker, condition: Query, match: StoredVersion | null, deed: Deed): Deed {
  return {
    together: true,
    perform: async (store) => {
      const again = await matchOf(store, asker, condition);
      if (!again.ok) return again;
      const same = again.value?.id === match?.id && again.value?.version === match?.version;
      return same ? deed.perform(store) : CHANGED_MEANWHILE;
    },
  };
}
