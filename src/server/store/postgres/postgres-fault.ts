// PostgreSQL's errors that tell of its disk or of the way to it, and not of us.
import { type DegradedCause } from '../refusal.js';
import { TransactionLost } from '../sql/sql-writes.js';

/** Null for an error that is our mistake. */
export function postgresFaultOf(error: unknown): DegradedCause | null {
  if (error instanceof TransactionLost) return postgresFaultOf(error.cause) ?? 'io-error';
  const { code, message = '' } = (error ?? {}) as { readonly code?: unknown; readonly message?: string };
  if (typeof code !== 'string') return /connection|terminated|timeout/i.test(message) ? 'connection-lost' : null;
  if (code === '53100') return 'disk-full';
  if (/^(58|XX00[12])/.test(code)) return 'io-error';
  return /^(08|57P|53|25006|E[A-Z]+$)/.test(code) ? 'connection-lost' : null;
}
