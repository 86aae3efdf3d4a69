// A backup as an operator asks for it: of the record that is named, with the key that is there or is made now, signed as
// far as the audit key goes, into the folder of backups or where it is wanted.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { auditKeyAt } from '../../audit/audit-key.js';
import { signHead } from '../../audit/signed-head.js';
import { type RecordKind } from '../../open-clinic.js';
import { type Connection } from '../../store/sql/dialect.js';
import { type DataFolder, OperatorError } from '../data-folder.js';
import { openRecordReadOnly, type RecordPlace } from '../open-record.js';
import { backupName, sweepBackups } from './backup-files.js';
import { type BackupSecret } from './backup-head.js';
import { keptBackupKey } from './backup-key.js';
import { type BackupWritten, chainEnds, writeBackup } from './write-backup.js';

export interface TakeBackup {
  readonly folder: DataFolder;
  readonly kind: RecordKind;
  readonly place: RecordPlace;
  readonly program: string;
  readonly now: () => number;
  /** The file to make; absent: one named by the time, among the backups. */
  readonly to?: string | undefined;
  readonly passphrase?: string | undefined;
  /** One of those that are made every night, and taken away when they are old. */
  readonly nightly: boolean;
}

export interface TakenBackup extends BackupWritten {
  /** A key was made for it, which nobody has seen yet. */
  readonly keyMade: boolean;
}

/** Less than this would leave no room for the record itself. */
const LEAST_FREE_BYTES = 100 * 1024 * 1024;

/** Makes it. Throws in words. */
export async function takeBackup(job: TakeBackup): Promise<TakenBackup> {
  const { folder, kind, place, now, nightly } = job;
  const to = job.to ?? join(folder.backups, backupName(kind, now(), nightly));
  if (existsSync(to)) throw new OperatorError(`${to} is there already: name another file with --to`);
  await refuseFullDisk(dirname(to));
  const record = await openRecordReadOnly(place);
  try {
    const kept = job.passphrase === undefined ? await keptBackupKey(folder) : null;
    const secret: BackupSecret = kept ? { type: 'key', key: kept.key } : { type: 'passphrase', text: job.passphrase! };
    const at = now();
    const written = await writeBackup({
      ...{ record, kind, program: job.program, at, secret, to, salt: randomBytes(32) },
      signed: await signedEnds(job, record.connection, at),
    });
    if (nightly) await sweepBackups(folder.backups, kind, at);
    return { ...written, keyMade: kept?.made ?? false };
  } finally {
    await record.close();
  }
}

async function refuseFullDisk(path: string): Promise<void> {
  const { bavail, bsize } = await statfs(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new OperatorError(`there is no folder ${path}: make it first`);
    throw error;
  });
  if (bavail * bsize < LEAST_FREE_BYTES)
    throw new OperatorError(
      `the disk of ${path} has ${Math.floor((bavail * bsize) / 1e6)} MB left, so no backup was made: make room on it`,
    );
}

/** The ends of the chains under the audit key, and its public half; empty where there is no key. */
async function signedEnds({ folder, kind }: TakeBackup, connection: Connection, at: number): Promise<unknown[]> {
  const key = auditKeyAt(folder.audit(kind).key);
  if (!key) return [];
  const ends = await chainEnds(connection);
  return ends.map(({ clinic, seq, hash }) => ({
    ...signHead(key, { kind: 'head', clinic, seq, hash, at }),
    publicKey: key.publicPem,
  }));
}
