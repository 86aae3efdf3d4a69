// A restore as an operator asks for it: the backup into the data folder or into PostgreSQL, with the audit chain told
// under signature that it was put back, and the choice remembered.
import { existsSync } from 'node:fs';
import { auditKey } from '../../audit/audit-key.js';
import { HEAD_KIND } from '../../audit/heads.js';
import { appendHead } from '../../audit/heads-file.js';
import { signHead, textOfHead } from '../../audit/signed-head.js';
import { type Connection } from '../../store/sql/dialect.js';
import { sql } from '../../store/sql/fragment.js';
import { type ServerWorld } from '../../world.js';
import { type DataFolder, OperatorError } from '../data-folder.js';
import { rememberChoice, rememberedChoice } from '../remembered-choice.js';
import { timeMark } from './backup-files.js';
import { type BackupHead, type BackupSecret } from './backup-head.js';
import { keptBackupKey } from './backup-key.js';
import { openBackup } from './read-backup.js';
import { type Restored, restoreBackup } from './restore-backup.js';
import { restoreIntoFile } from './restore-into-file.js';
import { restoreIntoPostgres } from './restore-into-postgres.js';

export interface RestoreRecord {
  readonly folder: DataFolder;
  /** The backup. */
  readonly path: string;
  readonly secret: BackupSecret;
  /** Into this PostgreSQL; undefined: into the data folder. */
  readonly into: string | undefined;
  readonly replace: boolean;
  readonly world: ServerWorld;
}

export interface RecordRestored extends Restored {
  /** Where the record that was there is now; null where there was none. */
  readonly aside: string | null;
  /** Whether the restore stands under signature; not where the audit key is missing. */
  readonly signed: boolean;
}

/** Puts it back. Throws in words, and then nothing has changed. */
export async function restoreRecord({
  folder,
  path,
  secret,
  into,
  replace,
  world,
}: RestoreRecord): Promise<RecordRestored> {
  const backup = await openBackup(path, secret);
  try {
    const { kind } = backup.head;
    if (into !== undefined && kind === 'demo')
      throw new OperatorError(`${path} is a backup of the demo, which is always a file: leave --into out`);
    const mark = timeMark(world.now());
    const place =
      into === undefined
        ? await restoreIntoFile({ folder, kind, replace, mark })
        : await restoreIntoPostgres({ url: into, replace, mark });
    const { key, heads } = folder.audit(kind);
    let signed = false;
    const restored = await restoreBackup(backup, place, world.now(), async (connection, head) => {
      // Made here, where all is checked: a restore that fails leaves no key behind.
      const signing = existsSync(key) || !existsSync(heads) ? auditKey(key, world.random) : null;
      if (signing) await toldTheChain(connection, head, signing, heads, world.now());
      signed = signing !== null;
    });
    // So that the next backup on this machine opens with the same words.
    if (secret.type === 'key') await keptBackupKey(folder, secret.key);
    if ((await rememberedChoice(folder)) === null) await rememberChoice(folder, kind);
    return { ...restored, aside: place.aside, signed };
  } finally {
    await backup.close();
  }
}

/** Without it `audit verify` would take what came after the backup for cut off. */
async function toldTheChain(
  connection: Connection,
  head: BackupHead,
  key: ReturnType<typeof auditKey>,
  file: string,
  at: number,
): Promise<void> {
  for (const { clinic, seq, hash } of head.chains) {
    const signed = signHead(key, { kind: 'restored', clinic, seq, hash, at });
    const id = String(seq).padStart(16, '0');
    await connection.run(sql`DELETE FROM ledger WHERE clinic = ${clinic} AND kind = ${HEAD_KIND} AND id = ${id}`);
    await connection.run(
      sql`INSERT INTO ledger (clinic, kind, id, text) VALUES (${clinic}, ${HEAD_KIND}, ${id}, ${textOfHead(signed)})`,
    );
    appendHead(file, signed);
  }
}
