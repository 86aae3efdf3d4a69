// PostgreSQL's words.
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } from 'kysely';
import { type Dialect, type SqlValue } from '../sql/dialect.js';

const compiler = new Kysely<never>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

export const POSTGRES: Dialect = {
  name: 'postgres',
  compile: (query) => {
    const { sql: text, parameters } = query.compile(compiler);
    return { text, values: parameters as readonly SqlValue[] };
  },
  // Its planner has statistics, and finds the driving table itself.
  joined: sql`JOIN`,
  locked: sql`FOR UPDATE`,
  // Bytes in their own order, whatever the locale of the machine: as SQLite compares.
  words: { text: 'text COLLATE "C"', int: 'bigint', real: 'double precision', keyed: '' },
};
