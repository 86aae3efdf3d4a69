// Being alone with a record: the lock of its file, or nobody else at its database. For a migration, a restore, a reset.

import { sqliteConnection } from '../store/sqlite/sqlite-connection.js';
import { RecordInUse } from '../store/sqlite/sqlite-repository.js';
import { type RecordPlace } from './open-record.js';
import { connectionOfClient, postgresClient, refuseOthers } from './postgres-place.js';

/** Takes it or throws `RecordInUse`; the answer gives it back. The kernel frees it when the process dies. */
export function lockedRecord(path: string): () => void {
  const lock = sqliteConnection(`${path}.lock`);
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return () => lock.close();
  } catch (error) {
    lock.close();
    if ((error as { code?: string }).code === 'SQLITE_BUSY') throw new RecordInUse(path);
    throw error;
  }
}

/** Throws in words while a server has the record open. */
export async function refuseInUse(place: RecordPlace): Promise<void> {
  if (place.type === 'file') {
    lockedRecord(place.path)();
    return;
  }
  const client = await postgresClient(place.url);
  try {
    await refuseOthers(connectionOfClient(client), place.url);
  } finally {
    await client.end();
  }
}
