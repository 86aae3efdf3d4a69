// SQLite's error codes that tell of the disk and not of us.
import { type DegradedCause } from '../refusal.js';
import { TransactionLost } from '../sql/sql-writes.js';

/** Null for an error that is our mistake. */
export function sqliteFaultOf(error: unknown): DegradedCause | null {
  if (error instanceof TransactionLost) return sqliteFaultOf(error.cause) ?? 'io-error';
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string') return null;
  if (code.startsWith('SQLITE_FULL')) return 'disk-full';
  return /^SQLITE_(IOERR|CORRUPT|NOTADB|CANTOPEN|READONLY|PROTOCOL)/.test(code) ? 'io-error' : null;
}
