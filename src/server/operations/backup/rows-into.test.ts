import { expect, it } from 'vitest';
import { POSTGRES } from '../../store/postgres/postgres-dialect.js';
import { type Connection, type Dialect } from '../../store/sql/dialect.js';
import { type Sql, sql } from '../../store/sql/fragment.js';
import { sqliteConnection } from '../../store/sqlite/sqlite-connection.js';
import { SQLITE } from '../../store/sqlite/sqlite-dialect.js';
import { rowWriter } from './rows-into.js';

const table = { name: 'listing', columns: ['clinic', 'id', 'n'], rows: 0 };
const rows = (count: number) => Array.from({ length: count }, (_, n) => ['c1', `o-${n}`, n % 2 === 0 ? null : n]);

it('the rows of a backup come into the table as they are, those that share values too', async () => {
  const connection = sqliteConnection(':memory:');
  connection.exec('CREATE TABLE listing (n INTEGER, id TEXT, clinic TEXT)');
  const write = rowWriter(connection, SQLITE);
  const all = [...rows(173), ['c1', 'o', 1], ['c2', 'o', 1], ['c2', 'o', null]];
  await write(table, all);
  await write(table, [['c3', 'alone', 0]]);
  const found = await connection.rows<object>(sql`SELECT clinic, id, n FROM listing`);
  expect(found.map((row) => Object.values(row))).toEqual([...all, ['c3', 'alone', 0]]);
  connection.close();
});

it('what is the same in all rows of a statement, as the clinic is, is handed to the database once', async () => {
  const asked: Sql[] = [];
  const connection: Connection = { rows: async () => [], run: async (query) => void asked.push(query) };
  for (const dialect of [SQLITE, POSTGRES] as readonly Dialect[]) await rowWriter(connection, dialect)(table, rows(3));
  expect(asked.map((query) => query.values)).toEqual(Array(2).fill(['c1', 'o-0', null, 'o-1', 1, 'o-2', null]));
  expect(SQLITE.compile(asked[0]!).text).toMatch(/VALUES \(\?, \?, \?\), \(\?1, \?, \?\), \(\?1, \?, \?\)$/);
  expect(POSTGRES.compile(asked[1]!).text).toMatch(/VALUES \(\$1, \$2, \$3\), \(\$1, \$4, \$5\), \(\$1, \$6, \$7\)$/);
});
