// Rows into a table, some at a time.
import { type Connection, type SqlValue } from './dialect.js';
import { Sql } from './fragment.js';

/** Rows of one INSERT: enough for nearly all resources, and few enough shapes that statements stay prepared. */
const ROWS_AT_ONCE = 12;

/** Inserts rows given value after value, `columns` to a row, in the order of the table. */
export async function insertRows(
  connection: Connection,
  table: string,
  columns: number,
  values: readonly SqlValue[],
): Promise<void> {
  const most = ROWS_AT_ONCE * columns;
  for (let i = 0; i < values.length; i += most) {
    const some = values.length <= most ? values : values.slice(i, i + most);
    await connection.run(new Sql(wordsOf(table, columns, some.length / columns), some, true));
  }
}

const known = new Map<string, (readonly string[])[]>();

/** `INSERT INTO table VALUES (` and what stands between the values: made once for a table and a number of rows. */
function wordsOf(table: string, columns: number, rows: number): readonly string[] {
  let sizes = known.get(table);
  if (!sizes) {
    sizes = [];
    known.set(table, sizes);
  }
  sizes[rows] ??= wordsAnew(table, columns, rows);
  return sizes[rows];
}

function wordsAnew(table: string, columns: number, rows: number): readonly string[] {
  const words: string[] = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) words.push(column > 0 ? ', ' : row > 0 ? '), (' : '');
  words[0] = `INSERT INTO ${table} VALUES (`;
  words.push(')');
  return words;
}
