// SQLite's error codes that tell of the disk and not of us.
import { type DegradedCause } from '../refusal.js';
import { TransactionLost } from '../sql/sql-writes.js';
import { RecordDamaged } from './check-file.js';

const codeOf = (error: unknown): string => {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
};

/** A fault that the writer's thread has met. */
export class ApartFault extends Error {
  readonly fault: DegradedCause;
  constructor(fault: DegradedCause, message: string) {
    super(message);
    this.fault = fault;
  }
}

/** The file itself is not what was written. */
export const isDamage = (error: unknown): boolean => /^SQLITE_(CORRUPT|NOTADB)/.test(codeOf(error));

/** Null for an error that is our mistake. */
export function sqliteFaultOf(error: unknown): DegradedCause | null {
  if (error instanceof TransactionLost) return sqliteFaultOf(error.cause) ?? 'io-error';
  if (error instanceof RecordDamaged) return 'io-error';
  if (error instanceof ApartFault) return error.fault;
  const code = codeOf(error);
  if (code.startsWith('SQLITE_FULL')) return 'disk-full';
  return /^SQLITE_(IOERR|CORRUPT|NOTADB|CANTOPEN|READONLY|PROTOCOL)/.test(code) ? 'io-error' : null;
}
