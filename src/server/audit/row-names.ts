// What rows of the log and places between them are called outside. Their number in the chain counts all deeds of the
// clinic: from two of them anybody could reckon how much was done in between that they may not see. So a name is the
// number under a cipher (AES-128, one block) whose key stands in the ledger, and tells nothing.
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { done } from '../store/refusal.js';
import { type Repository } from '../store/repository.js';
import { type ServerWorld } from '../world.js';
import { AuditUnavailable } from './read-audit.js';

/** One clinic's names; the same at every start. */
export interface RowNames {
  /** 32 hex digits for a place in the chain. */
  nameOf(place: number): string;
  /** The place of such a name; null for any other text. */
  placeOf(name: string): number | null;
  /** The same for "before this place", so that no name of a row is one of a page. */
  cursorOf(place: number): string;
  placeOfCursor(cursor: string): number | null;
}

/** The kind of the ledger under which the key is kept. */
export const NAMES_KIND = 'audit-names';
const THE_KEY = 'key';
const KEY_BYTES = 16;
const BLOCK = 16;
const NAME = /^[0-9a-f]{32}$/;
/** The first half of what is enciphered; a text made up by somebody has it once in 2^64. */
const ROW = 1n;
const CURSOR = 2n;

/** The names under a key of 16 bytes. */
export function rowNamesUnder(key: Uint8Array): RowNames {
  const named = (use: bigint, place: number): string => {
    const block = Buffer.alloc(BLOCK);
    block.writeBigUInt64BE(use, 0);
    block.writeBigUInt64BE(BigInt(place), BLOCK / 2);
    return createCipheriv('aes-128-ecb', key, null).update(block).toString('hex');
  };
  const placed = (use: bigint, name: string): number | null => {
    if (!NAME.test(name)) return null;
    const block = createDecipheriv('aes-128-ecb', key, null).setAutoPadding(false).update(Buffer.from(name, 'hex'));
    return block.readBigUInt64BE(0) === use ? Number(block.readBigUInt64BE(BLOCK / 2)) : null;
  };
  return {
    nameOf: (place) => named(ROW, place),
    placeOf: (name) => placed(ROW, name),
    cursorOf: (place) => named(CURSOR, place),
    placeOfCursor: (cursor) => placed(CURSOR, cursor),
  };
}

interface Named {
  readonly repository: Pick<Repository, 'kept' | 'transaction'>;
  readonly clinic: string;
  readonly world: Pick<ServerWorld, 'random'>;
}

const known = new WeakMap<object, Map<string, Promise<RowNames>>>();

/** The names of an open clinic; its key is made when somebody first looks. Rejects with AuditUnavailable where the record takes no writes then. */
export function rowNamesOf({ repository, clinic, world }: Named): Promise<RowNames> {
  const of = known.get(repository) ?? new Map<string, Promise<RowNames>>();
  known.set(repository, of);
  const names = of.get(clinic) ?? keyOf({ repository, clinic, world }).then(rowNamesUnder);
  of.set(clinic, names);
  // A failure is not remembered: the disk may be well at the next question.
  names.catch(() => of.delete(clinic));
  return names;
}

async function keyOf({ repository, clinic, world }: Named): Promise<Uint8Array> {
  const before = await repository.kept(clinic, NAMES_KIND, THE_KEY);
  if (before !== null) return Buffer.from(before, 'hex');
  const made = Buffer.from(world.random(KEY_BYTES)).toString('hex');
  const kept = await repository.transaction(clinic, async (tx) => {
    // Two servers over one PostgreSQL may both be first.
    const first = await tx.kept(clinic, NAMES_KIND, THE_KEY);
    if (first !== null) return done(first);
    await tx.keep(clinic, { kind: NAMES_KIND, id: THE_KEY, text: made });
    return done(made);
  });
  if (!kept.ok) throw new AuditUnavailable('disk');
  return Buffer.from(kept.value, 'hex');
}
