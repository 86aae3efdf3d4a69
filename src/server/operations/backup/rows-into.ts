// Rows of a backup as INSERTs: many in one statement, and few shapes of statements. Handing a value to the driver costs
// more than writing it, so what is the same in all rows of a statement, as the clinic is, is handed over once.
import { type Connection, type Dialect, type SqlValue } from '../../store/sql/dialect.js';
import { Sql, sql } from '../../store/sql/fragment.js';
import { type TableRow } from '../record-tables.js';
import { type BackupTable } from './backup-head.js';

const ROWS_AT_ONCE = 50;

/** Writes rows into the tables of one connection; what is made of a statement is kept. */
export function rowWriter(
  connection: Connection,
  dialect: Dialect,
): (table: BackupTable, rows: readonly TableRow[]) => Promise<void> {
  const known = new Map<string, readonly string[]>();
  const wordsOf = (table: BackupTable, rows: number, shared: readonly boolean[]): readonly string[] => {
    const key = `${rows} ${table.name} ${shared.join()}`;
    const words = known.get(key) ?? statementWords(table, rows, shared, dialect);
    known.set(key, words);
    return words;
  };
  return async (table, rows) => {
    for (let i = 0; i < rows.length; i += ROWS_AT_ONCE) {
      const some = rows.slice(i, i + ROWS_AT_ONCE);
      const [first, ...others] = some;
      const shared = first!.map((value, column) => others.every((row) => row[column] === value));
      const values: SqlValue[] = [...first!];
      for (const row of others)
        for (let column = 0; column < row.length; column++) if (!shared[column]) values.push(row[column]!);
      await connection.run(new Sql(wordsOf(table, some.length, shared), values, true));
    }
  };
}

/** `INSERT INTO table (columns) VALUES (` and what stands between the values; a shared one is named by its place. */
function statementWords(
  { name, columns }: BackupTable,
  rows: number,
  shared: readonly boolean[],
  dialect: Dialect,
): readonly string[] {
  const names = sql.join(columns.map((column) => sql.id(column)));
  const sign = dialect.name === 'sqlite' ? '?' : '$';
  const words = [`INSERT INTO ${sql.id(name).words[0]} (${names.words[0]}) VALUES (`];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns.length; column++) {
      if (column > 0) words[words.length - 1] += ', ';
      else if (row > 0) words[words.length - 1] += '), (';
      if (row > 0 && shared[column]) words[words.length - 1] += `${sign}${column + 1}`;
      else words.push('');
    }
  words[words.length - 1] += ')';
  return words;
}
