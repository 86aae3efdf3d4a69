// A small record to back up and put back: some patients with observations, written as the product writes.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type BackupSecret } from '#server/operations/backup/backup-head.js';
import { type BackupWritten, writeBackup } from '#server/operations/backup/write-backup.js';
import { type DataFolder, preparedDataFolder, preparedRecord } from '#server/operations/data-folder.js';
import { openRecordReadOnly, type ReadOnlyRecord, type RecordPlace } from '#server/operations/open-record.js';
import { recordTables } from '#server/operations/record-tables.js';
import { postgresRepository } from '#server/store/postgres/postgres-repository.js';
import { type Repository } from '#server/store/repository.js';
import { sql } from '#server/store/sql/fragment.js';
import { sqliteRepository } from '#server/store/sqlite/sqlite-repository.js';
import { START, testDefinitions, testWorld } from '../contract/store-world.js';
import { temporary } from './temporary.js';

export const CLINIC = 'clinic';
const TYPES = { Patient: 'all', Observation: 'all' } as const;
export const SCOPE = { clinic: CLINIC, read: TYPES, write: TYPES };
export const NOTE = { actor: 'dr-a', role: 'physician', policy: '1' };
export const KEY: BackupSecret = { type: 'key', key: randomBytes(32) };
export const LATER = START + 3_600_000;

/** A data folder of its own, with nothing in it. */
export const newFolder = (): Promise<DataFolder> => preparedDataFolder(temporary('data'));

/** Writes patients, each changed once, with two observations; every fifth is deleted. */
export async function fill(store: Repository, patients: number): Promise<void> {
  const ok = <T extends { readonly ok: boolean }>(result: T): T & { ok: true } => {
    if (!result.ok) throw new Error(JSON.stringify(result));
    return result as T & { ok: true };
  };
  for (let n = 0; n < patients; n++) {
    const patient = { resourceType: 'Patient', name: [{ family: `Fäm${n} \u0001"\\`, given: ['𝒜'] }], active: true };
    const created = ok(await store.create(SCOPE, patient, { note: NOTE, labels: { team: ['t1'], site: ['s1'] } }));
    const { id } = created.value.stored;
    for (const value of [1.5, -273.15])
      ok(
        await store.create(
          SCOPE,
          {
            ...{ resourceType: 'Observation', status: 'final', subject: { reference: `Patient/${id}` } },
            code: { coding: [{ system: 'http://loinc.org', code: '72514-3' }], text: 'pain '.repeat(n % 40) },
            valueQuantity: { value, unit: 'mm' },
          },
          { note: NOTE },
        ),
      );
    ok(await store.update(SCOPE, { ...patient, id, active: false }, { note: NOTE }));
    if (n % 5 === 4) ok(await store.delete(SCOPE, 'Patient', id, { note: NOTE }));
  }
  ok(
    await store.transaction(CLINIC, async (tx) => {
      await tx.keep(CLINIC, { kind: 'site', id: 's1', text: '{"name":"Main"}' });
      await tx.keep(CLINIC, { kind: 'session', id: 'abc', text: '{}' });
      return { ok: true, value: null };
    }),
  );
}

/** Makes the record of a data folder, or of a database, and fills it. */
export async function filledRecord(folder: DataFolder, patients: number, url?: string): Promise<RecordPlace> {
  const world = testWorld();
  const definitions = testDefinitions();
  const path = await preparedRecord(folder, 'clinic');
  const store = url
    ? await postgresRepository({ url, definitions, world })
    : await sqliteRepository({ path, definitions, world });
  await fill(store, patients);
  await store.close();
  return url ? { type: 'postgres', url } : { type: 'file', path };
}

/** A backup of the place into `backups/` of the folder. */
export async function backedUp(
  folder: DataFolder,
  place: RecordPlace,
  secret: BackupSecret = KEY,
  name = 'a.backup',
): Promise<BackupWritten> {
  const record = await openRecordReadOnly(place);
  try {
    return await writeBackup({
      ...{ record, kind: 'clinic', program: '0.0.0', at: LATER, signed: [], secret, salt: randomBytes(32) },
      to: join(folder.backups, name),
    });
  } finally {
    await record.close();
  }
}

/** Every row of every table, in an order that both databases have. */
export async function allRows(place: RecordPlace): Promise<Record<string, string[]>> {
  const record: ReadOnlyRecord = await openRecordReadOnly(place);
  try {
    const tables: Record<string, string[]> = {};
    for (const { name, columns } of await recordTables(record.connection, record.dialect)) {
      if (name === 'migration') continue;
      const rows = await record.connection.rows<Record<string, unknown>>(sql`SELECT * FROM ${sql.id(name)}`);
      tables[name] = rows.map((row) => JSON.stringify(columns.map((column) => row[column]))).sort();
    }
    return tables;
  } finally {
    await record.close();
  }
}
