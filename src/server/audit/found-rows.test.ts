// Rows found for those who may see them: against the plain meaning, a filter over the whole chain.
import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '#core/random.js';
import { smallDefinitions } from '../../../test/audit/small-definitions.js';
import { smallWorld } from '../../../test/audit/small-world.js';
import { type AuditView } from '../authorization/audit-view.js';
import { type AuditEntry, type AuditRow } from '../store/audit-chain.js';
import { meets, SPANS } from '../store/compare-range.js';
import { memoryRepository } from '../store/memory/memory-repository.js';
import { type DateValue, type Prefix } from '../store/query.js';
import { type Repository } from '../store/repository.js';
import { foundRows, type RowsAsked } from './found-rows.js';
import { type Onlooker } from './shown-row.js';

const everything: RowsAsked = { times: [], keep: () => true, count: 10_000 };
const through = (view: AuditView): Onlooker => ({ view, account: 'a1', scope: { clinic: 'c1', read: {}, write: {} } });
const all = through({ kind: 'all' });
const seqs = (rows: readonly AuditRow[]) => rows.map((row) => row.seq);

async function chain(entries: readonly AuditEntry[]): Promise<{ store: Repository; rows: readonly AuditRow[] }> {
  const store = memoryRepository(smallDefinitions(), smallWorld());
  await store.audit('c1', entries);
  return { store, rows: await store.auditRows('c1', 1, 100_000) };
}
const entry: AuditEntry = { actor: 'a1', role: 'physician', policy: '1', action: 'read', outcome: 'success' };

let store: Repository;
let rows: readonly AuditRow[];
beforeAll(async () => {
  const random = seededRandom(1, 'rows');
  const entries = Array.from({ length: 300 }, (): AuditEntry => {
    const patient = Math.floor(random.uniform() * 4);
    return {
      ...entry,
      actor: `a${Math.floor(random.uniform() * 3)}`,
      ...(patient === 0 ? {} : { patient: `p${patient}` }),
    };
  });
  // Some rows share their millisecond.
  const world = smallWorld();
  store = memoryRepository(smallDefinitions(), {
    ...world,
    now: () => 1_000 + Math.floor((world.now() % 1_000_000) / 3),
  });
  for (const each of entries) await store.audit('c1', [each]);
  rows = await store.auditRows('c1', 1, 1_000);
});
const expected = (keep: (row: AuditRow) => boolean) => seqs(rows.filter(keep)).reverse();
const found = async (onlooker: Onlooker, asked: Partial<RowsAsked> = {}) =>
  seqs((await foundRows(store, 'c1', onlooker, { ...everything, ...asked })).rows);

describe('what is found', () => {
  it.each<[AuditView, (row: AuditRow) => boolean]>([
    [{ kind: 'all' }, () => true],
    [{ kind: 'none' }, () => false],
    [{ kind: 'metadata' }, (row) => row.patient === undefined],
    [{ kind: 'actor', actor: 'a1' }, (row) => row.actor === 'a1'],
    [{ kind: 'patients', patients: ['p2'] }, (row) => row.patient === 'p2'],
    [{ kind: 'patients', patients: [] }, () => false],
  ])('through %o is what that view holds, narrowed by patient and actor', async (view, seen) => {
    const onlooker = through(view);
    expect(await found(onlooker)).toEqual(expected(seen));
    for (const patient of ['p1', 'p2', 'nobody'])
      expect(await found(onlooker, { patient })).toEqual(expected((row) => seen(row) && row.patient === patient));
    for (const actor of ['a0', 'a1']) {
      // Who did what is hidden from whoever sees metadata: it finds nothing, rather than telling by what it finds.
      const hidden = view.kind === 'metadata';
      expect(await found(onlooker, { actor })).toEqual(expected((row) => !hidden && seen(row) && row.actor === actor));
      expect(await found(onlooker, { actor, patient: 'p2' })).toEqual(
        expected((row) => !hidden && seen(row) && row.actor === actor && row.patient === 'p2'),
      );
    }
  });

  it('by time is what the prefixes mean, alone, together and as alternatives', async () => {
    const random = seededRandom(2, 'times');
    const at = (place: number) => rows[place]!.at;
    const prefixes: readonly Prefix[] = ['eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap'];
    const value = (): DateValue => {
      const low = at(Math.floor(random.uniform() * rows.length)) + Math.floor(random.uniform() * 5) - 2;
      return {
        prefix: prefixes[Math.floor(random.uniform() * prefixes.length)]!,
        low,
        high: low + Math.floor(random.uniform() * 20),
      };
    };
    const inTime = (row: AuditRow, times: RowsAsked['times']) =>
      times.every((any) => any.some((v) => meets(SPANS[v.prefix], { low: row.at, high: row.at }, v)));
    for (let trial = 0; trial < 400; trial++) {
      const times = Array.from({ length: 1 + (trial % 2) }, () =>
        Array.from({ length: 1 + (trial % 3 === 0 ? 1 : 0) }, value),
      );
      const patient = trial % 4 === 0 ? { patient: 'p1' } : {};
      const got = await found(all, { times, ...patient });
      expect([times, got]).toEqual([
        times,
        expected((row) => inTime(row, times) && (trial % 4 !== 0 || row.patient === 'p1')),
      ]);
      const before = 1 + Math.floor(random.uniform() * 300);
      expect(await found(all, { times, before })).toEqual(expected((row) => row.seq < before && inTime(row, times)));
    }
  });

  it('pages are cut where they are full, go on from there, and promise no empty page', async () => {
    for (const count of [1, 2, 7, 299, 300, 301]) {
      const seen: number[] = [];
      let before: number | undefined;
      for (;;) {
        const page = await foundRows(store, 'c1', all, {
          ...everything,
          count,
          ...(before === undefined ? {} : { before }),
        });
        expect(page.rows.length).toBeLessThanOrEqual(count);
        expect(page.rows.length).toBeGreaterThan(0);
        seen.push(...seqs(page.rows));
        if (page.next === null) break;
        before = page.next;
      }
      expect(seen).toEqual(expected(() => true));
    }
  });
});

describe('what it costs', () => {
  it('to find little is bounded: a page can be empty and still have a next one', async () => {
    const { store: long, rows: many } = await chain(
      Array.from({ length: 12_000 }, (_, i) => ({ ...entry, reason: i === 0 ? 'x' : 'y' })),
    );
    let looked = 0;
    const watched = {
      auditRows: long.auditRows,
      auditFound: async (...args: Parameters<Repository['auditFound']>) => {
        const batch = await long.auditFound(...args);
        looked += batch.length;
        return batch;
      },
    };
    const asked = { ...everything, keep: (row: AuditRow) => row.reason === 'x' };
    const first = await foundRows(watched, 'c1', all, asked);
    expect([looked, first]).toEqual([5_000, { rows: [], next: 7_001 }]);
    const second = await foundRows(watched, 'c1', all, { ...asked, before: first.next! });
    expect([looked, second]).toEqual([10_000, { rows: [], next: 2_001 }]);
    const third = await foundRows(watched, 'c1', all, { ...asked, before: second.next! });
    expect([looked, third]).toEqual([12_000, { rows: [many[0]], next: null }]);
    looked = 0;
    // Times lead straight to their rows.
    const times: RowsAsked['times'] = [[{ prefix: 'lt', low: many[10]!.at, high: many[10]!.at }]];
    expect(seqs((await foundRows(watched, 'c1', all, { ...everything, times })).rows)).toEqual([
      10, 9, 8, 7, 6, 5, 4, 3, 2, 1,
    ]);
    expect(looked).toBeLessThan(20);
    looked = 0;
    for (const prefix of ['eq', 'ap', 'ge', 'gt', 'sa'] as const) {
      looked = 0;
      await foundRows(watched, 'c1', all, {
        ...asked,
        times: [[{ prefix, low: many[11_990]!.at, high: many[11_992]!.at }]],
      });
      expect([prefix, looked <= 210]).toEqual([prefix, true]);
    }
    for (const prefix of ['eq', 'ap', 'le', 'lt', 'eb'] as const) {
      looked = 0;
      await foundRows(watched, 'c1', all, { ...asked, times: [[{ prefix, low: many[8]!.at, high: many[10]!.at }]] });
      expect([prefix, looked < 20]).toEqual([prefix, true]);
    }
    looked = 0;
    const late: RowsAsked['times'] = [[{ prefix: 'ge', low: many[11_990]!.at, high: many[11_990]!.at }]];
    expect((await foundRows(watched, 'c1', all, { ...everything, times: late })).rows).toHaveLength(10);
    expect(looked).toBeLessThanOrEqual(201);
  });

  it('an empty chain is empty', async () => {
    const { store: none } = await chain([]);
    const times: RowsAsked['times'] = [[{ prefix: 'eq', low: 1, high: 2 }]];
    for (const asked of [everything, { ...everything, times }])
      expect(await foundRows(none, 'c1', all, asked)).toEqual({ rows: [], next: null });
  });
});
