import { afterAll, expect, it } from 'vitest';
import { type JsonObject } from '#fhir/json-value.js';
import { readJson } from '#fhir/strict-json.js';
import { checkedChain, EMPTY_CHAIN, sha256 } from '#server/store/audit-chain.js';
import { done, FORBIDDEN, NOT_FOUND, refused } from '#server/store/refusal.js';
import { type MintedId } from '#server/store/repository.js';
import { type Scope } from '#server/store/scope.js';
import { all, everything, ids, made, note, observation, ofPatient, ofTeam, patient, query } from './asking.js';
import { testWorld } from './store-world.js';
import { closeStores, onEachStore } from './stores.js';

afterAll(closeStores, 60_000);

onEachStore('the record', (opened) => {
  it('what was written is read back, decimals as they came, with id, version and time', async () => {
    const store = await opened(testWorld());
    const text =
      '{"resourceType":"Observation","status":"final","valueQuantity":{"value":1.50,"unit":"mg"},"meta":{"tag":[{"code":"t"}]}}';
    const sent = readJson(text);
    const id = await made(store, sent.ok ? (sent.value as JsonObject) : {});
    const read = await store.read(all, 'Observation', id);
    const stored = read.ok ? read.value.text : '';
    expect(stored).toContain('"value":1.50,');
    expect(JSON.parse(stored)).toEqual({
      resourceType: 'Observation',
      id,
      meta: {
        tag: [{ code: 't' }],
        versionId: '1',
        lastUpdated: expect.stringMatching(/^2026-11-24T00:00:00\.\d{3}Z$/),
      },
      status: 'final',
      valueQuantity: { value: 1.5, unit: 'mg' },
    });
  });

  it('versions are kept, a delete is one, and a deleted resource can come back', async () => {
    const store = await opened(testWorld());
    const id = await made(store, patient('One'));
    expect((await store.update(all, { ...patient('Two'), id }, { note })).ok).toBe(true);
    expect((await store.delete(all, 'Patient', id, { note })).ok).toBe(true);
    expect(await store.read(all, 'Patient', id)).toEqual(refused({ type: 'deleted', version: 3 }));
    expect(await ids(store, all, 'Patient', '')).toEqual([]);
    const old = await store.vread(all, 'Patient', id, 1);
    expect(old.ok && JSON.parse(old.value.text).name[0].family).toBe('One');
    expect(await store.vread(all, 'Patient', id, 3)).toEqual(refused({ type: 'deleted', version: 3 }));
    expect(await store.vread(all, 'Patient', id, 4)).toEqual(refused(NOT_FOUND));
    const again = await store.delete(all, 'Patient', id, { note });
    expect(again.ok && again.value.version).toBe(3);
    const back = await store.update(all, { ...patient('Three'), id }, { note });
    expect(back.ok && back.value.version).toBe(4);
    const history = await store.history(all, { type: 'Patient', id, count: 10 });
    expect(history.ok && history.value.entries.map((e) => [e.version, e.deleted])).toEqual([
      [4, false],
      [3, true],
      [2, false],
      [1, false],
    ]);
    expect(await ids(store, all, 'Patient', 'family=three')).toEqual([id]);
    expect(await ids(store, all, 'Patient', 'family=one')).toEqual([]);
  });

  it('a write on an old version is refused and changes nothing', async () => {
    const store = await opened(testWorld());
    const id = await made(store, patient('One'));
    expect((await store.update(all, { ...patient('Two'), id }, { note, ifMatch: 1 })).ok).toBe(true);
    for (const write of [
      () => store.update(all, { ...patient('Three'), id }, { note, ifMatch: 1 }),
      () => store.delete(all, 'Patient', id, { note, ifMatch: 1 }),
    ])
      expect(await write()).toEqual(refused({ type: 'version-conflict', current: 2 }));
    const read = await store.read(all, 'Patient', id);
    expect(read.ok && read.value.version).toBe(2);
  });

  it('of twenty writers on one version one wins', async () => {
    const store = await opened(testWorld());
    const id = await made(store, patient('One'));
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, i) => store.update(all, { ...patient(`W${i}`), id }, { note, ifMatch: 1 })),
    );
    expect(results.filter((r) => r.ok)).toHaveLength(1);
  });

  it('a conditional create makes one, finds one, and refuses several', async () => {
    const store = await opened(testWorld());
    const ifNoneExist = query('Patient', 'family=Same');
    const first = await store.create(all, patient('Same'), { note, ifNoneExist });
    const second = await store.create(all, patient('Same'), { note, ifNoneExist });
    expect([first.ok && first.value.created, second.ok && second.value.created]).toEqual([true, false]);
    expect(second.ok && first.ok && second.value.stored.id === first.value.stored.id).toBe(true);
    await made(store, patient('Same'));
    expect(await store.create(all, patient('Same'), { note, ifNoneExist })).toEqual(
      refused({ type: 'multiple-matches' }),
    );
    expect(await store.updateWhere(all, ifNoneExist, patient('Same'), { note })).toEqual(
      refused({ type: 'multiple-matches' }),
    );
    const none = await store.updateWhere(all, query('Patient', 'family=Other'), patient('Other'), { note });
    const one = await store.updateWhere(all, query('Patient', 'family=Other'), patient('Other'), { note });
    expect([none.ok && none.value.created, one.ok && one.value.created, one.ok && one.value.stored.version]).toEqual([
      true,
      false,
      2,
    ]);
  });

  it('a transaction is all or nothing, whether it is refused or breaks', async () => {
    const store = await opened(testWorld());
    const before = await made(store, patient('Before'));
    const failed = await store.transaction('c1', async (tx) => {
      await tx.create(all, patient('New'), { note });
      await tx.update(all, { ...patient('Changed'), id: before }, { note });
      return tx.update(all, { ...patient('Nobody'), id: 'nobody' }, { note });
    });
    expect(failed).toEqual(refused(NOT_FOUND));
    const broken = store.transaction('c1', async (tx) => {
      await tx.create(all, patient('New'), { note });
      throw new Error('our mistake');
    });
    await expect(broken).rejects.toThrow('our mistake');
    expect(await ids(store, all, 'Patient', '')).toEqual([before]);
    expect(await ids(store, all, 'Patient', 'family=before')).toEqual([before]);
    expect(await store.auditRows('c1', 1, 10)).toHaveLength(1);
    const together = await store.transaction('c1', async (tx) => {
      const id: MintedId = store.newId();
      const created = await tx.create(all, patient('Parent'), { note, id });
      if (!created.ok) return created;
      // One part may be refused and leave nothing, while the rest goes on.
      await tx.update(all, { ...patient('Nobody'), id: 'nobody' }, { note });
      await tx.create(all, observation(id), { note });
      const seen = await tx.search(all, query('Observation', `patient=${id}`));
      return done(seen.ok ? seen.value.entries.length : 0);
    });
    expect(together).toEqual(done(1));
    expect(await store.auditRows('c1', 1, 10)).toHaveLength(3);
  });

  it('every change has its row of the chain, which binds what was written', async () => {
    const store = await opened(testWorld());
    const id = await made(store, patient('One'));
    await store.update(all, { ...patient('Two'), id }, { note });
    await store.delete(all, 'Patient', id, { note });
    await store.audit('c1', [{ ...note, action: 'read', outcome: 'success', type: 'Patient', id, patient: id }]);
    const rows = await store.auditRows('c1', 1, 10);
    expect(rows.map((r) => [r.seq, r.action, r.version, r.patient])).toEqual([
      [1, 'create', 1, id],
      [2, 'update', 2, id],
      [3, 'delete', 3, id],
      [4, 'read', undefined, id],
    ]);
    expect(checkedChain('c1', EMPTY_CHAIN, rows).fault).toBeNull();
    const second = await store.vread(all, 'Patient', id, 2);
    expect(second.ok && sha256(second.value.text)).toBe(rows[1]!.payload);
    expect(second.ok && second.value.seq).toBe(2);
  });

  it('times of a clinic never go back, though its clock does', async () => {
    const world = testWorld();
    const store = await opened(world);
    const id = await made(store, patient('One'));
    world.clock -= 3_600_000;
    const second = await store.update(all, { ...patient('Two'), id }, { note });
    const first = await store.vread(all, 'Patient', id, 1);
    expect(second.ok && first.ok && second.value.updated >= first.value.updated).toBe(true);
  });

  it('clinics do not see each other', async () => {
    const store = await opened(testWorld());
    const id = await made(store, patient('Here'));
    expect(await store.read(everything('c2'), 'Patient', id)).toEqual(refused(NOT_FOUND));
    expect(await ids(store, everything('c2'), 'Patient', '')).toEqual([]);
    await made(store, patient('There'), {}, everything('c2'));
    expect((await store.auditRows('c2', 1, 10)).map((r) => r.seq)).toEqual([1]);
  });

  it('what is not named is denied, and hidden answers as absent does', async () => {
    const store = await opened(testWorld());
    const [a, b] = [await made(store, patient('A')), await made(store, patient('B'))];
    const [ofA, ofB] = [await made(store, observation(a)), await made(store, observation(b))];
    const scope = ofPatient(a);
    expect((await store.read(scope, 'Patient', a)).ok).toBe(true);
    expect((await store.read(scope, 'Observation', ofA)).ok).toBe(true);
    for (const [type, id] of [
      ['Patient', b],
      ['Observation', ofB],
      ['Patient', 'nobody'],
      ['Encounter', 'none'],
    ] as const) {
      expect(await store.read(scope, type, id)).toEqual(refused(NOT_FOUND));
      expect(await store.vread(scope, type, id, 1)).toEqual(refused(NOT_FOUND));
      expect(await store.history(scope, { type, id, count: 5 })).toEqual(refused(NOT_FOUND));
      expect(await store.delete(scope, type, id, { note })).toEqual(refused(NOT_FOUND));
      expect(await store.delete(scope, type, id, { note, ifMatch: 7 })).toEqual(refused(NOT_FOUND));
    }
    expect(await store.update(scope, { ...patient('X'), id: b }, { note })).toEqual(refused(NOT_FOUND));
    expect(await ids(store, scope, 'Observation', '')).toEqual([ofA]);
    expect(await ids(store, scope, 'Observation', `patient=${b}`)).toEqual([]);
    const page = await store.search(scope, query('Observation', '_total=accurate&_include=Observation:subject'));
    expect(page.ok && [page.value.total, page.value.included.map((i) => i.id)]).toEqual([1, [a]]);
    const history = await store.history(scope, { count: 10 });
    expect(history.ok && history.value.entries.map((e) => e.id)).toEqual([ofA, a]);
  });

  it('nothing can be written into or moved out of what one may write', async () => {
    const store = await opened(testWorld());
    const [a, b] = [await made(store, patient('A')), await made(store, patient('B'))];
    const id = await made(store, observation(a));
    const scope = ofPatient(a);
    const rows = (await store.auditRows('c1', 1, 99)).length;
    expect(await store.create(scope, observation(b), { note })).toEqual(refused(FORBIDDEN));
    expect(await store.update(scope, { ...observation(b), id }, { note })).toEqual(refused(FORBIDDEN));
    expect(await store.create(scope, { resourceType: 'Encounter' }, { note })).toEqual(refused(FORBIDDEN));
    const readOnly: Scope = { ...scope, write: {} };
    expect(await store.delete(readOnly, 'Observation', id, { note })).toEqual(refused(FORBIDDEN));
    expect(await ids(store, all, 'Observation', '')).toEqual([id]);
    expect(await store.auditRows('c1', 1, 99)).toHaveLength(rows);
    // A hidden match is no match: the asker must not learn of it.
    const ifNoneExist = query('Patient', 'family=B');
    const created = await store.create({ ...scope, write: all.write }, patient('B'), { note, ifNoneExist });
    expect(created.ok && created.value.created).toBe(true);
  });

  it('a version about somebody else stays hidden after it was put right', async () => {
    const store = await opened(testWorld());
    const [a, b] = [await made(store, patient('A')), await made(store, patient('B'))];
    const id = await made(store, observation(a));
    await store.update(all, { ...observation(b), id }, { note });
    expect(await store.read(ofPatient(a), 'Observation', id)).toEqual(refused(NOT_FOUND));
    expect(await store.vread(ofPatient(a), 'Observation', id, 1)).toEqual(refused(NOT_FOUND));
    expect(await store.vread(ofPatient(b), 'Observation', id, 1)).toEqual(refused(NOT_FOUND));
    const history = await store.history(ofPatient(b), { type: 'Observation', id, count: 9 });
    expect(history.ok && history.value.entries.map((e) => e.version)).toEqual([2]);
  });

  it('a care team sees its patients and what is about them, as long as it is theirs', async () => {
    const store = await opened(testWorld());
    const a = await made(store, patient('A'), { team: ['red'] });
    const b = await made(store, patient('B'), { team: ['blue'] });
    const [ofA] = [await made(store, observation(a)), await made(store, observation(b))];
    expect(await ids(store, ofTeam('red'), 'Observation', '')).toEqual([ofA]);
    expect(await ids(store, ofTeam('red'), 'Patient', '')).toEqual([a]);
    await store.update(all, { ...patient('A'), id: a }, { note });
    expect(await ids(store, ofTeam('red'), 'Patient', '')).toEqual([a]);
    await store.update(all, { ...patient('A'), id: a }, { note, labels: { team: ['blue'] } });
    expect(await ids(store, ofTeam('red'), 'Observation', '')).toEqual([]);
    expect((await ids(store, ofTeam('blue'), 'Observation', '')).length).toBe(2);
    expect(await store.read(ofTeam('red'), 'Observation', ofA!)).toEqual(refused(NOT_FOUND));
  });

  it('chains and _has tell nothing of what is hidden', async () => {
    const store = await opened(testWorld());
    const a = await made(store, patient('Secret'));
    const id = await made(store, observation(a));
    const observationsOnly: Scope = { ...all, read: { Observation: 'all' } };
    const patientsOnly: Scope = { ...all, read: { Patient: 'all' } };
    expect(await ids(store, all, 'Observation', 'patient.family=secret')).toEqual([id]);
    expect(await ids(store, observationsOnly, 'Observation', 'patient.family=secret')).toEqual([]);
    expect(await ids(store, all, 'Patient', '_has:Observation:patient:code=72514-3')).toEqual([a]);
    expect(await ids(store, patientsOnly, 'Patient', '_has:Observation:patient:code=72514-3')).toEqual([]);
    const revinclude = await store.search(patientsOnly, query('Patient', '_revinclude=Observation:subject'));
    expect(revinclude.ok && revinclude.value.included).toEqual([]);
  });

  it('what cannot be a resource is refused in words', async () => {
    const store = await opened(testWorld());
    for (const bad of [{}, { resourceType: 'Banana' }, { resourceType: 7 }] as JsonObject[])
      expect((await store.create(all, bad, { note })).ok).toBe(false);
    expect(await store.update(all, { ...patient('A'), id: 'a b' }, { note })).toEqual(
      refused({ type: 'invalid', message: 'id must be 1 to 64 of A-Z a-z 0-9 . -' }),
    );
  });
});
