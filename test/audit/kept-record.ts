// A record with some thousands of rows as the product makes it, and the same rows in memory, to be tampered with.
import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditFiles } from '#server/audit/audit-files.js';
import { type AuditKey, auditKey } from '#server/audit/audit-key.js';
import { chainSource } from '#server/audit/chain-source.js';
import { headsOver } from '#server/audit/heads.js';
import { readHeads } from '#server/audit/heads-file.js';
import { type ChainRow } from '#server/audit/row-text.js';
import { type SignedHead, textOfHead } from '#server/audit/signed-head.js';
import { type DataFolder, dataFolderAt } from '#server/operations/data-folder.js';
import { openRecordReadOnly } from '#server/operations/open-record.js';
import { type Repository } from '#server/store/repository.js';
import { type Scope } from '#server/store/scope.js';
import { sql } from '#server/store/sql/fragment.js';
import { sqliteConnection } from '#server/store/sqlite/sqlite-connection.js';
import { sqliteRepository } from '#server/store/sqlite/sqlite-repository.js';
import { type Kept } from './kept.js';
import { smallDefinitions } from './small-definitions.js';
import { smallWorld } from './small-world.js';

export const note = { actor: 'dr-a', role: 'physician', policy: '1' };
const rules = { Patient: 'all', Observation: 'all' } as const;
const all = (clinic: string): Scope => ({ clinic, read: rules, write: rules });
const observation = (of: string, value: number) => ({
  resourceType: 'Observation',
  status: 'final',
  code: { text: 'pain' },
  subject: { reference: `Patient/${of}` },
  valueInteger: value,
});

export interface KeptRecord {
  readonly folder: DataFolder;
  readonly key: AuditKey;
  readonly kept: Kept;
  /** The rows of another clinic, at the same places. */
  readonly foreign: readonly ChainRow[];
}

async function filled(store: Repository, clinic: string, rounds: number): Promise<void> {
  const scope = all(clinic);
  for (let i = 0; i < rounds; i++) {
    const made = await store.create(scope, { resourceType: 'Patient', name: [{ family: `F${i}` }] }, { note });
    if (!made.ok) throw new Error(JSON.stringify(made.refusal));
    const { id } = made.value.stored;
    const seen = await store.create(scope, observation(id, i), { note });
    if (!seen.ok) throw new Error(JSON.stringify(seen.refusal));
    const other = seen.value.stored.id;
    await store.update(scope, { ...observation(id, i + 1), id: other }, { note });
    if (i % 5 === 0) await store.delete(scope, 'Observation', other, { note });
    const read = { ...note, action: 'read', outcome: 'success', patient: id, type: 'Observation', id: other } as const;
    await store.audit(clinic, [
      read,
      { ...read, actor: `a${i % 7}`, reason: 'an "emergency"\n' },
      { ...read, version: 1 },
    ]);
    await store.audit(clinic, [{ ...note, action: 'create', outcome: 'success', type: 'Account', id: `k${i}` }]);
  }
}

/** Makes the record in a folder of its own, with a head about every hundred rows. */
export async function keptRecord(rounds: number): Promise<KeptRecord> {
  const folder = dataFolderAt(mkdtempSync(join(tmpdir(), 'cluneal-audit-')));
  for (const path of [folder.keys, folder.recordFolder('clinic')]) mkdirSync(path);
  const files = auditFiles(folder.keys, 'clinic');
  const key = auditKey(files.key, (count) => new Uint8Array(count).fill(7));
  const world = smallWorld();
  const store = await sqliteRepository({ path: folder.recordFile('clinic'), definitions: smallDefinitions(), world });
  const heads = await headsOver({ repository: store, clinic: 'c1', key, files, world });
  for (let done = 0; done < rounds; done += 14) {
    await filled(store, 'c1', Math.min(14, rounds - done));
    await heads.sign();
  }
  await filled(store, 'c2', rounds);
  await heads.close();
  await store.close();
  const record = await openRecordReadOnly({ type: 'file', path: folder.recordFile('clinic') });
  const source = chainSource(record, 'c1');
  const kept: Kept = {
    clinic: 'c1',
    rows: await source.rows(1, 1_000_000),
    versions: await source.versions(1, 1_000_000),
    end: await source.recordedEnd(),
    heads: readHeads(files.heads).heads,
    ledger: (await source.headTexts()).map((text) => JSON.parse(text) as SignedHead),
  };
  const foreign = await chainSource(record, 'c2').rows(1, 1_000_000);
  await record.close();
  return { folder, key, kept, foreign };
}

/** A copy of the record into whose tables and files the tampered state is written past the product. */
export async function tamperedFolder(
  { folder }: KeptRecord,
  { clinic, rows, versions, end, heads, ledger }: Kept,
): Promise<DataFolder> {
  const copy = dataFolderAt(mkdtempSync(join(tmpdir(), 'cluneal-tampered-')));
  for (const path of [copy.keys, copy.recordFolder('clinic')]) mkdirSync(path);
  copyFileSync(folder.recordFile('clinic'), copy.recordFile('clinic'));
  copyFileSync(auditFiles(folder.keys, 'clinic').key, auditFiles(copy.keys, 'clinic').key);
  writeFileSync(auditFiles(copy.keys, 'clinic').heads, heads.map((head) => `${textOfHead(head)}\n`).join(''));
  const connection = sqliteConnection(copy.recordFile('clinic'));
  connection.exec('BEGIN');
  for (const table of ['audit', 'version', 'audit_head', 'ledger'])
    await connection.run(sql`DELETE FROM ${sql.id(table)} WHERE clinic = ${clinic}`);
  for (const r of rows)
    await connection.run(sql`INSERT INTO audit (clinic, seq, wall, body, previous, hash)
      VALUES (${clinic}, ${r.seq}, ${r.wall}, ${r.body}, ${r.previous}, ${r.hash})`);
  for (const v of versions)
    await connection.run(sql`INSERT INTO version (clinic, type, id, version, seq, updated, deleted, text)
      VALUES (${clinic}, ${v.type}, ${v.id}, ${v.version}, ${v.seq}, ${v.updated}, ${v.deleted ? 1 : 0}, ${v.text})`);
  if (end)
    await connection.run(sql`INSERT INTO audit_head (clinic, seq, wall, hash)
      VALUES (${clinic}, ${end.seq}, ${rows.at(-1)?.wall ?? 0}, ${end.hash})`);
  for (const head of ledger)
    await connection.run(sql`INSERT INTO ledger (clinic, kind, id, text)
      VALUES (${clinic}, ${'audit-head'}, ${String(head.seq).padStart(16, '0')}, ${textOfHead(head)})`);
  connection.exec('COMMIT');
  connection.close();
  return copy;
}
