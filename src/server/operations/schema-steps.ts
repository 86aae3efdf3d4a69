// The schema of a record up to a step, as an older program would have made it: what an older backup is put back into
// before the newer steps run over it.

import { type Connection, type Dialect } from '../store/sql/dialect.js';
import { sql } from '../store/sql/fragment.js';
import { MIGRATIONS } from '../store/sql/migrations.js';

/** Makes the empty tables of the first `steps` steps, and the one that counts them. */
export async function makeSchema(connection: Connection, { words }: Dialect, steps: number): Promise<void> {
  const run = (text: string): Promise<void> => connection.run(sql.raw(text));
  await run(`CREATE TABLE migration (number ${words.int} NOT NULL PRIMARY KEY, applied ${words.text} NOT NULL)`);
  for (const step of MIGRATIONS.slice(0, steps)) for (const statement of step(words)) await run(statement);
}
