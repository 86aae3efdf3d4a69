// Is the file sound? A glance at every opening, a look at every page after a fault of the disk, and the whole truth for
// whoever asks for it.
import { existsSync } from 'node:fs';
import { checkHeads } from '../sql/check-head.js';
import { sql } from '../sql/fragment.js';
import { type SqliteConnection, sqliteConnection } from './sqlite-connection.js';

/** The record's file is not what was written. */
export class RecordDamaged extends Error {
  constructor(path: string, found: string) {
    super(`the record ${path} is damaged (${found}): put a backup back`);
  }
}

interface Tree {
  readonly name: string;
  readonly tbl_name: string;
  readonly type: 'table' | 'index';
  /** The columns a table without rowid is ordered by. */
  readonly key: string | null;
}
const treesOf = (connection: SqliteConnection): Promise<readonly Tree[]> =>
  connection.rows<Tree>(sql`SELECT s.name, s.tbl_name, s.type, CASE WHEN l.wr = 1 AND s.type = 'table' THEN
      (SELECT group_concat(name) FROM (SELECT name FROM pragma_table_info(s.name) WHERE pk > 0 ORDER BY pk)) END AS key
    FROM sqlite_schema s JOIN pragma_table_list l ON l.schema = 'main' AND l.name = s.tbl_name
    WHERE s.rootpage > 0 AND s.name NOT LIKE 'sqlite\\_stat%' ESCAPE '\\' ORDER BY s.type DESC, s.name`);

/**
 * Reads the first page of every table and index: a header of something else, a file that was cut short or a root that
 * was overwritten shows at once, in a millisecond whatever the size. SQLite's own error is thrown.
 */
export async function glancedAt(connection: SqliteConnection): Promise<void> {
  for (const { name, tbl_name, type, key } of await treesOf(connection)) {
    // Asked for less, SQLite takes whatever tree is smallest.
    const tree =
      type === 'index'
        ? sql`INDEXED BY ${sql.id(name)} WHERE clinic >= ''`
        : sql`NOT INDEXED ${key === null ? sql`` : sql`ORDER BY ${sql.raw(key)}`}`;
    await connection.rows(sql`SELECT * FROM ${sql.id(tbl_name)} ${tree} LIMIT 1`);
  }
}

/** Reads every page, table by table, and lets others work in between. Throws in words at the first that is not sound. */
export async function readThrough(connection: SqliteConnection, path: string): Promise<void> {
  for (const { name, type } of await treesOf(connection)) {
    if (type !== 'table') continue;
    const [found] = await connection.rows<{ quick_check: string }>(sql`PRAGMA quick_check(${sql.id(name)})`);
    if (found?.quick_check !== 'ok') throw new RecordDamaged(path, found?.quick_check ?? 'no answer');
    await new Promise((resume) => setImmediate(resume));
  }
}

const MOST_FAULTS = 20;

/**
 * What is wrong with a record's file, in words; nothing where it is sound: every page and every index entry, that each
 * resource has its current version, and that the chains end where they should. Some ten seconds for each GB, on the
 * calling thread; beside a running server it belongs into a process of its own, which does not disturb it.
 */
export async function checkRecord(path: string): Promise<readonly string[]> {
  // Opening would make an empty one.
  if (!existsSync(path)) return [`there is no record at ${path}`];
  const connection = sqliteConnection(path);
  const faults: string[] = [];
  try {
    connection.pragma('query_only = ON');
    connection.exec('BEGIN');
    const found = await connection.rows<{ integrity_check: string }>(
      sql`PRAGMA integrity_check(${sql.raw(String(MOST_FAULTS))})`,
    );
    faults.push(...found.map((row) => row.integrity_check).filter((text) => text !== 'ok'));
    const [lost] = await connection.rows<{ n: number }>(sql`SELECT COUNT(*) AS n FROM resource r
      LEFT JOIN version v ON v.clinic = r.clinic AND v.type = r.type AND v.id = r.id AND v.version = r.version
        AND v.seq = r.seq WHERE v.version IS NULL`);
    if (lost!.n > 0) faults.push(`${lost!.n} resources without their current version`);
    await checkHeads(connection);
  } catch (error) {
    faults.push((error as Error).message);
  } finally {
    connection.close();
  }
  return faults;
}
