// SQLite and PostgreSQL against the memory store, whose meaning is plain: the same record, the same questions, by the
// same people, page by page. The seed of a difference is in the message.
import { afterAll, expect, it } from 'vitest';
import { type Random, seededRandom } from '#core/random.js';
import { memoryRepository } from '#server/store/memory/memory-repository.js';
import { readQuery } from '#server/store/read-query.js';
import { type Repository } from '#server/store/repository.js';
import { type Scope } from '#server/store/scope.js';
import { randomLabels, randomObservation, randomPatient, randomScope, randomSearch } from './random-record.js';
import { BASE, START, testDefinitions, testWorld } from './store-world.js';
import { closeStores, onEachStore } from './stores.js';

const SEARCHES = Number(process.env.CLUNEAL_SEARCHES ?? 200);
const note = { actor: 'a', role: 'physician', policy: '1' };
const all: Scope = {
  clinic: 'c1',
  read: { Patient: 'all', Observation: 'all' },
  write: { Patient: 'all', Observation: 'all' },
};

afterAll(closeStores, 60_000);

async function fill(store: Repository, random: Random): Promise<readonly string[]> {
  const patients: string[] = [];
  const observations: string[] = [];
  const take = async (resource: Parameters<Repository['create']>[1], into: string[]) => {
    const created = await store.create(all, resource, { note, labels: randomLabels(random) });
    if (created.ok) into.push(created.value.stored.id);
  };
  for (let i = 0; i < 8; i++) await take(randomPatient(random), patients);
  for (let i = 0; i < 60; i++) await take(randomObservation(random, patients), observations);
  for (let i = 0; i < 20; i++) {
    const id = observations[Math.floor(random.uniform() * observations.length)]!;
    if (random.uniform() < 0.3) await store.delete(all, 'Observation', id, { note });
    else await store.update(all, { ...randomObservation(random, patients), id }, { note });
  }
  await store.delete(all, 'Patient', patients[7]!, { note });
  return patients;
}

/** All pages of a search, as far as they can differ. */
async function answers(store: Repository, scope: Scope, type: string, pairs: readonly (readonly [string, string])[]) {
  const read = readQuery(type, pairs, { definitions: testDefinitions(), bases: [BASE], now: START });
  if (!read.ok) return read.refusal;
  const pages: unknown[] = [];
  for (let after = read.value.after, i = 0; i < 30; i++) {
    const page = await store.search(scope, { ...read.value, ...(after ? { after } : {}) });
    if (!page.ok) return page.refusal;
    const { entries, included, total, next } = page.value;
    pages.push({
      entries: entries.map((e) => `${e.id}/${e.version}`),
      included: included.map((e) => e.id),
      total,
      next,
    });
    if (!next) break;
    after = next;
  }
  return pages;
}

onEachStore('agreement with the plain meaning', (opened) => {
  it(`${SEARCHES} searches by all kinds of people`, async () => {
    const worlds = [testWorld(), testWorld()] as const;
    const [plain, store] = [memoryRepository(testDefinitions(), worlds[0]), await opened(worlds[1])];
    // Opening a store may read the clock.
    for (const world of worlds) world.clock = START;
    const patients = await fill(plain, seededRandom(1, 'fill'));
    await fill(store, seededRandom(1, 'fill'));
    let found = 0;
    for (let seed = 0; seed < SEARCHES; seed++) {
      const random = seededRandom(seed, 'search');
      const scope = seed % 3 === 0 ? all : randomScope(random, patients);
      const { type, pairs } = randomSearch(random, patients);
      const expected = await answers(plain, scope, type, pairs);
      const said = JSON.stringify({ seed, type, pairs, read: scope.read });
      expect([said, await answers(store, scope, type, pairs)]).toEqual([said, expected]);
      found += Array.isArray(expected) && (expected[0] as { entries: unknown[] }).entries.length > 0 ? 1 : 0;
      for (const id of patients.slice(0, 2)) {
        const history = async (s: Repository) => s.history(scope, { type: 'Patient', id, count: 3 });
        expect([said, await history(store)]).toEqual([said, await history(plain)]);
      }
    }
    // A test of empty answers would agree on anything.
    expect(found).toBeGreaterThan(SEARCHES / 4);
  }, 180_000);
});
