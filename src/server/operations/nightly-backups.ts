// A backup every night while the server runs: the same command that people run, as a process of its own, so that it
// takes no turn from those who work.
import { spawn } from 'node:child_process';
import { type ServerWorld } from '../world.js';
import { backupFiles } from './backup/backup-files.js';
import { type DataFolder } from './data-folder.js';
import { type ServerLog } from './server-log.js';

export interface NightlyBackups {
  readonly folder: DataFolder;
  /** Whether there is a record to back up now: the demo is not. */
  readonly wanted: () => boolean;
  /** The words that make one: the program, its file, and what follows. */
  readonly command: readonly string[];
  readonly world: Pick<ServerWorld, 'now'>;
  readonly log: ServerLog;
}

/** Two o'clock by the machine's own time. */
const HOUR = 2;
const LOOK_EVERY_MS = 10 * 60_000;
/** A server that has just been started has other things to do. */
const FIRST_LOOK_MS = 60_000;
const AGAIN_MS = 3_600_000;

/** The last moment before `now` at which a backup was due. */
export function lastDue(now: number): number {
  const due = new Date(now);
  due.setHours(HOUR, 0, 0, 0);
  if (due.getTime() > now) due.setDate(due.getDate() - 1);
  return due.getTime();
}

/** The next moment at which one is due. */
export function nextDue(now: number): number {
  const due = new Date(lastDue(now));
  due.setDate(due.getDate() + 1);
  return due.getTime();
}

/** Looks now and then whether one is due; a machine that slept through the night makes it in the morning. */
export function nightlyBackups({ folder, wanted, command, world, log }: NightlyBackups): () => Promise<void> {
  let running: { readonly ended: Promise<void>; readonly stop: () => void } | null = null;
  let tried = 0;
  let stopped = false;
  let looking: Promise<void> = Promise.resolve();
  const [program, ...words] = command;

  async function look(): Promise<void> {
    const due = lastDue(world.now());
    const newest = (await backupFiles(folder.backups, 'clinic')).at(-1)?.at ?? 0;
    // One that failed is tried again in an hour, not at every look.
    if (stopped || !wanted() || newest >= due || running || world.now() - tried < AGAIN_MS) return;
    tried = world.now();
    run();
  }

  function run(): void {
    const child = spawn(program!, words, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (data: Buffer) => {
      said = (said + String(data)).slice(-2_000);
    });
    const ended = new Promise<void>((resolve) => {
      child.once('error', (error) => {
        log.write({ kind: 'event', level: 'error', event: 'backup-failed', note: error.message });
        resolve();
      });
      child.once('exit', (code) => {
        if (code === 0) log.write({ kind: 'event', level: 'info', event: 'backup-made' });
        else
          log.write({
            ...{ kind: 'event', level: 'error', event: 'backup-failed' },
            note: said.trim().split('\n').at(-1) || `ended with ${code}`,
          });
        resolve();
      });
    }).finally(() => {
      running = null;
    });
    running = { ended, stop: () => child.kill('SIGTERM') };
  }

  const safely = () => {
    looking = look().catch((error: Error) => {
      log.write({ kind: 'event', level: 'error', event: 'backup-failed', note: error.message });
    });
  };
  const first = setTimeout(safely, FIRST_LOOK_MS).unref();
  const timer = setInterval(safely, LOOK_EVERY_MS).unref();
  return async () => {
    stopped = true;
    clearTimeout(first);
    clearInterval(timer);
    await looking;
    running?.stop();
    await running?.ended;
  };
}
