// The three files of a record's audit chain that stand outside the record, in the folder of keys.
import { join } from 'node:path';

export interface AuditFiles {
  /** The Ed25519 key, PEM. */
  readonly key: string;
  /** The signed heads, one JSON line each. */
  readonly heads: string;
  /** What the last verification found. */
  readonly verified: string;
}

/** Their paths; `kind` is that of the record. */
export const auditFiles = (keys: string, kind: string): AuditFiles => ({
  key: join(keys, `audit-${kind}.pem`),
  heads: join(keys, `audit-heads-${kind}.ndjson`),
  verified: join(keys, `audit-verified-${kind}.json`),
});
