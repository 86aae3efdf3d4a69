// The backups of a data folder by their names, and which of the nightly ones are kept.
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type RecordKind } from '../../open-clinic.js';

const END = '.backup';
const PATTERN = /^(nightly-)?cluneal-(clinic|demo)-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.backup$/;
/** A file that is being written; one this old was left by a process that was killed. */
const LEFT_OVER = /^\..+\.backup\.part$/;
const LEFT_OVER_MS = 86_400_000;

export interface BackupFile {
  readonly name: string;
  readonly kind: RecordKind;
  readonly nightly: boolean;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
}

/** `20261128T020000Z`. */
export const timeMark = (at: number): string => `${new Date(at).toISOString().replace(/[-:]|\.\d+/g, '')}`;

export const backupName = (kind: RecordKind, at: number, nightly: boolean): string =>
  `${nightly ? 'nightly-' : ''}cluneal-${kind}-${timeMark(at)}${END}`;

function fileOf(name: string): BackupFile | null {
  const found = PATTERN.exec(name);
  if (!found) return null;
  const [, nightly, kind, ...time] = found;
  const [year, month, day, hour, minute, second] = time.map(Number) as [number, number, number, number, number, number];
  return {
    ...{ name, kind: kind as RecordKind, nightly: nightly !== undefined },
    at: Date.UTC(year, month - 1, day, hour, minute, second),
  };
}

/** Oldest first; none where there is no folder. */
export async function backupFiles(folder: string, kind: RecordKind): Promise<readonly BackupFile[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names
    .map(fileOf)
    .filter((file) => file !== null && file.kind === kind)
    .sort((a, b) => a!.at - b!.at) as BackupFile[];
}

const DAY_MS = 86_400_000;
const DAILY = 7;
const WEEKLY = 4;

/** Which of the nightly backups may go: all but the newest of each of the last seven days and four weeks that have one. */
export function expired(files: readonly BackupFile[]): readonly BackupFile[] {
  const nightly = files.filter((file) => file.nightly);
  const kept = new Set<BackupFile>();
  for (const [length, most] of [
    [DAY_MS, DAILY],
    [7 * DAY_MS, WEEKLY],
  ] as const) {
    const newest = new Map<number, BackupFile>();
    for (const file of nightly) newest.set(Math.floor(file.at / length), file);
    const spans = [...newest.keys()].sort((a, b) => b - a).slice(0, most);
    for (const span of spans) kept.add(newest.get(span)!);
  }
  return nightly.filter((file) => !kept.has(file));
}

/** Takes away what has expired, and what a killed process has left half written. */
export async function sweepBackups(folder: string, kind: RecordKind, now: number): Promise<void> {
  for (const { name } of expired(await backupFiles(folder, kind))) await rm(join(folder, name), { force: true });
  for (const name of await readdir(folder)) {
    if (!LEFT_OVER.test(name)) continue;
    const path = join(folder, name);
    const left = await stat(path).catch(() => null);
    if (left && now - left.mtimeMs > LEFT_OVER_MS) await rm(path, { force: true });
  }
}
