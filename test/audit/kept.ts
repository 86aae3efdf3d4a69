// A clinic's chain and versions in memory, to be tampered with and read like a record.
import { type ChainSource, type RecordedEnd } from '#server/audit/chain-source.js';
import { type ChainRow } from '#server/audit/row-text.js';
import { type SignedHead, textOfHead } from '#server/audit/signed-head.js';
import { type StoredVersion } from '#server/store/repository.js';

/** Everything a verification reads of one clinic. */
export interface Kept {
  readonly clinic: string;
  readonly rows: readonly ChainRow[];
  readonly versions: readonly StoredVersion[];
  readonly end: RecordedEnd | null;
  readonly heads: readonly SignedHead[];
  readonly ledger: readonly SignedHead[];
}

/** The same as a source, from memory. */
export function sourceOf(
  { clinic, rows, versions, end, ledger }: Kept,
  others: readonly string[] = ['c2'],
): ChainSource {
  const from = <T extends { readonly seq: number }>(list: readonly T[], seq: number, count: number): readonly T[] => {
    let low = 0;
    for (let high = list.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (list[middle]!.seq < seq) low = middle + 1;
      else high = middle;
    }
    return list.slice(low, low + count);
  };
  return {
    clinic,
    others,
    recordedEnd: async () => end,
    rows: async (seq, count) => from(rows, seq, count),
    versions: async (seq, count) => from(versions, seq, count),
    stale: async () => [],
    headTexts: async () => ledger.map(textOfHead),
  };
}
