// What a verification reads of a record, row by row and past the contract of the store: it must see what is in the
// tables, not what the store would make of it.

import { type StoredVersion } from '../store/repository.js';
import { type Connection, type Dialect } from '../store/sql/dialect.js';
import { type Sql, sql } from '../store/sql/fragment.js';
import { HEAD_KIND } from './heads.js';
import { type ChainRow } from './row-text.js';

/** Where the store itself says the chain ends. */
export interface RecordedEnd {
  readonly seq: number;
  readonly hash: string;
}

/** A resource whose current version, as searches see it, is not its newest. */
export interface StaleResource {
  readonly type: string;
  readonly id: string;
  /** Of the newest of the two. */
  readonly seq: number;
}

/** One clinic's chain and versions; all questions must see one state of the record. */
export interface ChainSource {
  readonly clinic: string;
  /** Other clinics whose rows may have been put here. */
  readonly others: readonly string[];
  /** Null where the store has no end for this clinic. */
  recordedEnd(): Promise<RecordedEnd | null>;
  /** In order of `seq`. */
  rows(from: number, count: number): Promise<readonly ChainRow[]>;
  /** In order of `seq`. */
  versions(from: number, count: number): Promise<readonly StoredVersion[]>;
  /** The first few. */
  stale(count: number): Promise<readonly StaleResource[]>;
  /** Texts of the heads in the ledger. */
  headTexts(): Promise<readonly string[]>;
}

interface ReadRecord {
  readonly connection: Connection;
  readonly dialect: Dialect;
  readonly clinics: readonly string[];
}

/** The source over a record that was opened to be read; `others` besides those in the same record. */
export function chainSource(
  { connection, dialect, clinics }: ReadRecord,
  clinic: string,
  others: readonly string[] = [],
): ChainSource {
  const selected = (from: number, count: number): Sql =>
    sql`SELECT seq, wall, previous, hash, body FROM audit WHERE clinic = ${clinic} AND seq >= ${from}
      ORDER BY seq LIMIT ${count}`;

  /** The rows as one text: the driver takes longer to make objects than the database to read. */
  async function joined(from: number, count: number): Promise<readonly ChainRow[] | null> {
    const [found] = await connection.rows<{ n: number; text: string | null }>(
      sql`SELECT COUNT(*) AS n, group_concat(seq || ' ' || wall || ' ' || previous || ' ' || hash || ' ' || body,
        char(10)) AS text FROM (${selected(from, count)})`,
    );
    const lines = found!.text?.split('\n') ?? [];
    return lines.length === found!.n ? lines.map(rowFromLine) : null;
  }

  return {
    clinic,
    others: [...new Set([...clinics, ...others])].filter((other) => other !== clinic),
    recordedEnd: async () =>
      (await connection.rows<RecordedEnd>(sql`SELECT seq, hash FROM audit_head WHERE clinic = ${clinic}`))[0] ?? null,
    rows: async (from, count) => {
      // A line break in a body is none of ours; then they are read one by one.
      const rows = dialect.name === 'sqlite' ? await joined(from, count) : null;
      return rows ?? connection.rows<ChainRow>(selected(from, count));
    },
    versions: async (from, count) => {
      const rows = await connection.rows<Omit<StoredVersion, 'deleted'> & { readonly deleted: number }>(
        sql`SELECT type, id, version, seq, updated, deleted, text FROM version
          WHERE clinic = ${clinic} AND seq >= ${from} ORDER BY seq LIMIT ${count}`,
      );
      return rows.map((row) => ({ ...row, deleted: row.deleted !== 0 }));
    },
    stale: (count) =>
      connection.rows<StaleResource>(
        sql`SELECT n.type AS type, n.id AS id, CASE WHEN r.seq > n.seq THEN r.seq ELSE n.seq END AS seq
          FROM (SELECT type, id, MAX(version) AS version, MAX(seq) AS seq FROM version WHERE clinic = ${clinic}
            GROUP BY type, id) n
          LEFT JOIN resource r ON r.clinic = ${clinic} AND r.type = n.type AND r.id = n.id
          WHERE r.version IS NULL OR r.version <> n.version OR r.seq <> n.seq ORDER BY 3 LIMIT ${count}`,
      ),
    headTexts: async () =>
      (
        await connection.rows<{ text: string }>(
          sql`SELECT text FROM ledger WHERE clinic = ${clinic} AND kind = ${HEAD_KIND} ORDER BY id`,
        )
      ).map((row) => row.text),
  };
}

/** `seq wall previous hash body`: no space is in the first four, or they are not what was written. */
function rowFromLine(line: string): ChainRow {
  const wall = line.indexOf(' ') + 1;
  const previous = line.indexOf(' ', wall) + 1;
  const hash = line.indexOf(' ', previous) + 1;
  const body = line.indexOf(' ', hash) + 1;
  return {
    seq: Number(line.slice(0, wall - 1)),
    wall: Number(line.slice(wall, previous - 1)),
    previous: line.slice(previous, hash - 1),
    hash: line.slice(hash, body - 1),
    body: line.slice(body),
  };
}
