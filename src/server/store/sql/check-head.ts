// The quick part of what `audit verify` does whole: the head is the last row of each chain, and that row is unchanged.

import { type AuditEntry, hashOfRow } from '../audit-chain.js';
import { type Connection } from './dialect.js';
import { sql } from './fragment.js';

interface HeadRow {
  readonly clinic: string;
  readonly seq: number;
  readonly hash: string;
  readonly wall: number | null;
  readonly body: string | null;
  readonly previous: string | null;
  readonly last: number | null;
}

/** Throws when a chain's end is not what it was when it was written. */
export async function checkHeads(connection: Connection): Promise<void> {
  const heads = await connection.rows<HeadRow>(sql`SELECT h.clinic, h.seq, h.hash, a.wall, a.body, a.previous,
    (SELECT MAX(b.seq) FROM audit b WHERE b.clinic = h.clinic) AS last
    FROM audit_head h LEFT JOIN audit a ON a.clinic = h.clinic AND a.seq = h.seq`);
  for (const { clinic, seq, hash, wall, body, previous, last } of heads) {
    if (seq === 0 && last === null) continue;
    const whole =
      wall !== null &&
      body !== null &&
      previous !== null &&
      last === seq &&
      hashOfRow(clinic, { ...(JSON.parse(body) as AuditEntry), seq, at: wall, previous }) === hash;
    if (!whole) throw new Error(`the audit chain of clinic ${clinic} does not end where it should, at ${seq}`);
  }
}
