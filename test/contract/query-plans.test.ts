// How SQLite reads for each of the product's searches, as it says itself: every table by an index, and lists in the
// order of an index, so that a page costs the same in a record ten times as large.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readQuery } from '#server/store/read-query.js';
import { type Allowed, type Scope } from '#server/store/scope.js';
import { pageStatement } from '#server/store/sql/find.js';
import { SQLITE } from '#server/store/sqlite/sqlite-dialect.js';
import { sqliteRepository } from '#server/store/sqlite/sqlite-repository.js';
import { BASE, START, testDefinitions, testWorld } from './store-world.js';

interface Shape {
  readonly name: string;
  readonly type: string;
  readonly search: string;
  readonly who: 'clinic' | 'team' | 'patient';
}
const shapes = JSON.parse(readFileSync('test/load/search-shapes.json', 'utf8')) as readonly Shape[];
const RULES: Readonly<Record<Shape['who'], Allowed>> = {
  clinic: 'all',
  team: [{ kind: 'team', values: ['t'] }],
  patient: [{ kind: 'patients', patients: ['p-7'] }],
};

let folder: string;
let database: Database.Database;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cluneal-plans-'));
  const path = join(folder, 'record.db');
  await (await sqliteRepository({ path, definitions: testDefinitions(), world: testWorld() })).close();
  database = new Database(path);
});
afterAll(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

async function planOf({ type, search, who }: Shape): Promise<readonly string[]> {
  const pairs = [...new URLSearchParams(search.replace('PATIENT', 'p-1'))];
  const query = readQuery(type, pairs, { definitions: testDefinitions(), bases: [BASE], now: START });
  if (!query.ok) throw new Error(JSON.stringify(query.refusal));
  const scope: Scope = { clinic: 'c1', read: { Patient: RULES[who], Observation: RULES[who] }, write: {} };
  const { text, values } = SQLITE.compile(pageStatement(SQLITE, scope, query.value));
  const rows = database.prepare(`EXPLAIN QUERY PLAN ${text}`).all([...values]) as { readonly detail: string }[];
  return rows.map((row) => row.detail);
}

describe('the plan of', () => {
  for (const shape of shapes)
    it(shape.name, async () => {
      const plan = await planOf(shape);
      // What was found already may be read whole: it is the page, or the ids that lead.
      const whole = plan.filter((line) => /^SCAN (?!p\b|d\b|t\b|\(subquery)/.test(line));
      expect([plan, whole]).toEqual([plan, []]);
      // Asked of one row, an index table is read by that row's id.
      const probes = plan.filter((line) => /^SEARCH x /.test(line) && !/\bid=\?/.test(line));
      // One may lead: it is read by its values.
      expect([plan, probes.length <= 1, probes.every((line) => /param=\?/.test(line))]).toEqual([plan, true, true]);
    });

  it('lists of a whole clinic, which are read in their own order', async () => {
    for (const shape of shapes.filter((s) => s.who === 'clinic' && /^(_sort|code=.*_sort)/.test(s.search))) {
      const plan = await planOf(shape);
      const sorts = plan.filter((line) => /TEMP B-TREE/.test(line));
      // One sort is left: of the page that was found.
      expect([shape.name, plan, sorts.length <= 1]).toEqual([shape.name, plan, true]);
    }
  });
});
