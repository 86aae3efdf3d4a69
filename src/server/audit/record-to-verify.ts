// Opens one record of a data folder for `audit verify`, beside a running server, and verifies every chain in it.
import { type RecordKind } from '../open-clinic.js';
import { type DataFolder } from '../operations/data-folder.js';
import { NoRecord, openRecordReadOnly, recordPlaceOf } from '../operations/open-record.js';
import { sql } from '../store/sql/fragment.js';
import { auditFiles } from './audit-files.js';
import { auditKeyAt } from './audit-key.js';
import { chainSource } from './chain-source.js';
import { readHeads } from './heads-file.js';
import { keepVerification } from './verified-file.js';
import { type Verification, type VerifyOptions, verified } from './verify.js';

export interface RecordToVerify {
  readonly folder: DataFolder;
  readonly kind: RecordKind;
  /** The clinic's PostgreSQL, where it has one. */
  readonly databaseUrl: string | undefined;
  /** Ids of clinics of other records, whose rows may have been put into this one. */
  readonly others?: readonly string[];
  readonly breathe?: VerifyOptions['breathe'];
}

/** Verifies; null where there is no such record. What was found is kept beside the key, with `at` as its time. */
export async function verifiedRecord(
  { folder, kind, databaseUrl, others, breathe }: RecordToVerify,
  at: number,
): Promise<readonly Verification[] | null> {
  const files = auditFiles(folder.keys, kind);
  // Before the record is opened: a head that is signed meanwhile would lie beyond what is seen of the chain.
  const kept = readHeads(files.heads);
  const key = auditKeyAt(files.key);
  const record = await openRecordReadOnly(recordPlaceOf(folder, kind, databaseUrl)).catch((error) => {
    if (error instanceof NoRecord) return null;
    throw error;
  });
  if (!record) return null;
  try {
    const { connection } = record;
    // Not only those whose chain has an end in the store: that row can be taken out too.
    const named = await connection.rows<{ clinic: string }>(
      sql`SELECT clinic FROM audit_head UNION SELECT clinic FROM audit UNION SELECT clinic FROM version`,
    );
    const clinics = [...new Set([...named.map((row) => row.clinic), ...kept.heads.map((head) => head.clinic)])].sort();
    const verifications: Verification[] = [];
    for (const clinic of clinics) {
      const source = chainSource({ ...record, clinics }, clinic, others);
      const own = { ...kept, heads: kept.heads.filter((head) => head.clinic === clinic) };
      const verification = await verified({ source, kept: own, key, ...(breathe ? { breathe } : {}) });
      keepVerification(files.verified, verification, at);
      verifications.push(verification);
    }
    return verifications;
  } finally {
    await record.close();
  }
}
