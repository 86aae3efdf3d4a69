// What `db verify` looks at: with --full the file is read as the store's own full check reads it.
import { beforeEach, describe, expect, it } from 'vitest';
import { type DataFolder } from '#server/operations/data-folder.js';
import { type RecordVerified, verifyRecord } from '#server/operations/verify-record.js';
import { checkRecord } from '#server/store/sqlite/check-file.js';
import { sqliteConnection } from '#server/store/sqlite/sqlite-connection.js';
import { testDefinitions } from '../contract/store-world.js';
import { filledRecord, LATER, newFolder } from './small-record.js';

let folder: DataFolder;
beforeEach(async () => {
  folder = await newFolder();
  await filledRecord(folder, 4);
}, 60_000);

const verified = (full: boolean): Promise<RecordVerified> =>
  verifyRecord({
    ...{ folder, kind: 'clinic', databaseUrl: undefined, definitions: testDefinitions(), full },
    ...{ now: () => LATER, breathe: async () => {} },
  });

function harm(statement: string): void {
  const connection = sqliteConnection(folder.recordFile('clinic'));
  connection.exec(statement);
  connection.close();
}

describe('the check of a record', () => {
  it.each([true, false])('finds a sound one sound (whole: %s)', async (full) => {
    expect((await verified(full)).faults).toEqual([]);
  });

  it('with --full says all that the full check of the file says', async () => {
    harm("DELETE FROM version WHERE seq = 2; UPDATE audit SET body = '{}' WHERE seq = (SELECT MAX(seq) FROM audit)");
    const ofFile = await checkRecord(folder.recordFile('clinic'));
    expect(ofFile.length).toBeGreaterThan(1);
    const { faults } = await verified(true);
    expect(faults).toEqual(expect.arrayContaining(ofFile.map((text) => `the file: ${text}`)));
  });
});
