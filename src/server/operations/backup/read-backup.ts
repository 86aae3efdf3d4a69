// Reads a backup: its head first, then its rows, each checked before it is handed on. Whoever takes the rows must throw
// them away when the reading ends with an error, for only the end tells that nothing is missing.
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip } from 'node:zlib';
import { OperatorError } from '../data-folder.js';
import { type TableRow } from '../record-tables.js';
import {
  type BackupHead,
  type BackupSecret,
  type BackupTable,
  checkedHead,
  claimedHead,
  headLength,
  PREAMBLE_BYTES,
} from './backup-head.js';
import { openedFrames } from './frames.js';

/** Takes some rows of a table; they come in the order of the file. */
export type TakeRows = (table: BackupTable, rows: readonly TableRow[]) => Promise<void>;

export interface OpenBackup {
  readonly head: BackupHead;
  /** Hands all rows on; throws in words when one of them is not as it was written, or one is missing. */
  read(take: TakeRows): Promise<void>;
  close(): Promise<void>;
}

const ROWS_AT_ONCE = 200;
/** Handed on at once by the decompression, instead of 16 kB. */
const PIECE_BYTES = 256 * 1024;
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'is not there: check the path',
  EACCES: 'may not be read by this user: change its permissions',
  EISDIR: 'is a folder: name one backup in it',
};

/** Errors about the file, told with its name. */
const about = (path: string, error: unknown): unknown => {
  if (error instanceof OperatorError)
    return new OperatorError(
      error.message.startsWith('the backup') ? `${path}: ${error.message}` : `${path} ${error.message}`,
    );
  const reason = REASONS[(error as NodeJS.ErrnoException).code ?? ''];
  return reason ? new OperatorError(`${path} ${reason}`) : error;
};

async function headBytes(file: FileHandle): Promise<Buffer> {
  const preamble = Buffer.alloc(PREAMBLE_BYTES);
  const { bytesRead } = await file.read(preamble, 0, PREAMBLE_BYTES, 0);
  const length = headLength(preamble.subarray(0, bytesRead));
  const bytes = Buffer.alloc(length);
  const found = await file.read(bytes, 0, length, PREAMBLE_BYTES);
  if (found.bytesRead < length) throw new OperatorError('ends too soon, in its head: use a whole copy of it');
  return bytes;
}

/** What the head claims, without a key: enough to see which key is needed, and not to be believed before `openBackup`. */
export async function backupClaims(path: string): Promise<BackupHead> {
  try {
    const file = await open(path, 'r');
    try {
      return claimedHead(await headBytes(file));
    } finally {
      await file.close();
    }
  } catch (error) {
    throw about(path, error);
  }
}

/** Opens it and checks its head. Throws in words, naming the file. */
export async function openBackup(path: string, secret: BackupSecret): Promise<OpenBackup> {
  const file = await open(path, 'r').catch((error) => {
    throw about(path, error);
  });
  try {
    const bytes = await headBytes(file);
    const { head, frameKey } = await checkedHead(bytes, secret);
    const start = PREAMBLE_BYTES + bytes.length;
    return {
      head,
      close: () => file.close(),
      read: async (take) => {
        try {
          await pipeline(
            file.createReadStream({ start, autoClose: false }),
            (sealed: AsyncIterable<Uint8Array>) => openedFrames(frameKey, sealed),
            createGunzip({ chunkSize: PIECE_BYTES }),
            (plain: AsyncIterable<Buffer>) => taken(head, linesIn(plain), take),
          );
        } catch (error) {
          throw about(path, error);
        }
      },
    };
  } catch (error) {
    await file.close();
    throw about(path, error);
  }
}

/** The whole lines of each piece, together: a turn of the event loop for every row would cost more than the row. */
async function* linesIn(plain: AsyncIterable<Buffer>): AsyncGenerator<readonly string[]> {
  const decoder = new StringDecoder('utf8');
  let begun = '';
  for await (const chunk of plain) {
    const lines = (begun + decoder.write(chunk)).split('\n');
    begun = lines.pop()!;
    yield lines;
  }
  if (begun + decoder.end() !== '') throw new OperatorError('the backup ends inside a row: use another copy of it');
}

/** Holds the lines to what the head promised: these tables, with so many rows each, and then the end. */
async function taken(head: BackupHead, pieces: AsyncIterable<readonly string[]>, take: TakeRows): Promise<void> {
  const wrong = (what: string) =>
    new OperatorError(`the backup does not hold what its head says (${what}): use another copy`);
  let place = -1;
  let rows: TableRow[] = [];
  let seen = 0;
  let ended = false;
  const handOn = async () => {
    if (rows.length === 0) return;
    await take(head.tables[place]!, rows);
    rows = [];
  };
  const endTable = async () => {
    await handOn();
    const table = head.tables[place];
    if (table && seen !== table.rows) throw wrong(`${seen} rows of ${table.name} instead of ${table.rows}`);
    seen = 0;
  };
  for await (const lines of pieces)
    for (const line of lines) {
      const value: unknown = JSON.parse(line);
      if (ended) throw wrong('something after its end');
      if (Array.isArray(value)) {
        const table = head.tables[place];
        if (!table || value.length !== table.columns.length) throw wrong('a row of another shape');
        rows.push(value as TableRow);
        seen++;
        if (rows.length === ROWS_AT_ONCE) await handOn();
        continue;
      }
      await endTable();
      const { table, end } = value as { table?: string; end?: boolean };
      if (end) {
        ended = true;
        if (place !== head.tables.length - 1) throw wrong('a table is missing');
      } else if (head.tables[++place]?.name !== table) throw wrong(`table ${table} where another should be`);
    }
  if (!ended) throw wrong('its end is missing');
}
