// The audit chain of a record read from its first row to its last.
import { type ChainFault, type ChainHead, checkedChain, EMPTY_CHAIN } from '../store/audit-chain.js';
import { type ReadSession } from '../store/session.js';

const ROWS_AT_ONCE = 5_000;

const FAULTS: Readonly<Record<ChainFault['type'], string>> = {
  gap: 'a row is missing before it',
  'broken-link': 'it does not follow the row before',
  changed: 'it was changed',
  'time-reversed': 'its time is before that of the row before',
};

/** Where the chain of a clinic ends, and what is wrong with it in words; null where nothing is. */
export async function wholeChain(
  reads: Pick<ReadSession, 'auditRows'>,
  clinic: string,
): Promise<{ readonly head: ChainHead; readonly fault: string | null }> {
  let head = EMPTY_CHAIN;
  for (;;) {
    const rows = await reads.auditRows(clinic, head.seq + 1, ROWS_AT_ONCE);
    if (rows.length === 0) return { head, fault: null };
    const checked = checkedChain(clinic, head, rows);
    head = checked.head;
    if (checked.fault)
      return { head, fault: `the audit chain is broken at row ${checked.fault.seq}: ${FAULTS[checked.fault.type]}` };
  }
}
