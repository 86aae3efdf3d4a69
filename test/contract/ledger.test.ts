// What the server keeps of its own: with the record, in its transactions, and out of reach of every search.
import { afterAll, expect, it } from 'vitest';
import { done, NOT_FOUND, refused } from '#server/store/refusal.js';
import { all, ids, note, patient } from './asking.js';
import { testDefinitions, testWorld } from './store-world.js';
import { closeStores, onEachStore } from './stores.js';

const account = (id: string, text = '{}') => ({ kind: 'account', id, text });

afterAll(closeStores, 60_000);

onEachStore('the ledger', (opened) => {
  it('what was kept is there, in place of what was, and gone when it was taken away', async () => {
    const store = await opened(testWorld());
    await store.transaction('c1', async (tx) => {
      await tx.keep('c1', account('b', '{"name":"B"}'));
      await tx.keep('c1', account('a', '{"name":"A"}'));
      await tx.keep('c1', { kind: 'site', id: 'a', text: '1' });
      await tx.keep('c1', account('b', '{"name":"\u674e \\u0000"}'));
      // Seen by the transaction itself.
      return done(await tx.kept('c1', 'account', 'b'));
    });
    expect(await store.kept('c1', 'account', 'b')).toBe('{"name":"\u674e \\u0000"}');
    expect(await store.keptAll('c1', 'account')).toEqual([
      account('a', '{"name":"A"}'),
      account('b', '{"name":"\u674e \\u0000"}'),
    ]);
    const rest = await store.transaction('c1', async (tx) => {
      await tx.forget('c1', 'account', 'a');
      await tx.forget('c1', 'account', 'never-there');
      return done(await tx.keptAll('c1', 'account'));
    });
    expect(rest.ok && rest.value.map((e) => e.id)).toEqual(['b']);
    expect([await store.kept('c1', 'account', 'a'), await store.kept('c1', 'site', 'a')]).toEqual([null, '1']);
  });

  it('a refused or broken transaction leaves it as it was', async () => {
    const store = await opened(testWorld());
    const keepBoth = store.transaction('c1', async (tx) => {
      await tx.keep('c1', account('kept', 'before'));
      await tx.keep('c1', account('gone', 'before'));
      return done(null);
    });
    await keepBoth;
    for (const end of ['refused', 'thrown'] as const) {
      const changing = store.transaction('c1', async (tx) => {
        await tx.keep('c1', account('kept', 'after'));
        await tx.forget('c1', 'account', 'gone');
        await tx.keep('c1', account('new', 'after'));
        await tx.create(all, patient('New'), { note });
        if (end === 'thrown') throw new Error('our mistake');
        return refused(NOT_FOUND);
      });
      if (end === 'thrown') await expect(changing).rejects.toThrow('our mistake');
      else expect(await changing).toEqual(refused(NOT_FOUND));
      expect(await store.keptAll('c1', 'account')).toEqual([account('gone', 'before'), account('kept', 'before')]);
    }
    expect(await ids(store, all, 'Patient', '')).toEqual([]);
    expect(await store.auditRows('c1', 1, 9)).toEqual([]);
  });

  it('a part that is undone takes back its own changes only', async () => {
    const store = await opened(testWorld());
    await store.transaction('c1', async (tx) => {
      await tx.keep('c1', account('a', '1'));
      await tx.update(all, { ...patient('Nobody'), id: 'nobody' }, { note });
      await tx.audit('c1', [{ ...note, action: 'other', outcome: 'success' }]);
      return done(null);
    });
    expect(await store.kept('c1', 'account', 'a')).toBe('1');
    expect(await store.auditRows('c1', 1, 9)).toHaveLength(1);
  });

  it('clinics have their own, and a transaction of one does not write into another', async () => {
    const store = await opened(testWorld());
    for (const clinic of ['c1', 'c2'])
      await store.transaction(clinic, async (tx) => {
        await tx.keep(clinic, account('a', clinic));
        return done(null);
      });
    expect([await store.kept('c1', 'account', 'a'), await store.kept('c2', 'account', 'a')]).toEqual(['c1', 'c2']);
    for (const write of ['keep', 'forget'] as const) {
      const across = store.transaction('c1', async (tx) => {
        if (write === 'keep') await tx.keep('c2', account('a', 'c1'));
        else await tx.forget('c2', 'account', 'a');
        return done(null);
      });
      await expect(across).rejects.toThrow('a transaction of clinic c1 writes into c2');
    }
    expect(await store.keptAll('c2', 'account')).toEqual([account('a', 'c2')]);
  });

  it('no search, history or include of any type finds it', async () => {
    const store = await opened(testWorld());
    await store.transaction('c1', async (tx) => {
      for (const kind of ['Patient', 'account', 'session'])
        await tx.keep('c1', { kind, id: 'secret', text: JSON.stringify({ resourceType: 'Patient', id: 'secret' }) });
      return done(null);
    });
    const types = [...testDefinitions().types];
    const rules = Object.fromEntries([...types, 'account', 'session'].map((t) => [t, 'all' as const]));
    const scope = { clinic: 'c1', read: rules, write: rules };
    for (const type of types) expect(await ids(store, scope, type, '_id=secret')).toEqual([]);
    expect(await ids(store, scope, 'Patient', '')).toEqual([]);
    for (const type of ['Patient', 'account']) {
      expect(await store.read(scope, type, 'secret')).toEqual(refused(NOT_FOUND));
      expect(await store.vread(scope, type, 'secret', 1)).toEqual(refused(NOT_FOUND));
    }
    expect(await store.history(scope, { count: 9 })).toEqual(done({ entries: [], next: null }));
  });
});
