// The signed heads of a clinic, from beside the key and from the ledger: which signatures hold, and which of them the
// chain must still carry.
import { type AuditKey } from './audit-key.js';
import { type AuditFault } from './fault.js';
import { type ReadHeads } from './heads-file.js';
import { headFromText, isSigned, type SignedHead, textOfHead } from './signed-head.js';

/** What stands beside the key. */
export type KeptHeads = ReadHeads;

export interface CheckedHeads {
  /** Heads whose signature holds. */
  readonly signed: number;
  /** Heads from before a restore that were signed on another machine, with a key that is not here. */
  readonly ofEarlierKeys: number;
  /** Those that must lie on the chain, by `seq`. */
  readonly standing: readonly SignedHead[];
  readonly restored: readonly SignedHead[];
  readonly faults: readonly AuditFault[];
}

/** Checks the heads; `key` null where it is not there. */
export function checkedHeads(
  clinic: string,
  kept: KeptHeads,
  ledgerTexts: readonly string[],
  key: AuditKey | null,
): CheckedHeads {
  const faults: AuditFault[] = kept.unreadable.map((line) => ({
    type: 'head-forged',
    seq: 0,
    message: `line ${line} of the heads beside the key is no head`,
  }));
  const inLedger = ledgerTexts.map(headFromText);
  if (inLedger.includes(null))
    faults.push({ type: 'head-forged', seq: 0, message: 'a head in the ledger cannot be read' });
  // In the order of signing; those of the ledger alone come last, for the ledger goes back with the record.
  const both = [...kept.heads, ...inLedger.filter((head) => head !== null)];
  const all = [...new Map(both.map((head) => [textOfHead(head), head])).values()];
  if (all.length > 0 && !key) {
    const seq = Math.min(...all.map((head) => head.seq));
    faults.push({ type: 'key-missing', seq, message: 'the heads cannot be checked: their key is not there' });
    return { signed: 0, ofEarlierKeys: 0, standing: [], restored: [], faults };
  }
  // On another machine there is another key; who held it has said from which row on it holds.
  const takenOver = Math.max(
    0,
    ...all.filter((h) => h.kind === 'restored' && !objectionTo(h, clinic, key!)).map((h) => h.seq),
  );
  const earlier = new Set(all.filter((h) => h.key !== key?.id && h.clinic === clinic && h.seq <= takenOver));
  const signed = all.filter((head) => {
    if (earlier.has(head)) return false;
    const why = objectionTo(head, clinic, key!);
    if (why) faults.push({ type: 'head-forged', seq: head.seq, message: `the head of row ${head.seq} ${why}` });
    return why === null;
  });
  let standing: SignedHead[] = [];
  for (const head of signed) {
    // What lay beyond it went with the record that was put back.
    if (head.kind === 'restored') standing = standing.filter((each) => each.seq <= head.seq);
    if (head.seq > 0) standing.push(head);
  }
  return {
    signed: signed.length,
    ofEarlierKeys: earlier.size,
    standing: standing.sort((a, b) => a.seq - b.seq),
    restored: signed.filter((head) => head.kind === 'restored'),
    faults,
  };
}

function objectionTo(head: SignedHead, clinic: string, key: AuditKey): string | null {
  if (head.clinic !== clinic) return 'is of another clinic';
  if (head.key !== key.id) return `was signed with another key (${head.key}, this one is ${key.id})`;
  return isSigned(key, head) ? null : 'is not what was signed';
}
