// `db verify`: the file, the audit chain with its heads, the versions, the indexes. It reads one state beside the running
// server and changes nothing.
import { verifiedRecord } from '../audit/record-to-verify.js';
import { type RecordKind } from '../open-clinic.js';
import { type Definitions } from '../store/definitions.js';
import { sql } from '../store/sql/fragment.js';
import { MIGRATIONS } from '../store/sql/migrations.js';
import { checkRecord } from '../store/sqlite/check-file.js';
import { checkIndexes, type IndexCheck } from './check-indexes.js';
import { type DataFolder, OperatorError } from './data-folder.js';
import { openRecordReadOnly, type ReadOnlyRecord, type RecordPlace, recordPlaceOf } from './open-record.js';
import { countOf } from './record-tables.js';

export interface VerifyRecord {
  readonly folder: DataFolder;
  readonly kind: RecordKind;
  readonly databaseUrl: string | undefined;
  readonly definitions: Definitions;
  /** Looks at every row instead of a sample. */
  readonly full: boolean;
  readonly now: () => number;
  readonly breathe: () => Promise<void>;
}

export interface RecordVerified {
  readonly schema: number;
  readonly clinics: readonly string[];
  /** Rows of the audit chains, and versions that were held against them. */
  readonly rows: number;
  readonly versions: number;
  readonly indexes: IndexCheck;
  /** In words; none: the record is sound. */
  readonly faults: readonly string[];
}

const SAMPLE = 1_000;

/** Checks it. Throws in words where there is no record, or it cannot be read at all. */
export async function verifyRecord(options: VerifyRecord): Promise<RecordVerified> {
  const { folder, kind, databaseUrl, definitions, full, now, breathe } = options;
  const place = recordPlaceOf(folder, kind, databaseUrl);
  await refuseOld(place);
  const chains = (await verifiedRecord({ folder, kind, databaseUrl, breathe: () => breathe() }, now())) ?? [];
  const record = await openRecordReadOnly(place);
  try {
    const faults = full
      ? [...(await wholeFileFaults(place)), ...(await strayFaults(record))]
      : await pageFaults(record);
    for (const chain of chains)
      faults.push(...chain.faults.map(({ type, seq, message }) => `audit ${type} at row ${seq}: ${message}`));
    const indexes = await checkIndexes(record, definitions, full ? 'all' : SAMPLE, breathe);
    return {
      ...{ schema: record.schema, clinics: record.clinics, indexes },
      rows: chains.reduce((sum, chain) => sum + chain.rows, 0),
      versions: chains.reduce((sum, chain) => sum + chain.versions, 0),
      faults: [...faults, ...indexes.faults],
    };
  } finally {
    await record.close();
  }
}

async function refuseOld(place: RecordPlace): Promise<void> {
  const record = await openRecordReadOnly(place);
  try {
    if (record.schema < MIGRATIONS.length)
      throw new OperatorError(
        `the record has schema ${record.schema} and this program ${MIGRATIONS.length}: run cluneal db migrate first`,
      );
    if ((await countOf(record.connection, 'reindex')) > 0)
      throw new OperatorError('the index of the record is still to be made anew: start the server once');
  } finally {
    await record.close();
  }
}

/** Every page, every index entry and what stands behind each resource; PostgreSQL checks its own pages. */
async function wholeFileFaults(place: RecordPlace): Promise<string[]> {
  return place.type === 'file' ? (await checkRecord(place.path)).map((text) => `the file: ${text}`) : [];
}

/** Every page, as SQLite itself looks at it. */
async function pageFaults({ connection, dialect }: ReadOnlyRecord): Promise<string[]> {
  if (dialect.name !== 'sqlite') return [];
  const rows = await connection.rows<{ quick_check: string }>(sql`SELECT quick_check FROM pragma_quick_check(20)`);
  return rows
    .map((row) => row.quick_check)
    .filter((text) => text !== 'ok')
    .map((text) => `the file: ${text}`);
}

/** Index rows of resources that are not there, which nobody would ever look at. */
async function strayFaults({ connection, dialect }: ReadOnlyRecord): Promise<readonly string[]> {
  // A parameter is named `Type.code`.
  const type =
    dialect.name === 'sqlite' ? sql`substr(x.param, 1, instr(x.param, '.') - 1)` : sql`split_part(x.param, '.', 1)`;
  const faults: string[] = [];
  for (const kind of ['token', 'string', 'date', 'number', 'reference', 'sort']) {
    const [row] = await connection.rows<{ n: number }>(sql`SELECT COUNT(*) AS n FROM ${sql.id(`${kind}_index`)} x
      WHERE NOT EXISTS (SELECT 1 FROM resource r WHERE r.clinic = x.clinic AND r.type = ${type} AND r.id = x.id
        AND r.deleted = 0)`);
    if (Number(row!.n) > 0) faults.push(`${row!.n} rows of ${kind}_index belong to no resource`);
  }
  return faults;
}
