// Takes a backup: one state of a record, compressed and sealed, as one file that is there whole or not at all. It reads
// beside the running server and stops nobody.
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type RecordKind } from '../../open-clinic.js';
import { type Connection } from '../../store/sql/dialect.js';
import { sql } from '../../store/sql/fragment.js';
import { OperatorError } from '../data-folder.js';
import { flushFolder } from '../durable-file.js';
import { type ReadOnlyRecord } from '../open-record.js';
import { countOf, type RecordTable, recordTables, rowsOf } from '../record-tables.js';
import { type BackupChain, type BackupHead, type BackupSecret, writtenHead } from './backup-head.js';
import { sealedFrames } from './frames.js';

export interface BackupJob {
  readonly record: ReadOnlyRecord;
  readonly kind: RecordKind;
  /** Version of this program. */
  readonly program: string;
  /** Milliseconds since 1970 UTC: now. */
  readonly at: number;
  /** Newest signed heads, with what they are checked by. */
  readonly signed: readonly unknown[];
  readonly secret: BackupSecret;
  /** 32 bytes nobody can guess, used for this file only. */
  readonly salt: Uint8Array;
  /** The file to make; nothing may be there. */
  readonly to: string;
}

export interface BackupWritten {
  readonly path: string;
  readonly bytes: number;
  readonly head: BackupHead;
}

const ROWS_AT_ONCE = 200;
const LEAST_CHUNK = 64 * 1024;
/** Fast enough to keep up with the disk; the higher levels win a few percent. */
const GZIP_LEVEL = 4;

/** Writes it, flushes it and gives it its name; what it cannot finish it takes away. */
export async function writeBackup(job: BackupJob): Promise<BackupWritten> {
  const { record, to } = job;
  const tables = await recordTables(record.connection, record.dialect);
  const counted: (RecordTable & { readonly rows: number })[] = [];
  for (const table of tables) counted.push({ ...table, rows: await countOf(record.connection, table.name) });
  const { bytes, frameKey, head } = await writtenHead(
    {
      ...{ program: job.program, kind: job.kind, schema: record.schema, at: job.at, signed: job.signed },
      chains: await chainEnds(record.connection),
      tables: counted.map(({ name, columns, rows }) => ({ name, columns, rows })),
    },
    job.secret,
    job.salt,
  );

  const beside = join(dirname(to), `.${basename(to)}.part`);
  try {
    const file = await open(beside, 'wx', 0o600);
    let size = 0;
    try {
      await file.writeFile(bytes);
      size = bytes.length;
      await pipeline(
        linesOf(record, counted),
        createGzip({ level: GZIP_LEVEL }),
        (plain: AsyncIterable<Uint8Array>) => sealedFrames(frameKey, plain),
        async (frames: AsyncIterable<Uint8Array>) => {
          for await (const frame of frames) {
            await file.write(frame);
            size += frame.length;
          }
        },
      );
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, to);
    await flushFolder(dirname(to));
    return { path: to, bytes: size, head };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST') await rm(beside, { force: true });
    throw inWords(error, to);
  }
}

function inWords(error: unknown, to: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC') return new OperatorError(`the disk is full, so no backup was made at ${to}: make room on it`);
  if (code === 'EEXIST') return new OperatorError(`another backup is being written to ${to}: wait for it`);
  if (code === 'ENOENT') return new OperatorError(`there is no folder ${dirname(to)}: make it first`);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new OperatorError(`${dirname(to)} may not be written by this user: name another place with --to`);
  return error;
}

/** Where each chain of a record ends. */
export async function chainEnds(connection: Connection): Promise<BackupChain[]> {
  const rows = await connection.rows<{ clinic: string; seq: number; wall: number; hash: string }>(
    sql`SELECT clinic, seq, wall, hash FROM audit_head ORDER BY clinic`,
  );
  return rows.map(({ clinic, seq, wall, hash }) => ({ clinic, seq, hash, at: wall }));
}

/** The rows as lines of JSON: a line that opens each table, its rows, and one that says it is the end. */
async function* linesOf(
  { connection }: ReadOnlyRecord,
  tables: readonly (RecordTable & { readonly rows: number })[],
): AsyncGenerator<Buffer> {
  let waiting: string[] = [];
  let length = 0;
  const add = (line: string) => {
    waiting.push(line);
    length += line.length + 1;
  };
  const taken = (): Buffer => {
    const chunk = Buffer.from(`${waiting.join('\n')}\n`);
    waiting = [];
    length = 0;
    return chunk;
  };
  for (const table of tables) {
    add(JSON.stringify({ table: table.name }));
    let written = 0;
    for await (const rows of rowsOf(connection, table, ROWS_AT_ONCE)) {
      written += rows.length;
      for (const row of rows) {
        add(JSON.stringify(row));
        if (length >= LEAST_CHUNK) yield taken();
      }
    }
    if (written !== table.rows)
      throw new Error(`table ${table.name} gave ${written} rows, and ${table.rows} were counted in the same state`);
  }
  add(JSON.stringify({ end: true }));
  yield taken();
}
