// Rows of a backup as INSERTs: as many in one statement as both databases take, and few shapes of statements.
import { type Connection, type SqlValue } from '../../store/sql/dialect.js';
import { Sql, sql } from '../../store/sql/fragment.js';
import { type TableRow } from '../record-tables.js';
import { type BackupTable } from './backup-head.js';

const ROWS_AT_ONCE = 25;

/** Writes rows into the tables of one connection; what is made of a statement is kept. */
export function rowWriter(connection: Connection): (table: BackupTable, rows: readonly TableRow[]) => Promise<void> {
  const known = new Map<string, readonly string[]>();
  const wordsOf = (table: BackupTable, rows: number): readonly string[] => {
    const key = `${rows} ${table.name}`;
    const words = known.get(key) ?? statementWords(table, rows);
    known.set(key, words);
    return words;
  };
  return async (table, rows) => {
    for (let i = 0; i < rows.length; i += ROWS_AT_ONCE) {
      const some = rows.slice(i, i + ROWS_AT_ONCE);
      const values: SqlValue[] = [];
      for (const row of some) for (const value of row) values.push(value);
      await connection.run(new Sql(wordsOf(table, some.length), values, true));
    }
  };
}

/** `INSERT INTO table (columns) VALUES (` and what stands between the values. */
function statementWords({ name, columns }: BackupTable, rows: number): readonly string[] {
  const names = sql.join(columns.map((column) => sql.id(column)));
  const open = `INSERT INTO ${sql.id(name).words[0]} (${names.words[0]}) VALUES (`;
  const words: string[] = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns.length; column++) words.push(column > 0 ? ', ' : row > 0 ? '), (' : open);
  return [...words, ')'];
}
