// cluneal db migrate: the missing steps of the schema, shown and run, after a backup.

import { join } from 'node:path';
import { takeBackup } from '#server/operations/backup/take-backup.js';
import { builtDefinitions } from '#server/operations/built-parts.js';
import { OperatorError, preparedDataFolder } from '#server/operations/data-folder.js';
import { openRecordReadOnly } from '#server/operations/open-record.js';
import { openStore } from '#server/operations/open-store.js';
import { refuseInUse } from '#server/operations/record-lock.js';
import { MIGRATIONS } from '#server/store/sql/migrations.js';
import { type Arguments } from './arguments.js';
import { dataPath, inWords, recordPlace } from './data-place.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { PACKAGE_FOLDER, programVersion } from './pack.js';
import { type Terminal } from './terminal.js';

/** JSON: {from, to, backup}. */
export function dbMigrateCommand(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  return inWords(terminal, async () => {
    const place = recordPlace(args, terminal);
    const { now } = terminal.machine.world;
    const before = await openRecordReadOnly(place);
    await before.close();
    const to = MIGRATIONS.length;
    if (before.schema === to) {
      terminal.out(
        args.json
          ? `${JSON.stringify({ from: to, to, backup: null })}\n`
          : `the record has schema ${to}: nothing to do\n`,
      );
      return EXIT.ok;
    }
    // Refused before anything is made, not after.
    await refuseInUse(place);
    const folder = await preparedDataFolder(dataPath(args, terminal));
    if (!args.json) terminal.out(`schema ${before.schema} to ${to}: ${to - before.schema} step(s)\n`);
    const backup = args.backup
      ? await takeBackup({ folder, kind: args.kind, place, program: programVersion(), now, nightly: false })
      : null;
    if (backup && !args.json) terminal.out(`backup: ${backup.path}\n`);
    // Opening it is what brings it up, its index too.
    const repository = await openStore({
      ...{ folder, kind: args.kind, place, program: programVersion(), mustExist: true, backupFirst: false },
      ...{ world: terminal.machine.world, bases: () => [] },
      definitions: await builtDefinitions(join(PACKAGE_FOLDER, 'dist')),
    });
    await repository.close();
    const after = await openRecordReadOnly(place);
    await after.close();
    if (after.schema !== to) throw new OperatorError(`the record has schema ${after.schema} still: run it again`);
    terminal.out(
      args.json
        ? `${JSON.stringify({ from: before.schema, to, backup: backup?.path ?? null })}\n`
        : `the record has schema ${to} now\n`,
    );
    return EXIT.ok;
  });
}
