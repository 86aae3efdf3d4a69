// The record in PostgreSQL 15 to 18. A clinic's writers, in however many processes, take turns at its audit head.

import pg from 'pg';
import { type Definitions } from '../definitions.js';
import { type Repository, type StoreWorld } from '../repository.js';
import { repositoryOver } from '../repository-over.js';
import { type Backend } from '../session.js';
import { checkHeads } from '../sql/check-head.js';
import { type Connection } from '../sql/dialect.js';
import { type Sql, sql } from '../sql/fragment.js';
import { migrate } from '../sql/migrate.js';
import { reindexed } from '../sql/reindex.js';
import { sqlReads } from '../sql/sql-reads.js';
import { type SqlWrites, sqlWrites } from '../sql/sql-writes.js';
import { POSTGRES } from './postgres-dialect.js';
import { postgresFaultOf } from './postgres-fault.js';

export interface PostgresOptions {
  /** `postgres://user:password@host/database`. */
  readonly url: string;
  readonly definitions: Definitions;
  readonly world: StoreWorld;
}

const MOST_CONNECTIONS = 8;
/** Commits after which the planner is told what the tables hold; from then on the server's own autovacuum does it. */
const ANALYZED_AFTER: ReadonlySet<number> = new Set([16, 64, 256, 1024, 4096]);
const INT8 = 20;
/** Any number nobody else uses: two starting processes migrate one after the other. */
const MIGRATION_LOCK = 4_117_700_001;

/** 64-bit integers as numbers: ours are counts and milliseconds, far below 2^53. */
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 ? Number : pg.types.getTypeParser(oid, format),
} as pg.CustomTypesConfig;

function connectionOf(client: pg.ClientBase | pg.Pool): Connection {
  const ask = (query: Sql) => {
    const { text, values } = POSTGRES.compile(query);
    return client.query({ text, values: values as unknown[] });
  };
  return {
    rows: async <T>(query: Sql) => (await ask(query)).rows as T[],
    run: async (query) => {
      await ask(query);
    },
  };
}

/** Opens the record, or makes its tables. */
export async function postgresRepository({ url, definitions, world }: PostgresOptions): Promise<Repository> {
  return repositoryOver(await postgresBackend(url, definitions, world), definitions, world);
}

async function postgresBackend(url: string, definitions: Definitions, world: StoreWorld): Promise<Backend> {
  let writer: pg.PoolClient | null = null;
  let session: SqlWrites | null = null;
  let commits = 0;

  const release = (broken: boolean) => {
    writer?.release(broken);
    writer = null;
  };

  async function opened(): Promise<pg.Pool> {
    const pool = new pg.Pool({
      connectionString: url,
      max: MOST_CONNECTIONS,
      types,
      // An acknowledged write is on the disk, whatever the server's own default. Compiling a search takes longer than
      // running it; and joins are written in the order they are meant.
      options:
        '-c synchronous_commit=on -c jit=off -c join_collapse_limit=1 -c default_transaction_isolation=read\\ committed',
    });
    // An idle connection may break; the next question opens another or is answered as degraded.
    pool.on('error', () => {});
    try {
      const client = await pool.connect();
      try {
        await prepared(connectionOf(client));
      } finally {
        client.release(true);
      }
      return pool;
    } catch (error) {
      await pool.end();
      throw error;
    }
  }

  async function prepared(connection: Connection): Promise<void> {
    await connection.rows(sql`SELECT pg_advisory_lock(${MIGRATION_LOCK})`);
    await migrate(connection, POSTGRES, world.now());
    await reindexed(connection, definitions, world.bases);
    await connection.rows(sql`SELECT pg_advisory_unlock(${MIGRATION_LOCK})`);
    await checkHeads(connection);
    // Without statistics it joins whole tables, and autovacuum takes no notice of small ones.
    await connection.run(sql`ANALYZE`);
  }

  let pool = await opened();
  return {
    read: async (work, whole) => {
      if (!whole) return work(sqlReads(connectionOf(pool), POSTGRES));
      const client = await pool.connect();
      let broken = true;
      try {
        await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
        const result = await work(sqlReads(connectionOf(client), POSTGRES));
        await client.query('COMMIT');
        broken = false;
        return result;
      } finally {
        client.release(broken);
      }
    },
    begin: async (clinic) => {
      writer = await pool.connect();
      await writer.query('BEGIN');
      session = sqlWrites(connectionOf(writer), POSTGRES);
      // Before anything is read: what another process has written is then seen.
      await session.head(clinic);
      return session;
    },
    commit: async () => {
      await session!.flush();
      await writer!.query('COMMIT');
      const client = writer!;
      writer = null;
      if (!ANALYZED_AFTER.has(++commits)) return client.release();
      // What was acknowledged does not wait for it, and does not depend on it.
      void client.query('ANALYZE').then(
        () => client.release(),
        () => client.release(true),
      );
    },
    rollback: async () => {
      try {
        await writer?.query('ROLLBACK');
      } finally {
        release(true);
      }
    },
    faultOf: postgresFaultOf,
    reopen: async () => {
      const next = await opened();
      // Until here reading went on with what there was.
      const before = pool;
      pool = next;
      await before.end().catch(() => {});
    },
    close: () => pool.end(),
  };
}
