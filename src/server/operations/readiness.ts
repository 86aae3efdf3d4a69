// Whether the server can do its work now, and why not, in words that may be read by anybody.
import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { type RecordKind } from '../open-clinic.js';
import { type Health } from '../store/repository.js';
import { backupFiles } from './backup/backup-files.js';
import { type DataFolder } from './data-folder.js';
import { nextDue } from './nightly-backups.js';

export interface Readiness {
  readonly ready: boolean;
  readonly record: 'unset' | RecordKind;
  /** Why it is not ready. */
  readonly causes: readonly string[];
  /** What will go wrong some day. */
  readonly warnings: readonly string[];
  readonly backup: {
    /** ISO time of the newest in the folder of backups; null where there is none. */
    readonly last: string | null;
    /** Null where none are made by the server. */
    readonly next: string | null;
  };
}

export interface Situation {
  readonly folder: DataFolder;
  readonly record: 'unset' | RecordKind;
  readonly health: Health | null;
  /** What the signing of the audit chain complains of. */
  readonly auditTrouble: string | null;
  /** The server makes a backup every night. */
  readonly nightly: boolean;
  readonly now: number;
}

export const LEAST_FREE_BYTES = 200 * 1024 * 1024;
const WEEK_MS = 7 * 86_400_000;

const DEGRADED: Readonly<Record<string, string>> = {
  'disk-full': 'the disk is full: reading goes on, nothing is written until there is room',
  'io-error': 'the disk failed: reading goes on, nothing is written until the record has been checked',
  'connection-lost': 'the database cannot be reached: it is tried again every few seconds',
};

export async function readiness(at: Situation): Promise<Readiness> {
  const { folder, record, health, now } = at;
  const causes: string[] = [];
  const warnings: string[] = [];
  if (health?.type === 'degraded') causes.push(DEGRADED[health.cause]!);
  const free = await freeBytes(folder.root);
  if (free !== null && free < LEAST_FREE_BYTES)
    causes.push(`the disk has ${Math.floor(free / 1024 / 1024)} MB left: make room on it`);
  if (record !== 'unset' && !existsSync(folder.audit(record).key))
    causes.push('the key that signs the audit chain is missing: put it back from where it was kept');
  if (at.auditTrouble) warnings.push(at.auditTrouble);
  const last = (await backupFiles(folder.backups, 'clinic')).at(-1)?.at ?? null;
  if (record === 'clinic') {
    if (last === null) warnings.push('no backup has been made yet');
    else if (now - last > WEEK_MS) warnings.push('the last backup is older than a week');
    if (existsSync(folder.backupKey) && !existsSync(folder.backupKeyShown))
      warnings.push('nobody has a copy of the backup key: cluneal db key --print shows it');
  }
  const iso = (time: number) => new Date(time).toISOString();
  return {
    ...{ ready: causes.length === 0, record, causes, warnings },
    backup: {
      last: last === null ? null : iso(last),
      next: at.nightly && record === 'clinic' ? iso(nextDue(now)) : null,
    },
  };
}

/** Bytes that this user may still write; null where the disk does not tell. */
export async function freeBytes(path: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(path);
    return Number(bavail) * Number(bsize);
  } catch {
    return null;
  }
}
