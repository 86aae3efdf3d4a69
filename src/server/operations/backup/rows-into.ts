// Rows of a backup as INSERTs: as many in one statement as both databases take, and few shapes of statements.

import { type Connection } from '../../store/sql/dialect.js';
import { sql } from '../../store/sql/fragment.js';
import { type TableRow } from '../record-tables.js';
import { type BackupTable } from './backup-head.js';

const ROWS_AT_ONCE = 40;

/** Adds the rows, in their order. */
export async function rowsInto(connection: Connection, table: BackupTable, rows: readonly TableRow[]): Promise<void> {
  const columns = sql.join(table.columns.map((column) => sql.id(column)));
  for (let i = 0; i < rows.length; i += ROWS_AT_ONCE) {
    const values = rows.slice(i, i + ROWS_AT_ONCE).map((row) => sql`(${sql.join(row)})`);
    await connection.run(sql`INSERT INTO ${sql.id(table.name)} (${columns}) VALUES ${sql.join(values)}`);
  }
}
