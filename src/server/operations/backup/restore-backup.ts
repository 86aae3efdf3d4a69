// Puts a backup back. The record is made aside, checked whole, and only then given its place: whoever looks finds the
// old state or the new one, never a part. The databases need not be of one kind; this is how a clinic moves.

import { type Connection, type Dialect } from '../../store/sql/dialect.js';
import { sql } from '../../store/sql/fragment.js';
import { migrate } from '../../store/sql/migrate.js';
import { MIGRATIONS } from '../../store/sql/migrations.js';
import { sqlReads } from '../../store/sql/sql-reads.js';
import { OperatorError } from '../data-folder.js';
import { countOf, recordTables } from '../record-tables.js';
import { makeSchema } from '../schema-steps.js';
import { wholeChain } from '../whole-chain.js';
import { type BackupHead } from './backup-head.js';
import { type OpenBackup } from './read-backup.js';
import { rowWriter } from './rows-into.js';

/** An empty database that a backup is put into; nothing of it is seen by anybody before `keep`. */
export interface RestorePlace {
  readonly connection: Connection;
  readonly dialect: Dialect;
  /** Runs the work that puts the rows in, in whatever way is fastest here. */
  fill(work: () => Promise<void>): Promise<void>;
  /** Everything is there and checked: give it its place. */
  keep(): Promise<void>;
  /** Takes everything away again. */
  drop(): Promise<void>;
}

export interface Restored {
  readonly head: BackupHead;
  readonly rows: number;
  /** Sessions that were open when the backup was taken, and are not any more. */
  readonly sessionsEnded: number;
}

/**
 * Fills the place, checks it, keeps it; or drops it and throws in words. `at` is now, for the schema's own notes; `last`
 * is done when all is checked and nobody sees it yet.
 */
export async function restoreBackup(
  backup: OpenBackup,
  place: RestorePlace,
  at: number,
  last: (connection: Connection, head: BackupHead) => Promise<void> = async () => {},
): Promise<Restored> {
  try {
    const { head } = backup;
    if (head.schema > MIGRATIONS.length)
      throw new OperatorError(
        `the backup was made by a newer program (schema ${head.schema}, this one knows ${MIGRATIONS.length}): update Cluneal first`,
      );
    const { connection, dialect } = place;
    await makeSchema(connection, dialect, head.schema);
    const tables = await recordTables(connection, dialect);
    for (const { name, columns } of head.tables) {
      const here = tables.find((table) => table.name === name);
      if (!here || [...here.columns].sort().join() !== [...columns].sort().join())
        throw new OperatorError(`the backup holds a table ${name} that schema ${head.schema} does not have`);
    }
    await place.fill(async () => {
      await connection.run(sql`BEGIN`);
      await backup.read(rowWriter(connection, dialect));
      await connection.run(sql`COMMIT`);
    });
    await checked(place, head);
    const sessionsEnded = await withoutSessions(connection, head);
    if (head.schema < MIGRATIONS.length) await migrate(connection, dialect, at);
    await last(connection, head);
    await place.keep();
    return { head, rows: head.tables.reduce((sum, table) => sum + table.rows, 0), sessionsEnded };
  } catch (error) {
    await place.drop();
    throw error;
  }
}

async function checked({ connection, dialect }: RestorePlace, head: BackupHead): Promise<void> {
  for (const { name, rows } of head.tables) {
    const found = await countOf(connection, name);
    if (found !== rows) throw new OperatorError(`${found} rows of ${name} were put back instead of ${rows}`);
  }
  const reads = sqlReads(connection, dialect);
  for (const chain of head.chains) {
    const { head: end, fault } = await wholeChain(reads, chain.clinic);
    if (fault) throw new OperatorError(`the record in the backup is not sound: ${fault}`);
    if (end.seq !== chain.seq || end.hash !== chain.hash)
      throw new OperatorError(
        `the record in the backup ends at row ${end.seq} of its audit chain, and its head says ${chain.seq}`,
      );
  }
}

/** Who had signed out since the backup must not be signed in again by it. */
async function withoutSessions(connection: Connection, head: BackupHead): Promise<number> {
  if (!head.tables.some((table) => table.name === 'ledger')) return 0;
  const sessions = sql`FROM ledger WHERE kind = 'session'`;
  const [found] = await connection.rows<{ n: number }>(sql`SELECT COUNT(*) AS n ${sessions}`);
  await connection.run(sql`DELETE ${sessions}`);
  return Number(found!.n);
}
