// A file that is not what was written: told in words at the opening where a glance sees it, answered as degraded where a
// read meets it, named whole by the full check, and never the end of the process.
import {
  closeSync,
  cpSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RecordDegraded, refused } from '#server/store/refusal.js';
import { type Repository } from '#server/store/repository.js';
import { checkRecord } from '#server/store/sqlite/check-file.js';
import { sqliteRepository } from '#server/store/sqlite/sqlite-repository.js';
import { all, made, note, observation, patient, query } from './asking.js';
import { testDefinitions, testWorld } from './store-world.js';

let folder: string;
let whole: string;
/** Observations in the order they were made. */
const observations: string[] = [];
const opened = (path: string): Promise<Repository> =>
  sqliteRepository({ path, definitions: testDefinitions(), world: testWorld('later') });
const DEGRADED = refused({ type: 'degraded', cause: 'io-error' });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cluneal-damage-'));
  whole = join(folder, 'whole.db');
  const store = await sqliteRepository({ path: whole, definitions: testDefinitions(), world: testWorld() });
  const id = await made(store, patient('One'));
  const words = [{ text: 'worse on rising; '.repeat(40) }];
  observations.push(
    ...(await Promise.all(Array.from({ length: 200 }, () => made(store, observation(id, { note: words }))))),
  );
  await store.close();
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A copy of the record to be spoiled. */
function copied(name: string): string {
  const path = join(folder, `${name}.db`);
  cpSync(whole, path);
  return path;
}
/** Overwrites a page in the middle of a tree with something else; its first page, where a tree has one only. */
function spoil(path: string, tree: string, which: 'root' | 'leaf'): void {
  const database = new Database(path);
  const [{ rootpage }] = database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').all([tree]) as [
    { rootpage: number },
  ];
  const [{ size }] = database.prepare('SELECT page_size AS size FROM pragma_page_size').all([]) as [{ size: number }];
  const leaves = database
    .prepare("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path")
    .all([tree]) as { pageno: number }[];
  database.close();
  const page = which === 'root' ? rootpage : leaves[Math.floor(leaves.length / 2)]!.pageno;
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(size, 0xa5), 0, size, (page - 1) * size);
  closeSync(file);
}

describe('a damaged record', () => {
  it('is told in words at the opening, where a glance sees it', async () => {
    const cut = copied('cut');
    truncateSync(cut, Math.floor(statSync(cut).size / 2));
    const other = copied('other');
    writeFileSync(other, 'not a record at all '.repeat(500));
    const roots = ['version', 'sqlite_autoindex_version_1', 'token_index', 'token_code', 'audit', 'listing'].map(
      (tree) => {
        const path = copied(`root-${tree}`);
        spoil(path, tree, 'root');
        return path;
      },
    );
    for (const path of [cut, other, ...roots])
      await expect(opened(path)).rejects.toThrow(
        new RegExp(`^the record ${path} is damaged \\(.+\\): put a backup back$`),
      );
    const chain = copied('chain');
    const database = new Database(chain);
    database.exec("UPDATE audit SET body = replace(body, 'dr-a', 'dr-b') WHERE seq = (SELECT MAX(seq) FROM audit)");
    database.close();
    await expect(opened(chain)).rejects.toThrow('the audit chain of clinic c1 does not end where it should, at 201');
  });

  it('that is damaged deeper opens, answers what it can and the rest as degraded, and writes nothing more', async () => {
    const path = copied('leaf');
    spoil(path, 'version', 'leaf');
    const store = await opened(path);
    const answers = [];
    for (const id of observations) answers.push(await store.read(all, 'Observation', id));
    const readable = answers.filter((a) => a.ok);
    expect(answers.filter((a) => !a.ok).every((a) => JSON.stringify(a) === JSON.stringify(DEGRADED))).toBe(true);
    expect([readable.length > 0, readable.length < answers.length]).toEqual([true, true]);
    const page = query('Observation', '_count=200&_total=accurate');
    expect(await store.search(all, page)).toEqual(DEGRADED);
    expect(await store.search(all, { ...page, total: 'none' })).toEqual(DEGRADED);
    expect(await store.history(all, { count: 200 })).toEqual(DEGRADED);
    expect(store.health()).toMatchObject({ type: 'degraded', cause: 'io-error' });
    expect(await store.create(all, patient('New'), { note })).toEqual(DEGRADED);
    // Looked through, it is still not sound; and reading goes on.
    expect(await store.recover()).toMatchObject({ type: 'degraded', cause: 'io-error' });
    expect((await store.read(all, 'Observation', observations[0]!)).ok).toBe(true);
    await store.close();
  });

  it('answers where there is no room for a refusal by a fault that says what it is', async () => {
    const path = copied('audit-leaf');
    spoil(path, 'audit', 'leaf');
    const store = await opened(path);
    const asked = store.auditRows('c1', 1, 500);
    await expect(asked).rejects.toBeInstanceOf(RecordDegraded);
    await expect(asked).rejects.toMatchObject({ refusal: { type: 'degraded', cause: 'io-error' } });
    await store.close();
  });

  it('is named whole by the full check, beside a record that is open', async () => {
    const store = await opened(whole);
    expect(await checkRecord(whole)).toEqual([]);
    await store.close();
    for (const tree of ['version', 'token_code']) {
      const path = copied(`checked-${tree}`);
      spoil(path, tree, 'leaf');
      expect((await checkRecord(path)).length).toBeGreaterThan(0);
    }
    const entry = copied('entry');
    const database = new Database(entry);
    database.exec("DELETE FROM version WHERE seq = 7; UPDATE audit SET body = '{}' WHERE seq = 201");
    database.close();
    expect(await checkRecord(entry)).toEqual([
      '1 resources without their current version',
      'the audit chain of clinic c1 does not end where it should, at 201',
    ]);
    expect(await checkRecord(join(folder, 'nothing.db'))).toEqual([
      `there is no record at ${join(folder, 'nothing.db')}`,
    ]);
  });
});
