// One record opened with all that belongs to it: accounts, policy, the log of what was shown, the signing of the chain,
// and the watch that brings it back after a fault of the disk.
import { existsSync } from 'node:fs';
import { accountsOver } from '../accounts/clinic-accounts.js';
import { type HouseClinic } from '../accounts/house.js';
import { type PasswordHasher } from '../accounts/password-hasher.js';
import { type DemoOptions, seedDemo } from '../accounts/seed-demo.js';
import { auditKey } from '../audit/audit-key.js';
import { type Heads, headsOver } from '../audit/heads.js';
import { readAuditOver } from '../audit/read-audit-over.js';
import { rolePolicy } from '../authorization/role-policy.js';
import { type RecordKind } from '../open-clinic.js';
import { type Repository } from '../store/repository.js';
import { type ServerWorld } from '../world.js';
import { type BuiltParts } from './built-parts.js';
import { type DataFolder, OperatorError } from './data-folder.js';
import { openStore, type StoreOptions } from './open-store.js';
import { recovering } from './recovery.js';
import { failureOf, type ServerLog } from './server-log.js';

export interface PartsOptions extends Omit<StoreOptions, 'definitions' | 'world' | 'backupFirst'> {
  readonly parts: BuiltParts;
  readonly world: ServerWorld;
  readonly hasher: PasswordHasher;
  readonly log: ServerLog;
}

export interface OpenRecord {
  readonly clinic: HouseClinic;
  /** Null where the key that signs is missing. */
  readonly heads: Heads | null;
  /** Writes what waits, signs the end, closes the store. Never rejects: what fails is logged. */
  close(): Promise<void>;
}

/** The key, made for a new record; null where it was there once and is gone: another in its place would hide that. */
function keyOf(folder: DataFolder, kind: RecordKind, world: ServerWorld) {
  const { key, heads } = folder.audit(kind);
  return existsSync(key) || !existsSync(heads) ? auditKey(key, world.random) : null;
}

async function seeded(repository: Repository, options: DemoOptions): Promise<void> {
  const made = await seedDemo(repository, options);
  if (!made.ok) throw new OperatorError(`the demo could not be made: ${made.objection.what}: ${made.objection.mend}`);
}

/** Opens it. Throws in words. */
export async function openRecordParts(options: PartsOptions): Promise<OpenRecord> {
  const { folder, kind, parts, world, hasher, log } = options;
  const repository = await openStore({ ...options, definitions: parts.definitions, backupFirst: true });
  try {
    // The clinic of a record is its kind: a record holds one.
    const clinic = kind;
    const key = keyOf(folder, kind, world);
    const heads = key ? await headsOver({ repository, clinic, key, files: folder.audit(kind), world }) : null;
    const policy = rolePolicy();
    const readAudit = readAuditOver(repository, clinic, policy, world);
    if (kind === 'demo') await seeded(repository, { clinic, policy, world, hasher, knowledge: parts.knowledge });
    // A file is locked by the one server that has it; a database may have several.
    const othersWrite = options.place.type === 'postgres';
    const accounts = accountsOver({ repository, clinic, policy, world, hasher, othersWrite });
    const stopRecovering = recovering({ repository, log });
    log.write({ kind: 'event', level: 'info', event: 'record-opened', note: kind });
    if (!heads)
      log.write({
        ...{ kind: 'event', level: 'warn', event: 'failure' },
        note: `the key that signs the audit chain is gone, so no head is signed: put ${folder.audit(kind).key} back from where it was kept, and start again`,
      });
    return {
      heads,
      clinic: { ...parts, kind, clinic, repository, accounts, policy, readAudit, world },
      close: async () => {
        await stopRecovering();
        for (const step of [() => readAudit.flush(), () => heads?.close(), () => repository.close()])
          try {
            await step();
          } catch (error) {
            log.write({ kind: 'event', level: 'error', event: 'failure', ...failureOf(error) });
          }
        log.write({ kind: 'event', level: 'info', event: 'record-closed', note: kind });
      },
    };
  } catch (error) {
    await repository.close();
    throw error;
  }
}
