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
  readonly who: 'clinic' | 'team' | 'teams' | 'patient';
}
const shapes = JSON.parse(readFileSync('test/load/search-shapes.json', 'utf8')) as readonly Shape[];
const RULES: Readonly<Record<Shape['who'], Allowed>> = {
  clinic: 'all',
  team: [{ kind: 'team', values: ['t'] }],
  teams: [{ kind: 'team', values: ['t', 'u'] }],
  patient: [{ kind: 'patients', patients: ['p-7'] }],
};

let folder: string;
let database: Database.Database;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cluneal-plans-'));
  const path = join(folder, 'record.db');
  await (await sqliteRepository({ path, definitions: testDefinitions(), world: testWorld() })).close();
  database = new Database(path);
}, 60_000);
afterAll(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

const details = (text: string, values: readonly unknown[]): readonly string[] =>
  (database.prepare(`EXPLAIN QUERY PLAN ${text}`).all([...values]) as { readonly detail: string }[]).map(
    (r) => r.detail,
  );

function planOf({ type, search, who }: Shape): readonly string[] {
  const pairs = [...new URLSearchParams(search.replace('PATIENT', 'p-1'))];
  const query = readQuery(type, pairs, { definitions: testDefinitions(), bases: [BASE], now: START });
  if (!query.ok) throw new Error(JSON.stringify(query.refusal));
  const scope: Scope = { clinic: 'c1', read: { Patient: RULES[who], Observation: RULES[who] }, write: {} };
  const { text, values } = SQLITE.compile(pageStatement(SQLITE, scope, query.value));
  return details(text, values);
}

/** What a name, a number or a chain leads to is read whole and sorted: it is little, however large the clinic is. */
const WHOLE = new Set(['a patient by name', 'a patient by identifier', 'observations of a named patient']);

describe('the plan of', () => {
  for (const shape of shapes)
    it(shape.name, () => {
      const plan = planOf(shape);
      // What was found already may be read whole: it is the page, or the ids that lead.
      const whole = plan.filter((line) => /^SCAN (?!p\b|d\b|t\b|q\b|u\b|\(subquery)/.test(line));
      expect([plan, whole]).toEqual([plan, []]);
      // Asked of one row, an index table is read by that row's id.
      const probes = plan.filter((line) => /^SEARCH x /.test(line) && !/\bid=\?/.test(line));
      // One may lead: it is read by its values.
      expect([plan, probes.length <= 1, probes.every((line) => /param=\?/.test(line))]).toEqual([plan, true, true]);
      // All others are read in the order that is asked for, and left at the page's end. Sorted is what was found: the
      // page, and before it the pages of several lists together.
      const sorts = plan.filter((line) => line === 'USE TEMP B-TREE FOR ORDER BY');
      const most = WHOLE.has(shape.name) ? 2 : shape.who === 'teams' ? 2 : 1;
      expect([plan, sorts.length <= most]).toEqual([plan, true]);
    });

  it('a team’s and a patient’s searches, which start at their lists', () => {
    const lists = shapes.filter((s) => /^(team|patient)/.test(s.who) && !s.search.startsWith('patient='));
    for (const shape of lists) {
      const plan = planOf(shape);
      const list = /^SEARCH d USING PRIMARY KEY \(clinic=\? AND whose=\? AND type=\? AND param=\?/;
      expect([shape.name, plan, plan.some((line) => list.test(line))]).toEqual([shape.name, plan, true]);
    }
    expect(lists.length).toBeGreaterThan(6);
  });

  it('rows of the chain by patient and by actor', () => {
    for (const name of ['patient', 'actor']) {
      const member = SQLITE.words.member('body', name);
      const text = `SELECT seq FROM audit WHERE clinic = ? AND ${member} = ? AND seq < ? ORDER BY seq DESC LIMIT ?`;
      expect(details(text, ['c1', 'x', 9, 9])).toEqual([
        expect.stringMatching(
          new RegExp(`^SEARCH audit USING INDEX audit_${name} \\(clinic=\\? AND <expr>=\\? AND seq<\\?\\)$`),
        ),
      ]);
    }
  });
});
