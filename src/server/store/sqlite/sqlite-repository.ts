// The record in one file: SQLite in WAL mode, one writer, reads beside it that see the last commit. `synchronous=FULL`
// flushes at every commit; with NORMAL three of four power cuts lost acknowledged records.

import { type Definitions } from '../definitions.js';
import { type DegradedCause } from '../refusal.js';
import { type Repository, type StoreWorld } from '../repository.js';
import { repositoryOver } from '../repository-over.js';
import { type Backend, type ReadSession } from '../session.js';
import { checkHeads } from '../sql/check-head.js';
import { migrate } from '../sql/migrate.js';
import { reindexed } from '../sql/reindex.js';
import { sqlReads } from '../sql/sql-reads.js';
import { type SqlWrites, sqlWrites } from '../sql/sql-writes.js';
import { glancedAt, RecordDamaged, readThrough } from './check-file.js';
import { Snapshots } from './snapshots.js';
import { type SqliteConnection, sqliteConnection } from './sqlite-connection.js';
import { SQLITE } from './sqlite-dialect.js';
import { isDamage, sqliteFaultOf } from './sqlite-fault.js';
import { tellStatistics } from './sqlite-statistics.js';

export interface SqliteOptions {
  readonly path: string;
  readonly definitions: Definitions;
  readonly world: StoreWorld;
  /** Anything but FULL loses what was acknowledged when the power fails: it exists so that tests can show that. */
  readonly synchronous?: 'FULL' | 'NORMAL' | 'OFF';
}

/** Somebody else has the record open. */
export class RecordInUse extends Error {
  constructor(path: string) {
    super(`the record ${path} is in use by another Cluneal: stop that one first`);
  }
}

const BUSY_MS = 5_000;

function opened(path: string, pragmas: readonly string[]): SqliteConnection {
  const connection = sqliteConnection(path);
  try {
    for (const pragma of [
      `busy_timeout = ${BUSY_MS}`,
      'trusted_schema = OFF',
      'cell_size_check = ON',
      'temp_store = MEMORY',
      ...pragmas,
    ])
      connection.pragma(pragma);
  } catch (error) {
    connection.close();
    throw error;
  }
  return connection;
}

/** Held while the process lives and freed by the kernel when it dies, however it dies. */
function locked(path: string): SqliteConnection {
  const lock = sqliteConnection(`${path}.lock`);
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if ((error as { code?: string }).code === 'SQLITE_BUSY') throw new RecordInUse(path);
    throw error;
  }
  return lock;
}

/** Opens the record, or makes it. Throws in words when it is in use, damaged, or of a newer version. */
export async function sqliteRepository(options: SqliteOptions): Promise<Repository> {
  const { path, definitions, world } = options;
  const lock = locked(path);
  try {
    return repositoryOver(await sqliteBackend(options, lock), definitions, world);
  } catch (error) {
    lock.close();
    const fault = sqliteFaultOf(error);
    if (!fault) throw error;
    if (isDamage(error)) throw new RecordDamaged(path, (error as Error).message);
    const mend = fault === 'disk-full' ? 'make room on its disk' : 'check its disk and its permissions';
    throw new Error(`the record ${path} cannot be opened (${(error as Error).message}): ${mend}`, { cause: error });
  }
}

async function sqliteBackend(
  { path, definitions, world, synchronous = 'FULL' }: SqliteOptions,
  lock: SqliteConnection,
): Promise<Backend> {
  let writer: SqliteConnection;
  let reader: SqliteConnection;
  let reads: ReadSession;
  let snapshots: Snapshots;
  let session: SqlWrites | null = null;

  const openReader = () => opened(path, ['query_only = ON', 'cache_size = -32768']);
  const closeReads = () => {
    snapshots.close();
    reader.close();
  };
  const connectReads = () => {
    reader = openReader();
    reads = sqlReads(reader, SQLITE);
    snapshots = new Snapshots(openReader);
  };

  async function openWriter(after: DegradedCause | null): Promise<SqliteConnection> {
    const connection = opened(path, ['journal_mode = WAL', `synchronous = ${synchronous}`, 'cache_size = -65536']);
    try {
      const [mode] = connection.pragma<{ journal_mode: string }>('journal_mode');
      if (mode?.journal_mode !== 'wal') throw new Error(`the record ${path} cannot keep a write-ahead log here`);
      await glancedAt(connection);
      // Where the disk has failed once, any page may be another.
      if (after === 'io-error') await readThrough(connection, path);
      await migrate(connection, SQLITE, world.now());
      await tellStatistics(connection);
      await reindexed(connection, definitions, world.bases);
      await checkHeads(connection);
      if (after) probe(connection);
      return connection;
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  writer = await openWriter(null);
  connectReads();
  return {
    read: (work, whole) => (whole ? snapshots.read((connection) => work(sqlReads(connection, SQLITE))) : work(reads)),
    begin: async () => {
      writer.exec('BEGIN IMMEDIATE');
      session = sqlWrites(writer, SQLITE);
      return session;
    },
    commit: async () => {
      await session!.flush();
      writer.exec('COMMIT');
    },
    rollback: async () => writer.exec('ROLLBACK'),
    faultOf: sqliteFaultOf,
    reopen: async (after) => {
      writer.close();
      writer = await openWriter(after);
      // Until here reading went on with what there was.
      closeReads();
      connectReads();
    },
    close: async () => {
      closeReads();
      try {
        // One file is left, with everything in it.
        writer.pragma('wal_checkpoint(TRUNCATE)');
      } catch {
        // A disk that has failed: what was acknowledged is in the log.
      }
      writer.close();
      lock.close();
    },
  };
}

/** A write that reaches the disk, or the fault is still there. */
function probe(connection: SqliteConnection): void {
  for (const text of ['BEGIN IMMEDIATE', 'CREATE TABLE probe (n INTEGER)', 'DROP TABLE probe', 'COMMIT'])
    connection.exec(text);
}
