// How connections to the record's file are opened.
import { type SqliteConnection, sqliteConnection } from './sqlite-connection.js';

const BUSY_MS = 5_000;

function opened(path: string, pragmas: readonly string[]): SqliteConnection {
  const connection = sqliteConnection(path);
  try {
    for (const pragma of [
      `busy_timeout = ${BUSY_MS}`,
      'trusted_schema = OFF',
      'cell_size_check = ON',
      'temp_store = MEMORY',
      ...pragmas,
    ])
      connection.pragma(pragma);
  } catch (error) {
    connection.close();
    throw error;
  }
  return connection;
}

/** For reading only. */
export const openedReader = (path: string): SqliteConnection =>
  opened(path, ['query_only = ON', 'cache_size = -65536']);

/** For writing. Anything but FULL loses what was acknowledged when the power fails. */
export function openedWriter(path: string, synchronous: 'FULL' | 'NORMAL' | 'OFF'): SqliteConnection {
  return opened(path, ['journal_mode = WAL', `synchronous = ${synchronous}`, 'cache_size = -65536']);
}

/** For writing where somebody else carries the log into the file, until that has grown to so many pages. */
export function openedWriterBeside(path: string, backstop: number): SqliteConnection {
  const connection = openedWriter(path, 'FULL');
  connection.pragma(`wal_autocheckpoint = ${backstop}`);
  return connection;
}
