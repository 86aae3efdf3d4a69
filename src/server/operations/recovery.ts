// A record that the disk has failed is opened anew and checked, again and again with growing pauses, until it takes
// writes again. Nobody need restart the server for a disk that was full.
import { type Health, type Repository } from '../store/repository.js';
import { type ServerLog } from './server-log.js';

export interface RecoveryOptions {
  readonly repository: Pick<Repository, 'health' | 'recover'>;
  readonly log: ServerLog;
  /** How often the record's health is looked at, and the first pause after a failed attempt; milliseconds. */
  readonly every?: number;
  readonly longest?: number;
}

const EVERY_MS = 2_000;
const LONGEST_MS = 60_000;

const said = (health: Health): string => (health.type === 'degraded' ? health.cause : 'ready');

/** Watches until the answer is called. */
export function recovering({
  repository,
  log,
  every = EVERY_MS,
  longest = LONGEST_MS,
}: RecoveryOptions): () => Promise<void> {
  let stopped = false;
  let pause = every;
  let told = false;
  let timer: NodeJS.Timeout;
  let attempt: Promise<void> = Promise.resolve();
  const again = (ms: number) => {
    if (stopped) return;
    timer = setTimeout(() => {
      attempt = look();
    }, ms);
    timer.unref();
  };
  async function look(): Promise<void> {
    const before = repository.health();
    if (before.type === 'ready') {
      again(every);
      return;
    }
    if (!told) log.write({ kind: 'event', level: 'error', event: 'degraded', note: said(before) });
    told = true;
    const after = await repository.recover();
    if (after.type === 'ready') {
      log.write({ kind: 'event', level: 'info', event: 'recovered' });
      told = false;
      pause = every;
    } else {
      log.write({ kind: 'event', level: 'warn', event: 'still-degraded', note: said(after) });
      pause = Math.min(longest, pause * 2);
    }
    again(pause);
  }
  again(every);
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await attempt;
  };
}
