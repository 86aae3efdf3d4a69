// A record of a data folder, opened to be verified: what is there, what is not, and what cannot be read.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { smallDefinitions } from '../../../test/audit/small-definitions.js';
import { smallWorld } from '../../../test/audit/small-world.js';
import { dataFolderAt } from '../operations/data-folder.js';
import { type AuditEntry } from '../store/audit-chain.js';
import { sqliteConnection } from '../store/sqlite/sqlite-connection.js';
import { sqliteRepository } from '../store/sqlite/sqlite-repository.js';
import { auditFiles } from './audit-files.js';
import { auditKey } from './audit-key.js';
import { appendHead } from './heads-file.js';
import { verifiedRecord } from './record-to-verify.js';
import { signHead } from './signed-head.js';
import { lastVerification } from './verified-file.js';

const root = mkdtempSync(join(tmpdir(), 'cluneal-to-verify-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;
const entry: AuditEntry = { actor: 'a', role: 'physician', policy: '1', action: 'read', outcome: 'success' };

async function made(clinics: readonly string[]) {
  const folder = dataFolderAt(join(root, String(++folders)));
  for (const path of [folder.root, folder.keys, folder.recordFolder('clinic')]) mkdirSync(path);
  if (clinics.length === 0) return folder;
  const store = await sqliteRepository({
    path: folder.recordFile('clinic'),
    definitions: smallDefinitions(),
    world: smallWorld(),
  });
  for (const clinic of clinics) await store.audit(clinic, [entry, entry]);
  await store.close();
  return folder;
}
const verify = (folder: Awaited<ReturnType<typeof made>>, more = {}) =>
  verifiedRecord({ folder, kind: 'clinic', databaseUrl: undefined, ...more }, 42);

describe('a record', () => {
  it('that is not there is nothing; one that cannot be read is an error', async () => {
    const none = await made([]);
    expect(await verify(none)).toBeNull();
    writeFileSync(none.recordFile('clinic'), 'this is no database, whatever its name says'.repeat(100));
    await expect(verify(none)).rejects.toThrow(/not a database/);
  });

  it('is verified clinic by clinic, and what was found is kept beside the key', async () => {
    const folder = await made(['c2', 'c1']);
    let breaths = 0;
    const breathe = async () => {
      breaths++;
    };
    const found = await verify(folder, { breathe });
    expect(found!.map(({ clinic, rows, faults }) => [clinic, rows, faults])).toEqual([
      ['c1', 2, []],
      ['c2', 2, []],
    ]);
    expect(breaths).toBe(2);
    expect(await verify(folder)).toEqual(found);
    expect(lastVerification(auditFiles(folder.keys, 'clinic').verified, 'c2')).toEqual({
      ...{ at: 42, clinic: 'c2', rows: 2, fault: null },
    });
  });

  it('is held to the heads of each of its clinics, also of one that is no longer in it', async () => {
    const folder = await made(['c1']);
    const files = auditFiles(folder.keys, 'clinic');
    const key = auditKey(files.key, (count) => new Uint8Array(count).fill(1));
    const sign = (clinic: string, seq: number) =>
      appendHead(files.heads, signHead(key, { kind: 'head', clinic, seq, hash: 'ab'.repeat(32), at: 1 }));
    sign('before', 3);
    expect(
      (await verify(folder))!.map(({ clinic, faults }) => [clinic, faults.map((f) => `${f.type} ${f.seq}`)]),
    ).toEqual([
      ['before', ['truncation 1']],
      ['c1', []],
    ]);
    sign('c1', 2);
    expect((await verify(folder))![1]!.faults).toMatchObject([{ type: 'rewrite', seq: 2 }]);
    expect(lastVerification(files.verified, 'c1')?.fault).toEqual({ type: 'rewrite', seq: 2 });
  });

  it('is read whole where its end was taken out of the store, and where rows of another clinic were put in', async () => {
    const folder = await made(['c1', 'c2']);
    const connection = sqliteConnection(folder.recordFile('clinic'));
    connection.exec('DELETE FROM audit_head');
    expect((await verify(folder))!.map(({ clinic, rows }) => [clinic, rows])).toEqual([
      ['c1', 2],
      ['c2', 2],
    ]);
    connection.exec(`UPDATE audit SET body = (SELECT body FROM audit b WHERE b.clinic = 'c2' AND b.seq = 2),
      previous = (SELECT previous FROM audit b WHERE b.clinic = 'c2' AND b.seq = 2),
      hash = (SELECT hash FROM audit b WHERE b.clinic = 'c2' AND b.seq = 2) WHERE clinic = 'c1' AND seq = 2`);
    expect((await verify(folder))![0]!.faults).toMatchObject([{ type: 'splice', seq: 2 }]);
    connection.exec("DELETE FROM audit WHERE clinic = 'c2'");
    expect((await verify(folder, { others: ['c2'] }))!.map(({ clinic, faults }) => [clinic, faults[0]!.type])).toEqual([
      ['c1', 'splice'],
    ]);
    connection.close();
  });
});
