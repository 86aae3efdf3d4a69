// The command line's front door: the one place that reads the arguments, the environment, the clock and the standard
// streams. Each command is loaded when it is called for, so that help is there at once.
import { randomBytes, randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import { timeOrderedId } from '#server/store/time-ordered-id.js';
import { type Arguments, argumentsFromWords } from './arguments.js';
import { complain } from './complain.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { type Machine } from './machine.js';
import { NOTICE } from './notice.js';
import { knowledgePack, programVersion } from './pack.js';
import { printable, type Terminal } from './terminal.js';
import { helpOf, helpText } from './verbs.js';

type Command = (args: Arguments, terminal: Terminal) => Promise<ExitCode>;

const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  assess: async () => (await import('./assess.js')).assessCommand,
  explain: async () => (await import('./explain.js')).explainCommand,
  drawing: async () => (await import('./drawing.js')).drawingCommand,
  evaluate: async () => (await import('./evaluate.js')).evaluateCommand,
  'knowledge coverage': async () => (await import('./knowledge-coverage.js')).knowledgeCoverageCommand,
  'knowledge check': async () => (await import('./knowledge-check.js')).knowledgeCheckCommand,
  serve: async () => (await import('./serve.js')).serveCommand,
  'db backup': async () => (await import('./db-backup.js')).dbBackupCommand,
  'db restore': async () => (await import('./db-restore.js')).dbRestoreCommand,
  'db verify': async () => (await import('./db-verify.js')).dbVerifyCommand,
  'db migrate': async () => (await import('./db-migrate.js')).dbMigrateCommand,
  'db key': async () => (await import('./db-key.js')).dbKeyCommand,
  'audit verify': async () => (await import('./audit-verify-here.js')).auditVerifyHere,
  'account reset': async () => (await import('./account-reset.js')).accountResetCommand,
  doctor: async () => (await import('./doctor.js')).doctorCommand,
};

/** How long an interrupted command may take to stop by itself; a server lets those who are being answered finish. */
const GRACE_MS = 1500;
const SERVER_GRACE_MS = 15_000;

const machineOfProcess = (): Machine => ({
  world: {
    now: () => Date.now(),
    elapsed: () => performance.now(),
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
    newId: () => timeOrderedId(Date.now(), randomUUID()),
  },
  platform: process.platform,
  home: homedir(),
  xdgDataHome: process.env.XDG_DATA_HOME,
  localAppData: process.env.LOCALAPPDATA,
  data: process.env.CLUNEAL_DATA || undefined,
  databaseUrl: process.env.CLUNEAL_DATABASE_URL || undefined,
  self: [process.execPath, process.argv[1]!],
  nodeVersion: process.versions.node,
  here: process.cwd(),
});

function terminalOfProcess(stop: AbortSignal): Terminal {
  const { env, stdout, stderr } = process;
  const wanted = !env.NO_COLOR && env.TERM !== 'dumb' && !process.argv.includes('--no-color');
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    get stdin() {
      return process.stdin;
    },
    colour: wanted && stdout.isTTY === true,
    errIsTerminal: stderr.isTTY === true,
    width: Math.max(60, Math.min(110, stdout.columns ?? 100)),
    now: () => performance.now(),
    stop,
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    machine: machineOfProcess(),
  };
}

function versionText(): string {
  const pack = knowledgePack();
  return `cluneal ${programVersion()}, knowledge ${pack.ok ? pack.pack.version : 'not built'}\n`;
}

async function run(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const read = argumentsFromWords(words);
  if (!read.ok) return complain(terminal, [printable(read.message), 'cluneal --help shows how it is used']);
  const args = read.arguments;
  if (args.version) terminal.out(versionText());
  else if (args.help && args.verb) terminal.out(helpOf(args.verb));
  else if (!args.verb) terminal.out(helpText(NOTICE));
  else return (await COMMANDS[args.verb.name]!())(args, terminal);
  return EXIT.ok;
}

/** Runs the command in `process.argv` and sets the exit code; never throws. */
export async function main(): Promise<void> {
  const words = process.argv.slice(2);
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(EXIT.interrupted);
      stop.abort(signal);
      setTimeout(() => process.exit(EXIT.interrupted), words[0] === 'serve' ? SERVER_GRACE_MS : GRACE_MS).unref();
    });
  }
  // A reader such as `head` that has seen enough is no failure.
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? EXIT.ok : EXIT.failure));
  const terminal = terminalOfProcess(stop.signal);
  try {
    process.exitCode = await run(words, terminal);
  } catch (error) {
    const { message, stack } = error as Error;
    const debug = words.includes('--debug');
    const say = debug ? `${stack ?? message}` : `${printable(message)}: this is our mistake; --debug shows where`;
    terminal.err(`cluneal: ${say}\n`);
    process.exitCode = EXIT.failure;
  }
  // Standard input may still be open when it was refused half way, and would keep the process waiting.
  if (words.includes('-')) process.stdin.destroy();
}
