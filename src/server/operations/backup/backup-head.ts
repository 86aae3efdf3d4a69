// What stands in clear at the front of a backup: of what record it is, until when, and how its key is come by. It is
// bound to the key, so that nobody can change a word of it unseen.
import { createHmac, hkdfSync, scrypt, timingSafeEqual } from 'node:crypto';
import { OperatorError } from '../data-folder.js';
import { KEY_BYTES, keyIdOf } from './backup-key.js';

/** One chain as it ended when the backup was taken. */
export interface BackupChain {
  readonly clinic: string;
  readonly seq: number;
  readonly hash: string;
  /** Milliseconds since 1970 UTC of its last row. */
  readonly at: number;
}

export interface BackupTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: number;
}

/** How the key is come by: from the key file, or from a passphrase. */
export type KeyOrigin =
  | { readonly type: 'key'; readonly id: string }
  | { readonly type: 'scrypt'; readonly n: number; readonly r: number; readonly p: number };

export interface BackupHead {
  readonly format: 1;
  readonly program: string;
  readonly kind: 'demo' | 'clinic';
  /** Steps of the schema. */
  readonly schema: number;
  /** Milliseconds since 1970 UTC at which the state was taken. */
  readonly at: number;
  readonly chains: readonly BackupChain[];
  /** Newest signed head of each chain as the record keeps it, and the public keys (PEM) they are checked with. */
  readonly signed: readonly unknown[];
  readonly tables: readonly BackupTable[];
  readonly key: KeyOrigin;
  /** Hex; makes the key of this file. */
  readonly salt: string;
}

const MAGIC = Buffer.from('cluneal-backup\0\u0001', 'latin1');
const MOST_HEAD_BYTES = 256 * 1024;
const TAG_BYTES = 32;
/** Bytes before the head: the magic and the head's length. */
export const PREAMBLE_BYTES = MAGIC.length + 4;
export const HEAD_TAG_BYTES = TAG_BYTES;

const SCRYPT = { n: 2 ** 17, r: 8, p: 1 } as const;
/** A head that asks for more would only keep the machine busy. */
const MOST_N = 2 ** 20;
const SALT_BYTES = 32;

/** What opens backups: the key of the key file, or a passphrase. */
export type BackupSecret =
  | { readonly type: 'key'; readonly key: Uint8Array }
  | { readonly type: 'passphrase'; readonly text: string };

const scrypted = (
  text: string,
  salt: Uint8Array,
  { n, r, p }: { n: number; r: number; p: number },
): Promise<Uint8Array> =>
  new Promise((resolve, reject) =>
    scrypt(text.normalize('NFC'), salt, KEY_BYTES, { N: n, r, p, maxmem: 256 * n * r }, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );

const derived = (key: Uint8Array, salt: Uint8Array, what: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, salt, `cluneal/backup/1/${what}`, KEY_BYTES));

/** The head with its key origin and salt, and what stands for it in the file. */
export async function writtenHead(
  head: Omit<BackupHead, 'format' | 'key' | 'salt'>,
  secret: BackupSecret,
  salt: Uint8Array,
): Promise<{ readonly bytes: Buffer; readonly frameKey: Uint8Array; readonly head: BackupHead }> {
  if (salt.length !== SALT_BYTES) throw new Error(`a salt has ${SALT_BYTES} bytes, not ${salt.length}`);
  const origin: KeyOrigin =
    secret.type === 'key' ? { type: 'key', id: keyIdOf(secret.key) } : { type: 'scrypt', ...SCRYPT };
  const whole: BackupHead = { format: 1, ...head, key: origin, salt: Buffer.from(salt).toString('hex') };
  const text = Buffer.from(JSON.stringify(whole));
  if (text.length > MOST_HEAD_BYTES) throw new Error(`the head of the backup is too long: ${text.length} bytes`);
  const { frameKey, tag } = await boundTo(text, origin, secret, salt);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  return { bytes: Buffer.concat([MAGIC, length, text, tag]), frameKey, head: whole };
}

async function boundTo(text: Uint8Array, origin: KeyOrigin, secret: BackupSecret, salt: Uint8Array) {
  const key = secret.type === 'key' ? secret.key : await scrypted(secret.text, salt, origin as typeof SCRYPT);
  const tag = createHmac('sha256', derived(key, salt, 'head'))
    .update(text)
    .digest();
  return { tag, frameKey: derived(key, salt, 'frames') };
}

const notOne = 'is not a backup of Cluneal';

/** Bytes of the head that follow the preamble, its tag included. Throws in words when it is no backup of ours. */
export function headLength(preamble: Uint8Array): number {
  const bytes = Buffer.from(preamble);
  if (bytes.length < PREAMBLE_BYTES || !bytes.subarray(0, MAGIC.length - 1).equals(MAGIC.subarray(0, -1)))
    throw new OperatorError(notOne);
  const format = bytes[MAGIC.length - 1]!;
  if (format !== 1) throw new OperatorError(`has format ${format}, and this program reads 1: update Cluneal`);
  const length = bytes.readUInt32BE(MAGIC.length);
  if (length === 0 || length > MOST_HEAD_BYTES)
    throw new OperatorError('is damaged in its head: use another copy of it');
  return length + TAG_BYTES;
}

/** What the head says, before anything is known of its truth: which key it needs. */
export function claimedHead(bytes: Uint8Array): BackupHead {
  try {
    const head = JSON.parse(Buffer.from(bytes.subarray(0, bytes.length - TAG_BYTES)).toString('utf8')) as BackupHead;
    const { key, salt } = head;
    const known =
      (key.type === 'key' && typeof key.id === 'string') ||
      (key.type === 'scrypt' && key.n >= SCRYPT.n && key.n <= MOST_N && key.r === SCRYPT.r && key.p === SCRYPT.p);
    if (head.format === 1 && known && Buffer.from(salt, 'hex').length === SALT_BYTES) return head;
  } catch {}
  throw new OperatorError('is damaged in its head: use another copy of it');
}

/** Checks the head against the secret: it, and the key of the frames. Throws in words when they do not fit. */
export async function checkedHead(
  bytes: Uint8Array,
  secret: BackupSecret,
): Promise<{ readonly head: BackupHead; readonly frameKey: Uint8Array }> {
  const head = claimedHead(bytes);
  const { key: origin } = head;
  if (origin.type === 'scrypt' && secret.type === 'key')
    throw new OperatorError('was made with a passphrase: name its file with --passphrase-file');
  if (origin.type === 'key' && secret.type === 'passphrase')
    throw new OperatorError(
      `was made with the backup key ${origin.id}, not with a passphrase: leave --passphrase-file out`,
    );
  if (origin.type === 'key' && secret.type === 'key' && keyIdOf(secret.key) !== origin.id)
    throw new OperatorError(
      `was made with the backup key ${origin.id}, and this one is ${keyIdOf(secret.key)}: name a file with its words with --key-file`,
    );
  const text = bytes.subarray(0, bytes.length - TAG_BYTES);
  const { tag, frameKey } = await boundTo(text, origin, secret, Buffer.from(head.salt, 'hex'));
  if (timingSafeEqual(tag, bytes.subarray(bytes.length - TAG_BYTES))) return { head, frameKey };
  throw new OperatorError(
    origin.type === 'scrypt'
      ? 'does not open: the passphrase is another, or the file is damaged in its head'
      : 'is damaged in its head: use another copy of it',
  );
}
