// Where everything of one installation lies, and that nobody else can read it.
import { existsSync } from 'node:fs';
import { chmod, mkdir, open, readdir, rm, rmdir, stat, statfs } from 'node:fs/promises';
import { join, posix, win32 } from 'node:path';
import { type AuditFiles, auditFiles } from '../audit/audit-files.js';
import { type RecordKind } from '../open-clinic.js';

/** The paths of a data folder; none of them need exist. */
export interface DataFolder {
  readonly root: string;
  /** What was chosen at the first start. */
  readonly state: string;
  readonly keys: string;
  readonly tls: string;
  readonly backups: string;
  readonly backupKey: string;
  /** Kept once the backup key has been shown to somebody who could write it down. */
  readonly backupKeyShown: string;
  recordFolder(kind: RecordKind): string;
  recordFile(kind: RecordKind): string;
  /** What of the audit chain stands outside the record. */
  audit(kind: RecordKind): AuditFiles;
}

export function dataFolderAt(root: string): DataFolder {
  const keys = join(root, 'keys');
  return {
    root,
    state: join(root, 'state.json'),
    keys,
    tls: join(root, 'tls'),
    backups: join(root, 'backups'),
    backupKey: join(keys, 'backup.key'),
    backupKeyShown: join(keys, 'backup.key.shown'),
    recordFolder: (kind) => join(root, kind),
    recordFile: (kind) => join(root, kind, 'record.db'),
    audit: (kind) => auditFiles(keys, kind),
  };
}

/** What decides where the data folder is, when nobody names one. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** The environment's XDG_DATA_HOME and LOCALAPPDATA. */
  readonly xdgDataHome?: string | undefined;
  readonly localAppData?: string | undefined;
}

/** The platform's own place for a program's data. */
export function usualDataFolder({ platform, home, xdgDataHome, localAppData }: Surroundings): string {
  if (platform === 'win32') return win32.join(localAppData || win32.join(home, 'AppData', 'Local'), 'Cluneal');
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Cluneal');
  // A relative XDG_DATA_HOME is to be ignored (XDG base directory specification).
  const base = xdgDataHome?.startsWith('/') ? xdgDataHome : posix.join(home, '.local', 'share');
  return posix.join(base, 'cluneal');
}

/** A failure that the person who starts the program can mend; the message says how. */
export class OperatorError extends Error {}

const PRIVATE = 0o700;
const OTHERS = 0o077;

/** File systems of other machines (statfs(2)): locks and the write-ahead log's shared memory do not hold on them. */
const NETWORK: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB'],
  [0x00c36400, 'Ceph'],
  [0x0bd00bd0, 'Lustre'],
  [0x5346414f, 'AFS'],
]);

/** The name of the network file system that the path is on; null on a disk of this machine, or where it cannot be told. */
export async function networkFileSystemOf(path: string): Promise<string | null> {
  // Linux numbers them; elsewhere the number means another thing.
  if (process.platform !== 'linux') return null;
  return NETWORK.get(Number((await statfs(path)).type) >>> 0) ?? null;
}

const wordsOf = (path: string, { code, message }: NodeJS.ErrnoException): string => {
  if (code === 'EACCES' || code === 'EPERM')
    return `the data folder ${path} may not be written by this user: change its owner, or name another with --data`;
  if (code === 'EROFS') return `the data folder ${path} is on a read-only disk: name another with --data`;
  if (code === 'ENOTDIR' || code === 'EEXIST')
    return `the data folder ${path} cannot be made, for a part of its path is a file: name another with --data`;
  if (code === 'ENOSPC') return `the disk of the data folder ${path} is full: make room on it`;
  return `the data folder ${path} cannot be used (${message}): name another with --data`;
};

/** Makes one private folder, or makes one that is there private. */
async function privateFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: PRIVATE });
  const found = await stat(path);
  const user = process.getuid?.();
  if (user === undefined) return;
  if (found.uid !== user)
    throw new OperatorError(
      `the data folder ${path} belongs to another user (${found.uid}, and this is ${user}): start as that user, or name another folder with --data`,
    );
  if ((found.mode & OTHERS) !== 0) await chmod(path, PRIVATE);
}

const OURS: ReadonlySet<string> = new Set(['state.json', 'keys', 'tls', 'backups', 'clinic', 'demo']);

/** One of somebody's other things, where the folder holds such and nothing of ours; null where it may be used. */
export async function foreignIn(root: string): Promise<string | null> {
  const names = await readdir(root).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names.some((name) => OURS.has(name)) ? null : (names[0] ?? null);
}

/** A folder that holds other things is not ours to close to everybody else. */
async function refuseForeign(root: string): Promise<void> {
  const foreign = await foreignIn(root);
  if (foreign !== null)
    throw new OperatorError(`the data folder ${root} holds other things (${foreign}): name an empty one with --data`);
}

/** Makes the folder and its parts where they are missing, private to this user. Throws in words when it cannot be used. */
export async function preparedDataFolder(root: string): Promise<DataFolder> {
  const folder = dataFolderAt(root);
  try {
    await refuseForeign(root);
    for (const path of [root, folder.keys, folder.tls, folder.backups]) await privateFolder(path);
    const probe = join(root, '.probe');
    await (await open(probe, 'w', 0o600)).close();
    await rm(probe);
  } catch (error) {
    throw error instanceof OperatorError ? error : new OperatorError(wordsOf(root, error as NodeJS.ErrnoException));
  }
  const network = await networkFileSystemOf(root);
  if (network)
    throw new OperatorError(
      `the data folder ${root} is on a network file system (${network}), where a record is not safe: name a folder on a disk of this machine with --data`,
    );
  return folder;
}

/** Works in the prepared folder; what was made for it and is empty still when the work fails is taken away again. */
export async function inDataFolder<T>(root: string, work: (folder: DataFolder) => Promise<T>): Promise<T> {
  const { keys, tls, backups } = dataFolderAt(root);
  const missing = [keys, tls, backups, root].filter((path) => !existsSync(path));
  try {
    return await work(await preparedDataFolder(root));
  } catch (error) {
    // One that holds something stays.
    for (const path of missing) await rmdir(path).catch(() => {});
    throw error;
  }
}

/** Makes the folder of a record, and its file readable by this user only; SQLite gives its log the same permissions. */
export async function preparedRecord(folder: DataFolder, kind: RecordKind): Promise<string> {
  const path = folder.recordFile(kind);
  try {
    await privateFolder(folder.recordFolder(kind));
    for (const name of [path, `${path}.lock`]) {
      await (await open(name, 'a', 0o600)).close();
      await chmod(name, 0o600);
    }
  } catch (error) {
    throw error instanceof OperatorError ? error : new OperatorError(wordsOf(path, error as NodeJS.ErrnoException));
  }
  return path;
}
