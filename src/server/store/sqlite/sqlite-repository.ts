// The record in one file: SQLite in WAL mode, one writer, reads beside it that see the last commit. `synchronous=FULL`
// flushes at every commit; with NORMAL three of four power cuts lost acknowledged records.

import { type Definitions } from '../definitions.js';
import { type Repository, type StoreWorld } from '../repository.js';
import { repositoryOver } from '../repository-over.js';
import { type Backend } from '../session.js';
import { checkHeads } from '../sql/check-head.js';
import { sql } from '../sql/fragment.js';
import { migrate } from '../sql/migrate.js';
import { sqlReads } from '../sql/sql-reads.js';
import { type SqlWrites, sqlWrites } from '../sql/sql-writes.js';
import { type SqliteConnection, sqliteConnection } from './sqlite-connection.js';
import { SQLITE } from './sqlite-dialect.js';
import { sqliteFaultOf } from './sqlite-fault.js';
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
/** Connections for reads that need several statements to see one state. */
const MOST_SNAPSHOTS = 4;

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
    const mend = fault === 'disk-full' ? 'make room on its disk' : 'check its disk and its permissions';
    throw new Error(`the record ${path} cannot be opened (${(error as Error).message}): ${mend}`, { cause: error });
  }
}

async function sqliteBackend(
  { path, world, synchronous = 'FULL' }: SqliteOptions,
  lock: SqliteConnection,
): Promise<Backend> {
  let writer: SqliteConnection;
  let reader: SqliteConnection;
  let session: SqlWrites | null = null;
  let idle: SqliteConnection[] = [];
  let snapshots = 0;
  const waiting: ((connection: SqliteConnection) => void)[] = [];
  let generation = 0;

  const openReader = () => opened(path, ['query_only = ON', 'cache_size = -32768']);
  async function open(): Promise<void> {
    writer = opened(path, ['journal_mode = WAL', `synchronous = ${synchronous}`, 'cache_size = -65536']);
    const [mode] = writer.pragma<{ journal_mode: string }>('journal_mode');
    if (mode?.journal_mode !== 'wal') throw new Error(`the record ${path} cannot keep a write-ahead log here`);
    const [check] = writer.pragma<{ quick_check: string }>('quick_check(1)');
    if (check?.quick_check !== 'ok') throw new Error(`the record ${path} is damaged: ${check?.quick_check}`);
    await migrate(writer, SQLITE, world.now());
    tellStatistics(writer);
    await checkHeads(writer);
    reader = openReader();
  }

  async function another(): Promise<SqliteConnection> {
    if (snapshots >= MOST_SNAPSHOTS) return new Promise((resolve) => waiting.push(resolve));
    snapshots++;
    return openReader();
  }

  async function snapshot<T>(work: (connection: SqliteConnection) => Promise<T>): Promise<T> {
    const mine = generation;
    const connection = idle.pop() ?? (await another());
    try {
      connection.exec('BEGIN');
      return await work(connection);
    } finally {
      connection.exec('COMMIT');
      const next = waiting.shift();
      if (next) next(connection);
      else if (mine === generation) idle.push(connection);
      else connection.close();
    }
  }

  const closeAll = () => {
    generation++;
    snapshots = 0;
    for (const connection of [...idle, reader, writer]) connection.close();
    idle = [];
  };

  await open();
  return {
    read: (work, whole) =>
      whole ? snapshot((connection) => work(sqlReads(connection, SQLITE))) : work(sqlReads(reader, SQLITE)),
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
    reopen: async () => {
      closeAll();
      await open();
      // A write that reaches the disk, or the fault is still there.
      await writer.run(sql`BEGIN IMMEDIATE`);
      await writer.run(sql`CREATE TABLE probe (n INTEGER)`);
      await writer.run(sql`DROP TABLE probe`);
      await writer.run(sql`COMMIT`);
    },
    close: async () => {
      closeAll();
      lock.close();
    },
  };
}
