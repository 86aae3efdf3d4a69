// Who asks for what is about a patient that is hidden from them: nothing of it is read, so that the time cannot tell how
// much there is; and what is in reach is found as before.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NEWEST_FIRST, type SortKey } from '#server/store/query.js';
import { type Repository } from '#server/store/repository.js';
import { type Criterion, type Scope } from '#server/store/scope.js';
import { matchingIds } from '#server/store/sql/find.js';
import { type Sql, sql } from '#server/store/sql/fragment.js';
import { leadsOf } from '#server/store/sql/lead.js';
import { OF_SEVERAL } from '#server/store/sql/patient-reach.js';
import { SQLITE } from '#server/store/sqlite/sqlite-dialect.js';
import { sqliteRepository } from '#server/store/sqlite/sqlite-repository.js';
import { all, allowing, ids, made, observation, patient, query } from './asking.js';
import { testDefinitions, testWorld } from './store-world.js';

const MUCH = 30;
let folder: string;
let store: Repository;
let database: Database.Database;
/** Ids of patients with nothing, with much, and one of the asker's own team. */
const who = { empty: '', full: '', shown: '', lent: '' };
let lent = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cluneal-hidden-'));
  const path = join(folder, 'record.db');
  store = await sqliteRepository({ path, definitions: testDefinitions(), world: testWorld(), synchronous: 'OFF' });
  for (const name of ['empty', 'full', 'shown', 'lent'] as const)
    who[name] = await made(store, patient(name), { site: ['north'], team: [name === 'shown' ? 'red' : 'green'] });
  for (const of of [who.full, who.shown, who.lent]) for (let i = 0; i < MUCH; i++) await made(store, observation(of));
  // Nothing in the product labels an observation by itself; the contract allows it.
  lent = await made(store, observation(who.lent), { team: ['red'] });
  database = new Database(path);
}, 60_000);
afterAll(async () => {
  database.close();
  await store.close();
  rmSync(folder, { recursive: true });
});

const red: Criterion = { kind: 'team', values: ['red'] };
const opened = (...patients: readonly string[]): Criterion => ({
  kind: 'every',
  of: [
    { kind: 'patients', patients },
    { kind: 'site', values: ['north'] },
  ],
});
/** As the policy makes them of the matrix. */
const scopes = (): readonly (readonly [string, Scope])[] => [
  ['a therapist', allowing([red])],
  ['a physician', allowing([red, opened(who.shown)])],
  ['a physician of two teams', allowing([{ kind: 'team', values: ['red', 'blue'] }, opened()])],
  ['a writer of letters', allowing([{ kind: 'every', of: [red, { kind: 'owner', values: ['account/me'] }] }])],
  [
    'a patient',
    allowing([
      {
        kind: 'every',
        of: [
          { kind: 'patients', patients: [who.shown] },
          { kind: 'owner', values: ['x'] },
        ],
      },
    ]),
  ],
  ['nobody', allowing([])],
];

const run = (text: Sql): readonly Record<string, unknown>[] => {
  const { text: words, values } = SQLITE.compile(text);
  return database.prepare(words).all([...values]) as Record<string, unknown>[];
};

/** Rows that the search is read from, before anything is asked of them. */
function rowsRead(scope: Scope, search: string, sort: readonly SortKey[]): number {
  return leadsOf(SQLITE, scope, query('Observation', search), sort)
    .map(({ from, where }) => {
      expect(from).not.toBeNull();
      const only = where.length > 0 ? sql`WHERE ${sql.join(where, sql` AND `)}` : sql``;
      return Number(run(sql`SELECT COUNT(*) AS n FROM ${from!} ${only}`)[0]!.n);
    })
    .reduce((sum, n) => sum + n, 0);
}

const SEARCHES: readonly (readonly [string, (...ids: readonly string[]) => string])[] = [
  ['a patient’s observations', (id) => `patient=${id}`],
  ['by the subject', (id) => `subject=Patient/${id}&_sort=-date`],
  ['of one code', (id) => `patient=${id}&code=http://loinc.org|72514-3`],
  ['of one status', (id) => `patient=${id}&status=final&_total=accurate`],
  ['by their value', (id) => `patient=${id}&_sort=value-quantity`],
  ['of two patients', (id) => `patient=${id},${who.empty}`],
];

describe('of a hidden patient', () => {
  it.each(SEARCHES)('%s: nothing is read, however much there is', (_, search) => {
    for (const [asker, scope] of scopes())
      for (const sort of [NEWEST_FIRST, []])
        for (const id of [who.empty, who.full])
          expect([asker, sort, rowsRead(scope, search(id), sort)]).toEqual([asker, sort, 0]);
  });

  it('of a hundred patients at once: nothing is read', () => {
    const many = Array.from({ length: 99 }, (_, n) => `nobody-${n}`);
    for (const [asker, scope] of scopes())
      for (const sort of [NEWEST_FIRST, []])
        expect([asker, rowsRead(scope, `patient=${[...many, who.full].join()}`, sort)]).toEqual([asker, 0]);
  });

  it('their labels are looked up once, by their whole key, before a row is read', () => {
    const asked = query('Observation', `patient=${who.full}`);
    const { text, values } = SQLITE.compile(matchingIds(SQLITE, scopes()[1]![1], 'Observation', asked.filters));
    const plan = (database.prepare(`EXPLAIN QUERY PLAN ${text}`).all([...values]) as { detail: string }[]).map(
      ({ detail }) => detail,
    );
    const [lead, ...rest] = plan;
    expect(lead).toMatch(/^SEARCH d USING .*target_id=\?/);
    const asking = rest.slice(
      0,
      rest.findIndex((line) => line.startsWith('SEARCH r')),
    );
    expect(asking).toEqual([
      expect.stringMatching(/^SCALAR SUBQUERY/),
      // By either index: five columns are a row.
      expect.stringMatching(/^SEARCH l USING .*\((?:\w+=\? AND ){4}\w+=\?\)$/),
      expect.stringMatching(/^SCALAR SUBQUERY/),
      expect.stringMatching(/^SEARCH l USING .*INDEX label_value \(clinic=\? AND kind=\? AND value=\? AND type=\?\)$/),
      expect.stringMatching(/^CORRELATED SCALAR SUBQUERY/),
      expect.stringMatching(/^SEARCH c USING PRIMARY KEY \(clinic=\? AND type=\? AND id=\?\)$/),
    ]);
  });

  it('nothing is found, and nothing is counted', async () => {
    for (const [asker, scope] of scopes())
      for (const [, search] of SEARCHES)
        for (const id of [who.empty, who.full]) {
          const page = await store.search(scope, { ...query('Observation', search(id)), total: 'accurate' });
          expect([asker, page]).toEqual([
            asker,
            { ok: true, value: expect.objectContaining({ entries: [], total: 0 }) },
          ]);
        }
  });
});

describe('what is in reach is found', () => {
  it('of a patient of the own team', async () => {
    const found = await ids(store, allowing([red]), 'Observation', `patient=${who.shown}&_count=100`);
    expect(found).toHaveLength(MUCH);
    expect(rowsRead(allowing([red]), `patient=${who.shown}`, NEWEST_FIRST)).toBe(MUCH);
  });

  it('of a record that was opened with a reason', async () => {
    const scope = allowing([red, opened(who.full)]);
    expect(await ids(store, scope, 'Observation', `patient=${who.full}&_count=100`)).toHaveLength(MUCH);
    expect(await ids(store, scope, 'Observation', `patient=${who.empty},${who.full}&_count=100`)).toHaveLength(MUCH);
  });

  it('where it bears the team’s label by itself', async () => {
    expect(await ids(store, allowing([red]), 'Observation', `patient=${who.lent}`)).toEqual([lent]);
    expect(await ids(store, allowing([red]), 'Observation', `patient=${who.lent},${who.full}`)).toEqual([lent]);
  });

  it('by whoever may see all of the clinic', async () => {
    expect(await ids(store, all, 'Observation', `patient=${who.full}&_count=100`)).toHaveLength(MUCH);
  });
});

it('the types that can be about several patients are those whose definitions say so', () => {
  const read = (name: string) => JSON.parse(readFileSync(`dist/definitions/${name}.json`, 'utf8'));
  const most = new Map<string, string>();
  for (const { snapshot } of read('structures') as { snapshot?: { element: { path: string; max: string }[] } }[])
    for (const { path, max } of snapshot?.element ?? []) most.set(path, max);
  const parameters = read('searches').parameters as { base: string[]; code: string; expression: string }[];
  const definitions = testDefinitions();
  const several = [...definitions.types].filter((type) => {
    const about = definitions.compartmentOf(type).map((name) => name.slice(type.length + 1));
    const elements = new Set(
      parameters
        .filter(({ base, code }) => base.includes(type) && about.includes(code))
        .flatMap(({ expression }) => expression.split('|').map((part) => part.trim().replace(/\.where\(.*\)$/, '')))
        .filter((path) => path.startsWith(`${type}.`)),
    );
    const isMany = (path: string) =>
      path.split('.').some((_, n, words) => n > 0 && most.get(words.slice(0, n + 1).join('.')) !== '1');
    return elements.size > 1 || [...elements].some(isMany);
  });
  expect(several.sort()).toEqual([...OF_SEVERAL].sort());
});
