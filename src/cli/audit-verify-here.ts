// cluneal audit verify, with what it needs of this machine: all records of the data folder, or the one that is named.
import { type Arguments } from './arguments.js';
import { auditVerifyCommand } from './audit-verify.js';
import { dataFolder, inWords } from './data-place.js';
import { type ExitCode } from './exit-code.js';
import { type Terminal } from './terminal.js';

/** Without --kind the clinic's record and the demo's, those that are there. */
export function auditVerifyHere(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const { databaseUrl, world } = terminal.machine;
  return inWords(terminal, () =>
    auditVerifyCommand(args, terminal, {
      ...{ folder: dataFolder(args, terminal), databaseUrl, now: world.now },
      kinds: args.kindGiven ? [args.kind] : ['clinic', 'demo'],
    }),
  );
}
