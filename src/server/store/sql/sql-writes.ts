// Writing over one connection, inside the transaction that the writer has opened.

import { type ChainHead, EMPTY_CHAIN } from '../audit-chain.js';
import { type Labels } from '../scope.js';
import { type NewVersion, type WriteSession } from '../session.js';
import { type Connection, type Dialect, type SqlValue } from './dialect.js';
import { sql } from './fragment.js';
import { indexing } from './indexing.js';
import { insertRows } from './insert-rows.js';
import { sqlReads } from './sql-reads.js';

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
  const indexes = indexing(connection);

  /** Replaces the labels; answers the teams that are new and those that are gone. */
  async function relabel(clinic: string, { type, id, version }: NewVersion, labels: Labels) {
    const teams = new Set(labels.team);
    const before = new Set<string>();
    // What is new has none.
    if (version > 1) {
      const rows = await connection.rows<{ value: string }>(sql`SELECT value FROM label
        WHERE clinic = ${clinic} AND type = ${type} AND id = ${id} AND kind = 'team'`);
      for (const { value } of rows) before.add(value);
      await connection.run(sql`DELETE FROM label WHERE clinic = ${clinic} AND type = ${type} AND id = ${id}`);
    }
    const rows = Object.entries(labels).flatMap(([kind, values]) =>
      [...new Set(values)].flatMap((value) => [clinic, type, id, kind, value]),
    );
    await insertRows(connection, 'label', 5, rows);
    return {
      joined: [...teams].filter((team) => !before.has(team)),
      left: [...before].filter((team) => !teams.has(team)),
    };
  }

  async function put(clinic: string, version: NewVersion, labels: Labels | undefined): Promise<void> {
    const { type, id, values, moment, seq, updated, text, patients } = version;
    const deleted = version.deleted ? 1 : 0;
    await insertRows(connection, 'version', 8, [clinic, type, id, version.version, seq, updated, deleted, text]);
    const about = patients.flatMap((patient) => [clinic, type, id, version.version, patient]);
    await insertRows(connection, 'compartment', 5, about);
    if (version.version === 1) {
      await insertRows(connection, 'resource', 8, [clinic, type, id, version.version, seq, updated, moment, deleted]);
    } else {
      await replaced(clinic, type, id);
      await connection.run(sql`UPDATE resource SET version = ${version.version}, seq = ${seq}, updated = ${updated},
        moment = ${moment}, deleted = ${deleted} WHERE clinic = ${clinic} AND type = ${type} AND id = ${id}`);
    }
    const teams = labels && (await relabel(clinic, version, labels));
    if (values) await indexes.index(clinic, version, values, await indexes.listsOf(clinic, version));
    if (teams && type === 'Patient') await indexes.follow(clinic, id, teams.joined, teams.left);
  }

  /** Takes what was the current version out of the index. */
  async function replaced(clinic: string, type: string, id: string): Promise<void> {
    const [before] = await connection.rows<{ version: number; moment: number; deleted: number }>(
      sql`SELECT version, moment, deleted FROM resource WHERE clinic = ${clinic} AND type = ${type} AND id = ${id}`,
    );
    if (before?.deleted !== 0) return;
    const indexed = { type, id, moment: before.moment, patients: await patientsOf(clinic, type, id, before.version) };
    await indexes.unindex(clinic, indexed, await indexes.listsOf(clinic, indexed));
  }

  const patientsOf: WriteSession['patientsOf'] = async (clinic, type, id, version) =>
    (
      await connection.rows<{ patient: string }>(sql`SELECT patient FROM compartment
        WHERE clinic = ${clinic} AND type = ${type} AND id = ${id} AND version = ${version} ORDER BY patient`)
    ).map((row) => row.patient);

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
    append: async (clinic, rows) => {
      const values: SqlValue[] = [];
      for (const { seq, at, previous, hash, ...entry } of rows)
        values.push(clinic, seq, at, JSON.stringify(entry), previous, hash);
      await insertRows(connection, 'audit', 6, values);
      const last = rows.at(-1);
      if (last) heads = new Map(heads).set(clinic, { seq: last.seq, at: last.at, hash: last.hash });
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
    patientsOf,
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
