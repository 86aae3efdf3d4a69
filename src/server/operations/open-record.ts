// The record as a second process reads it while the server runs: one state of it, and no way to write.
import { existsSync } from 'node:fs';
import { type RecordKind } from '../open-clinic.js';
import { POSTGRES } from '../store/postgres/postgres-dialect.js';
import { type ReadSession } from '../store/session.js';
import { type Connection, type Dialect } from '../store/sql/dialect.js';
import { sql } from '../store/sql/fragment.js';
import { NewerSchema } from '../store/sql/migrate.js';
import { MIGRATIONS } from '../store/sql/migrations.js';
import { sqlReads } from '../store/sql/sql-reads.js';
import { type SqliteConnection, sqliteConnection } from '../store/sqlite/sqlite-connection.js';
import { SQLITE } from '../store/sqlite/sqlite-dialect.js';
import { sqliteFaultOf } from '../store/sqlite/sqlite-fault.js';
import { type DataFolder, OperatorError } from './data-folder.js';
import { connectionOfClient, postgresClient, requirePostgresAddress, shownAddress } from './postgres-place.js';

/** Where a record is kept. */
export type RecordPlace =
  | { readonly type: 'file'; readonly path: string }
  | { readonly type: 'postgres'; readonly url: string };

/** The clinic's record is in PostgreSQL where an address is given; the demo's is always a file. Throws in words when it is no address. */
export function recordPlaceOf(folder: DataFolder, kind: RecordKind, databaseUrl: string | undefined): RecordPlace {
  if (kind === 'demo' || !databaseUrl) return { type: 'file', path: folder.recordFile(kind) };
  requirePostgresAddress(databaseUrl);
  return { type: 'postgres', url: databaseUrl };
}

/** The place for people to read: no password in it. */
export const shownPlace = (place: RecordPlace): string =>
  place.type === 'file' ? place.path : `PostgreSQL ${shownAddress(place.url)}`;

export interface ReadOnlyRecord {
  readonly place: RecordPlace;
  readonly dialect: Dialect;
  /** Every question of it sees the same state. */
  readonly connection: Connection;
  readonly reads: ReadSession;
  /** How many steps of the schema it has. */
  readonly schema: number;
  /** Whose records are in it. */
  readonly clinics: readonly string[];
  close(): Promise<void>;
}

/** There is no record at the place. */
export class NoRecord extends OperatorError {
  constructor(place: RecordPlace) {
    super(`there is no record at ${shownPlace(place)}: start the server once, or restore a backup`);
  }
}

const BUSY_MS = 10_000;

/** A connection to a record's file that cannot write, with its transaction open. */
function snapshotOf(path: string): SqliteConnection {
  const connection = sqliteConnection(path);
  try {
    for (const pragma of [
      `busy_timeout = ${BUSY_MS}`,
      'trusted_schema = OFF',
      'query_only = ON',
      'temp_store = MEMORY',
    ])
      connection.pragma(pragma);
    connection.exec('BEGIN');
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Opens it; throws in words when it is not there, cannot be reached, or was written by a newer program. */
export async function openRecordReadOnly(place: RecordPlace): Promise<ReadOnlyRecord> {
  if (place.type === 'file') return openedFile(place).catch((error) => Promise.reject(inWords(error, place.path)));
  const client = await postgresClient(place.url);
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  return opened(place, POSTGRES, connectionOfClient(client), () => client.end());
}

async function openedFile(place: RecordPlace & { readonly type: 'file' }): Promise<ReadOnlyRecord> {
  // Opening would make an empty one.
  if (!existsSync(place.path)) throw new NoRecord(place);
  const connection = snapshotOf(place.path);
  return opened(place, SQLITE, connection, async () => {
    // A closed connection lives until its statements are collected, and its transaction would hold back the server.
    try {
      connection.exec('ROLLBACK');
    } catch {
      // A fault of the disk has ended it.
    }
    connection.close();
  });
}

function inWords(error: unknown, path: string): unknown {
  const fault = sqliteFaultOf(error);
  if (!fault) return error;
  const mend =
    fault === 'disk-full' ? 'make room on its disk' : 'check its disk and its permissions, or restore a backup';
  return new OperatorError(`the record ${path} cannot be opened (${(error as Error).message}): ${mend}`, {
    cause: error,
  });
}

async function opened(
  place: RecordPlace,
  dialect: Dialect,
  connection: Connection,
  close: () => Promise<void>,
): Promise<ReadOnlyRecord> {
  try {
    const schema = await schemaOf(connection, dialect);
    if (schema === 0) throw new NoRecord(place);
    if (schema > MIGRATIONS.length) throw new NewerSchema(schema);
    const clinics = await connection.rows<{ clinic: string }>(sql`SELECT clinic FROM audit_head ORDER BY clinic`);
    return {
      ...{ place, dialect, connection, schema, close },
      reads: sqlReads(connection, dialect),
      clinics: clinics.map((row) => row.clinic),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** How many steps of the schema have run; 0 where nothing has been made. */
export async function schemaOf(connection: Connection, dialect: Dialect): Promise<number> {
  const [there] = await connection.rows<{ n: number }>(
    dialect.name === 'sqlite'
      ? sql`SELECT COUNT(*) AS n FROM sqlite_schema WHERE type = 'table' AND name = 'migration'`
      : sql`SELECT COUNT(*) AS n FROM information_schema.tables
          WHERE table_schema = current_schema() AND table_name = 'migration'`,
  );
  if (Number(there!.n) === 0) return 0;
  const [row] = await connection.rows<{ done: number | null }>(sql`SELECT MAX(number) AS done FROM migration`);
  return Number(row?.done ?? 0);
}
