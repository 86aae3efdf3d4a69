// SQLite's words.
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { type Dialect, type SqlValue } from '../sql/dialect.js';
import { Sql, sql } from '../sql/fragment.js';

const compiler = new Kysely<never>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

export const SQLITE: Dialect = {
  name: 'sqlite',
  compile: (query) => {
    if (query instanceof Sql) return { text: query.words.join('?'), values: query.values };
    const { sql: text, parameters } = query.compile(compiler);
    return { text, values: parameters as readonly SqlValue[] };
  },
  // SQLite never reorders around it.
  joined: sql`CROSS JOIN`,
  // One writer has the file.
  locked: sql``,
  words: {
    ...{ text: 'TEXT', int: 'INTEGER', real: 'REAL', keyed: 'WITHOUT ROWID' },
    member: (column, name) => `json_extract(${column}, '$.${name}')`,
  },
};
