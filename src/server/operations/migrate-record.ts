// `db migrate`: brings a record to this program's schema while no server has it open.
import { POSTGRES } from '../store/postgres/postgres-dialect.js';
import { migrate } from '../store/sql/migrate.js';
import { sqliteConnection } from '../store/sqlite/sqlite-connection.js';
import { SQLITE } from '../store/sqlite/sqlite-dialect.js';
import { type RecordPlace } from './open-record.js';
import { connectionOfClient, postgresClient, postgresTrouble } from './postgres-place.js';
import { lockedRecord } from './record-lock.js';

/** Runs the steps that are missing, each whole or not at all. Throws in words when the record is in use. */
export async function migrateRecord(place: RecordPlace, at: number): Promise<void> {
  if (place.type === 'file') {
    const unlock = lockedRecord(place.path);
    try {
      const connection = sqliteConnection(place.path);
      try {
        connection.pragma('journal_mode = WAL');
        connection.pragma('synchronous = FULL');
        await migrate(connection, SQLITE, at);
      } finally {
        connection.close();
      }
    } finally {
      unlock();
    }
    return;
  }
  const client = await postgresClient(place.url);
  try {
    await migrate(connectionOfClient(client), POSTGRES, at);
  } catch (error) {
    throw postgresTrouble(error, place.url);
  } finally {
    await client.end();
  }
}
