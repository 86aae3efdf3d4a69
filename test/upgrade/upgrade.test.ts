// A record of every schema that was ever released opens in this program with everything it held. The golden files were
// written by the program of their time (commit in their line) and are never written anew.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { openBackup } from '#server/operations/backup/read-backup.js';
import { restoreBackup } from '#server/operations/backup/restore-backup.js';
import { restoreIntoFile } from '#server/operations/backup/restore-into-file.js';
import { restoreIntoPostgres } from '#server/operations/backup/restore-into-postgres.js';
import { checkIndexes } from '#server/operations/check-indexes.js';
import { type DataFolder, dataFolderAt, preparedDataFolder, preparedRecord } from '#server/operations/data-folder.js';
import { openRecordReadOnly, type RecordPlace } from '#server/operations/open-record.js';
import { openStore } from '#server/operations/open-store.js';
import { checkedChain, EMPTY_CHAIN, sha256 } from '#server/store/audit-chain.js';
import { type Repository } from '#server/store/repository.js';
import { sql } from '#server/store/sql/fragment.js';
import { MIGRATIONS } from '#server/store/sql/migrations.js';
import { type PostgresServer, postgresServer } from '../contract/postgres-server.js';
import { testDefinitions, testWorld } from '../contract/store-world.js';
import { backedUp, KEY, LATER } from '../operations/small-record.js';
import { temporary } from '../operations/temporary.js';

/** Schema, and the commit whose program wrote the file. */
const GOLDEN = [[1, '37678ed']] as const;
const CLINIC = 'clinic';
const server: PostgresServer | null = await postgresServer();
afterAll(() => server?.stop());

/** A data folder with the golden record in it. */
async function withGolden(schema: number): Promise<{ folder: DataFolder; place: RecordPlace }> {
  const folder = await preparedDataFolder(temporary('upgrade'));
  const path = await preparedRecord(folder, 'clinic');
  const packed = readFileSync(new URL(`./schema-${schema}.db.gz`, import.meta.url));
  writeFileSync(path, gunzipSync(packed));
  return { folder, place: { type: 'file', path } };
}

/** A hash of everything that was ever acknowledged: each version's place, time and text, and the chain's end. */
async function contentHash(place: RecordPlace): Promise<string> {
  const record = await openRecordReadOnly(place);
  try {
    const versions = await record.connection.rows(sql`SELECT clinic, type, id, version, seq, updated, deleted, text
      FROM version ORDER BY clinic, type, id, version`);
    const labels = await record.connection.rows(sql`SELECT * FROM label ORDER BY clinic, type, id, kind, value`);
    const head = await record.connection.rows(sql`SELECT clinic, seq, wall, hash FROM audit_head ORDER BY clinic`);
    return sha256(JSON.stringify([versions, labels, head]));
  } finally {
    await record.close();
  }
}

const opened = ({ folder, place }: { folder: DataFolder; place: RecordPlace }): Promise<Repository> =>
  openStore({
    ...{ folder, kind: 'clinic', place, definitions: testDefinitions(), world: testWorld(), program: '0.0.0' },
    ...{ mustExist: true, backupFirst: true, bases: () => ['https://clinic.example/fhir'] },
  });

/** What a clinic does with its record. */
async function used(store: Repository): Promise<void> {
  const types = { Patient: 'all', Observation: 'all' } as const;
  const scope = { clinic: CLINIC, read: types, write: types };
  const found = await store.search(scope, {
    ...{ type: 'Observation', filters: [], sort: [], count: 5, total: 'accurate', include: [], revinclude: [] },
  });
  expect(found.ok && found.value.total).toBe(60);
  const rows = await store.auditRows(CLINIC, 1, 10_000);
  expect(checkedChain(CLINIC, EMPTY_CHAIN, rows).fault).toBeNull();
  expect((await store.auditFound(CLINIC, { actor: 'dr-1', count: 1_000 })).length).toBeGreaterThan(50);
  const written = await store.create(
    scope,
    { resourceType: 'Patient', active: true },
    {
      note: { actor: 'dr-a', role: 'physician', policy: '1' },
    },
  );
  expect(written.ok).toBe(true);
}

describe.each(GOLDEN)('a record of schema %i, written by %s', (schema) => {
  it('opens after a backup, holds what it held, and is used on', async () => {
    const golden = await withGolden(schema);
    const before = await contentHash(golden.place);
    const store = await opened(golden);
    expect(await contentHash(golden.place)).toBe(before);
    await used(store);
    await store.close();
    const record = await openRecordReadOnly(golden.place);
    expect(record.schema).toBe(MIGRATIONS.length);
    expect(await checkIndexes(record, testDefinitions(), 'all', async () => {})).toMatchObject({ faults: [] });
    await record.close();
    const { backupFiles } = await import('#server/operations/backup/backup-files.js');
    expect(await backupFiles(golden.folder.backups, 'clinic')).toHaveLength(1);
  });

  it('killed at any statement of the upgrade, it is whole in the old schema or in a newer one', async () => {
    let killed = 0;
    for (let n = 1; ; n++) {
      const golden = await withGolden(schema);
      const before = await contentHash(golden.place);
      const path = golden.folder.recordFile('clinic');
      const { status, signal, stderr } = spawnSync(
        process.execPath,
        ['test/upgrade/killed-migration.mjs', path, String(n)],
        { encoding: 'utf8' },
      );
      if (status === 0) break;
      expect([n, signal, stderr]).toEqual([n, 'SIGKILL', '']);
      killed++;
      expect(await contentHash(golden.place)).toBe(before);
      const store = await opened(golden);
      expect(await contentHash(golden.place)).toBe(before);
      await store.close();
    }
    expect(killed).toBeGreaterThan(3);
  });

  it('comes back from a backup of its time, in a file and in PostgreSQL', async () => {
    const golden = await withGolden(schema);
    const before = await contentHash(golden.place);
    const backup = await backedUp(golden.folder, golden.place);
    const into = await preparedDataFolder(temporary('upgrade'));
    const targets: [RecordPlace, () => Promise<Parameters<typeof restoreBackup>[1]>][] = [
      [
        { type: 'file', path: dataFolderAt(into.root).recordFile('clinic') },
        () => restoreIntoFile({ folder: into, kind: 'clinic', replace: false, mark: '1' }),
      ],
    ];
    if (server) {
      const url = await server.database();
      targets.push([{ type: 'postgres', url }, () => restoreIntoPostgres({ url, replace: false, mark: '1' })]);
    } else expect(process.env.CI).not.toBe('true');
    for (const [place, target] of targets) {
      const open = await openBackup(backup.path, KEY);
      await restoreBackup(open, await target(), LATER);
      await open.close();
      expect(await contentHash(place)).toBe(before);
      const store = await opened({ folder: into, place });
      await used(store);
      await store.close();
    }
  });
});
