// The lock of a record's file, taken by whoever is to be alone with it: the server, a migration, a restore.
import { sqliteConnection } from '../store/sqlite/sqlite-connection.js';
import { RecordInUse } from '../store/sqlite/sqlite-repository.js';

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
