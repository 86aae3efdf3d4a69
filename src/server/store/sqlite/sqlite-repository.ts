// The record in one file: SQLite in WAL mode, one writer, reads beside it that see the last commit. `synchronous=FULL`
// flushes at every commit; with NORMAL three of four power cuts lost acknowledged records.

import { type Definitions } from '../definitions.js';
import { type DegradedCause } from '../refusal.js';
import { type Repository, type StoreWorld } from '../repository.js';
import { repositoryOver } from '../repository-over.js';
import { type Backend } from '../session.js';
import { type SingleOutcome, type SingleWrite } from '../single-write.js';
import { checkHeads } from '../sql/check-head.js';
import { type Connection } from '../sql/dialect.js';
import { migrate } from '../sql/migrate.js';
import { reindexed } from '../sql/reindex.js';
import { sqlReads } from '../sql/sql-reads.js';
import { type SqlWrites, sqlWrites } from '../sql/sql-writes.js';
import { glancedAt, RecordDamaged, readThrough } from './check-file.js';
import { BACKSTOP_PAGES } from './checkpoints.js';
import { type ApartSearch, type SearchAnswer } from './search-thread.js';
import { Snapshots } from './snapshots.js';
import { type SqliteConnection, sqliteConnection } from './sqlite-connection.js';
import { SQLITE } from './sqlite-dialect.js';
import { ApartFault, isDamage, sqliteFaultOf } from './sqlite-fault.js';
import { openedReader, openedWriter, openedWriterBeside, type Synchronous } from './sqlite-open.js';
import { tellStatistics } from './sqlite-statistics.js';
import { type ApartWriter } from './writer-thread.js';

export interface SqliteOptions {
  readonly path: string;
  readonly definitions: Definitions;
  readonly world: StoreWorld;
  readonly synchronous?: Synchronous;
  /** Where single writes are done instead of here: on a thread. It is closed with the record. */
  readonly apart?: ApartWriter;
  /** Where searches are made instead of here: on a thread. It is closed with the record. */
  readonly search?: ApartSearch;
}

/** Somebody else has the record open. */
export class RecordInUse extends Error {
  constructor(path: string) {
    super(`the record ${path} is in use by another Cluneal: stop that one first`);
  }
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
  { path, definitions, world, synchronous = 'FULL', apart, search }: SqliteOptions,
  lock: SqliteConnection,
): Promise<Backend> {
  let writer: SqliteConnection;
  let reader: SqliteConnection;
  let snapshots: Snapshots;
  let session: SqlWrites | null = null;
  /** From the begin of a transaction until a commit is through. */
  let writing = false;

  /**
   * Where a statement reads: beside a transaction of the writer its own connection, else that of the writer. What the
   * writer keeps of the file in memory outlives its commits; a reader throws its own away at each commit of another.
   */
  const reading: Connection = {
    rows: (query) => (writing ? reader : writer).rows(query),
    run: () => Promise.reject(new Error('a read writes nothing')),
  };

  const openReader = () => openedReader(path);
  const reads = sqlReads(reading, SQLITE);
  const closeReads = () => {
    snapshots.close();
    reader.close();
  };
  const connectReads = () => {
    reader = openReader();
    snapshots = new Snapshots(openReader);
  };

  async function openWriter(after: DegradedCause | null): Promise<SqliteConnection> {
    const connection = apart ? openedWriterBeside(path, synchronous, BACKSTOP_PAGES) : openedWriter(path, synchronous);
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
      writing = true;
      session = sqlWrites(writer, SQLITE);
      return session;
    },
    commit: async () => {
      await session!.flush();
      writer.exec('COMMIT');
      writing = false;
    },
    // Reads stay beside the writer until a commit shows that it is sound.
    rollback: async () => writer.exec('ROLLBACK'),
    ...(apart ? { apart: (clinic, writes) => writtenApart(apart, world, clinic, writes) } : {}),
    ...(search ? readingApart(search) : {}),
    faultOf: sqliteFaultOf,
    reopen: async (after) => {
      // Until the end of it reading goes on with what there was.
      writing = true;
      await apart?.letGo();
      await search?.letGo();
      writer.close();
      writer = await openWriter(after);
      closeReads();
      connectReads();
      writing = false;
    },
    close: async () => {
      await apart?.close();
      await search?.close();
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

async function writtenApart(
  apart: ApartWriter,
  world: StoreWorld,
  clinic: string,
  writes: readonly SingleWrite[],
): Promise<readonly SingleOutcome[]> {
  const timed = writes.map((write) => ({ now: world.now(), write }));
  const answer = await apart.perform({ clinic, bases: world.bases, writes: timed });
  if (answer.type === 'committed') return answer.outcomes;
  if (answer.type === 'fault') throw new ApartFault(answer.cause, answer.message);
  throw new Error(answer.message);
}

function readingApart(search: ApartSearch): Required<Pick<Backend, 'search' | 'patientsIn'>> {
  const unmet = (answer: SearchAnswer): Error =>
    answer.type === 'fault'
      ? new ApartFault(answer.cause, answer.message)
      : new Error(answer.type === 'failed' ? answer.message : `the thread that searches answered ${answer.type}`);
  return {
    search: async (scope, query) => {
      const answer = await search.search(scope, query);
      if (answer.type !== 'found') throw unmet(answer);
      return answer.page;
    },
    patientsIn: async (clinic, versions) => {
      // What names them: their texts need not be copied.
      const keys = versions.map(({ type, id, version }) => ({ type, id, version }));
      const answer = await search.patientsIn(clinic, keys);
      if (answer.type !== 'patients') throw unmet(answer);
      return answer.patients;
    },
  };
}

/** A write that reaches the disk, or the fault is still there. */
function probe(connection: SqliteConnection): void {
  for (const text of ['BEGIN IMMEDIATE', 'CREATE TABLE probe (n INTEGER)', 'DROP TABLE probe', 'COMMIT'])
    connection.exec(text);
}
