// The kinds of store that every contract runs on. One that cannot run here is skipped and counted; in CI it fails.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { memoryRepository } from '#server/store/memory/memory-repository.js';
import { postgresRepository } from '#server/store/postgres/postgres-repository.js';
import { type Repository, type StoreWorld } from '#server/store/repository.js';
import { type Scope } from '#server/store/scope.js';
import { recordSearch } from '#server/store/sqlite/record-search.js';
import { type RecordThreads } from '#server/store/sqlite/record-threads.js';
import { type RecordWriter, recordWriter } from '#server/store/sqlite/record-writer.js';
import { openedReader } from '#server/store/sqlite/sqlite-open.js';
import { sqliteRepository } from '#server/store/sqlite/sqlite-repository.js';
import { type ApartWriter } from '#server/store/sqlite/writer-thread.js';
import { type PostgresServer, postgresServer } from './postgres-server.js';
import { testDefinitions } from './store-world.js';

export type OpenStore = (world: StoreWorld) => Promise<Repository>;

const server: PostgresServer | null = await postgresServer();
const folders: string[] = [];
const open: Repository[] = [];

/** Call after all tests of the file. */
export async function closeStores(): Promise<void> {
  for (const store of open) await store.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  await server?.stop();
}

const kinds: Readonly<Record<string, OpenStore | null>> = {
  memory: async (world) => memoryRepository(testDefinitions(), world),
  sqlite: (world) => {
    const folder = mkdtempSync(join(tmpdir(), 'cluneal-store-'));
    folders.push(folder);
    return sqliteRepository({ path: join(folder, 'record.db'), definitions: testDefinitions(), world });
  },
  'sqlite, written and searched apart': (world) => {
    const folder = mkdtempSync(join(tmpdir(), 'cluneal-store-'));
    folders.push(folder);
    const path = join(folder, 'record.db');
    return sqliteRepository({ path, definitions: testDefinitions(), world, ...threadsHere(path) });
  },
  postgres:
    server &&
    (async (world) => postgresRepository({ url: await server.database(), definitions: testDefinitions(), world })),
};

/** What the record's threads do, without the threads: all that crosses is a copy. */
function threadsHere(path: string): RecordThreads {
  const search = recordSearch(() => openedReader(path));
  return {
    apart: writerHere(path),
    search: {
      search: async (scope, query) =>
        structuredClone(await search.found(JSON.parse(JSON.stringify(scope)) as Scope, structuredClone(query))),
      patientsIn: async (clinic, keys) => structuredClone(await search.patientsIn(clinic, structuredClone(keys))),
      letGo: async () => search.close(),
      close: async () => search.close(),
    },
  };
}

function writerHere(path: string): ApartWriter {
  let writer: RecordWriter | null = null;
  const letGo = async () => {
    await writer?.close();
    writer = null;
  };
  return {
    perform: async (batch) => {
      writer ??= recordWriter(path, testDefinitions());
      return structuredClone(await writer.perform(structuredClone(batch)));
    },
    letGo,
    close: letGo,
  };
}

/** Runs the suite on memory, SQLite in both ways of writing, and PostgreSQL. */
export function onEachStore(name: string, suite: (opened: OpenStore) => void): void {
  for (const [kind, make] of Object.entries(kinds))
    describe(`${name}: ${kind}`, () => {
      if (!make) {
        const missing = `${kind} is not installed here`;
        if (process.env.CI === 'true')
          it('runs in CI', () => {
            throw new Error(missing);
          });
        else it.skip(missing, () => {});
        return;
      }
      suite(async (world) => {
        const store = await make(world);
        open.push(store);
        return store;
      });
    });
}
