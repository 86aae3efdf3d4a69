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
  try {
    for await (const rows of rowsOf(connection, table, ROWS_AT_ONCE)) {
      for (const row of rows) {
        const current = named(table, row);
        if (current.deleted !== 0) continue;
        resources++;
        if (place++ % stride !== 0) continue;
        compared++;
        const fault = await faultOf(connection, anew, current, definitions);
        if (fault && faults.length < MOST_FAULTS) faults.push(`${current.type}/${current.id}: ${fault}`);
      }
      await breathe();
    }
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

async function faultOf(
  connection: Connection,
  anew: SqliteConnection,
  current: Current,
  definitions: Definitions,
): Promise<string | null> {
  const { clinic, type, id, version } = current;
  const [stored] = await connection.rows<{ text: string }>(sql`SELECT text FROM version
    WHERE clinic = ${clinic} AND type = ${type} AND id = ${id} AND version = ${version}`);
  if (!stored) return `its version ${version} is missing`;
  const read = readJson(stored.text);
  if (!read.ok || !isJsonObject(read.value)) return `its version ${version} is not JSON`;
  const held = await indexRows(connection, current);
  const own = [...new Set([...stored.text.matchAll(ABSOLUTE)].map((found) => found[1]!))];
  for (const bases of own.length > 0 ? [[], own] : [[]]) {
    const values = indexValuesOf(definitions, { ...read.value, id }, type, id, bases);
    const moment = values.moment ?? current.updated;
    const { seq, updated } = current;
    const first = { type, id, version: 1, seq, updated, deleted: false, text: '' };
    anew.exec('BEGIN');
    await sqlWrites(anew, SQLITE).put(clinic, { ...first, values, moment, patients: values.patients }, undefined);
    const made = await indexRows(anew, { ...current, version: 1 });
    anew.exec('ROLLBACK');
    if (made === held) return null;
  }
  return 'its index is not what its content gives';
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
