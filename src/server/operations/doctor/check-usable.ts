// Whether this user can make, open and write what the server makes, opens and writes when it starts.
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type RecordKind } from '../../open-clinic.js';
import { type DataFolder, foreignIn } from '../data-folder.js';
import { type Finding, fail } from './finding.js';

/** What the doctor asks of the disk. */
export interface Disk {
  /** Null where there is nothing. */
  look(path: string): Promise<{ readonly folder: boolean; readonly owner: number } | null>;
  /** Whether this user may write it; of a folder also enter it. */
  writable(path: string, folder: boolean): Promise<boolean>;
  /** Undefined on Windows, which keeps other lists. */
  readonly user: number | undefined;
}

export const disk: Disk = {
  look: async (path) => {
    const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
      throw error;
    });
    return found && { folder: found.isDirectory(), owner: found.uid };
  },
  writable: (path, folder) =>
    access(path, folder ? constants.R_OK | constants.W_OK | constants.X_OK : constants.R_OK | constants.W_OK).then(
      () => true,
      () => false,
    ),
  get user() {
    return process.getuid?.();
  },
};

/** One finding for each folder and file in which the start would fail; none where all can be used. */
export async function checkUsable(
  folder: DataFolder,
  kind: RecordKind,
  inFile: boolean,
  on = disk,
): Promise<Finding[]> {
  const folders = [folder.keys, folder.tls, folder.backups];
  const files = [folder.audit(kind).heads];
  if (inFile) {
    const record = folder.recordFile(kind);
    folders.push(folder.recordFolder(kind));
    files.push(record, `${record}.lock`, `${record}-wal`, `${record}-shm`);
  }
  const findings: Finding[] = [];
  for (const path of folders) findings.push(...(await objection(path, true, on)));
  for (const path of files) findings.push(...(await objection(path, false, on)));
  return findings;
}

async function objection(path: string, folder: boolean, on: Disk): Promise<Finding[]> {
  const name = folder ? 'folder' : 'file';
  const found = await on.look(path).catch(() => undefined);
  // A folder above it cannot be entered, and that is told of by itself.
  if (found === undefined || found === null) return [];
  if (found.folder !== folder)
    return [fail(name, `${path} is a ${folder ? 'file' : 'folder'}`, `move it away, for a ${name} must be there`)];
  if (on.user !== undefined && found.owner !== on.user)
    return [fail(name, `${path} belongs to user ${found.owner}, and this is ${on.user}`, 'start as its owner')];
  if (await on.writable(path, folder)) return [];
  const mend = on.user === undefined ? 'let this user write it' : `chmod ${folder ? 'u+rwx' : 'u+rw'} ${path}`;
  return [fail(name, `${path} may not be written by this user`, mend)];
}

/** Why a data folder that is not there yet cannot be made; null where it can. */
export async function checkMakeable(root: string, on = disk): Promise<Finding | null> {
  const name = 'data folder';
  const mend = 'name another with --data';
  for (let path = dirname(root); ; path = dirname(path)) {
    const found = await on.look(path).catch(() => null);
    if (!found && path !== dirname(path)) continue;
    if (!found?.folder) return fail(name, `${root} cannot be made, for ${path} is a file`, mend);
    return (await on.writable(path, true))
      ? null
      : fail(name, `${root} cannot be made, for ${path} may not be written by this user`, mend);
  }
}

/** A folder with other things in it and nothing of ours is refused at the start. */
export async function checkOurs(root: string): Promise<Finding | null> {
  const foreign = await foreignIn(root).catch(() => null);
  return foreign === null
    ? null
    : fail('data folder', `${root} holds other things (${foreign})`, 'name an empty one with --data');
}
