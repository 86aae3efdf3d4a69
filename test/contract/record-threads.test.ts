// The threads of a record in one file, as the server starts them: from the build.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { type Repository } from '#server/store/repository.js';
import { type RecordThreads, recordThreads } from '#server/store/sqlite/record-threads.js';
import { searchThread } from '#server/store/sqlite/search-thread.js';
import { sqliteRepository } from '#server/store/sqlite/sqlite-repository.js';
import { writerThread } from '#server/store/sqlite/writer-thread.js';
import { all, note, observation, patient, query } from './asking.js';
import { testDefinitions, testWorld } from './store-world.js';

const BUILT = {
  modules: pathToFileURL(join(process.cwd(), 'dist/server/store/sqlite/')),
  definitions: join(process.cwd(), 'dist/definitions'),
};
/** A thread that ends at once, as one does whose memory has run out. */
const ENDS = new URL('data:text/javascript,process.exit(1)');

const folders: string[] = [];
const stores: Repository[] = [];
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function opened(threads: (path: string) => Partial<RecordThreads>) {
  const folder = mkdtempSync(join(tmpdir(), 'cluneal-threads-'));
  folders.push(folder);
  const path = join(folder, 'record.db');
  const store = await sqliteRepository({ path, definitions: testDefinitions(), world: testWorld(), ...threads(path) });
  stores.push(store);
  return { store, path };
}

describe('a record with threads', () => {
  it('is written and searched by them, many at once, and leaves one file when it is closed', async () => {
    const { store, path } = await opened((file) => recordThreads(file, BUILT));
    const who = await store.create(all, patient('Okafor'), { note });
    expect(who.ok).toBe(true);
    const { id } = who.ok ? who.value.stored : { id: '' };
    const written = await Promise.all(Array.from({ length: 60 }, () => store.create(all, observation(id), { note })));
    expect(written.filter((w) => !w.ok)).toEqual([]);
    const ids = written.map((w) => (w.ok ? w.value.stored.id : ''));
    expect(new Set(ids).size).toBe(60);
    const found = await store.search(all, query('Observation', `patient=${id}&_count=100`));
    expect(found.ok && found.value.entries.map((e) => e.id).sort()).toEqual([...ids].sort());
    const first = await store.read(all, 'Observation', ids[0]!);
    expect(first.ok && (await store.patientsIn('c1', [first.value]))).toEqual([[id]]);
    const changed = { ...observation(id), id: ids[0]!, status: 'amended' };
    const [one, other] = await Promise.all([1, 2].map(() => store.update(all, changed, { note, ifMatch: 1 })));
    expect([one!.ok, other!.ok].sort()).toEqual([false, true]);
    // A transaction is done where its code is, between what the thread writes.
    const [kept, row] = await Promise.all([
      store.transaction('c1', async (tx) => tx.create(all, observation(id), { note })),
      store.audit('c1', [{ ...note, action: 'other', outcome: 'success' }]),
    ]);
    expect([kept.ok, row.ok]).toEqual([true, true]);
    const rows = await store.auditRows('c1', 1, 100);
    expect(rows.map((r) => r.seq)).toEqual(Array.from({ length: 64 }, (_, i) => i + 1));
    for (let i = 1; i < rows.length; i++) expect(rows[i]!.previous).toBe(rows[i - 1]!.hash);
    await stores.pop()!.close();
    // Everything is in the one file, and the log beside it is empty.
    expect([statSync(path).size > 100_000, statSync(`${path}-wal`).size]).toEqual([true, 0]);
  }, 60_000);

  it('has what was committed carried into its file while it is written', async () => {
    const { store, path } = await opened((file) => recordThreads(file, BUILT));
    const empty = statSync(path).size;
    for (let i = 0; i < 40; i++) expect((await store.create(all, patient(`P${i}`), { note })).ok).toBe(true);
    await expect.poll(() => statSync(path).size).toBeGreaterThan(empty);
  }, 60_000);

  it('whose writing thread has ended takes no writes until it was checked; reading goes on', async () => {
    const { store } = await opened((path) => ({
      apart: writerThread({ module: ENDS, path, definitions: BUILT.definitions }),
    }));
    const refused = await store.create(all, patient('Okafor'), { note });
    expect(refused).toEqual({ ok: false, refusal: { type: 'degraded', cause: 'io-error' } });
    expect(store.health()).toMatchObject({ type: 'degraded', message: 'the thread that writes the record has ended' });
    expect((await store.search(all, query('Patient', '_count=1'))).ok).toBe(true);
    expect(await store.recover()).toEqual({ type: 'ready' });
  });

  it('whose searching thread has ended tells of our mistake, and begins another', async () => {
    const { store } = await opened((path) => ({ search: searchThread({ module: ENDS, path }) }));
    for (let i = 0; i < 2; i++)
      await expect(store.search(all, query('Patient', '_count=1'))).rejects.toThrow(
        'the thread that searches the record has ended',
      );
    expect(store.health()).toEqual({ type: 'ready' });
  });
});
