// cluneal db backup: one encrypted file of the whole record, taken beside the running server.
import { storedBackupKey, wordsOfKey } from '#server/operations/backup/backup-key.js';
import { takeBackup } from '#server/operations/backup/take-backup.js';
import { inDataFolder } from '#server/operations/data-folder.js';
import { type Arguments } from './arguments.js';
import { dataFolder, dataPath, inWords, passphraseIn, pathFrom, recordPlace } from './data-place.js';
import { keySheet, markShown } from './db-key.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { programVersion } from './pack.js';
import { type Terminal } from './terminal.js';

/** JSON: {path, bytes, kind, at, schema, chains, rows, key}. */
export function dbBackupCommand(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  return inWords(terminal, async () => {
    const passphrase =
      args.passphraseFile === undefined ? undefined : await passphraseIn(pathFrom(terminal, args.passphraseFile));
    const taken = await inDataFolder(dataPath(args, terminal), (folder) =>
      takeBackup({
        ...{ folder, kind: args.kind, place: recordPlace(args, terminal), program: programVersion() },
        ...{ now: terminal.machine.world.now, nightly: args.nightly, passphrase },
        to: args.to === undefined ? undefined : pathFrom(terminal, args.to),
      }),
    );
    const folder = dataFolder(args, terminal);
    const { path, bytes, head } = taken;
    const rows = head.tables.reduce((sum, table) => sum + table.rows, 0);
    if (args.json) {
      const { kind, at, schema, chains, key } = head;
      const told = { path, bytes, kind, at: new Date(at).toISOString(), schema, chains, rows, key };
      terminal.out(`${JSON.stringify(told)}\n`);
    } else
      terminal.out(
        `${path}: ${(bytes / 1e6).toFixed(1)} MB, ${rows.toLocaleString('en')} rows, the record until ${new Date(head.at).toISOString()}\n`,
      );
    // A key that nobody has written down is worth nothing on the day it is needed; it is shown to a person, never to a log.
    if (taken.keyMade && terminal.errIsTerminal && !args.quiet) {
      const key = await storedBackupKey(folder);
      terminal.err(`\n${keySheet(wordsOfKey(key!), terminal.colour)}`);
      await markShown(folder, terminal.machine.world.now());
    } else if (taken.keyMade && !args.quiet)
      terminal.err('a backup key was made: cluneal db key --print shows it, to be written down\n');
    return EXIT.ok;
  });
}
