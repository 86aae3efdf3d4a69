// The kinds of store that every contract runs on. One that cannot run here is skipped and counted; in CI it fails.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { memoryRepository } from '#server/store/memory/memory-repository.js';
import { postgresRepository } from '#server/store/postgres/postgres-repository.js';
import { type Repository, type StoreWorld } from '#server/store/repository.js';
import { sqliteRepository } from '#server/store/sqlite/sqlite-repository.js';
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
  postgres:
    server &&
    (async (world) => postgresRepository({ url: await server.database(), definitions: testDefinitions(), world })),
};

/** Runs the suite on memory, SQLite and PostgreSQL. */
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
