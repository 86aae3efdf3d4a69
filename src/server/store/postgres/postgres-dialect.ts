// PostgreSQL's words.
import { type Dialect } from '../sql/dialect.js';
import { sql } from '../sql/fragment.js';

/** The words with $1, $2, $3 between them. */
function numbered(words: readonly string[]): string {
  let text = words[0]!;
  for (let i = 1; i < words.length; i++) text += `$${i}${words[i]!}`;
  return text;
}

export const POSTGRES: Dialect = {
  name: 'postgres',
  compile: (query) => ({ text: numbered(query.words), values: query.values }),
  // Its planner has statistics, and finds the driving table itself.
  joined: sql`JOIN`,
  locked: sql`FOR UPDATE`,
  // Bytes in their own order, whatever the locale of the machine: as SQLite compares.
  words: {
    ...{ text: 'text COLLATE "C"', int: 'bigint', real: 'double precision', keyed: '' },
    member: (column, name) => `(${column}::json ->> '${name}')`,
  },
};
