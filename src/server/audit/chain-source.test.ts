// What a verification reads of the tables, in SQLite's fast way and in the plain one.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smallDefinitions } from '../../../test/audit/small-definitions.js';
import { smallWorld } from '../../../test/audit/small-world.js';
import { done } from '../store/refusal.js';
import { type SqliteConnection, sqliteConnection } from '../store/sqlite/sqlite-connection.js';
import { SQLITE } from '../store/sqlite/sqlite-dialect.js';
import { sqliteRepository } from '../store/sqlite/sqlite-repository.js';
import { chainSource } from './chain-source.js';

const folder = mkdtempSync(join(tmpdir(), 'cluneal-source-'));
const path = join(folder, 'record.db');
let connection: SqliteConnection;
const note = { actor: 'a "b" \\ c', role: 'physician', policy: '1', reason: 'a b c\nd' };

beforeAll(async () => {
  const store = await sqliteRepository({ path, definitions: smallDefinitions(), world: smallWorld() });
  for (const clinic of ['c1', 'c2']) {
    const scope = { clinic, read: { Patient: 'all' }, write: { Patient: 'all' } } as const;
    for (let i = 0; i < 3; i++) await store.create(scope, { resourceType: 'Patient', n: i }, { note });
    const [first] = (await store.auditRows(clinic, 1, 1)).map((row) => row.id!);
    await store.update(scope, { resourceType: 'Patient', id: first!, n: 9 }, { note });
    await store.delete(scope, 'Patient', first!, { note });
    await store.transaction(clinic, async (tx) => {
      for (const id of ['b', 'a']) await tx.keep(clinic, { kind: 'audit-head', id, text: `${clinic} ${id}` });
      await tx.keep(clinic, { kind: 'other', id: 'x', text: 'x' });
      return done(null);
    });
  }
  await store.close();
  connection = sqliteConnection(path);
});
afterAll(() => {
  connection.close();
  rmSync(folder, { recursive: true, force: true });
});
const source = (clinic = 'c1', dialect = SQLITE) => chainSource({ connection, dialect, clinics: ['c1', 'c2'] }, clinic);

describe('rows', () => {
  it('come in order from a place on, as many as are asked for, the same in both ways', async () => {
    // Another dialect's name takes the way without SQLite's own words.
    const plain = source('c1', { ...SQLITE, name: 'postgres' });
    const all = await plain.rows(1, 99);
    expect(all.map((row) => row.seq)).toEqual([1, 2, 3, 4, 5]);
    expect(await source().rows(1, 99)).toEqual(all);
    expect(await source().rows(2, 2)).toEqual(all.slice(1, 3));
    expect(await source().rows(6, 9)).toEqual([]);
    expect(JSON.parse(all[0]!.body)).toMatchObject(note);
    expect(all[1]!.previous).toBe(all[0]!.hash);
    expect(Object.keys(all[0]!).sort()).toEqual(['body', 'hash', 'previous', 'seq', 'wall']);
  });

  it('with a line break in them, which the store does not write, come one by one as they are', async () => {
    const before = await source().rows(1, 99);
    connection.exec("UPDATE audit SET body = '{' || char(10) || substr(body, 2) WHERE clinic = 'c1' AND seq = 3");
    const rows = await source().rows(1, 99);
    expect(rows.map((row) => row.seq)).toEqual([1, 2, 3, 4, 5]);
    expect(rows[2]!.body).toBe(before[2]!.body.replace('{', '{\n'));
    connection.exec("UPDATE audit SET body = '{' || substr(body, 3) WHERE clinic = 'c1' AND seq = 3");
    expect(await source().rows(1, 99)).toEqual(before);
  });
});

describe('SQLite’s fast way', () => {
  it('is one question for a batch of rows, and is not asked of others', async () => {
    let asked: string[] = [];
    const watched = {
      ...connection,
      rows: <T>(query: Parameters<typeof connection.rows>[0]) => {
        asked.push(query.words.join('?').includes('group_concat') ? 'joined' : 'plain');
        return connection.rows<T>(query);
      },
    };
    const over = (name: 'sqlite' | 'postgres') =>
      chainSource({ connection: watched, dialect: { ...SQLITE, name }, clinics: ['c1'] }, 'c1');
    await over('sqlite').rows(1, 99);
    await over('sqlite').rows(99, 99);
    expect(asked).toEqual(['joined', 'joined']);
    asked = [];
    await over('postgres').rows(1, 99);
    expect(asked).toEqual(['plain']);
  });
});

describe('versions', () => {
  it('come in the order of their rows, deletes among them', async () => {
    const all = await source().versions(1, 99);
    expect(all.map(({ seq, version, deleted }) => [seq, version, deleted])).toEqual([
      [1, 1, false],
      [2, 1, false],
      [3, 1, false],
      [4, 2, false],
      [5, 3, true],
    ]);
    expect(all[4]!.text).toBe('');
    expect(await source().versions(4, 1)).toEqual([all[3]]);
    expect(await source().versions(6, 9)).toEqual([]);
  });

  it('that searches do not see as the newest are named, with the newest place of the two', async () => {
    expect(await source().stale(9)).toEqual([]);
    const { type, id } = (await source().versions(2, 1))[0]!;
    const [first] = await source().versions(1, 1);
    const cases = [
      [`UPDATE resource SET version = 2 WHERE clinic = 'c1' AND id = '${first!.id}'`, first!.id, 5],
      [`UPDATE resource SET seq = 4 WHERE clinic = 'c1' AND id = '${first!.id}'`, first!.id, 5],
      [`UPDATE resource SET seq = 77 WHERE clinic = 'c1' AND id = '${id}'`, id, 77],
      [`DELETE FROM resource WHERE clinic = 'c1' AND id = '${id}'`, id, 2],
    ] as const;
    for (const [change, of, seq] of cases) {
      connection.exec('BEGIN');
      connection.exec(change);
      expect(await source().stale(9)).toEqual([{ type, id: of, seq }]);
      expect(await source('c2').stale(9)).toEqual([]);
      connection.exec('ROLLBACK');
    }
    connection.exec('BEGIN');
    connection.exec("DELETE FROM resource WHERE clinic = 'c1'");
    expect((await source().stale(9)).map((each) => each.seq)).toEqual([2, 3, 5]);
    expect(await source().stale(2)).toHaveLength(2);
    connection.exec('ROLLBACK');
  });
});

describe('beside them', () => {
  it('stand the end that the store has written, the heads of the ledger in order, and the other clinics', async () => {
    const rows = await source().rows(5, 1);
    expect(await source().recordedEnd()).toEqual({ seq: 5, hash: rows[0]!.hash });
    expect(await source('c9').recordedEnd()).toBeNull();
    expect(await source().headTexts()).toEqual(['c1 a', 'c1 b']);
    expect(await source('c9').headTexts()).toEqual([]);
    expect(source().clinic).toBe('c1');
    expect(source().others).toEqual(['c2']);
    expect(
      chainSource({ connection, dialect: SQLITE, clinics: ['c1', 'c2'] }, 'c2', ['c3', 'c1', 'c2']).others,
    ).toEqual(['c1', 'c3']);
  });
});
