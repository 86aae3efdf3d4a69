// One libsql connection. Statements stay prepared; values are checked, for the driver ends the process on a value it
// does not know.

import { type RawBuilder } from 'kysely';
import Database from 'libsql';
import { type Connection, type SqlValue } from '../sql/dialect.js';
import { SQLITE } from './sqlite-dialect.js';

/** Beyond this many shapes of statements the oldest is prepared anew. */
const MOST_PREPARED = 400;

export interface SqliteConnection extends Connection {
  /** One word of our own, or a file's text: no values. */
  exec(text: string): void;
  pragma<T>(source: string): readonly T[];
  close(): void;
}

/** Opens the file, or makes it. */
export function sqliteConnection(path: string): SqliteConnection {
  const database = new Database(path);
  const prepared = new Map<string, Database.Statement>();
  const statementOf = (text: string): Database.Statement => {
    const known = prepared.get(text);
    if (known) return known;
    const made = database.prepare(text);
    if (prepared.size >= MOST_PREPARED) prepared.delete(prepared.keys().next().value!);
    prepared.set(text, made);
    return made;
  };
  const compiled = (query: RawBuilder<unknown>) => {
    const { text, values } = SQLITE.compile(query);
    return { statement: statementOf(text), values: checked(values) };
  };
  return {
    rows: async <T>(query: RawBuilder<unknown>) => {
      const { statement, values } = compiled(query);
      return statement.all(values) as T[];
    },
    run: async (query) => {
      const { statement, values } = compiled(query);
      statement.run(values);
    },
    exec: (text) => {
      database.exec(text);
    },
    pragma: <T>(source: string) => database.pragma(source) as T[],
    close: () => {
      prepared.clear();
      database.close();
    },
  };
}

function checked(values: readonly SqlValue[]): SqlValue[] {
  for (const value of values)
    if (typeof value !== 'string' && value !== null && !(typeof value === 'number' && Number.isFinite(value)))
      throw new Error(`not a value for a statement: ${typeof value}`);
  return values as SqlValue[];
}
