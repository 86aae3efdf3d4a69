// A backup holds the whole record, gives it back in either database, and refuses to give back anything else.
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BackupSecret } from '#server/operations/backup/backup-head.js';
import { backupClaims, openBackup } from '#server/operations/backup/read-backup.js';
import { restoreBackup } from '#server/operations/backup/restore-backup.js';
import { restoreIntoFile } from '#server/operations/backup/restore-into-file.js';
import { restoreIntoPostgres } from '#server/operations/backup/restore-into-postgres.js';
import { type BackupWritten } from '#server/operations/backup/write-backup.js';
import { type DataFolder } from '#server/operations/data-folder.js';
import { openRecordReadOnly, type RecordPlace } from '#server/operations/open-record.js';
import { lockedRecord } from '#server/operations/record-lock.js';
import { sql } from '#server/store/sql/fragment.js';
import { type PostgresServer, postgresServer } from '../contract/postgres-server.js';
import { allRows, backedUp, filledRecord, KEY, LATER, newFolder } from './small-record.js';

const server: PostgresServer | null = await postgresServer();
afterAll(() => server?.stop());
const inPostgres = server ? describe : process.env.CI === 'true' ? describe : describe.skip;

let folder: DataFolder;
let place: RecordPlace;
let backup: BackupWritten;
beforeAll(async () => {
  folder = await newFolder();
  place = await filledRecord(folder, 60);
  backup = await backedUp(folder, place);
}, 60_000);

async function restored(
  path: string,
  into: DataFolder,
  secret: BackupSecret = KEY,
  replace = false,
): Promise<RecordPlace> {
  const open = await openBackup(path, secret);
  try {
    const target = await restoreIntoFile({ folder: into, kind: 'clinic', replace, mark: '1' });
    await restoreBackup(open, target, LATER);
    return { type: 'file', path: into.recordFile('clinic') };
  } finally {
    await open.close();
  }
}

/** All but the sessions, which end with the restore. */
const kept = async (at: RecordPlace) => {
  const rows = await allRows(at);
  return { ...rows, ledger: rows.ledger!.filter((row) => !row.includes('"session"')) };
};

describe('a backup', () => {
  it('gives back every row of every table, but signs nobody in again', async () => {
    const into = await newFolder();
    const there = await restored(backup.path, into);
    expect(await allRows(there)).toEqual(await kept(place));
    expect(Object.values(await kept(place)).flat().length).toBeGreaterThan(1000);
  });

  it('gives back a record with every table and every index of one that was never lost', async () => {
    const schemaOf = async (at: RecordPlace): Promise<unknown> => {
      const record = await openRecordReadOnly(at);
      try {
        return await record.connection.rows(
          sql`SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite%' ORDER BY type, name`,
        );
      } finally {
        await record.close();
      }
    };
    const there = await restored(backup.path, await newFolder());
    expect(await schemaOf(there)).toEqual(await schemaOf(place));
  });

  it('is one private file, says what it holds until when, and leaves nothing beside it', async () => {
    expect(statSync(backup.path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder.backups)).toEqual(['a.backup']);
    const head = await backupClaims(backup.path);
    expect(head).toMatchObject({ format: 1, kind: 'clinic', at: LATER, chains: [{ clinic: 'clinic', seq: 252 }] });
    expect(head.tables.find((table) => table.name === 'version')!.rows).toBe(252);
  });

  it('holds no name of a patient that could be read without the key', async () => {
    const bytes = readFileSync(backup.path);
    expect(bytes.includes('Fäm1')).toBe(false);
    expect(bytes.includes('Patient')).toBe(false);
  });

  it('opens by its passphrase, and by no other', async () => {
    const secret: BackupSecret = { type: 'passphrase', text: 'four words of a clinic' };
    const written = await backedUp(folder, place, secret, 'p.backup');
    const there = await restored(written.path, await newFolder(), {
      type: 'passphrase',
      text: 'four words of a clinic',
    });
    expect((await allRows(there)).audit).toEqual((await allRows(place)).audit);
    await expect(openBackup(written.path, { type: 'passphrase', text: 'four words' })).rejects.toThrow(
      /p\.backup does not open: the passphrase is another/,
    );
    await expect(openBackup(written.path, KEY)).rejects.toThrow('--passphrase-file');
    await expect(openBackup(backup.path, secret)).rejects.toThrow(/was made with the backup key [0-9a-f]{12}/);
  });

  it('made with another key is refused by the names of both keys', async () => {
    await expect(openBackup(backup.path, { type: 'key', key: randomBytes(32) })).rejects.toThrow(
      /a\.backup was made with the backup key [0-9a-f]{12}, and this one is [0-9a-f]{12}/,
    );
  });
});

describe('a backup that is not as it was written', () => {
  const refusal = async (bytes: Uint8Array): Promise<string> => {
    const into = await newFolder();
    const path = join(into.backups, 'bad.backup');
    writeFileSync(path, bytes);
    const message = await restored(path, into).then(
      () => 'restored',
      (error: Error) => error.message,
    );
    expect(readdirSync(into.root).filter((name) => name.includes('clinic'))).toEqual([]);
    return message;
  };

  it('is refused by name wherever one bit is flipped, and nothing is put back', async () => {
    const whole = readFileSync(backup.path);
    for (let i = 0; i < 40; i++) {
      const bytes = Buffer.from(whole);
      const at = Math.floor((i * whole.length) / 40) + (i % 7);
      bytes[at]! ^= 1 << (i % 8);
      expect([at, await refusal(bytes)]).toEqual([
        at,
        expect.stringMatching(/bad\.backup.*(damaged|not a backup|has format|backup key)/),
      ]);
    }
  });

  it('is refused wherever it ends too soon, at a frame’s end too, and when something is added', async () => {
    const whole = readFileSync(backup.path);
    const firstFrame = whole.length - ((backup.bytes - headOf(whole)) % (65536 + 16));
    for (const length of [0, 5, 20, headOf(whole) - 1, headOf(whole), firstFrame, whole.length - 17, whole.length - 1])
      expect([length, await refusal(whole.subarray(0, length))]).toEqual([
        length,
        expect.stringMatching(/bad\.backup.*(too soon|not a backup|damaged)/),
      ]);
    expect(await refusal(Buffer.concat([whole, Buffer.from([0])]))).toContain('damaged');
    expect(await refusal(Buffer.from('{"resourceType":"Bundle"}'))).toContain('is not a backup of Cluneal');
  });
});

const headOf = (bytes: Buffer) => 20 + bytes.readUInt32BE(16) + 32;

describe('a place that is not empty', () => {
  it('keeps its record, unless it is to be put aside', async () => {
    const into = await newFolder();
    const before = await filledRecord(into, 3);
    const rows = await allRows(before);
    await expect(restored(backup.path, into)).rejects.toThrow(/there is a record at .*: --replace puts it aside first/);
    expect(await allRows(before)).toEqual(rows);
    await restored(backup.path, into, KEY, true);
    expect(await allRows({ type: 'file', path: join(into.root, 'clinic.before-restore-1', 'record.db') })).toEqual(
      rows,
    );
    expect(await allRows(before)).toEqual(await kept(place));
  });

  it('is not touched while a server has it open', async () => {
    const into = await newFolder();
    const before = await filledRecord(into, 1);
    const unlock = lockedRecord(into.recordFile('clinic'));
    await expect(restored(backup.path, into, KEY, true)).rejects.toThrow(/in use by another Cluneal/);
    unlock();
    expect((await allRows(before)).version).toHaveLength(4);
  });
});

inPostgres('between the databases', () => {
  it('a clinic moves from its file into PostgreSQL and back, row by row the same', async () => {
    const url = await server!.database();
    const open = await openBackup(backup.path, KEY);
    const target = await restoreIntoPostgres({ url, replace: false, mark: '1' });
    const { rows, sessionsEnded } = await restoreBackup(open, target, LATER);
    await open.close();
    expect([rows > 1000, sessionsEnded]).toEqual([true, 1]);
    const moved: RecordPlace = { type: 'postgres', url };
    expect(await allRows(moved)).toEqual(await kept(place));

    const into = await newFolder();
    const again = await backedUp(into, moved);
    const back = await newFolder();
    expect(await allRows(await restored(again.path, back))).toEqual(await allRows(moved));
  });

  it('tables that are there are refused, or put aside in a schema of their own', async () => {
    const url = await server!.database();
    const into = await newFolder();
    await filledRecord(into, 2, url);
    await expect(restoreIntoPostgres({ url, replace: false, mark: '1' })).rejects.toThrow(/--replace puts them aside/);
    const open = await openBackup(backup.path, KEY);
    await restoreBackup(open, await restoreIntoPostgres({ url, replace: true, mark: '20261128T1' }), LATER);
    await open.close();
    expect(await allRows({ type: 'postgres', url })).toEqual(await kept(place));
    const aside = new URL(url);
    aside.searchParams.set('options', '-c search_path=before_restore_20261128t1');
    expect((await allRows({ type: 'postgres', url: aside.href })).version).toHaveLength(8);
  });

  it('a damaged backup leaves the database empty', async () => {
    const url = await server!.database();
    const path = join(folder.backups, 'bad.backup');
    const bytes = readFileSync(backup.path);
    bytes[bytes.length - 30]! ^= 1;
    writeFileSync(path, bytes);
    const open = await openBackup(path, KEY);
    await expect(
      restoreBackup(open, await restoreIntoPostgres({ url, replace: false, mark: '1' }), LATER),
    ).rejects.toThrow('damaged');
    await open.close();
    await expect(
      restoreIntoPostgres({ url, replace: false, mark: '1' }).then((p) => p.drop()),
    ).resolves.toBeUndefined();
  });
});
