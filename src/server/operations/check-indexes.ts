// Whether the index rows of a record are those its resources give: they are made anew, by the same code that writes them,
// in a database of their own in memory, and compared.
import { isJsonObject } from '#fhir/json-value.js';
import { readJson } from '#fhir/strict-json.js';
import { type Definitions } from '../store/definitions.js';
import { indexValuesOf } from '../store/index-values.js';
import { type Connection } from '../store/sql/dialect.js';
import { type Sql, sql } from '../store/sql/fragment.js';
import { MIGRATIONS } from '../store/sql/migrations.js';
import { sqlWrites } from '../store/sql/sql-writes.js';
import { type SqliteConnection, sqliteConnection } from '../store/sqlite/sqlite-connection.js';
import { SQLITE } from '../store/sqlite/sqlite-dialect.js';
import { type ReadOnlyRecord } from './open-record.js';
import { countOf, type RecordTable, recordTables, rowsOf } from './record-tables.js';
import { makeSchema } from './schema-steps.js';

export interface IndexCheck {
  /** Resources that are not deleted. */
  readonly resources: number;
  /** Of them, those whose index was made anew. */
  readonly compared: number;
  /** `Type/id: what`, the first few. */
  readonly faults: readonly string[];
}

interface Current {
  readonly clinic: string;
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly seq: number;
  readonly updated: number;
  readonly moment: number;
  readonly deleted: number;
}

const ROWS_AT_ONCE = 500;
const MOST_FAULTS = 20;
/** An absolute reference: it is a local one where its address was this server's when it was written. */
const ABSOLUTE = /"reference"\s*:\s*"(https?:\/\/[^"\s]+?)\/[A-Z][A-Za-z]+\/[A-Za-z0-9.-]+/g;

/** Compares all, or about so many of them spread over the record. */
export async function checkIndexes(
  record: ReadOnlyRecord,
  definitions: Definitions,
  most: number | 'all',
  breathe: () => Promise<void>,
): Promise<IndexCheck> {
  const { connection, dialect } = record;
  const table = (await recordTables(connection, dialect)).find(({ name }) => name === 'resource')!;
  const total = await countOf(connection, 'resource');
  const stride = most === 'all' ? 1 : Math.max(1, Math.floor(total / most));
  const anew = await emptyRecord();
  const faults: string[] = [];
  let resources = 0;
  let compared = 0;
  let place = 0;
  let listed = 0;
  try {
    for await (const rows of rowsOf(connection, table, ROWS_AT_ONCE)) {
      for (const row of rows) {
        const current = named(table, row);
        if (current.deleted !== 0) continue;
        resources++;
        if (place++ % stride !== 0) continue;
        compared++;
        const found = await compare(connection, anew, current, definitions);
        if (typeof found === 'number') listed += found;
        else if (faults.length < MOST_FAULTS) faults.push(`${current.type}/${current.id}: ${found}`);
      }
      await breathe();
    }
    // Each resource stands in its lists; whether others stand in them that should not, only all together can tell.
    const held = most === 'all' && faults.length === 0 ? await countOf(connection, 'listing') : listed;
    if (held !== listed) faults.push(`the lists hold ${held} rows, and the resources give ${listed}`);
    return { resources, compared, faults };
  } finally {
    anew.close();
  }
}

const named = ({ columns }: RecordTable, row: readonly unknown[]): Current =>
  Object.fromEntries(columns.map((column, i) => [column, row[i]])) as unknown as Current;

async function emptyRecord(): Promise<SqliteConnection> {
  const connection = sqliteConnection(':memory:');
  await makeSchema(connection, SQLITE, MIGRATIONS.length);
  return connection;
}

/** How many rows of lists the resource gives, where all is as it should be; else what is not. */
async function compare(
  connection: Connection,
  anew: SqliteConnection,
  current: Current,
  definitions: Definitions,
): Promise<number | string> {
  const { clinic, type, id, version, seq, updated } = current;
  const [stored] = await connection.rows<{ text: string }>(sql`SELECT text FROM version
    WHERE clinic = ${clinic} AND type = ${type} AND id = ${id} AND version = ${version}`);
  if (!stored) return `its version ${version} is missing`;
  const read = readJson(stored.text);
  if (!read.ok || !isJsonObject(read.value)) return `its version ${version} is not JSON`;
  const held = await indexRows(connection, current);
  const own = [...new Set([...stored.text.matchAll(ABSOLUTE)].map((found) => found[1]!))];
  const first = { type, id, version: 1, seq, updated, deleted: false, text: '' };
  for (const bases of own.length > 0 ? [[], own] : [[]]) {
    const values = indexValuesOf(definitions, { ...read.value, id }, type, id, bases);
    const moment = values.moment ?? updated;
    const labels = await labelRows(connection, clinic, type, id, values.patients);
    anew.exec('BEGIN');
    try {
      for (const row of labels) await anew.run(sql`INSERT INTO label VALUES (${sql.join(row)})`);
      await sqlWrites(anew, SQLITE).put(clinic, { ...first, values, moment, patients: values.patients }, undefined);
      if ((await indexRows(anew, { ...current, version: 1 })) !== held) continue;
      const lists = await anew.rows<ListRow>(sql`SELECT * FROM listing`);
      for (const row of lists) if (!(await stands(connection, row))) return `it is missing in the list of ${row.whose}`;
      return lists.length;
    } finally {
      anew.exec('ROLLBACK');
    }
  }
  return 'its index is not what its content gives';
}

/** The labels of a resource and of those it is about: they decide in which lists it stands. */
async function labelRows(
  connection: Connection,
  clinic: string,
  type: string,
  id: string,
  patients: readonly string[],
): Promise<readonly (readonly string[])[]> {
  const places = new Map<string, readonly [string, string]>([[`${type}/${id}`, [type, id]]]);
  for (const patient of patients) places.set(`Patient/${patient}`, ['Patient', patient]);
  const rows: (readonly string[])[] = [];
  for (const [of, at] of places.values()) {
    const found = await connection.rows<{ kind: string; value: string }>(
      sql`SELECT kind, value FROM label WHERE clinic = ${clinic} AND type = ${of} AND id = ${at}`,
    );
    for (const { kind, value } of found) rows.push([clinic, of, at, kind, value]);
  }
  return rows;
}

interface ListRow {
  readonly clinic: string;
  readonly whose: string;
  readonly type: string;
  readonly param: string;
  readonly key: string;
  readonly moment: number;
  readonly id: string;
  readonly system: string;
  readonly twin: number;
}

async function stands(connection: Connection, row: ListRow): Promise<boolean> {
  const { clinic, whose, type, param, key, moment, id, system, twin } = row;
  const found = await connection.rows(sql`SELECT 1 AS one FROM listing WHERE clinic = ${clinic} AND whose = ${whose}
    AND type = ${type} AND param = ${param} AND key = ${key} AND moment = ${moment} AND id = ${id}
    AND system = ${system} AND twin = ${twin}`);
  return found.length === 1;
}

const INDEXES: readonly Sql[] = ['token', 'string', 'date', 'number', 'reference', 'sort'].map((kind) =>
  sql.id(`${kind}_index`),
);

/** All by which a resource is found, as one text. */
async function indexRows(connection: Connection, { clinic, type, id, version }: Current): Promise<string> {
  const lines: string[] = [];
  for (const [i, table] of INDEXES.entries()) {
    const rows = await connection.rows<object>(sql`SELECT * FROM ${table} WHERE clinic = ${clinic} AND id = ${id}
      AND param >= ${`${type}.`} AND param < ${`${type}/`}`);
    for (const row of rows) lines.push(`${i} ${JSON.stringify(Object.entries(row).sort())}`);
  }
  const [moment] = await connection.rows<{ moment: number }>(
    sql`SELECT moment FROM resource WHERE clinic = ${clinic} AND type = ${type} AND id = ${id}`,
  );
  const patients = await connection.rows<{ patient: string }>(sql`SELECT patient FROM compartment
    WHERE clinic = ${clinic} AND type = ${type} AND id = ${id} AND version = ${version}`);
  return [...lines, `at ${moment?.moment}`, ...patients.map(({ patient }) => `of ${patient}`)].sort().join('\n');
}
