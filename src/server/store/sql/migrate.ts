// Brings a database to this program's schema, and refuses one that a newer program made: it may hold what this one
// would not keep.

import { type Connection, type Dialect } from './dialect.js';
import { sql } from './fragment.js';
import { MIGRATIONS } from './migrations.js';

/** The database belongs to a newer program. */
export class NewerSchema extends Error {
  constructor(found: number) {
    super(
      `the record was written by a newer version (schema ${found}, this one knows ${MIGRATIONS.length}): update first`,
    );
  }
}

/** Runs what is missing, each step all or nothing together with its number. `at` is when, for people to read. */
export async function migrate(connection: Connection, dialect: Dialect, at: number): Promise<void> {
  const { text, int } = dialect.words;
  await connection.run(
    sql.raw(`CREATE TABLE IF NOT EXISTS migration (number ${int} NOT NULL PRIMARY KEY, applied ${text} NOT NULL)`),
  );
  const [row] = await connection.rows<{ done: number | null }>(sql`SELECT MAX(number) AS done FROM migration`);
  const found = row?.done ?? 0;
  if (found > MIGRATIONS.length) throw new NewerSchema(found);
  for (const [i, step] of MIGRATIONS.entries()) {
    if (i < found) continue;
    await connection.run(sql`BEGIN`);
    try {
      for (const statement of step(dialect.words)) await connection.run(sql.raw(statement));
      await connection.run(
        sql`INSERT INTO migration (number, applied) VALUES (${i + 1}, ${new Date(at).toISOString()})`,
      );
      await connection.run(sql`COMMIT`);
    } catch (error) {
      // On a full disk SQLite has rolled back by itself, and says so; what went wrong first is what must be told.
      await connection.run(sql`ROLLBACK`).catch(() => {});
      throw error;
    }
  }
}
