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

/** Anything but FULL loses what was acknowledged when the power fails: it exists so that tests can show that. */
export type Synchronous = 'FULL' | 'NORMAL' | 'OFF';

/** For writing. */
export function openedWriter(path: string, synchronous: Synchronous): SqliteConnection {
  return opened(path, ['journal_mode = WAL', `synchronous = ${synchronous}`, 'cache_size = -65536']);
}

/** For writing where somebody else carries the log into the file, until that has grown to so many pages. */
export function openedWriterBeside(path: string, synchronous: Synchronous, backstop: number): SqliteConnection {
  const connection = openedWriter(path, synchronous);
  connection.pragma(`wal_autocheckpoint = ${backstop}`);
  return connection;
}
