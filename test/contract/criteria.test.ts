// What opens a resource: each criterion by itself, all of several, and several that each would do, through every way in.
import { afterAll, expect, it } from 'vitest';
import { FORBIDDEN, NOT_FOUND, refused } from '#server/store/refusal.js';
import { type Criterion } from '#server/store/scope.js';
import { all, allowing, ids, made, note, observation, patient, query } from './asking.js';
import { testWorld } from './store-world.js';
import { closeStores, onEachStore } from './stores.js';

const team = (value: string): Criterion => ({ kind: 'team', values: [value] });
const owner = (value: string): Criterion => ({ kind: 'owner', values: [value] });
const of = (id: string): Criterion => ({ kind: 'patients', patients: [id] });
const every = (...criteria: readonly Criterion[]): Criterion => ({ kind: 'every', of: criteria });

afterAll(closeStores, 60_000);

onEachStore('a criterion', (opened) => {
  it('`every` opens what each of its parts opens, of none nothing, nested as deep as it is', async () => {
    const store = await opened(testWorld());
    const a = await made(store, patient('A'), { team: ['red'] });
    const b = await made(store, patient('B'), { team: ['blue'] });
    const mine = await made(store, observation(a), { owner: ['me'] });
    const theirs = await made(store, observation(a), { owner: ['you'] });
    const elsewhere = await made(store, observation(b), { owner: ['me'] });
    const seen = (...rule: readonly Criterion[]) => ids(store, allowing(rule), 'Observation', '_sort=_id');
    expect(await seen(every(of(a), owner('me')))).toEqual([mine]);
    expect(await seen(every(team('red'), owner('me')))).toEqual([mine]);
    expect(await seen(every(team('red'), owner('nobody')))).toEqual([]);
    expect(await seen(every())).toEqual([]);
    expect(await seen(every(every(team('red')), every()))).toEqual([]);
    expect(await seen(every(every(team('red'), every(owner('me'))), of(a)))).toEqual([mine]);
    expect(await seen(every(of(a), owner('me')), every(of(b), owner('me')))).toEqual([mine, elsewhere].sort());
    expect(await seen(every(of(a), owner('me')), every())).toEqual([mine]);
    expect(await seen(every(of(a), { kind: 'ids', ids: [theirs, elsewhere] }))).toEqual([theirs]);
  });

  it('`every` holds in read, version, history, totals, chains, _has and includes', async () => {
    const store = await opened(testWorld());
    const a = await made(store, patient('A'), { owner: ['me'] });
    const b = await made(store, patient('B'));
    const mine = await made(store, observation(a), { owner: ['me'] });
    const theirs = await made(store, observation(a), { owner: ['you'] });
    const ofB = await made(store, observation(b), { owner: ['me'] });
    const scope = allowing([every(of(a), owner('me'))]);
    expect((await store.read(scope, 'Observation', mine)).ok).toBe(true);
    expect((await store.vread(scope, 'Observation', mine, 1)).ok).toBe(true);
    for (const hidden of [theirs, ofB]) {
      expect(await store.read(scope, 'Observation', hidden)).toEqual(refused(NOT_FOUND));
      expect(await store.vread(scope, 'Observation', hidden, 1)).toEqual(refused(NOT_FOUND));
      expect(await store.history(scope, { type: 'Observation', id: hidden, count: 9 })).toEqual(refused(NOT_FOUND));
    }
    const history = await store.history(scope, { count: 9 });
    expect(history.ok && history.value.entries.map((e) => e.id)).toEqual([mine, a]);
    expect(await ids(store, scope, 'Observation', 'patient.family=a')).toEqual([mine]);
    expect(await ids(store, scope, 'Observation', 'patient.family=b')).toEqual([]);
    expect(await ids(store, scope, 'Patient', '_has:Observation:patient:code=72514-3')).toEqual([a]);
    const page = await store.search(scope, query('Observation', '_total=accurate&_include=Observation:subject'));
    expect(page.ok && [page.value.total, page.value.included.map((i) => i.id)]).toEqual([1, [a]]);
    const back = await store.search(scope, query('Patient', '_total=accurate&_revinclude=Observation:subject'));
    expect(back.ok && [back.value.total, back.value.included.map((i) => i.id)]).toEqual([1, [mine]]);
    // A chain looks through what the asker may see alone: the patient's own rule is another.
    const apart = { ...scope, read: { ...scope.read, Patient: [every(of(b))] } };
    expect(await ids(store, apart, 'Observation', 'patient.family=a')).toEqual([]);
  });

  it('`every` guards where something may be written, before and after', async () => {
    const store = await opened(testWorld());
    const [a, b] = [await made(store, patient('A')), await made(store, patient('B'))];
    const scope = allowing([every(of(a), owner('me'))]);
    const owned = { note, labels: { owner: ['me'] } };
    const created = await store.create(scope, observation(a), owned);
    const id = created.ok ? created.value.stored.id : '';
    expect(created.ok).toBe(true);
    expect(await store.create(scope, observation(a), { note, labels: { owner: ['you'] } })).toEqual(refused(FORBIDDEN));
    expect(await store.create(scope, observation(b), owned)).toEqual(refused(FORBIDDEN));
    expect(await store.update(scope, { ...observation(b), id }, owned)).toEqual(refused(FORBIDDEN));
    expect((await store.update(scope, { ...observation(a), id }, { note })).ok).toBe(true);
    // The version about somebody else stays hidden, the one about the patient does not.
    await store.update(all, { ...observation(b), id }, { note });
    await store.update(all, { ...observation(a), id }, { note });
    expect(await store.vread(scope, 'Observation', id, 3)).toEqual(refused(NOT_FOUND));
    expect((await store.vread(scope, 'Observation', id, 4)).ok).toBe(true);
  });

  it('a site or team reaches what is about its patients, an owner only what is the own', async () => {
    const store = await opened(testWorld());
    const a = await made(store, patient('A'), { owner: ['me'], site: ['north'], team: ['red'] });
    const about = await made(store, observation(a), { owner: ['you'] });
    for (const kind of ['site', 'team'] as const)
      expect(await ids(store, allowing([{ kind, values: ['north', 'red'] }]), 'Observation', '')).toEqual([about]);
    expect(await ids(store, allowing([owner('me')]), 'Observation', '')).toEqual([]);
    expect(await ids(store, allowing([owner('me')]), 'Patient', '')).toEqual([a]);
    expect(await ids(store, allowing([owner('you')]), 'Observation', '')).toEqual([about]);
  });
});
