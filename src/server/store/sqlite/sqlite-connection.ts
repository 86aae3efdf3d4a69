// One libsql connection. Statements stay prepared; values are checked, for the driver ends the process on a value it
// does not know.

import Database from 'libsql';
import Apart from 'libsql/promise';
import { type Connection, type SqlValue } from '../sql/dialect.js';
import { type Sql } from '../sql/fragment.js';
import { SQLITE } from './sqlite-dialect.js';

/** Beyond this many shapes of statements the oldest is prepared anew. */
const MOST_PREPARED = 400;

interface Prepared {
  readonly statement: Database.Statement;
  /** Empty for what answers no rows. */
  readonly columns: readonly string[];
}

export interface SqliteConnection extends Connection {
  /** One word of our own, or a file's text: no values. */
  exec(text: string): void;
  /** The same on a thread of the driver. Nothing else may be asked of this connection meanwhile. */
  execApart(text: string): Promise<void>;
  pragma<T>(source: string): readonly T[];
  close(): void;
}

/** Opens the file, or makes it. */
export function sqliteConnection(path: string): SqliteConnection {
  const database = new Database(path);
  const prepared = new Map<string, Prepared>();
  const statementOf = (text: string): Prepared => {
    const known = prepared.get(text);
    if (known) return known;
    const statement = database.prepare(text);
    const made = { statement, columns: statement.reader ? statement.columns().map((c) => c.name) : [] };
    // Lists instead of objects with names: half the time of a row.
    if (statement.reader) statement.raw(true);
    if (prepared.size >= MOST_PREPARED) prepared.delete(prepared.keys().next().value!);
    prepared.set(text, made);
    return made;
  };
  /** By the list of their words, which saves putting those together to look them up. */
  const fixed = new Map<readonly string[], Prepared>();
  const preparedFor = (query: Sql): Prepared => {
    if (!query.fixed) return statementOf(SQLITE.compile(query).text);
    const known = fixed.get(query.words);
    if (known) return known;
    const made = statementOf(SQLITE.compile(query).text);
    fixed.set(query.words, made);
    return made;
  };
  return {
    rows: async <T>(query: Sql) => {
      const { statement, columns } = preparedFor(query);
      return (statement.all(checked(query.values)) as unknown as SqlValue[][]).map((list) => named(columns, list) as T);
    },
    run: async (query) => {
      preparedFor(query).statement.run(checked(query.values));
    },
    exec: (text) => {
      database.exec(text);
    },
    // The driver has two faces over one kind of handle; this word of the other face needs nothing but the handle.
    execApart: (text) => Apart.prototype.exec.call(database as unknown as Apart, text) as unknown as Promise<void>,
    pragma: <T>(source: string) => database.pragma(source) as T[],
    close: () => {
      prepared.clear();
      fixed.clear();
      if (database.open) database.close();
    },
  };
}

function named(columns: readonly string[], list: readonly SqlValue[]): Record<string, SqlValue> {
  const row: Record<string, SqlValue> = {};
  for (let i = 0; i < columns.length; i++) row[columns[i]!] = list[i]!;
  return row;
}

function checked(values: readonly SqlValue[]): SqlValue[] {
  for (const value of values)
    if (typeof value !== 'string' && value !== null && !(typeof value === 'number' && Number.isFinite(value)))
      throw new Error(`not a value for a statement: ${typeof value}`);
  return values as SqlValue[];
}
