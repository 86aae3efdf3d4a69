// The rules of writing, the same for every kind of store: who may, on which version, what becomes of it, and the row of
// the audit chain that goes with it.
import { type JsonObject } from '#fhir/json-value.js';
import { type AuditAction, type AuditEntry, type AuditRow, linked, sha256 } from './audit-chain.js';
import { type Definitions } from './definitions.js';
import { type IndexValues, indexValuesOf } from './index-values.js';
import { type LedgerReads, type LedgerWrites } from './ledger.js';
import { type Query } from './query.js';
import { done, FORBIDDEN, NOT_FOUND, type Refusal, type Result, refused } from './refusal.js';
import {
  type Created,
  type CreateOptions,
  type StoredVersion,
  type StoreWorld,
  type UpdateOptions,
  type WriteOptions,
  type Writes,
} from './repository.js';
import { type Allowed, allowedOf, type Scope } from './scope.js';
import { type NewVersion, type WriteSession } from './session.js';
import { storedText } from './stored-text.js';

const ID = /^[A-Za-z0-9.-]{1,64}$/;
const invalid = (message: string): Refusal => ({ type: 'invalid', message });
const nothing = (allowed: Allowed): boolean => allowed !== 'all' && allowed.length === 0;

/** A transaction writes one clinic's rows: the others' chains are not locked. */
function mustBe(clinic: string, of: string): void {
  if (of !== clinic) throw new Error(`a transaction of clinic ${clinic} writes into ${of}`);
}

/** The ledger inside a transaction of the clinic. */
export function ledgerOver(session: WriteSession, clinic: string): LedgerReads & LedgerWrites {
  return {
    kept: session.kept,
    keptAll: session.keptAll,
    keep: async (of, entry) => {
      mustBe(clinic, of);
      await session.keep(of, entry);
    },
    forget: async (of, kind, id) => {
      mustBe(clinic, of);
      await session.forget(of, kind, id);
    },
  };
}

/** The writes over one session, each of them all or nothing. */
export function writesOver(session: WriteSession, clinic: string, definitions: Definitions, world: StoreWorld): Writes {
  const writes: Writes = {
    create: (scope, resource, options) => session.atomic(() => create(scope, resource, options)),
    update: (scope, resource, options) => session.atomic(() => update(scope, resource, options)),
    updateWhere: (scope, query, resource, options) =>
      session.atomic(() => updateWhere(scope, query, resource, options)),
    delete: (scope, type, id, options) => session.atomic(() => remove(scope, type, id, options)),
    audit: (of, entries) =>
      session.atomic(async () => {
        mustBe(clinic, of);
        return done(await append(entries));
      }),
  };

  async function append(entries: readonly AuditEntry[]): Promise<readonly AuditRow[]> {
    const rows: AuditRow[] = [];
    let head = await session.head(clinic);
    for (const entry of entries) {
      const row = linked(clinic, head, world.now(), entry);
      rows.push(row);
      head = row;
    }
    await session.append(clinic, rows);
    return rows;
  }

  /** Writes one version with its row of the chain. */
  async function put(
    scope: Scope,
    { type, id, version }: { readonly type: string; readonly id: string; readonly version: number },
    content: { readonly resource: JsonObject } | { readonly deleted: readonly string[] },
    action: AuditAction,
    { note, labels }: WriteOptions,
  ): Promise<StoredVersion> {
    mustBe(clinic, scope.clinic);
    const head = await session.head(scope.clinic);
    // The same rule as the chain's: a clinic's times never go back, whatever its clock does.
    const updated = Math.max(world.now(), head.at);
    const resource = 'resource' in content ? content.resource : null;
    const values: IndexValues | null = resource ? indexValuesOf(definitions, resource, type, id, world.bases) : null;
    const patients = 'deleted' in content ? content.deleted : values!.patients;
    const text = resource ? storedText(resource, id, version, updated) : '';
    const row = linked(scope.clinic, head, updated, {
      ...note,
      ...(patients[0] === undefined ? {} : { patient: patients[0] }),
      ...{ action, outcome: 'success', type, id, version, payload: sha256(text) },
    });
    const { seq } = row;
    const deleted = resource === null;
    const stored: StoredVersion = { type, id, version, seq, updated, deleted, text };
    const moment = values?.moment ?? updated;
    const next: NewVersion = { type, id, version, seq, updated, deleted, text, values, patients, moment };
    await session.put(scope.clinic, next, labels);
    await session.append(scope.clinic, [row]);
    return stored;
  }

  /** Whether the asker may have put it where it now is; asked of the written row, by the same query as any read. */
  async function placed(scope: Scope, allowed: Allowed, { type, id }: StoredVersion): Promise<boolean> {
    return allowed === 'all' || (await session.current(scope.clinic, allowed, type, id)) !== null;
  }

  function typeOf(resource: JsonObject): string | null {
    const type = resource.resourceType;
    return typeof type === 'string' && definitions.types.has(type) ? type : null;
  }

  async function create(
    scope: Scope,
    resource: JsonObject,
    { id, ifNoneExist, ...options }: CreateOptions,
  ): Promise<Result<Created>> {
    const type = typeOf(resource);
    if (type === null) return refused(invalid('resourceType must name a type of FHIR R4'));
    const allowed = allowedOf(scope.write, type);
    if (nothing(allowed)) return refused(FORBIDDEN);
    if (ifNoneExist) {
      const found = await session.search(scope, { ...ifNoneExist, count: 2 });
      if (found.entries.length > 1) return refused({ type: 'multiple-matches' });
      if (found.entries.length === 1) return done({ created: false, stored: found.entries[0]! });
    }
    const at = { type, id: id ?? world.newId(), version: 1 };
    const stored = await put(scope, at, { resource }, 'create', options);
    if (!(await placed(scope, allowed, stored))) return refused(FORBIDDEN);
    return done({ created: true, stored });
  }

  /** The current version for one who may change it, or why not. */
  async function changeable(scope: Scope, type: string, id: string, ifMatch?: number): Promise<Result<StoredVersion>> {
    const current = await session.current(scope.clinic, allowedOf(scope.read, type), type, id);
    if (!current) return refused(NOT_FOUND);
    const allowed = allowedOf(scope.write, type);
    if (nothing(allowed) || !(await placed(scope, allowed, current))) return refused(FORBIDDEN);
    if (ifMatch !== undefined && ifMatch !== current.version)
      return refused({ type: 'version-conflict', current: current.version });
    return done(current);
  }

  async function update(
    scope: Scope,
    resource: JsonObject,
    { ifMatch, ...options }: UpdateOptions,
  ): Promise<Result<StoredVersion>> {
    const type = typeOf(resource);
    const { id } = resource;
    if (type === null) return refused(invalid('resourceType must name a type of FHIR R4'));
    if (typeof id !== 'string' || !ID.test(id)) return refused(invalid('id must be 1 to 64 of A-Z a-z 0-9 . -'));
    const before = await changeable(scope, type, id, ifMatch);
    if (!before.ok) return before;
    const at = { type, id, version: before.value.version + 1 };
    const stored = await put(scope, at, { resource }, 'update', options);
    return (await placed(scope, allowedOf(scope.write, type), stored)) ? done(stored) : refused(FORBIDDEN);
  }

  async function updateWhere(
    scope: Scope,
    query: Query,
    resource: JsonObject,
    options: UpdateOptions,
  ): Promise<Result<Created>> {
    const { entries } = await session.search(scope, { ...query, count: 2 });
    if (entries.length > 1) return refused({ type: 'multiple-matches' });
    const [match] = entries;
    if (!match) return create(scope, resource, options);
    if (resource.id !== undefined && resource.id !== match.id)
      return refused(invalid('the id is not that of the match'));
    const updated = await update(scope, { ...resource, id: match.id }, options);
    return updated.ok ? done({ created: false, stored: updated.value }) : updated;
  }

  async function remove(
    scope: Scope,
    type: string,
    id: string,
    { ifMatch, ...options }: UpdateOptions,
  ): Promise<Result<StoredVersion>> {
    const before = await changeable(scope, type, id, ifMatch);
    if (!before.ok || before.value.deleted) return before;
    const { version } = before.value;
    const patients = await session.patientsOf(scope.clinic, type, id, version);
    return done(await put(scope, { type, id, version: version + 1 }, { deleted: patients }, 'delete', options));
  }

  return writes;
}
