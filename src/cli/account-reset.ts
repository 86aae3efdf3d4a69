// cluneal account reset: an operator who has lost the password gets a code for a new one.

import { join } from 'node:path';
import { resetOperator } from '#server/accounts/recovery.js';
import { builtDefinitions } from '#server/operations/built-parts.js';
import { preparedDataFolder } from '#server/operations/data-folder.js';
import { NoRecord, openRecordReadOnly } from '#server/operations/open-record.js';
import { openStore } from '#server/operations/open-store.js';
import { refuseInUse } from '#server/operations/record-lock.js';
import { type Arguments } from './arguments.js';
import { complain } from './complain.js';
import { dataPath, inWords, recordPlace } from './data-place.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { PACKAGE_FOLDER, programVersion } from './pack.js';
import { printable, type Terminal } from './terminal.js';

/** JSON: {name, code, until}. */
export function accountResetCommand(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  return inWords(terminal, async () => {
    const { world } = terminal.machine;
    const place = recordPlace(args, terminal);
    const folder = await preparedDataFolder(dataPath(args, terminal));
    const record = await openRecordReadOnly(place);
    await record.close();
    const [clinic] = record.clinics;
    if (clinic === undefined) throw new NoRecord(place);
    await refuseInUse(place);
    const repository = await openStore({
      ...{ folder, kind: args.kind, place, program: programVersion(), mustExist: true, backupFirst: true },
      definitions: await builtDefinitions(join(PACKAGE_FOLDER, 'dist')),
      ...{ world, bases: () => [] },
    });
    try {
      const answer = await resetOperator(repository, clinic, args.operands[0]!, world);
      if (!answer.ok) {
        const { what, mend } = answer.objection;
        return complain(terminal, [printable(`${what}: ${mend}`)]);
      }
      const { name, code, until } = answer.value;
      const ends = new Date(until).toISOString();
      terminal.out(
        args.json
          ? `${JSON.stringify({ name, code, until: ends })}\n`
          : `${printable(name)} chooses a new password with this code, once, until ${ends}:\n\n  ${code}\n\nStart the server, open it and choose “I have a code”.\n`,
      );
      return EXIT.ok;
    } finally {
      await repository.close();
    }
  });
}
