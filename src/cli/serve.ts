// cluneal serve: the workstation and the record, until Ctrl-C or a request to stop.
import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from '#server/operations/data-folder.js';
import { qrText } from '#server/operations/qr-text.js';
import { type ServerLog, serverLog } from '#server/operations/server-log.js';
import { type Running, start } from '#server/start.js';
import { type Arguments } from './arguments.js';
import { dataPath, inWords, pathFrom } from './data-place.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { NOTICE } from './notice.js';
import { PACKAGE_FOLDER, programVersion } from './pack.js';
import { type Terminal } from './terminal.js';

/** How long a line for a machine may wait for others. */
const LINES_WAIT_MS = 100;

/** The file of the log, opened before anything else so that a wrong path is told at once. */
function logFile(path: string): Promise<WriteStream> {
  return new Promise((resolve, reject) => {
    const stream = createWriteStream(path, { flags: 'a', mode: 0o600 });
    stream.once('open', () => {
      // A full disk must not end the server for want of a line in its log.
      stream.on('error', () => {});
      resolve(stream);
    });
    stream.once('error', ({ code }: NodeJS.ErrnoException) =>
      reject(new OperatorError(`the log ${path} cannot be written (${code}): name another file with --log`)),
    );
  });
}

function logOf(args: Arguments, terminal: Terminal, file: WriteStream | null): ServerLog {
  const { now } = terminal.machine.world;
  const later = (run: () => void) => void setTimeout(run, LINES_WAIT_MS).unref();
  if (file) return serverLog({ json: true, now, later, write: (text) => void file.write(text) });
  if (!terminal.errIsTerminal) return serverLog({ json: true, now, later, write: (text) => terminal.err(text) });
  const words = serverLog({ json: false, now, write: (text) => terminal.err(text) });
  // A person at a terminal wants the address to stay in sight: answers that went well are not told there.
  return {
    write: (line) => (line.kind === 'request' && line.level === 'info' && !args.debug ? undefined : words.write(line)),
  };
}

function startWords(args: Arguments, terminal: Terminal, data: string): readonly string[] | null {
  if (!args.backup) return null;
  return [...terminal.machine.self, 'db', 'backup', '--data', data, '--nightly', '--quiet'];
}

/** JSON: {url, notice, setupCode?, trust?: {page, address, fingerprint}}. */
export function serveCommand(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  return inWords(terminal, async () => {
    const { machine } = terminal;
    const data = dataPath(args, terminal);
    const file = args.log === undefined ? null : await logFile(pathFrom(terminal, args.log));
    const running = await start({
      ...{ host: args.host, port: args.port, trustPort: args.trustPort, lan: args.lan, names: args.names },
      ...{ behindProxy: args.behindProxy, data, databaseUrl: machine.databaseUrl, world: machine.world },
      root: join(PACKAGE_FOLDER, 'dist'),
      wanted: args.demo ? 'demo' : args.clinic ? 'clinic' : null,
      program: programVersion(),
      log: logOf(args, terminal, file),
      backupCommand: startWords(args, terminal, data),
    });
    await told(args, terminal, running);
    await new Promise<void>((resolve) => {
      if (terminal.stop.aborted) resolve();
      terminal.stop.addEventListener('abort', () => resolve(), { once: true });
    });
    await running.close();
    if (file) await new Promise((resolve) => file.end(resolve));
    return terminal.stop.reason === 'SIGTERM' ? EXIT.ok : EXIT.interrupted;
  });
}

async function told(args: Arguments, terminal: Terminal, { url, trust, house }: Running): Promise<void> {
  // Once there are people, a code for setting up is good for nothing.
  const setupCode = (await house.open()?.accounts.populated()) ? null : house.setupCode();
  if (args.json) {
    const shown = trust && { page: trust.page, address: trust.address, fingerprint: trust.fingerprint };
    const code = setupCode === null ? {} : { setupCode };
    terminal.out(`${JSON.stringify({ url, notice: NOTICE, ...code, ...(shown ? { trust: shown } : {}) })}\n`);
    return;
  }
  terminal.out(`Cluneal is at ${url}\n`);
  if (trust) {
    terminal.out(
      `\nA tablet or phone opens this page first, once, over the clinic’s own network:\n  ${trust.page}\n\n${qrText(trust.page, terminal.colour)}\n\nThe certificate it installs has the fingerprint (SHA-256)\n  ${trust.fingerprint}\n`,
    );
    for (const name of trust.leftOut)
      terminal.err(
        `cluneal: ${name} is not in the certificate, for its authority was made without it: remove the tls folder to make a new one, and install it on each tablet again\n`,
      );
  }
  if (setupCode !== null)
    terminal.out(`\nTo set the clinic up from another device, this code is asked for: ${setupCode}\n`);
  if (!args.quiet) terminal.err(`${NOTICE}\nCtrl-C stops.\n`);
}
