// The certificates of a server in the local network while it runs: made or read at the start, looked at once a day.
import { hostname, networkInterfaces } from 'node:os';
import { type ServerWorld } from '../../world.js';
import { type DataFolder } from '../data-folder.js';
import { failureOf, type ServerLog } from '../server-log.js';
import { type Certificates, certificatesIn } from './certificates.js';
import { type LanNames, lanNames, shownName } from './lan-names.js';

const DAY_MS = 86_400_000;

export interface LanTrust {
  readonly names: LanNames;
  /** The name or address to tell people. */
  readonly shown: string;
  /** The certificates in use now. */
  current(): Certificates;
  /** Calls back when the certificate has been made anew. */
  onRenewed(use: (certificates: Certificates) => void): void;
  stop(): void;
}

/** `given`: names that people have chosen for the machine. */
export async function lanTrust(
  folder: DataFolder,
  given: readonly string[],
  world: ServerWorld,
  log: ServerLog,
): Promise<LanTrust> {
  const names = lanNames(hostname(), networkInterfaces(), given);
  let current = await certificatesIn(folder.tls, names, world);
  const users: ((certificates: Certificates) => void)[] = [];
  const made = () => {
    if (!current.renewed) return;
    const until = new Date(current.until).toISOString().slice(0, 10);
    log.write({ kind: 'event', level: 'info', event: 'certificate-made', note: `until ${until}` });
  };
  made();
  const look = async () => {
    // The addresses may have changed since the start.
    const next = await certificatesIn(folder.tls, lanNames(hostname(), networkInterfaces(), given), world);
    if (!next.renewed) return;
    current = next;
    made();
    for (const use of users) use(next);
  };
  const timer = setInterval(() => {
    look().catch((error) => log.write({ kind: 'event', level: 'error', event: 'failure', ...failureOf(error) }));
  }, DAY_MS).unref();
  return {
    names,
    shown: shownName(names, given),
    current: () => current,
    onRenewed: (use) => {
      users.push(use);
    },
    stop: () => clearInterval(timer),
  };
}
