// The tables of a record as the database itself tells them, so that a backup can leave none out.

import { type Connection, type Dialect } from '../store/sql/dialect.js';
import { sql } from '../store/sql/fragment.js';

export interface RecordTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** Of the primary key, in its order: the order in which rows are read. */
  readonly key: readonly string[];
}

interface ColumnRow {
  readonly tbl: string;
  readonly col: string;
  /** Place in the primary key from 1; 0 outside it. */
  readonly pk: number;
}

const SQLITE_COLUMNS = sql`SELECT t.name AS tbl, c.name AS col, c.pk AS pk FROM sqlite_schema t
  JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
  ORDER BY t.name, c.cid`;

const POSTGRES_COLUMNS = sql`SELECT c.table_name AS tbl, c.column_name AS col, COALESCE(k.ordinal_position, 0) AS pk
  FROM information_schema.columns c
  JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
    AND t.table_type = 'BASE TABLE'
  LEFT JOIN information_schema.table_constraints p ON p.table_schema = c.table_schema AND p.table_name = c.table_name
    AND p.constraint_type = 'PRIMARY KEY'
  LEFT JOIN information_schema.key_column_usage k ON k.constraint_schema = p.constraint_schema
    AND k.constraint_name = p.constraint_name AND k.column_name = c.column_name
  WHERE c.table_schema = current_schema() ORDER BY c.table_name COLLATE "C", c.ordinal_position`;

/** All tables, by name. */
export async function recordTables(connection: Connection, dialect: Dialect): Promise<readonly RecordTable[]> {
  const rows = await connection.rows<ColumnRow>(dialect.name === 'sqlite' ? SQLITE_COLUMNS : POSTGRES_COLUMNS);
  const names = [...new Set(rows.map((row) => row.tbl))];
  return names.map((name) => {
    const columns = rows.filter((row) => row.tbl === name);
    const key = columns.filter((row) => Number(row.pk) > 0).sort((a, b) => Number(a.pk) - Number(b.pk));
    if (key.length === 0) throw new Error(`table ${name} has no primary key, so its rows cannot be read in order`);
    return { name, columns: columns.map((row) => row.col), key: key.map((row) => row.col) };
  });
}

export type CellValue = string | number | null;
export type TableRow = readonly CellValue[];

/** The rows of a table in the order of its key, some at a time. */
export async function* rowsOf(
  connection: Connection,
  { name, columns, key }: RecordTable,
  most: number,
): AsyncGenerator<readonly TableRow[]> {
  const all = sql.join(columns.map((column) => sql.id(column)));
  const order = sql.join(key.map((column) => sql.id(column)));
  let after: TableRow | null = null;
  for (;;) {
    const from = after === null ? sql`1 = 1` : sql`(${order}) > (${sql.join(after)})`;
    const found: readonly Readonly<Record<string, CellValue>>[] = await connection.rows(
      sql`SELECT ${all} FROM ${sql.id(name)} WHERE ${from} ORDER BY ${order} LIMIT ${most}`,
    );
    if (found.length === 0) return;
    yield found.map((row) => columns.map((column) => row[column] ?? null));
    if (found.length < most) return;
    const last = found.at(-1)!;
    after = key.map((column) => last[column]!);
  }
}

export async function countOf(connection: Connection, name: string): Promise<number> {
  const [row] = await connection.rows<{ n: number }>(sql`SELECT COUNT(*) AS n FROM ${sql.id(name)}`);
  return Number(row!.n);
}
