// The chain from the other side: what was done about a patient, what somebody did, newest first, through an index; and
// whom a page of versions was about.
import { afterAll, expect, it } from 'vitest';
import { type AuditEntry, checkedChain, EMPTY_CHAIN } from '#server/store/audit-chain.js';
import { all, made, note, observation, patient } from './asking.js';
import { testWorld } from './store-world.js';
import { closeStores, onEachStore } from './stores.js';

const read = (actor: string, about?: string, reason?: string): AuditEntry => ({
  ...{ ...note, actor, action: 'read', outcome: 'success' },
  ...(about === undefined ? {} : { patient: about }),
  ...(reason === undefined ? {} : { reason }),
});

afterAll(closeStores, 60_000);

onEachStore('rows of the chain', (opened) => {
  it('are found by patient, by actor, by both and by neither, newest first, page by page', async () => {
    const store = await opened(testWorld());
    const entries = Array.from({ length: 40 }, (_, i) => read(`a${i % 3}`, i % 4 === 0 ? undefined : `p${i % 4}`));
    await store.audit('c1', entries);
    await store.audit('c2', [read('a0', 'p1')]);
    const rows = await store.auditRows('c1', 1, 99);
    for (const asked of [
      { patient: 'p1' },
      { actor: 'a2' },
      { patient: 'p3', actor: 'a0' },
      {},
      { patient: 'nobody' },
    ]) {
      const expected = rows
        .filter((r) => asked.patient === undefined || r.patient === asked.patient)
        .filter((r) => asked.actor === undefined || r.actor === asked.actor)
        .reverse();
      expect(await store.auditFound('c1', { ...asked, count: 99 })).toEqual(expected);
      const pages = [];
      for (let before: number | undefined, i = 0; i < 99; i++) {
        const page = await store.auditFound('c1', { ...asked, ...(before ? { before } : {}), count: 3 });
        if (page.length === 0) break;
        pages.push(...page);
        before = page.at(-1)!.seq;
      }
      expect(pages).toEqual(expected);
    }
    expect(await store.auditFound('c1', { patient: 'p1', count: 99 })).toHaveLength(10);
  });

  it('are found as whatever somebody wrote into them, and the chain stays whole', async () => {
    const store = await opened(testWorld());
    const odd = ['\u0000', 'a"b', "o'x", '\ud800', '\\u0000', '\u{1f600}', '%_', '{"actor":"a1"}'];
    for (const text of odd) await store.audit('c1', [read(text, 'p1', text)]);
    const rows = await store.auditRows('c1', 1, 99);
    expect(checkedChain('c1', EMPTY_CHAIN, rows)).toMatchObject({ fault: null, head: { seq: odd.length } });
    // What no database can hold is kept as the sign for it.
    expect(rows.map((r) => r.reason)).toEqual(odd.map((t) => (t === '\u0000' || t === '\ud800' ? '\ufffd' : t)));
    expect((await store.auditFound('c1', { patient: 'p1', count: 99 })).map((r) => r.seq)).toEqual(
      odd.map((_, i) => odd.length - i),
    );
    expect((await store.auditFound('c1', { actor: "o'x", count: 9 })).map((r) => r.seq)).toEqual([3]);
  });

  it('versions say whom each is about: a patient itself, others by their reference', async () => {
    const store = await opened(testWorld());
    const people = [];
    for (const name of ['A', 'B', 'C']) people.push(await made(store, patient(name)));
    const [a, b, c] = people as [string, string, string];
    const about = await made(store, observation(a));
    await store.update(all, { ...observation(b), id: about }, { note });
    const none = await made(store, { resourceType: 'Practitioner' });
    const many = [];
    for (let i = 0; i < 70; i++) many.push(await made(store, observation(i === 69 ? b : a)));
    const version = async (type: string, id: string, number: number) => {
      const found = await store.vread(all, type, id, number);
      return found.ok ? [found.value] : [];
    };
    const asked = async (...wanted: readonly (readonly [string, string, number])[]) =>
      store.patientsIn('c1', (await Promise.all(wanted.map((w) => version(...w)))).flat());
    expect(await asked()).toEqual([]);
    expect(await asked(['Patient', c, 1])).toEqual([[c]]);
    expect(await asked(['Observation', about, 1])).toEqual([[a]]);
    expect(await asked(['Observation', about, 2])).toEqual([[b]]);
    expect(await asked(['Practitioner', none, 1])).toEqual([[]]);
    expect(
      await asked(['Patient', c, 1], ['Observation', about, 2], ['Practitioner', none, 1], ['Observation', about, 2]),
    ).toEqual([[c], [b], [], [b]]);
    expect(await asked(...many.map((id) => ['Observation', id, 1] as const))).toEqual(
      many.map((_, i) => [i === 69 ? b : a]),
    );
  });
});
