// Rows into a table, some at a time.
import { type Connection, type SqlValue } from './dialect.js';
import { Sql } from './fragment.js';

/** Rows of one INSERT: enough for nearly all resources, and few enough shapes that statements stay prepared. */
const ROWS_AT_ONCE = 12;

/** Inserts rows that have a value for every column, in the order of the table. */
export async function insertRows(
  connection: Connection,
  table: string,
  rows: readonly (readonly SqlValue[])[],
): Promise<void> {
  for (let i = 0; i < rows.length; i += ROWS_AT_ONCE) {
    const some = rows.length <= ROWS_AT_ONCE ? rows : rows.slice(i, i + ROWS_AT_ONCE);
    await connection.run(new Sql(wordsOf(table, some[0]!.length, some.length), some.flat()));
  }
}

const known = new Map<string, readonly string[]>();

/** `INSERT INTO table VALUES (` and what stands between the values; there are as many shapes as tables and sizes. */
function wordsOf(table: string, columns: number, rows: number): readonly string[] {
  const name = `${table} ${columns} ${rows}`;
  const before = known.get(name);
  if (before) return before;
  const words: string[] = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) words.push(column > 0 ? ', ' : row > 0 ? '), (' : '(');
  words[0] = `INSERT INTO ${table} VALUES (`;
  words.push(')');
  known.set(name, words);
  return words;
}
