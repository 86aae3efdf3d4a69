// Names of the people that rows of the log speak of, each looked up once.
import { keptReads } from '../accounts/kept.js';
import { type AuditRow } from '../store/audit-chain.js';
import { type LedgerReads } from '../store/ledger.js';

/** The name of each account that did something in these rows; null for whoever has none, such as a stranger. */
export async function namesIn(
  ledger: LedgerReads,
  clinic: string,
  rows: readonly AuditRow[],
): Promise<ReadonlyMap<string, string | null>> {
  const kept = keptReads(ledger, clinic);
  const names = new Map<string, string | null>();
  for (const account of new Set(rows.map((row) => row.actor)))
    names.set(account, (await kept.get('account', account))?.name ?? null);
  return names;
}
