// PostgreSQL's words.
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { type Dialect, type SqlValue } from '../sql/dialect.js';
import { Sql, sql } from '../sql/fragment.js';

const compiler = new Kysely<never>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** The words with $1, $2, $3 between them. */
function numbered(words: readonly string[]): string {
  let text = words[0]!;
  for (let i = 1; i < words.length; i++) text += `$${i}${words[i]!}`;
  return text;
}

export const POSTGRES: Dialect = {
  name: 'postgres',
  compile: (query) => {
    if (query instanceof Sql) return { text: numbered(query.words), values: query.values };
    const { sql: text, parameters } = query.compile(compiler);
    return { text, values: parameters as readonly SqlValue[] };
  },
  // Its planner has statistics, and finds the driving table itself.
  joined: sql`JOIN`,
  locked: sql`FOR UPDATE`,
  // Bytes in their own order, whatever the locale of the machine: as SQLite compares.
  words: {
    ...{ text: 'text COLLATE "C"', int: 'bigint', real: 'double precision', keyed: '' },
    member: (column, name) => `(${column}::json ->> '${name}')`,
  },
};
