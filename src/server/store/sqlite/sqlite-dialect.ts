// SQLite's words.
import { type Dialect } from '../sql/dialect.js';
import { sql } from '../sql/fragment.js';

export const SQLITE: Dialect = {
  name: 'sqlite',
  compile: (query) => ({ text: query.words.join('?'), values: query.values }),
  // SQLite never reorders around it.
  joined: sql`CROSS JOIN`,
  // One writer has the file.
  locked: sql``,
  words: {
    ...{ text: 'TEXT', int: 'INTEGER', real: 'REAL', keyed: 'WITHOUT ROWID' },
    member: (column, name) => `json_extract(${column}, '$.${name}')`,
  },
};
