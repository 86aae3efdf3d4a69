// cluneal db verify: whether the record is sound, from the file to the indexes.

import { join } from 'node:path';
import { builtDefinitions } from '#server/operations/built-parts.js';
import { verifyRecord } from '#server/operations/verify-record.js';
import { type Arguments } from './arguments.js';
import { dataFolder, inWords } from './data-place.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { PACKAGE_FOLDER } from './pack.js';
import { printable, type Terminal } from './terminal.js';

/** JSON: {schema, clinics, rows, versions, indexes: {resources, compared, faults}, faults}. */
export function dbVerifyCommand(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  return inWords(terminal, async () => {
    const verified = await verifyRecord({
      ...{ folder: dataFolder(args, terminal), kind: args.kind, databaseUrl: terminal.machine.databaseUrl },
      definitions: await builtDefinitions(join(PACKAGE_FOLDER, 'dist')),
      ...{ full: args.full, now: terminal.machine.world.now, breathe: terminal.breathe },
    });
    const { schema, rows, versions, indexes, faults } = verified;
    if (args.json) terminal.out(`${JSON.stringify(verified)}\n`);
    else {
      const n = (count: number) => count.toLocaleString('en');
      terminal.out(
        faults.length === 0 ? 'the record is sound\n' : `the record is not sound: ${faults.length} faults\n`,
      );
      for (const fault of faults) terminal.out(`  ${printable(fault)}\n`);
      terminal.out(
        `  schema ${schema}, ${n(rows)} audit rows, ${n(versions)} versions, the index of ${n(indexes.compared)} of ${n(indexes.resources)} resources\n`,
      );
    }
    return faults.length === 0 ? EXIT.ok : EXIT.findings;
  });
}
