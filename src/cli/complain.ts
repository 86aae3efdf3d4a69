// Errors for people: one line each on standard error, the first few of many.
import { EXIT, type ExitCode } from './exit-code.js';
import { type Terminal } from './terminal.js';

const SHOWN = 20;

export function complain(terminal: Terminal, lines: readonly string[], code: ExitCode = EXIT.usage): ExitCode {
  for (const line of lines.slice(0, SHOWN)) terminal.err(`cluneal: ${line}\n`);
  if (lines.length > SHOWN) terminal.err(`cluneal: and ${lines.length - SHOWN} more errors\n`);
  return code;
}
