// Writing over one connection, inside the transaction that the writer has opened.

import { type ChainHead, EMPTY_CHAIN } from '../audit-chain.js';
import { type IndexValues } from '../index-values.js';
import { type Labels } from '../scope.js';
import { type NewVersion, type WriteSession } from '../session.js';
import { type Connection, type Dialect, type SqlValue } from './dialect.js';
import { type Sql, sql } from './fragment.js';
import { sqlReads } from './sql-reads.js';

const INDEXES: readonly Sql[] = ['token', 'string', 'date', 'number', 'reference', 'sort'].map((kind) =>
  sql.id(`${kind}_index`),
);
/** Rows of one INSERT: enough for nearly all resources, and few enough shapes that statements stay prepared. */
const ROWS_AT_ONCE = 12;

/** A step could not be undone, so nothing of its transaction may be committed. `cause` is what went wrong first. */
export class TransactionLost extends Error {
  constructor(cause: unknown) {
    super('the transaction was lost', { cause });
  }
}

export interface SqlWrites extends WriteSession {
  /** Writes the heads of the chains; just before the commit. */
  flush(): Promise<void>;
}

/** The reads and writes of a connection whose transaction is open. */
export function sqlWrites(connection: Connection, dialect: Dialect): SqlWrites {
  let depth = 0;
  /** Ends of the chains this transaction writes; an undone step takes its rows back here too. */
  let heads: ReadonlyMap<string, ChainHead> = new Map();

  async function insert(into: Sql, rows: readonly (readonly SqlValue[])[]): Promise<void> {
    for (let i = 0; i < rows.length; i += ROWS_AT_ONCE) {
      const values = rows.slice(i, i + ROWS_AT_ONCE).map((row) => sql`(${sql.join(row)})`);
      await connection.run(sql`INSERT INTO ${into} VALUES ${sql.join(values)}`);
    }
  }

  async function unindex(clinic: string, type: string, id: string): Promise<void> {
    // The slash follows the full stop in every order of bytes: this is all of the type's parameters.
    for (const table of INDEXES)
      await connection.run(sql`DELETE FROM ${table} WHERE clinic = ${clinic} AND id = ${id}
        AND param >= ${`${type}.`} AND param < ${`${type}/`}`);
  }

  async function index(clinic: string, id: string, v: IndexValues, moment: number): Promise<void> {
    const [token, string, date, number, reference, sort] = INDEXES as readonly [Sql, Sql, Sql, Sql, Sql, Sql];
    await insert(
      token,
      v.token.map((t, n) => [clinic, id, t.param, n, t.code, t.system, t.twin ? 1 : 0, moment]),
    );
    await insert(
      string,
      v.string.map((s, n) => [clinic, id, s.param, n, s.folded, s.exact]),
    );
    await insert(
      date,
      v.date.map((d, n) => [clinic, id, d.param, n, d.low, d.high]),
    );
    await insert(
      number,
      v.number.map((d, n) => [clinic, id, d.param, n, d.low, d.high, d.system, d.code, d.unit]),
    );
    await insert(
      reference,
      v.reference.map((r, n) => [clinic, id, r.param, n, r.type, r.id, moment]),
    );
    await insert(
      sort,
      v.sort.map((s) => [clinic, id, s.param, s.key]),
    );
  }

  async function relabel(clinic: string, type: string, id: string, labels: Labels): Promise<void> {
    await connection.run(sql`DELETE FROM label WHERE clinic = ${clinic} AND type = ${type} AND id = ${id}`);
    await insert(
      sql`label`,
      Object.entries(labels).flatMap(([kind, values]) =>
        [...new Set(values)].map((value) => [clinic, type, id, kind, value]),
      ),
    );
  }

  async function put(clinic: string, version: NewVersion, labels: Labels | undefined): Promise<void> {
    const { type, id, values, moment, seq, updated, text } = version;
    const deleted = version.deleted ? 1 : 0;
    await insert(sql`version`, [[clinic, type, id, version.version, seq, updated, deleted, text]]);
    await insert(
      sql`compartment`,
      version.patients.map((patient) => [clinic, type, id, version.version, patient]),
    );
    if (version.version === 1) {
      await insert(sql`resource`, [[clinic, type, id, version.version, seq, updated, moment, deleted]]);
    } else {
      await connection.run(sql`UPDATE resource SET version = ${version.version}, seq = ${seq}, updated = ${updated},
        moment = ${moment}, deleted = ${deleted} WHERE clinic = ${clinic} AND type = ${type} AND id = ${id}`);
      await unindex(clinic, type, id);
    }
    if (labels) await relabel(clinic, type, id, labels);
    if (values) await index(clinic, id, values, moment);
  }

  async function readHead(clinic: string): Promise<ChainHead> {
    const read = () =>
      connection.rows<{ seq: number; wall: number; hash: string }>(
        sql`SELECT seq, wall, hash FROM audit_head WHERE clinic = ${clinic} ${dialect.locked}`,
      );
    let [row] = await read();
    if (!row) {
      // Two first writers of a clinic: one inserts, the other waits for it and then reads what it wrote.
      const { seq, at, hash } = EMPTY_CHAIN;
      await connection.run(sql`INSERT INTO audit_head (clinic, seq, wall, hash)
        VALUES (${clinic}, ${seq}, ${at}, ${hash}) ON CONFLICT (clinic) DO NOTHING`);
      [row] = await read();
    }
    const head = { seq: row!.seq, at: row!.wall, hash: row!.hash };
    heads = new Map(heads).set(clinic, head);
    return head;
  }

  return {
    ...sqlReads(connection, dialect),
    head: async (clinic) => heads.get(clinic) ?? (await readHead(clinic)),
    append: async (clinic, row) => {
      const { seq, at, previous, hash, ...entry } = row;
      await insert(sql`audit`, [[clinic, seq, at, JSON.stringify(entry), previous, hash]]);
      heads = new Map(heads).set(clinic, { seq, at, hash });
    },
    flush: async () => {
      for (const [clinic, { seq, at, hash }] of heads)
        await connection.run(
          sql`UPDATE audit_head SET seq = ${seq}, wall = ${at}, hash = ${hash} WHERE clinic = ${clinic}`,
        );
    },
    put,
    keep: (clinic, { kind, id, text }) =>
      connection.run(sql`INSERT INTO ledger (clinic, kind, id, text) VALUES (${clinic}, ${kind}, ${id}, ${text})
        ON CONFLICT (clinic, kind, id) DO UPDATE SET text = excluded.text`),
    forget: (clinic, kind, id) =>
      connection.run(sql`DELETE FROM ledger WHERE clinic = ${clinic} AND kind = ${kind} AND id = ${id}`),
    patientsOf: async (clinic, type, id, version) =>
      (
        await connection.rows<{ patient: string }>(sql`SELECT patient FROM compartment
          WHERE clinic = ${clinic} AND type = ${type} AND id = ${id} AND version = ${version} ORDER BY patient`)
      ).map((row) => row.patient),
    atomic: async (work) => {
      const name = sql.id(`step_${depth++}`);
      await connection.run(sql`SAVEPOINT ${name}`);
      const before = heads;
      const undo = async () => {
        heads = before;
        await connection.run(sql`ROLLBACK TO SAVEPOINT ${name}`);
        await connection.run(sql`RELEASE SAVEPOINT ${name}`);
      };
      try {
        const result = await work();
        await (result.ok ? connection.run(sql`RELEASE SAVEPOINT ${name}`) : undo());
        return result;
      } catch (error) {
        try {
          await undo();
        } catch {
          throw new TransactionLost(error);
        }
        throw error;
      } finally {
        depth--;
      }
    },
  };
}
