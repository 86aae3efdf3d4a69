// cluneal serve: the workstation for a browser on this machine, until Ctrl-C.
import { join } from 'node:path';
import { start } from '#server/start.js';
import { type Arguments } from './arguments.js';
import { complain } from './complain.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { NOTICE } from './notice.js';
import { PACKAGE_FOLDER } from './pack.js';
import { type Terminal } from './terminal.js';

export async function serveCommand(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const stopped = new Promise<void>((resolve) => {
    if (terminal.stop.aborted) resolve();
    terminal.stop.addEventListener('abort', () => resolve(), { once: true });
  });
  try {
    const running = await start({ host: args.host, port: args.port, root: join(PACKAGE_FOLDER, 'dist') });
    terminal.out(
      args.json ? `${JSON.stringify({ url: running.url, notice: NOTICE })}\n` : `Cluneal is at ${running.url}\n`,
    );
    if (!args.quiet) terminal.err(`${NOTICE}\nCtrl-C stops.\n`);
    await stopped;
    await running.close();
    return terminal.stop.reason === 'SIGTERM' ? EXIT.ok : EXIT.interrupted;
  } catch (error) {
    return complain(terminal, [(error as Error).message], EXIT.failure);
  }
}
