// The data folder as the doctor looks at it: there, ours, private, with room, on a disk that keeps what it is told.
import { constants } from 'node:fs';
import { access, open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type ServerWorld } from '../../world.js';
import { type DataFolder, networkFileSystemOf } from '../data-folder.js';
import { freeBytes, LEAST_FREE_BYTES } from '../readiness.js';
import { type Finding, fail, ok, warn } from './finding.js';

const PRIVATE = 0o077;
const FLUSHES = 15;
/** Beyond this a save is felt. */
const SLOW_MS = 20;

/** Null where there is no folder yet. */
export async function checkFolder(folder: DataFolder, world: ServerWorld): Promise<readonly Finding[] | null> {
  const { root } = folder;
  const found = await stat(root).catch(() => null);
  if (!found) return null;
  if (!found.isDirectory()) return [fail('data folder', `${root} is a file`, 'name a folder with --data')];
  const findings: Finding[] = [];
  const writable = await access(root, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
  findings.push(
    writable
      ? ok('data folder', root)
      : fail('data folder', `${root} may not be written by this user`, 'change its owner, or name another with --data'),
  );
  const user = process.getuid?.();
  if (user !== undefined && found.uid !== user)
    findings.push(fail('owner', `${root} belongs to user ${found.uid}, and this is ${user}`, 'start as its owner'));
  findings.push(await privacy(folder));
  const network = await networkFileSystemOf(root);
  if (network)
    findings.push(
      fail('disk', `${root} is on a network file system (${network})`, 'move it to a disk of this machine'),
    );
  findings.push(await room(root));
  if (writable) findings.push(await flushing(root, world));
  return findings;
}

async function privacy(folder: DataFolder): Promise<Finding> {
  // Windows keeps other lists.
  if (process.platform === 'win32') return ok('permissions', 'as Windows has them');
  const open_: string[] = [];
  for (const path of [
    folder.root,
    folder.keys,
    folder.backupKey,
    folder.audit('clinic').key,
    join(folder.tls, 'ca.key'),
  ]) {
    const found = await stat(path).catch(() => null);
    if (found && (found.mode & PRIVATE) !== 0) open_.push(path);
  }
  return open_.length === 0
    ? ok('permissions', 'for this user only')
    : fail('permissions', `others can read ${open_.join(', ')}`, `chmod -R go= ${folder.root}`);
}

async function room(root: string): Promise<Finding> {
  const free = await freeBytes(root);
  if (free === null) return warn('disk space', 'the disk does not tell', 'look at it by hand');
  const says = `${(free / 1e9).toFixed(1)} GB free`;
  if (free < LEAST_FREE_BYTES)
    return fail('disk space', says, 'make room: below 200 MB the server says it is not ready');
  return free < 10 * LEAST_FREE_BYTES ? warn('disk space', says, 'make room soon') : ok('disk space', says);
}

/** How long a small write takes to be on the disk; each save waits for one. */
async function flushing(root: string, world: ServerWorld): Promise<Finding> {
  const path = join(root, '.doctor');
  const times: number[] = [];
  try {
    const file = await open(path, 'w', 0o600);
    try {
      for (let i = 0; i < FLUSHES; i++) {
        const began = world.elapsed();
        await file.write(Buffer.alloc(4096, i), 0, 4096, 0);
        await file.datasync();
        times.push(world.elapsed() - began);
      }
    } finally {
      await file.close();
      await rm(path, { force: true });
    }
  } catch (error) {
    return fail('flush to disk', (error as Error).message, 'check the disk');
  }
  const median = times.sort((a, b) => a - b)[Math.floor(FLUSHES / 2)]!;
  const says = `${median.toFixed(2)} ms (median of ${FLUSHES})`;
  return median > SLOW_MS
    ? warn('flush to disk', says, 'a faster disk makes saving faster')
    : ok('flush to disk', says);
}
