// Migrates a record and kills its own process at one of its statements, as a power cut or an operator would.
// `killed-migration.mjs RECORD N`: before the Nth statement; ends with 0 when there are fewer.
import { migrate } from '#server/store/sql/migrate.js';
import { sqliteConnection } from '#server/store/sqlite/sqlite-connection.js';
import { SQLITE } from '#server/store/sqlite/sqlite-dialect.js';

const [path, at] = process.argv.slice(2);
const connection = sqliteConnection(path);
connection.pragma('journal_mode = WAL');
connection.pragma('synchronous = FULL');
let done = 0;
const counted = {
  ...connection,
  run: (query) => {
    if (++done === Number(at)) process.kill(process.pid, 'SIGKILL');
    return connection.run(query);
  },
};
await migrate(counted, SQLITE, Date.UTC(2027, 0, 1));
process.exit(0);
