// What a kind of store must be able to do, below the rules they share (reading.ts, writing.ts). Every question carries
// what is allowed, and the answer holds nothing else.
import { type AuditRow, type ChainHead } from './audit-chain.js';
import { type IndexValues } from './index-values.js';
import { type LedgerReads, type LedgerWrites } from './ledger.js';
import { type Include, type Query } from './query.js';
import { type DegradedCause } from './refusal.js';
import { type AuditQuery, type HistoryPage, type HistoryQuery, type Page, type StoredVersion } from './repository.js';
import { type Allowed, type Labels, type Scope } from './scope.js';
import { type SingleOutcome, type SingleWrite } from './single-write.js';

export interface ReadSession extends LedgerReads {
  /** The current version where `allowed` reaches it, a delete included; null for hidden and absent alike. */
  current(clinic: string, allowed: Allowed, type: string, id: string): Promise<StoredVersion | null>;
  /** One version where `allowed` reaches both the resource as it is now and that version. */
  version(clinic: string, allowed: Allowed, type: string, id: string, version: number): Promise<StoredVersion | null>;
  history(scope: Scope, query: HistoryQuery): Promise<HistoryPage>;
  search(scope: Scope, query: Query): Promise<FoundRows>;
  count(scope: Scope, query: Query): Promise<number>;
  /** What the found rows refer to, or what refers to them, at most `most` and one more. */
  included(scope: Scope, rows: IncludeRows, include: Include, most: number): Promise<readonly StoredVersion[]>;
  auditRows(clinic: string, from: number, count: number): Promise<readonly AuditRow[]>;
  auditFound(clinic: string, query: AuditQuery): Promise<readonly AuditRow[]>;
  /** For each of the versions, in their order. */
  patientsIn(clinic: string, versions: readonly VersionKey[]): Promise<readonly (readonly string[])[]>;
}

/** What names a version within a clinic. */
export type VersionKey = Pick<StoredVersion, 'type' | 'id' | 'version'>;

export interface FoundRows {
  readonly entries: readonly StoredVersion[];
  readonly next: Query['after'] | null;
}

export interface IncludeRows {
  readonly direction: 'include' | 'revinclude';
  readonly type: string;
  readonly ids: readonly string[];
}

export interface NewVersion extends StoredVersion {
  /** The type's own date; see moment.ts. */
  readonly moment: number;
  readonly patients: readonly string[];
  /** Null takes the resource out of every index: it is deleted. */
  readonly values: IndexValues | null;
}

export interface WriteSession extends ReadSession, LedgerWrites {
  head(clinic: string): Promise<ChainHead>;
  /** Rows that follow the head, in their order. */
  append(clinic: string, rows: readonly AuditRow[]): Promise<void>;
  /** Adds a version, makes it the current one, and replaces the index; labels only when given. */
  put(clinic: string, version: NewVersion, labels: Labels | undefined): Promise<void>;
  patientsOf(clinic: string, type: string, id: string, version: number): Promise<readonly string[]>;
  /** Runs the work; undoes what it did when it answers `ok: false` or throws. Nests. */
  atomic<T extends { readonly ok: boolean }>(work: () => Promise<T>): Promise<T>;
}

/** Where sessions come from. */
export interface Backend {
  /** `snapshot`: all reads of the work see one state. */
  read<T>(work: (session: ReadSession) => Promise<T>, snapshot: boolean): Promise<T>;
  /** `clinic`: whose rows the transaction will write; other processes wait for it. */
  begin(clinic: string): Promise<WriteSession>;
  commit(): Promise<void>;
  /**
   * Does these writes in one commit, away from the thread that reads; where a store has it. Not between `begin` and
   * `commit`. Rejects with what `faultOf` knows when nothing of them is kept.
   */
  apart?(clinic: string, writes: readonly SingleWrite[]): Promise<readonly SingleOutcome[]>;
  rollback(): Promise<void>;
  /** A search on one state, away from the thread that asks; where a store has it. Rejects as `read` does. */
  search?(scope: Scope, query: Query): Promise<Page>;
  /** As in a session, away from the thread that asks. */
  patientsIn?(clinic: string, versions: readonly VersionKey[]): Promise<readonly (readonly string[])[]>;
  /** The trouble with the disk or the connection that an error tells of; null for any other error. */
  faultOf(error: unknown): DegradedCause | null;
  /** Opens anew and checks, the more thoroughly the worse it was: throws when it is not sound. */
  reopen(after: DegradedCause): Promise<void>;
  close(): Promise<void>;
}
