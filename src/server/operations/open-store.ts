// Opens the store of a record for writing, and says in words what stands in the way.
import { existsSync } from 'node:fs';
import { type RecordKind } from '../open-clinic.js';
import { type Definitions } from '../store/definitions.js';
import { postgresRepository } from '../store/postgres/postgres-repository.js';
import { type Repository, type StoreWorld } from '../store/repository.js';
import { MIGRATIONS } from '../store/sql/migrations.js';
import { type RecordThreads } from '../store/sqlite/record-threads.js';
import { sqliteRepository } from '../store/sqlite/sqlite-repository.js';
import { takeBackup } from './backup/take-backup.js';
import { type DataFolder, OperatorError, preparedRecord } from './data-folder.js';
import { knownBases } from './known-bases.js';
import { NoRecord, openRecordReadOnly, type RecordPlace } from './open-record.js';
import { postgresTrouble } from './postgres-place.js';
import { freeBytes } from './readiness.js';

export interface StoreOptions {
  readonly folder: DataFolder;
  readonly kind: RecordKind;
  readonly place: RecordPlace;
  readonly definitions: Definitions;
  readonly world: Pick<StoreWorld, 'now' | 'newId'>;
  /** Addresses of the FHIR API at this server now; those it had before are known to the record. */
  readonly bases: () => readonly string[];
  readonly program: string;
  /** The record was there at the last start: an empty one in its place would hide that it is gone. */
  readonly mustExist: boolean;
  /** Makes a backup before the schema is changed. */
  readonly backupFirst: boolean;
  /** Makes the threads of a record of one file; without them it is written and searched where it is read. */
  readonly threads?: (path: string) => RecordThreads;
}

/** A database is made anew by the start; a file that was there must be there. */
export const isGone = (place: RecordPlace): boolean => place.type === 'file' && !existsSync(place.path);

/** What is said of a record that was opened at the last start and is not there. */
export const goneRecord = (folder: DataFolder, kind: RecordKind): { readonly what: string; readonly mend: string } => ({
  what: `the ${kind}'s record ${folder.recordFile(kind)} is gone`,
  mend: `put a backup back with cluneal db restore, or remove ${folder.state} to begin an empty one`,
});

/** Opens it, or makes it. */
export async function openStore(options: StoreOptions): Promise<Repository> {
  const { folder, kind, place, definitions } = options;
  if (options.mustExist && isGone(place)) {
    const { what, mend } = goneRecord(folder, kind);
    throw new OperatorError(`${what}: ${mend}`);
  }
  if (place.type === 'file') {
    await refuseFullDisk(folder, place.path);
    await preparedRecord(folder, kind);
  }
  await safeguarded(options);
  const before = await knownBases(place);
  const world: StoreWorld = {
    now: options.world.now,
    newId: options.world.newId,
    // Asked anew each time: the port may be given by the system when the server listens.
    get bases() {
      return [...new Set([...options.bases(), ...before])];
    },
  };
  if (place.type === 'file') return inFile(place.path, options, world);
  try {
    return await postgresRepository({ url: place.url, definitions, world });
  } catch (error) {
    throw postgresTrouble(error, place.url);
  }
}

async function inFile(path: string, { definitions, threads }: StoreOptions, world: StoreWorld): Promise<Repository> {
  const apart = threads?.(path);
  try {
    return await sqliteRepository({ path, definitions, world, ...apart });
  } catch (error) {
    await Promise.all([apart?.apart.close(), apart?.search.close()]);
    throw error;
  }
}

/** Room for a new record and its log. */
const LEAST_NEW_BYTES = 8 * 1024 * 1024;

async function refuseFullDisk(folder: DataFolder, path: string): Promise<void> {
  if (existsSync(path)) return;
  const free = await freeBytes(folder.root);
  if (free !== null && free < LEAST_NEW_BYTES)
    throw new OperatorError(
      `the disk of ${folder.root} is full (${Math.floor(free / 1024)} kB left), so no record can be made: make room on it`,
    );
}

/** Steps of the schema that a record lacks; 0 for one that is new, and for one that has yet to be made. */
export async function missingSteps(place: RecordPlace): Promise<number> {
  try {
    const record = await openRecordReadOnly(place);
    await record.close();
    return MIGRATIONS.length - record.schema;
  } catch (error) {
    if (error instanceof NoRecord) return 0;
    throw error;
  }
}

/** A step of the schema cannot be taken back, so what was there before is kept. */
async function safeguarded({ folder, kind, place, program, world, backupFirst }: StoreOptions): Promise<void> {
  if ((await missingSteps(place)) === 0 || !backupFirst) return;
  try {
    await takeBackup({ folder, kind, place, program, now: world.now, nightly: false });
  } catch (error) {
    throw new OperatorError(
      `the record must be brought to a newer schema, and the backup that goes before could not be made (${(error as Error).message}): mend that, or run cluneal db migrate --no-backup`,
      { cause: error },
    );
  }
}
