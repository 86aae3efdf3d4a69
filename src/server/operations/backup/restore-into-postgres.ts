// A PostgreSQL that a backup is put into: made in a schema of its own, whose tables take their place in one transaction
// when all is there.

import { POSTGRES } from '../../store/postgres/postgres-dialect.js';
import { type Sql, sql } from '../../store/sql/fragment.js';
import { OperatorError } from '../data-folder.js';
import { connectionOfClient, postgresClient, postgresTrouble, refuseOthers, shownAddress } from '../postgres-place.js';
import { recordTables } from '../record-tables.js';
import { type RestorePlace } from './restore-backup.js';

export interface IntoPostgres {
  readonly url: string;
  /** Puts tables that are there aside instead of refusing. */
  readonly replace: boolean;
  /** Names what is put aside; digits and letters. */
  readonly mark: string;
}

export interface RestoreDatabase extends RestorePlace {
  /** The schema that holds the tables that were there; null where there were none. */
  readonly aside: string | null;
}

const MAKING = 'cluneal_restoring';

/** The place; throws in words when tables are there already, or somebody else is connected. */
export async function restoreIntoPostgres({ url, replace, mark }: IntoPostgres): Promise<RestoreDatabase> {
  const client = await postgresClient(url);
  const connection = connectionOfClient(client);
  const run = (text: Sql) => connection.run(text);
  const making = sql.id(MAKING);
  try {
    const [at] = await connection.rows<{ home: string | null }>(sql`SELECT current_schema() AS home`);
    if (!at!.home) throw new OperatorError(`${shownAddress(url)} has no schema to make tables in: make one first`);
    await refuseOthers(connection, url);
    const old = await recordTables(connection, POSTGRES);
    if (old.length > 0 && !replace)
      throw new OperatorError(
        `there are tables in PostgreSQL ${shownAddress(url)} already: --replace puts them aside first`,
      );
    const home = sql.id(at!.home);
    const aside = old.length > 0 ? `before_restore_${mark.toLowerCase()}` : null;
    await run(sql`DROP SCHEMA IF EXISTS ${making} CASCADE`);
    await run(sql`CREATE SCHEMA ${making}`);
    await run(sql`SET search_path TO ${making}`);
    return {
      aside,
      connection,
      dialect: POSTGRES,
      fill: (work) => work(),
      keep: async () => {
        const made = await recordTables(connection, POSTGRES);
        await run(sql`BEGIN`);
        if (aside) {
          await run(sql`CREATE SCHEMA ${sql.id(aside)}`);
          for (const { name } of old) await run(sql`ALTER TABLE ${home}.${sql.id(name)} SET SCHEMA ${sql.id(aside)}`);
        }
        for (const { name } of made) await run(sql`ALTER TABLE ${making}.${sql.id(name)} SET SCHEMA ${home}`);
        await run(sql`DROP SCHEMA ${making}`);
        await run(sql`COMMIT`);
        await client.end();
      },
      drop: async () => {
        // The connection may be what failed; what it leaves behind is swept by the next restore.
        await run(sql`ROLLBACK`).catch(() => {});
        await run(sql`DROP SCHEMA IF EXISTS ${making} CASCADE`).catch(() => {});
        await client.end().catch(() => {});
      },
    };
  } catch (error) {
    await client.end().catch(() => {});
    throw postgresTrouble(error, url);
  }
}
