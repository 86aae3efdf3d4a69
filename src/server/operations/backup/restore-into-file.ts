// A file that a backup is put into: made in a folder beside the record's, which takes its name when all is there.
import { existsSync, statSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type RecordKind } from '../../open-clinic.js';
import { sql } from '../../store/sql/fragment.js';
import { type SqliteConnection, sqliteConnection } from '../../store/sqlite/sqlite-connection.js';
import { SQLITE } from '../../store/sqlite/sqlite-dialect.js';
import { type DataFolder, OperatorError } from '../data-folder.js';
import { flushFolder } from '../durable-file.js';
import { lockedRecord } from '../record-lock.js';
import { type RestorePlace } from './restore-backup.js';

export interface IntoFile {
  readonly folder: DataFolder;
  readonly kind: RecordKind;
  /** Puts a record that is there aside instead of refusing. */
  readonly replace: boolean;
  /** Names what is put aside; the time, for people to read. */
  readonly mark: string;
}

export interface RestoreFile extends RestorePlace {
  /** Where the record that was there is afterwards; null where there was none. */
  readonly aside: string | null;
}

/** The place; throws in words when a record is there already, or is in use. */
export async function restoreIntoFile({ folder, kind, replace, mark }: IntoFile): Promise<RestoreFile> {
  const target = folder.recordFolder(kind);
  const path = folder.recordFile(kind);
  // An empty file is what a start that was cut short has left.
  const there = existsSync(path) && statSync(path).size > 0;
  if (there && !replace)
    throw new OperatorError(
      `there is a record at ${path} already: --replace puts it aside first, --data names another folder`,
    );
  const unlock = there ? lockedRecord(path) : () => {};
  const aside = there ? join(folder.root, `${kind}.before-restore-${mark}`) : null;
  const making = join(folder.root, `.restoring-${kind}-${mark}`);
  try {
    await sweep(folder, kind);
    await mkdir(making, { mode: 0o700 });
    const file = join(making, 'record.db');
    await (await open(file, 'wx', 0o600)).close();
    const connection = sqliteConnection(file);
    // Made aside and flushed once at the end: until then there is nothing to keep.
    for (const pragma of ['journal_mode = MEMORY', 'synchronous = OFF', 'trusted_schema = OFF', 'cache_size = -65536'])
      connection.pragma(pragma);
    let open_ = true;
    const close = () => {
      if (open_) connection.close();
      open_ = false;
    };
    return {
      aside,
      connection,
      dialect: SQLITE,
      fill: (work) => withoutIndexes(connection, work),
      keep: async () => {
        const [sound] = connection.pragma<{ integrity_check: string }>('integrity_check(1)');
        if (sound?.integrity_check !== 'ok')
          throw new OperatorError(`the file that was made is damaged (${sound?.integrity_check}): check the disk`);
        close();
        await flushed(file);
        await flushFolder(making);
        if (aside) await rename(target, aside);
        else await rm(target, { recursive: true, force: true });
        await rename(making, target);
        await flushFolder(folder.root);
        unlock();
      },
      drop: async () => {
        close();
        await rm(making, { recursive: true, force: true });
        unlock();
      },
    };
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    unlock();
    throw error;
  }
}

/** Rows come by the key of their table; an index of another order is made at once from all of them, sorted, far faster. */
async function withoutIndexes(connection: SqliteConnection, work: () => Promise<void>): Promise<void> {
  const indexes = await connection.rows<{ name: string; made: string }>(
    sql`SELECT name, sql AS made FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY rowid`,
  );
  for (const { name } of indexes) await connection.run(sql`DROP INDEX ${sql.id(name)}`);
  await work();
  for (const { made } of indexes) await connection.run(sql.raw(made));
}

/** What a restore that was killed has left. */
async function sweep(folder: DataFolder, kind: RecordKind): Promise<void> {
  for (const name of await readdir(folder.root))
    if (name.startsWith(`.restoring-${kind}-`)) await rm(join(folder.root, name), { recursive: true, force: true });
}

async function flushed(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
