// A patient who joins a team, or leaves it, takes along what is about them: in the lists that pages are read from as in
// the rules, on every way there, and an index made anew from the texts is the one that is there.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, describe, expect, it } from 'vitest';
import { type Random, seededRandom } from '#core/random.js';
import { type JsonObject } from '#fhir/json-value.js';
import { memoryRepository } from '#server/store/memory/memory-repository.js';
import { type Repository } from '#server/store/repository.js';
import { type Criterion, type Scope } from '#server/store/scope.js';
import { sqliteRepository } from '#server/store/sqlite/sqlite-repository.js';
import { allowing, everything, ids, made, note, observation, ofTeam, patient, query } from './asking.js';
import { randomLabels, randomObservation, randomPatient } from './random-record.js';
import { START, testDefinitions, testWorld } from './store-world.js';
import { closeStores, onEachStore } from './stores.js';

const TYPES = ['Patient', 'Observation', 'Account', 'Condition'];
const all = { ...everything(), ...allowing('all', TYPES) };
const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random.uniform() * list.length)]!;

/** About one patient or two, as nothing that is observed can be. */
const account = (...patients: readonly string[]): JsonObject => ({
  resourceType: 'Account',
  status: 'active',
  subject: patients.map((id) => ({ reference: `Patient/${id}` })),
});

/** Some hundred changes of all kinds; the same for the same seed. */
async function changed(store: Repository, random: Random, changes: number): Promise<void> {
  const patients: string[] = [];
  const others: { id: string; of: 'Observation' | 'Account' }[] = [];
  for (let i = 0; i < 6; i++) patients.push(await made(store, randomPatient(random), randomLabels(random), all));
  for (let i = 0; i < changes; i++) {
    const labels = random.uniform() < 0.4 ? { labels: randomLabels(random) } : {};
    const one = pick(random, patients);
    const dice = random.uniform();
    if (dice < 0.3) {
      const resource =
        random.uniform() < 0.7 ? randomObservation(random, patients) : account(one, pick(random, patients));
      const created = await store.create(all, resource, { note, ...labels });
      if (created.ok) others.push({ id: created.value.stored.id, of: resource.resourceType as 'Account' });
    } else if (dice < 0.6) await store.update(all, { ...randomPatient(random), id: one }, { note, ...labels });
    else if (dice < 0.65) await store.delete(all, 'Patient', one, { note });
    else if (others.length > 0) {
      const { id, of } = pick(random, others);
      const next = of === 'Account' ? account(one) : randomObservation(random, patients);
      if (dice < 0.75) await store.delete(all, of, id, { note });
      else await store.update(all, { ...next, id }, { note, ...labels });
    }
  }
}

const team = (value: string): Criterion => ({ kind: 'team', values: [value] });
const scopes = (patients: readonly string[]): readonly Scope[] => {
  const [a = '', b = ''] = patients;
  const rules: readonly (readonly Criterion[])[] = [
    [team('red')],
    [{ kind: 'team', values: ['red', 'blue'] }],
    [team('blue'), { kind: 'patients', patients: [a] }],
    [{ kind: 'patients', patients: [a, b] }],
    [{ kind: 'patients', patients: patients.slice(0, 6).concat('nobody', 'nobody-else') }],
    [{ kind: 'every', of: [team('red'), { kind: 'patients', patients: [b] }] }],
    [{ kind: 'site', values: ['north'] }],
    [team('red'), { kind: 'owner', values: ['me'] }],
  ];
  return rules.map((rule) => allowing(rule, TYPES));
};
const SEARCHES: readonly (readonly [string, string])[] = [
  ['Observation', ''],
  ['Observation', '_sort=-date&_count=3'],
  ['Observation', '_sort=date&_count=3'],
  ['Observation', 'code=1&_count=3'],
  ['Observation', 'code=http://a|1&_count=2'],
  ['Observation', 'code=1,2&_count=3'],
  ['Observation', 'code=1&_sort=-value-quantity&_count=3'],
  ['Observation', 'status=final&_sort=-date&_count=3'],
  ['Observation', '_sort=_id&_count=3'],
  ['Observation', 'patient=PATIENT&code=1&_sort=-date&_count=2'],
  ['Observation', 'patient=PATIENT,OTHER&_sort=-date&_count=3'],
  ['Observation', 'subject=PATIENT,OTHER&code=2'],
  ['Account', '_count=2'],
  ['Account', 'subject=PATIENT,OTHER'],
  ['Patient', '_sort=family&_count=2'],
  ['Patient', '_sort=-family,_id&_count=2'],
  ['Patient', '_sort=-birthdate&_count=2'],
  ['Patient', 'name=an&_sort=name'],
];

/** Ids of all pages. */
async function paged(store: Repository, scope: Scope, type: string, search: string): Promise<unknown> {
  const asked = query(type, `${search}&_total=accurate`);
  const found: unknown[] = [];
  for (let after = asked.after, i = 0; i < 40; i++) {
    const page = await store.search(scope, { ...asked, ...(after ? { after } : {}) });
    if (!page.ok) return page.refusal;
    if (i === 0) found.push(page.value.total);
    found.push(page.value.entries.map((e) => e.id));
    if (!page.value.next) break;
    after = page.value.next;
  }
  return found;
}

afterAll(closeStores, 60_000);

onEachStore('lists', (opened) => {
  it('a patient who joins a team is in its lists with everything, and is gone from those that are left', async () => {
    const store = await opened(testWorld());
    const a = await made(store, patient('A'), { team: ['red'] });
    const b = await made(store, patient('B'), { team: ['red'] });
    const ofA = await made(store, observation(a));
    const shared = await made(store, account(a, b), {}, all);
    const own = await made(store, observation(a), { team: ['red'] });
    const seen = async (name: string) => [
      await ids(store, ofTeam(name), 'Observation', 'code=72514-3&_sort=_id'),
      await ids(store, allowing([team(name)], TYPES), 'Account', ''),
      await ids(store, ofTeam(name), 'Patient', '_sort=family'),
    ];
    expect(await seen('red')).toEqual([[ofA, own].sort(), [shared], [a, b]]);
    await store.update(all, { ...patient('A'), id: a }, { note, labels: { team: ['blue', 'green'] } });
    expect(await seen('red')).toEqual([[own], [shared], [b]]);
    expect(await seen('blue')).toEqual([[ofA, own].sort(), [shared], [a]]);
    expect(await seen('green')).toEqual(await seen('blue'));
    await store.update(all, { ...patient('B'), id: b }, { note, labels: {} });
    expect(await seen('red')).toEqual([[own], [], []]);
    // What was about a patient before the patient was there is found with it.
    const early = await made(store, observation('later'));
    expect(await ids(store, ofTeam('late'), 'Observation', '')).toEqual([]);
    const id = 'later' as ReturnType<Repository['newId']>;
    await store.create(all, patient('L'), { note, id, labels: { team: ['late'] } });
    expect(await ids(store, ofTeam('late'), 'Observation', '')).toEqual([early]);
  });

  it('are what the rules say, after changes of all kinds, page by page', async () => {
    const worlds = [testWorld(), testWorld()] as const;
    const [plain, store] = [memoryRepository(testDefinitions(), worlds[0]), await opened(worlds[1])];
    for (const world of worlds) world.clock = START;
    for (const each of [plain, store]) await changed(each, seededRandom(3, 'lists'), 150);
    const patients = await ids(plain, all, 'Patient', '_sort=_id');
    let found = 0;
    for (const [n, scope] of scopes(patients).entries())
      for (const [type, search] of SEARCHES) {
        const asked = search.replace('PATIENT', patients[0]!).replace('OTHER', patients[1]!);
        const expected = await paged(plain, scope, type, asked);
        expect([n, type, asked, await paged(store, scope, type, asked)]).toEqual([n, type, asked, expected]);
        found += JSON.stringify(expected).includes('x-') ? 1 : 0;
      }
    expect(found).toBeGreaterThan(70);
  });
});

describe('the index of a file', () => {
  it('made anew from the texts is the one that the changes have left', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'cluneal-index-'));
    const path = join(folder, 'record.db');
    const open = () => sqliteRepository({ path, definitions: testDefinitions(), world: testWorld() });
    const store = await open();
    await changed(store, seededRandom(5, 'lists'), 250);
    await store.close();
    const tables = [
      'token_index',
      'string_index',
      'date_index',
      'number_index',
      'reference_index',
      'sort_index',
      'listing',
    ];
    const rows = () => {
      const database = new Database(path);
      const all = tables.map((name) => [name, database.prepare(`SELECT * FROM ${name}`).raw(true).all([])]);
      database.close();
      return all;
    };
    const left = rows();
    expect(left.every(([, found]) => (found as unknown[]).length > 20)).toBe(true);
    const database = new Database(path);
    for (const name of tables) database.exec(`DELETE FROM ${name}`);
    database.exec('INSERT INTO reindex SELECT clinic, type, id FROM resource WHERE deleted = 0');
    database.close();
    await (await open()).close();
    expect(rows()).toEqual(left);
    rmSync(folder, { recursive: true });
  });
});
