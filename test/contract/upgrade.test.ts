// Records that older programs have written: brought to the schema of this one with every version as it was, found by
// every search, the chain whole; wherever it is cut short, the next start goes on; and a newer record is left alone.
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { checkedChain, EMPTY_CHAIN, sha256 } from '#server/store/audit-chain.js';
import { POSTGRES } from '#server/store/postgres/postgres-dialect.js';
import { postgresRepository } from '#server/store/postgres/postgres-repository.js';
import { type Repository } from '#server/store/repository.js';
import { type Connection } from '#server/store/sql/dialect.js';
import { migrate } from '#server/store/sql/migrate.js';
import { MIGRATIONS } from '#server/store/sql/migrations.js';
import { reindexed } from '#server/store/sql/reindex.js';
import { checkRecord } from '#server/store/sqlite/check-file.js';
import { type SqliteConnection, sqliteConnection } from '#server/store/sqlite/sqlite-connection.js';
import { SQLITE } from '#server/store/sqlite/sqlite-dialect.js';
import { sqliteRepository } from '#server/store/sqlite/sqlite-repository.js';
import { allowing, ids } from './asking.js';
import { type PostgresServer, postgresServer } from './postgres-server.js';
import { BASE, testDefinitions, testWorld } from './store-world.js';

const GOLDEN = 'test/upgrade-databases/schema-1.db';
const TYPES = ['Patient', 'Observation', 'Condition', 'Practitioner', 'Account'];
const all = (clinic: string) => allowing('all', TYPES, clinic);
const folder = mkdtempSync(join(tmpdir(), 'cluneal-upgrade-'));
const server: PostgresServer | null = await postgresServer();
if (!server && process.env.CI === 'true') throw new Error('postgres is not installed here');
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await server?.stop();
});

let copies = 0;
function copied(): string {
  const path = join(folder, `${copies++}.db`);
  copyFileSync(GOLDEN, path);
  return path;
}
const opened = (path: string): Promise<Repository> =>
  sqliteRepository({ path, definitions: testDefinitions(), world: testWorld('later') });

type Rows = readonly (readonly (string | number | null)[])[];
function rowsOf(path: string, table: string): Rows {
  const database = new Database(path);
  const rows = database.prepare(`SELECT * FROM ${table}`).raw(true).all([]) as unknown as Rows;
  database.close();
  return rows;
}
/** Every row of every table, but for when the steps ran. */
function contentOf(path: string): readonly (readonly [string, Rows])[] {
  const database = new Database(path);
  const tables = database
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('migration', 'sqlite_stat1') ORDER BY name",
    )
    .all([]) as readonly { readonly name: string }[];
  database.close();
  return tables.map(({ name }) => [name, rowsOf(path, name)]);
}

/** `type/id/version` with the hash of each text, of a clinic as the store gives them. */
async function versionsOf(store: Repository, clinic: string): Promise<readonly string[]> {
  const history = await store.history(all(clinic), { count: 200 });
  return history.ok ? history.value.entries.map((v) => `${v.type}/${v.id}/${v.version} ${sha256(v.text)}`).sort() : [];
}

const golden = rowsOf(GOLDEN, 'version').map(([clinic, type, id, version, , , , text]) => ({
  clinic: clinic as string,
  said: `${type}/${id}/${version} ${sha256(text as string)}`,
}));

async function expectWhole(store: Repository): Promise<void> {
  for (const clinic of ['c1', 'c2']) {
    expect(await versionsOf(store, clinic)).toEqual(
      golden
        .filter((v) => v.clinic === clinic)
        .map((v) => v.said)
        .sort(),
    );
    const rows = await store.auditRows(clinic, 1, 200);
    expect(checkedChain(clinic, EMPTY_CHAIN, rows).fault).toBeNull();
    const bound = rows.filter((r) => r.action !== 'read').map((r) => `${r.type}/${r.id}/${r.version} ${r.payload}`);
    expect(bound.sort()).toEqual(await versionsOf(store, clinic));
    const first = clinic === 'c1' ? 'g-0001' : 'g-0015';
    const second = clinic === 'c1' ? 'g-0002' : 'g-0016';
    const found = (type: string, search: string, scope = all(clinic)) => ids(store, scope, type, search);
    // What that program found, and what it did not see.
    expect(await found('Patient', 'family=second')).toEqual([second]);
    expect(await found('Patient', 'birthdate=1970-01-02&_sort=family')).toEqual([first]);
    expect(await found('Observation', `patient=${first}&code=http://loinc.org|72514-3&_sort=-date`)).toHaveLength(4);
    expect(await found('Observation', `subject=${BASE}/Patient/${second}&code=8302-2`)).toHaveLength(1);
    expect(await found('Observation', '_tag=http://x.example|kept')).toHaveLength(1);
    expect(await found('Condition', '')).toEqual([]);
    const team = (name: string) => allowing([{ kind: 'team', values: [name] }], TYPES, clinic);
    expect(await found('Observation', 'code=72514-3', team('red'))).toHaveLength(4);
    expect(await found('Observation', '', team('green'))).toHaveLength(5);
    expect(await found('Observation', '', team('blue'))).toHaveLength(4);
    expect(await found('Account', '', team('blue'))).toHaveLength(1);
    expect(await found('Patient', '_sort=family', team('red'))).toEqual([first]);
    expect((await store.auditFound(clinic, { patient: second, count: 99 })).map((r) => r.action)).toContain('read');
    expect(await store.keptAll(clinic, 'account')).toEqual([]);
  }
}

/** A connection that breaks off at its statement `at`, as a killed process does: nothing after it arrives. */
function breakingAt(connection: Connection, at: number): Connection {
  let asked = 0;
  const check = () => {
    if (asked++ >= at) throw new Error('killed');
  };
  return {
    rows: async (query) => {
      check();
      return connection.rows(query);
    },
    run: async (query) => {
      check();
      await connection.run(query);
    },
  };
}

/** Without the transaction that was open, if there was one. */
function rolledBack(connection: SqliteConnection): void {
  try {
    connection.exec('ROLLBACK');
  } catch {
    // None was.
  }
}

describe('a record of schema 1', () => {
  it('is brought to this schema with every version as it was, and everything is found', async () => {
    const path = copied();
    const store = await opened(path);
    await expectWhole(store);
    await store.close();
    expect(rowsOf(path, 'migration').map(([number]) => number)).toEqual(MIGRATIONS.map((_, i) => i + 1));
    expect(rowsOf(path, 'reindex')).toEqual([]);
    expect(await checkRecord(path)).toEqual([]);
  });

  it('goes on at the next start wherever it was cut short', async () => {
    const whole = copied();
    await (await opened(whole)).close();
    const expected = contentOf(whole);
    const definitions = testDefinitions();
    let at = 0;
    let ends = 0;
    for (let finished = false; !finished; ) {
      const path = copied();
      const connection = sqliteConnection(path);
      const breaking = breakingAt(connection, at);
      try {
        await migrate(breaking, SQLITE, 0);
        await reindexed(breaking, definitions, [BASE]);
        finished = true;
      } catch (error) {
        expect((error as Error).message).toBe('killed');
        // What a dead process leaves: the driver would hold the lock until its statements are collected.
        rolledBack(connection);
      }
      connection.close();
      await (await opened(path)).close();
      expect([at, contentOf(path)]).toEqual([at, expected]);
      rmSync(path);
      ends++;
      // All of the schema's own statements, and some of the hundreds that index anew.
      at += at < 24 ? 1 : 37;
    }
    expect(ends).toBeGreaterThan(30);
  }, 120_000);

  it.skipIf(!server)('comes the same way in PostgreSQL', async () => {
    const url = await server!.database();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('CREATE TABLE migration (number bigint NOT NULL PRIMARY KEY, applied text NOT NULL)');
    for (const statement of MIGRATIONS[0]!(POSTGRES.words)) await client.query(statement);
    for (const [table, rows] of [...contentOf(GOLDEN), ['migration', rowsOf(GOLDEN, 'migration')] as const])
      for (const row of rows)
        await client.query(`INSERT INTO ${table} VALUES (${row.map((_, i) => `$${i + 1}`).join(', ')})`, [...row]);
    await client.end();
    const store = await postgresRepository({ url, definitions: testDefinitions(), world: testWorld('later') });
    await expectWhole(store);
    await store.close();
  });
});

describe('a record of a newer schema', () => {
  it('is refused in words and left as it is', async () => {
    const path = copied();
    await (await opened(path)).close();
    const database = new Database(path);
    database.exec(`INSERT INTO migration VALUES (${MIGRATIONS.length + 1}, '2030-01-01')`);
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    database.close();
    const before = readFileSync(path);
    await expect(opened(path)).rejects.toThrow(
      `the record was written by a newer version (schema ${MIGRATIONS.length + 1}, this one knows ${MIGRATIONS.length}): update first`,
    );
    expect(readFileSync(path).equals(before)).toBe(true);
  });
});
