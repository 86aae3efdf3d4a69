// The key that signs the chain's heads (Ed25519): a file outside the record, so that who holds the database alone cannot
// make a shorter or another chain and sign it.
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface AuditKey {
  /** Names the key: the first 16 hex digits of the SHA-256 of its public half. */
  readonly id: string;
  /** The public half as PEM, for a second machine that wants to check. */
  readonly publicPem: string;
  /** Base64. */
  sign(text: string): string;
  verify(text: string, signature: string): boolean;
}

/** What stands before the 32 bytes of an Ed25519 key in PKCS#8 (RFC 8410, 7). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SEED_BYTES = 32;
const OWNER_ONLY = 0o600;

function keyOver(secret: KeyObject): AuditKey {
  const open = createPublicKey(secret);
  const id = createHash('sha256')
    .update(open.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);
  return {
    id,
    publicPem: open.export({ type: 'spki', format: 'pem' }).toString(),
    sign: (text) => sign(null, Buffer.from(text), secret).toString('base64'),
    verify: (text, signature) => verify(null, Buffer.from(text), open, Buffer.from(signature, 'base64')),
  };
}

/** The key at the path, or null where there is no such file. Throws in words when the file is no such key. */
export function auditKeyAt(path: string): AuditKey | null {
  let pem: string;
  try {
    pem = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    const secret = createPrivateKey(pem);
    if (secret.asymmetricKeyType === 'ed25519') return keyOver(secret);
  } catch {}
  throw new Error(`the audit key ${path} is not an Ed25519 key: put back the file that was there`);
}

/**
 * The key at the path; made there, for its owner's eyes only, when there is none. The folder must exist. `random` gives
 * bytes that nobody can guess.
 */
export function auditKey(path: string, random: (bytes: number) => Uint8Array): AuditKey {
  const known = auditKeyAt(path);
  if (known) return known;
  const secret = createPrivateKey({
    key: Buffer.concat([PKCS8, random(SEED_BYTES)]),
    format: 'der',
    type: 'pkcs8',
  });
  const pem = secret.export({ type: 'pkcs8', format: 'pem' });
  writeFileSync(path, pem, { flag: 'wx', mode: OWNER_ONLY, flush: true });
  flushFolder(dirname(path));
  return keyOver(secret);
}

// Stryker disable all: only a power cut could tell.
/** Makes a new name in a folder outlast a power cut. Windows has no such call and does not need it. */
function flushFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
