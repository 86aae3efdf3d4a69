// cluneal knowledge check: the knowledge files against every rule.
import { join } from 'node:path';
import { checkKnowledge } from '#knowledge/check.js';
import { type Arguments } from './arguments.js';
import { complain } from './complain.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { folderOnDisk } from './folder-on-disk.js';
import { PACKAGE_FOLDER } from './pack.js';
import { type Terminal } from './terminal.js';

/** JSON: {errors: [{rule, file, message}], counts: {...}}. */
export async function knowledgeCheckCommand(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const knowledge = folderOnDisk(join(PACKAGE_FOLDER, 'knowledge'));
  if (knowledge.list('').length === 0)
    return complain(terminal, [`no knowledge/ folder in ${PACKAGE_FOLDER}: run this in a checkout`], EXIT.failure);
  const { errors, counts } = checkKnowledge(knowledge, folderOnDisk(PACKAGE_FOLDER));
  if (args.json) terminal.out(`${JSON.stringify({ errors, counts })}\n`);
  else {
    for (const e of errors) terminal.out(`knowledge/${e.file}: ${e.rule}: ${e.message}\n`);
    const checked = Object.entries(counts).map(([what, n]) => `${n} ${what}`);
    terminal.out(
      `${errors.length === 0 ? 'no rule is broken' : `${errors.length} errors`}; checked ${checked.join(', ') || 'nothing'}\n`,
    );
  }
  return errors.length > 0 ? EXIT.findings : EXIT.ok;
}
