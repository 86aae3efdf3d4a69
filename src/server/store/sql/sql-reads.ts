// The session over one connection: every read carries its scope into the statement.

import { type AuditEntry, type AuditRow } from '../audit-chain.js';
import { type LedgerEntry } from '../ledger.js';
import { type Cursor, type Query } from '../query.js';
import { type HistoryQuery, type StoredVersion } from '../repository.js';
import { type Allowed, allowedOf, type Scope } from '../scope.js';
import { type FoundRows, type IncludeRows, type ReadSession, type VersionKey } from '../session.js';
import { compareText } from '../text-key.js';
import { type Connection, type Dialect } from './dialect.js';
import { pageStatement, totalOf } from './find.js';
import { type Sql, sql } from './fragment.js';
import { all, allowedCondition, any, oneOf } from './scope-condition.js';

interface VersionRow {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly seq: number;
  readonly updated: number;
  readonly deleted: number;
  readonly text: string;
}
type PageRow = VersionRow & Readonly<Record<'k0' | 'k1' | 'k2' | 'k3', string | number>>;
interface AuditRecord {
  readonly seq: number;
  readonly wall: number;
  readonly body: string;
  readonly previous: string;
  readonly hash: string;
}

/** Versions asked about in one statement. */
const MOST_AT_ONCE = 64;

const keyOf = ({ type, id, version }: VersionKey): string => `${type}/${id}/${version}`;

const storedOf = (row: VersionRow): StoredVersion => ({
  type: row.type,
  id: row.id,
  version: row.version,
  seq: row.seq,
  updated: row.updated,
  deleted: row.deleted !== 0,
  text: row.text,
});
const VERSION = sql`v.type, v.id, v.version, v.seq, v.updated, v.deleted, v.text`;
const AUDIT = sql`seq, wall, body, previous, hash`;
const SAME = sql`v.clinic = r.clinic AND v.type = r.type AND v.id = r.id`;

/** The reads of a connection. */
export function sqlReads(connection: Connection, dialect: Dialect): ReadSession {
  const versions = async (query: Sql) => (await connection.rows<VersionRow>(query)).map(storedOf);

  /** Versions `v` that are themselves about somebody in reach; `r` is then the version, not the current row. */
  const reached = (clinic: string, allowed: Allowed): Sql =>
    allowed === 'all'
      ? sql`1 = 1`
      : sql`EXISTS (SELECT 1 FROM version r WHERE r.clinic = v.clinic AND r.type = v.type AND r.id = v.id
          AND r.version = v.version AND ${allowedCondition(clinic, allowed)})`;

  async function history(scope: Scope, { type, id, count, before }: HistoryQuery) {
    const { clinic } = scope;
    const types = type === undefined ? Object.keys(scope.read) : [type];
    const seen = types.map((t) => {
      const allowed = allowedOf(scope.read, t);
      return sql`(v.type = ${t} AND ${allowedCondition(clinic, allowed)} AND ${reached(clinic, allowed)})`;
    });
    const rows = await versions(sql`SELECT ${VERSION} FROM version v
      ${dialect.joined} resource r ON r.clinic = v.clinic AND r.type = v.type AND r.id = v.id
      WHERE ${all([
        sql`v.clinic = ${clinic}`,
        ...(type === undefined ? [] : [sql`v.type = ${type}`]),
        ...(id === undefined ? [] : [sql`v.id = ${id}`]),
        ...(before === undefined ? [] : [sql`v.seq < ${before}`]),
        any(seen),
      ])} ORDER BY v.seq DESC LIMIT ${count + 1}`);
    const entries = rows.slice(0, count);
    return { entries, next: rows.length > count ? entries.at(-1)!.seq : null };
  }

  async function search(scope: Scope, query: Query): Promise<FoundRows> {
    const rows = await connection.rows<PageRow>(pageStatement(dialect, scope, query));
    const entries = rows.slice(0, query.count).map(storedOf);
    const last = rows.length > query.count ? rows[query.count - 1]! : null;
    const keys = last ? [last.k0, last.k1, last.k2, last.k3].filter((k) => k !== undefined) : [];
    const next: Cursor | null = last ? { keys, id: last.id } : null;
    return { entries, next };
  }

  async function included(scope: Scope, rows: IncludeRows, include: Query['include'][number], most: number) {
    const { clinic } = scope;
    const found: StoredVersion[] = [];
    const forward = rows.direction === 'include';
    // Each target type has its own rules, so each is asked for by itself: those that are pointed to.
    const types = !forward
      ? [include.source]
      : include.target !== undefined
        ? [include.target]
        : (
            await connection.rows<{ type: string }>(sql`SELECT DISTINCT x.target_type AS type FROM reference_index x
              WHERE x.clinic = ${clinic} AND x.param = ${include.param} AND ${oneOf(sql`x.id`, rows.ids)}`)
          )
            .map((row) => row.type)
            .sort();
    for (const type of types) {
      const linked = forward
        ? sql`x.param = ${include.param} AND x.target_type = ${type} AND ${oneOf(sql`x.id`, rows.ids)}`
        : sql`x.param = ${include.param} AND x.target_type = ${rows.type} AND ${oneOf(sql`x.target_id`, rows.ids)}`;
      const id = forward ? sql`x.target_id` : sql`x.id`;
      found.push(
        ...(await versions(sql`SELECT ${VERSION} FROM
          (SELECT DISTINCT ${id} AS id FROM reference_index x WHERE x.clinic = ${clinic} AND ${linked}) d
          ${dialect.joined} resource r ON r.clinic = ${clinic} AND r.type = ${type} AND r.id = d.id AND r.deleted = 0
          ${dialect.joined} version v ON ${SAME} AND v.version = r.version
          WHERE ${allowedCondition(clinic, allowedOf(scope.read, type))}
          ORDER BY v.id LIMIT ${most + 1 - found.length}`)),
      );
      if (found.length > most) break;
    }
    return found;
  }

  const member = (name: string): Sql => sql.raw(dialect.words.member('body', name));

  async function chainRows(query: Sql): Promise<readonly AuditRow[]> {
    const rows = await connection.rows<AuditRecord>(query);
    return rows.map(({ seq, wall, body, previous, hash }) => ({
      ...(JSON.parse(body) as AuditEntry),
      ...{ seq, at: wall, previous, hash },
    }));
  }

  async function patientsIn(clinic: string, versions: readonly VersionKey[]) {
    const found = new Map<string, string[]>();
    const others = new Map(versions.filter((v) => v.type !== 'Patient').map((v) => [keyOf(v), v]));
    const wanted = [...others.values()];
    for (let i = 0; i < wanted.length; i += MOST_AT_ONCE) {
      const asked = wanted.slice(i, i + MOST_AT_ONCE);
      const rows = await connection.rows<VersionKey & { readonly patient: string }>(
        sql`SELECT c.type, c.id, c.version, c.patient FROM compartment c
        WHERE c.clinic = ${clinic} AND ${any(
          asked.map((v) => sql`(c.type = ${v.type} AND c.id = ${v.id} AND c.version = ${v.version})`),
        )}`,
      );
      for (const row of rows) {
        const patients = found.get(keyOf(row));
        if (patients) patients.push(row.patient);
        else found.set(keyOf(row), [row.patient]);
      }
    }
    for (const patients of found.values()) patients.sort(compareText);
    return versions.map((v) => (v.type === 'Patient' ? [v.id] : (found.get(keyOf(v)) ?? [])));
  }

  return {
    current: async (clinic, allowed, type, id) =>
      (
        await versions(sql`SELECT ${VERSION} FROM resource r
          ${dialect.joined} version v ON ${SAME} AND v.version = r.version
          WHERE r.clinic = ${clinic} AND r.type = ${type} AND r.id = ${id} AND ${allowedCondition(clinic, allowed)}`)
      )[0] ?? null,
    version: async (clinic, allowed, type, id, version) =>
      (
        await versions(sql`SELECT ${VERSION} FROM resource r
          ${dialect.joined} version v ON ${SAME} AND v.version = ${version}
          WHERE r.clinic = ${clinic} AND r.type = ${type} AND r.id = ${id}
            AND ${allowedCondition(clinic, allowed)} AND ${reached(clinic, allowed)}`)
      )[0] ?? null,
    history,
    search,
    count: async (scope, query) =>
      Number((await connection.rows<{ total: number }>(totalOf(dialect, scope, query)))[0]!.total),
    included,
    auditRows: (clinic, from, count) =>
      chainRows(
        sql`SELECT ${AUDIT} FROM audit WHERE clinic = ${clinic} AND seq >= ${from} ORDER BY seq LIMIT ${count}`,
      ),
    auditFound: (clinic, { patient, actor, before, count }) =>
      chainRows(
        sql`SELECT ${AUDIT} FROM audit WHERE ${all([
          sql`clinic = ${clinic}`,
          ...(patient === undefined ? [] : [sql`${member('patient')} = ${patient}`]),
          ...(actor === undefined ? [] : [sql`${member('actor')} = ${actor}`]),
          ...(before === undefined ? [] : [sql`seq < ${before}`]),
        ])} ORDER BY seq DESC LIMIT ${count}`,
      ),
    patientsIn,
    kept: async (clinic, kind, id) =>
      (
        await connection.rows<{ text: string }>(
          sql`SELECT text FROM ledger WHERE clinic = ${clinic} AND kind = ${kind} AND id = ${id}`,
        )
      )[0]?.text ?? null,
    keptAll: (clinic, kind) =>
      connection.rows<LedgerEntry>(
        sql`SELECT kind, id, text FROM ledger WHERE clinic = ${clinic} AND kind = ${kind} ORDER BY id`,
      ),
  };
}
