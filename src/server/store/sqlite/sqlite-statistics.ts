// What SQLite's planner is told of the tables, instead of being left to count them: a record then has the same plans on
// its first day as after ten years. Per index: rows of the table, then rows that share its first column, its first two,
// and so on (sqlite.org/fileformat2.html, 2.6.3). The orders of magnitude decide; the figures are a busy clinic's.
import { sql } from '../sql/fragment.js';
import { type SqliteConnection } from './sqlite-connection.js';

/** Table, index, figures. A table without rowid names its own key. */
const STATISTICS: readonly (readonly [string, string, string])[] = [
  ['resource', 'resource', '1000000 1000000 200000 1'],
  ['resource', 'resource_moment', '1000000 1000000 200000 200000 20 1'],
  ['resource', 'resource_updated', '1000000 1000000 200000 200000 2 1'],
  ['version', 'sqlite_autoindex_version_1', '2000000 2000000 400000 2 1'],
  ['version', 'version_seq', '2000000 2000000 1'],
  ['version', 'version_type_seq', '2000000 2000000 400000 1'],
  ['compartment', 'compartment', '2000000 2000000 400000 2 1 1'],
  ['listing', 'listing', '4000000 4000000 500 200 100 20 2 1 1'],
  ['label', 'label', '20000 20000 20000 3 2 1'],
  ['label', 'label_value', '20000 20000 8000 100 100 1'],
  ['token_index', 'token_index', '8000000 8000000 10 2 1'],
  ['token_index', 'token_code', '8000000 8000000 200000 20000 5 2 1 1'],
  ['string_index', 'string_index', '4000000 4000000 10 3 1'],
  ['string_index', 'string_folded', '4000000 4000000 200000 100 2 1'],
  ['date_index', 'date_index', '2000000 2000000 4 2 1'],
  ['date_index', 'date_low', '2000000 2000000 200000 100 80 1'],
  ['number_index', 'number_index', '2000000 2000000 4 2 1'],
  ['number_index', 'number_low', '2000000 2000000 200000 5000 5000 1 1 1 1'],
  ['reference_index', 'reference_index', '4000000 4000000 8 2 1'],
  ['reference_index', 'reference_target', '4000000 4000000 200000 150000 250 5 1'],
  ['sort_index', 'sort_index', '2000000 2000000 4 1'],
  ['sort_index', 'sort_order', '2000000 2000000 200000 100 1'],
  ['audit', 'sqlite_autoindex_audit_1', '5000000 5000000 1'],
  ['audit', 'audit_patient', '5000000 5000000 1000 1'],
  ['audit', 'audit_actor', '5000000 5000000 50000 1'],
  ['ledger', 'ledger', '10000 10000 1000 1'],
];

interface Told {
  readonly tbl: string;
  readonly idx: string;
  readonly stat: string;
}

/** Writes them where they are not there yet, and makes this connection read them; others read them when they open. */
export async function tellStatistics(connection: SqliteConnection): Promise<void> {
  const [there] = await connection.rows(sql`SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'`);
  const told = there ? await connection.rows<Told>(sql`SELECT tbl, idx, stat FROM sqlite_stat1`) : [];
  const words = (rows: readonly (readonly string[])[]) =>
    rows
      .map((row) => row.join(' '))
      .sort()
      .join('\n');
  if (words(told.map(({ tbl, idx, stat }) => [tbl, idx, stat])) === words(STATISTICS)) return;
  connection.exec('ANALYZE sqlite_schema');
  connection.exec('BEGIN IMMEDIATE');
  connection.exec('DELETE FROM sqlite_stat1');
  const rows = STATISTICS.map((row) => `(${row.map((text) => `'${text}'`).join(', ')})`);
  connection.exec(`INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ${rows.join(', ')}`);
  connection.exec('COMMIT');
  connection.exec('ANALYZE sqlite_schema');
}
