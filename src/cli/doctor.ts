// cluneal doctor: what is well with this installation and what is not, with the mend.
import { join } from 'node:path';
import { examine } from '#server/operations/doctor/examine.js';
import { type Finding } from '#server/operations/doctor/finding.js';
import { type Arguments } from './arguments.js';
import { dataFolder, inWords } from './data-place.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { PACKAGE_FOLDER } from './pack.js';
import { paintOf } from './paint.js';
import { printable, type Terminal } from './terminal.js';

/** JSON: {checks: [{name, state: ok|warn|fail, says, mend?}]}. */
export function doctorCommand(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  return inWords(terminal, async () => {
    const { databaseUrl, nodeVersion, world } = terminal.machine;
    const checks = await examine({
      ...{ folder: dataFolder(args, terminal), databaseUrl, nodeVersion, world, lan: args.lan },
      root: join(PACKAGE_FOLDER, 'dist'),
      host: args.host ?? (args.lan ? '0.0.0.0' : '127.0.0.1'),
      ports: args.lan ? [args.port, args.trustPort] : [args.port],
    });
    if (args.json) terminal.out(`${JSON.stringify({ checks })}\n`);
    else terminal.out(`${linesOf(checks, terminal.colour).join('\n')}\n`);
    return checks.some((check) => check.state === 'fail') ? EXIT.findings : EXIT.ok;
  });
}

function linesOf(checks: readonly Finding[], colour: boolean): string[] {
  const paint = paintOf(colour);
  const width = Math.max(...checks.map((check) => check.name.length));
  const state = { ok: paint.dim('ok  '), warn: paint.bold('warn'), fail: paint.red('fail') };
  return checks.flatMap((check) => [
    `${state[check.state]}  ${check.name.padEnd(width)}  ${printable(check.says)}`,
    ...(check.mend === undefined ? [] : [`      ${' '.repeat(width)}  ${printable(check.mend)}`]),
  ]);
}
