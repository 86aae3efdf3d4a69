// SQLite's words.
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from 'kysely';
import { type Dialect, type SqlValue } from '../sql/dialect.js';

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
    const { sql: text, parameters } = query.compile(compiler);
    return { text, values: parameters as readonly SqlValue[] };
  },
  // SQLite never reorders around it.
  joined: sql`CROSS JOIN`,
  // One writer has the file.
  locked: sql``,
  words: { text: 'TEXT', int: 'INTEGER', real: 'REAL', keyed: 'WITHOUT ROWID' },
};
