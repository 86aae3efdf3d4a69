// The way to PostgreSQL is gone: every question is answered as degraded, in words of its own or by the fault that says
// so, and nothing throws what a door would not know.
import { expect, it } from 'vitest';
import { postgresRepository } from '#server/store/postgres/postgres-repository.js';
import { RecordDegraded, refused } from '#server/store/refusal.js';
import { all, made, note, patient, query } from './asking.js';
import { postgresServer } from './postgres-server.js';
import { testDefinitions, testWorld } from './store-world.js';

// One that is somebody else's is not stopped.
const server = process.env.CLUNEAL_TEST_POSTGRES ? null : await postgresServer();
if (!server && process.env.CI === 'true' && !process.env.CLUNEAL_TEST_POSTGRES)
  throw new Error('postgres is not installed here');

it.skipIf(!server)('a database that has stopped is answered as degraded, and the store waits for it', async () => {
  const store = await postgresRepository({
    url: await server!.database(),
    definitions: testDefinitions(),
    world: testWorld(),
  });
  const id = await made(store, patient('One'));
  await server!.stop();
  const lost = refused({ type: 'degraded', cause: 'connection-lost' });
  expect(await store.read(all, 'Patient', id)).toEqual(lost);
  expect(await store.search(all, query('Patient', '_total=accurate'))).toEqual(lost);
  expect(await store.history(all, { count: 9 })).toEqual(lost);
  await expect(store.kept('c1', 'session', 'x')).rejects.toBeInstanceOf(RecordDegraded);
  // Who cannot read may yet be able to write: that is found out by writing.
  expect(store.health()).toEqual({ type: 'ready' });
  expect(await store.create(all, patient('Two'), { note })).toEqual(lost);
  expect(store.health()).toMatchObject({ type: 'degraded', cause: 'connection-lost' });
  expect(await store.recover()).toMatchObject({ type: 'degraded', cause: 'connection-lost' });
  expect(await store.read(all, 'Patient', id)).toEqual(lost);
  await store.close();
});
