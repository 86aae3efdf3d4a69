// cluneal db restore: puts a backup back, whole or not at all.
import { readFile } from 'node:fs/promises';
import { type BackupSecret } from '#server/operations/backup/backup-head.js';
import { keyOfFile, storedBackupKey } from '#server/operations/backup/backup-key.js';
import { backupClaims } from '#server/operations/backup/read-backup.js';
import { restoreRecord } from '#server/operations/backup/restore-record.js';
import { type DataFolder, inDataFolder, OperatorError } from '#server/operations/data-folder.js';
import { requirePostgresAddress, shownAddress } from '#server/operations/postgres-place.js';
import { type Arguments } from './arguments.js';
import { dataFolder, dataPath, inWords, passphraseIn, pathFrom } from './data-place.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { printable, type Terminal } from './terminal.js';

async function secretFor(path: string, args: Arguments, terminal: Terminal, folder: DataFolder): Promise<BackupSecret> {
  if (args.passphraseFile !== undefined)
    return { type: 'passphrase', text: await passphraseIn(pathFrom(terminal, args.passphraseFile)) };
  if (args.keyFile !== undefined) {
    const file = pathFrom(terminal, args.keyFile);
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      throw new OperatorError(`the key file ${file} cannot be read (${error.code}): check the path`);
    });
    return { type: 'key', key: keyOfFile(text, file) };
  }
  const { key: origin } = await backupClaims(path);
  if (origin.type === 'scrypt')
    throw new OperatorError(`${path} was made with a passphrase: name its file with --passphrase-file`);
  const key = await storedBackupKey(folder);
  if (key) return { type: 'key', key };
  throw new OperatorError(
    `there is no backup key in ${folder.root}: write the words of key ${printable(String(origin.id))} into a file, and name it with --key-file`,
  );
}

/**
 * The PostgreSQL that it goes into; undefined: the data folder. Where the server would open PostgreSQL, a clinic's backup
 * in a file would be seen by nobody: that has to be said.
 */
async function wantedPlace(path: string, args: Arguments, terminal: Terminal): Promise<string | undefined> {
  const { databaseUrl } = terminal.machine;
  if (args.intoPostgres && !databaseUrl)
    throw new OperatorError('--into postgres needs its address: set CLUNEAL_DATABASE_URL');
  const { kind } = await backupClaims(path);
  if (!databaseUrl || (kind === 'demo' && !args.intoPostgres)) return undefined;
  requirePostgresAddress(databaseUrl);
  if (args.intoPostgres) return databaseUrl;
  const file = dataFolder(args, terminal).recordFile(kind);
  throw new OperatorError(
    `CLUNEAL_DATABASE_URL is set, so the server opens PostgreSQL ${shownAddress(databaseUrl)}: --into postgres puts the backup there; to put it into ${file}, unset CLUNEAL_DATABASE_URL for this command, and for the server too`,
  );
}

/** JSON: {kind, until, rows, schema, chains, sessionsEnded, aside, signed}. */
export function dbRestoreCommand(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  return inWords(terminal, async () => {
    const { world } = terminal.machine;
    const path = pathFrom(terminal, args.operands[0]!);
    const into = await wantedPlace(path, args, terminal);
    const secret = await secretFor(path, args, terminal, dataFolder(args, terminal));
    const restored = await inDataFolder(dataPath(args, terminal), (folder) =>
      restoreRecord({ folder, path, secret, into, replace: args.replace, world }),
    );
    const { head, rows, sessionsEnded, aside, signed } = restored;
    const until = new Date(head.at).toISOString();
    if (args.json) {
      const { kind, schema, chains } = head;
      terminal.out(`${JSON.stringify({ kind, until, rows, schema, chains, sessionsEnded, aside, signed })}\n`);
      return EXIT.ok;
    }
    terminal.out(`restored: the ${head.kind}’s record until ${until}, ${rows.toLocaleString('en')} rows\n`);
    for (const { clinic, seq, hash } of head.chains)
      terminal.out(`  audit chain of ${printable(clinic)}: ${seq} rows, ending with ${hash.slice(0, 16)}\n`);
    if (aside) terminal.out(`  what was there is now ${aside}\n`);
    terminal.out('  everybody signs in again\n');
    if (!signed)
      terminal.err('the audit key is missing, so the restore is not signed: put keys/ back from where it was kept\n');
    return EXIT.ok;
  });
}
