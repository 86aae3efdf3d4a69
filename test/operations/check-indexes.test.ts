// Whatever is wrong with an index is found: each kind of harm is done to a sound record and looked for.
import { beforeAll, describe, expect, it } from 'vitest';
import { checkIndexes, type IndexCheck } from '#server/operations/check-indexes.js';
import { openRecordReadOnly, type RecordPlace } from '#server/operations/open-record.js';
import { sqliteConnection } from '#server/store/sqlite/sqlite-connection.js';
import { testDefinitions } from '../contract/store-world.js';
import { filledRecord, newFolder } from './small-record.js';

let place: RecordPlace & { readonly type: 'file' };
beforeAll(async () => {
  place = (await filledRecord(await newFolder(), 12)) as typeof place;
}, 60_000);

async function checked(most: number | 'all' = 'all'): Promise<IndexCheck> {
  const record = await openRecordReadOnly(place);
  try {
    return await checkIndexes(record, testDefinitions(), most, async () => {});
  } finally {
    await record.close();
  }
}

/** Does the harm, checks, and takes it back. */
async function harmed(...harm: readonly string[]): Promise<readonly string[]> {
  const connection = sqliteConnection(place.path);
  connection.exec('SAVEPOINT before');
  try {
    for (const statement of harm) connection.exec(statement);
    const record = { ...(await openRecordReadOnly(place)), connection };
    const found = await checkIndexes(record, testDefinitions(), 'all', async () => {});
    await record.close();
    return found.faults;
  } finally {
    connection.exec('ROLLBACK TO before');
    connection.exec('RELEASE before');
    connection.close();
  }
}

const ONE = "(SELECT MIN(id) FROM resource WHERE type = 'Observation')";

describe('the check of the indexes', () => {
  it('finds a sound record sound, whole or by a sample', async () => {
    expect(await checked()).toEqual({ resources: 34, compared: 34, faults: [] });
    const some = await checked(10);
    expect(some.faults).toEqual([]);
    expect(some.compared).toBeGreaterThanOrEqual(10);
    expect(some.compared).toBeLessThan(20);
  });

  it.each([
    ['a token is gone', `DELETE FROM token_index WHERE id = ${ONE} AND param = 'Observation.status'`],
    ['a code is another', `UPDATE token_index SET code = 'other' WHERE id = ${ONE} AND param = 'Observation.code'`],
    ['a quantity is another', `UPDATE number_index SET low = low + 1 WHERE id = ${ONE}`],
    ['a reference leads elsewhere', `UPDATE reference_index SET target_id = 'x' WHERE id = ${ONE}`],
    ['a word is one too many', `INSERT INTO string_index VALUES ('clinic', ${ONE}, 'Observation.x', 9, 'a', 'A')`],
    ['the order is another', `UPDATE sort_index SET sort_key = 'zz' WHERE id = ${ONE}`],
    ['the moment is another', `UPDATE resource SET moment = moment + 1 WHERE id = ${ONE}`],
    ['it is about nobody', `DELETE FROM compartment WHERE id = ${ONE}`],
  ])('finds that %s', async (_, harm) => {
    expect(await harmed(harm)).toEqual([
      expect.stringMatching(/^Observation\/x-\d+: its index is not what its content gives/),
    ]);
  });

  it('finds a text that is gone or broken, and a list that lacks one or has one too many', async () => {
    expect(await harmed(`DELETE FROM version WHERE id = ${ONE}`)).toEqual([
      expect.stringContaining('its version 1 is missing'),
    ]);
    expect(await harmed(`UPDATE version SET text = '{' WHERE id = ${ONE}`)).toEqual([
      expect.stringContaining('its version 1 is not JSON'),
    ]);
    expect(await harmed(`DELETE FROM listing WHERE id = ${ONE} AND param = ''`)).toEqual([
      expect.stringContaining('it is missing in the list of'),
    ]);
    expect(
      await harmed("INSERT INTO listing VALUES ('clinic', 'team/t9', 'Observation', '', '', 0, 'ghost', '', 0)"),
    ).toEqual([expect.stringMatching(/^the lists hold \d+ rows, and the resources give \d+$/)]);
  });
});
