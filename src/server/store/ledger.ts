// The clinic's own administration - accounts, sessions, sites, settings - beside the record: kept with it, so that one
// transaction holds a change and its row of the audit chain, and out of reach of every search.

/** One kept thing. `kind` and `id` are ours (`session`, a hash), `text` is JSON. */
export interface LedgerEntry {
  readonly kind: string;
  readonly id: string;
  readonly text: string;
}

export interface LedgerReads {
  /** The text, or null. */
  kept(clinic: string, kind: string, id: string): Promise<string | null>;
  /** All of a kind, by id. */
  keptAll(clinic: string, kind: string): Promise<readonly LedgerEntry[]>;
}

export interface LedgerWrites {
  /** Puts it, in place of what was there. */
  keep(clinic: string, entry: LedgerEntry): Promise<void>;
  /** Takes it away; nothing there is no error. */
  forget(clinic: string, kind: string, id: string): Promise<void>;
}
