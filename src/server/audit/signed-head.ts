// A signed head says: at this time the chain had this many rows and ended with this hash. Whoever later shortens the
// chain, or writes it anew from some row on, has no row that fits.
import { type AuditKey } from './audit-key.js';

/** A place of the chain, under signature. */
export interface SignedHead {
  /**
   * `head`: the chain went so far. `restored`: the record was put back to here from a backup, so heads that stand before
   * this line and lie beyond it tell of rows that were lost with consent.
   */
  readonly kind: 'head' | 'restored';
  readonly clinic: string;
  readonly seq: number;
  readonly hash: string;
  /** When it was signed; milliseconds since 1970 UTC. */
  readonly at: number;
  /** `AuditKey.id` */
  readonly key: string;
  /** Base64. */
  readonly signature: string;
}

const signedText = ({ kind, clinic, seq, hash, at }: Omit<SignedHead, 'key' | 'signature'>): string =>
  `cluneal/audit-${kind}/1\0${JSON.stringify([clinic, seq, hash, at])}`;

/** Signs. */
export function signHead(key: AuditKey, head: Omit<SignedHead, 'key' | 'signature'>): SignedHead {
  const { kind, clinic, seq, hash, at } = head;
  return { kind, clinic, seq, hash, at, key: key.id, signature: key.sign(signedText(head)) };
}

/** Whether this key signed exactly this. */
export const isSigned = (key: AuditKey, head: SignedHead): boolean => key.verify(signedText(head), head.signature);

/** As a line of the heads' file and a text of the ledger. */
export const textOfHead = (head: SignedHead): string => JSON.stringify(head);

/** Reads such a line; null for what is none. The signature is another question. */
export function headFromText(text: string): SignedHead | null {
  let read: Partial<Record<keyof SignedHead, unknown>> | null = null;
  try {
    read = JSON.parse(text);
  } catch {}
  const { kind, clinic, seq, hash, at, key, signature } = read ?? {};
  if (kind !== 'head' && kind !== 'restored') return null;
  if (![clinic, hash, key, signature].every((v) => typeof v === 'string')) return null;
  if (!Number.isSafeInteger(seq) || !Number.isSafeInteger(at)) return null;
  return { kind, clinic, seq, hash, at, key, signature } as SignedHead;
}

/** Short form for the foot of a letter: enough to find the head again and to see that it is the same. */
export function headLine({ seq, hash, at }: Pick<SignedHead, 'seq' | 'hash' | 'at'>): string {
  const groups = [0, 4, 8, 12].map((i) => hash.slice(i, i + 4)).join(' ');
  return `audit ${seq} · ${groups} · ${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
