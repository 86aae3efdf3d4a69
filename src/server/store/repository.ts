// The one contract of the record (memory, SQLite, PostgreSQL). Everything goes in and out through a Scope; versions are
// kept; a delete is a version; a write is acknowledged only after its commit, together with its row of the audit chain.
import { type JsonObject } from '#fhir/json-value.js';
import { type AuditEntry, type AuditNote, type AuditRow } from './audit-chain.js';
import { type LedgerReads, type LedgerWrites } from './ledger.js';
import { type Query } from './query.js';
import { type DegradedCause, type Result } from './refusal.js';
import { type Labels, type Scope } from './scope.js';

/** One version of one resource, as it was acknowledged. */
export interface StoredVersion {
  readonly type: string;
  readonly id: string;
  /** 1, 2, 3: FHIR's meta.versionId. */
  readonly version: number;
  /** Place in the clinic's order of changes; times may repeat, this does not. */
  readonly seq: number;
  /** Milliseconds since 1970 UTC: FHIR's meta.lastUpdated. */
  readonly updated: number;
  readonly deleted: boolean;
  /** The resource as JSON text, decimals as they came; empty for a delete. */
  readonly text: string;
}

export interface Page {
  readonly entries: readonly StoredVersion[];
  readonly included: readonly StoredVersion[];
  /** More were to be included than are. */
  readonly includedCut: boolean;
  /** All matches the asker may see, when the query asked. */
  readonly total: number | null;
  /** Give it as the next query's `after`; null on the last page. */
  readonly next: Query['after'] | null;
}

export interface HistoryQuery {
  readonly type?: string;
  /** Needs a type. */
  readonly id?: string;
  readonly count: number;
  /** Only changes before this one: the `seq` of the last row seen. */
  readonly before?: number;
}
export interface HistoryPage {
  readonly entries: readonly StoredVersion[];
  readonly next: number | null;
}

/** Reading, always within a scope. What is hidden is answered as what is absent. */
export interface Reads {
  read(scope: Scope, type: string, id: string): Promise<Result<StoredVersion>>;
  /** One version; visible when the resource is, now, and the version itself was about somebody in scope. */
  vread(scope: Scope, type: string, id: string, version: number): Promise<Result<StoredVersion>>;
  /** Newest first, deletes among them. */
  history(scope: Scope, query: HistoryQuery): Promise<Result<HistoryPage>>;
  search(scope: Scope, query: Query): Promise<Result<Page>>;
}

/** The clinic's identity of a new resource, made by `newId`. */
export type MintedId = string & { readonly minted: true };

export interface WriteOptions {
  readonly note: AuditNote;
  /** Replaces the labels; absent, an update keeps them and a create has none. */
  readonly labels?: Labels;
}
export interface CreateOptions extends WriteOptions {
  /** An id made before, so that the parts of a transaction can refer to each other. */
  readonly id?: MintedId;
  /** Conditional create (If-None-Exist): nothing is written when one match is visible. */
  readonly ifNoneExist?: Query;
}
export interface UpdateOptions extends WriteOptions {
  /** If-Match; absent, the last writer wins. */
  readonly ifMatch?: number;
}
export interface Created {
  /** False when a conditional create found its match. */
  readonly created: boolean;
  readonly stored: StoredVersion;
}

/** Writing. The resource must lie within `scope.write` before and after, and within `scope.read` before. */
export interface Writes {
  create(scope: Scope, resource: JsonObject, options: CreateOptions): Promise<Result<Created>>;
  /** The resource's own `resourceType` and `id` say which. A deleted one comes back to life. */
  update(scope: Scope, resource: JsonObject, options: UpdateOptions): Promise<Result<StoredVersion>>;
  /** Conditional update: no match creates, one updates, several are refused. */
  updateWhere(scope: Scope, query: Query, resource: JsonObject, options: UpdateOptions): Promise<Result<Created>>;
  /** Deleting what is deleted is done already, and answers so. */
  delete(scope: Scope, type: string, id: string, options: UpdateOptions): Promise<Result<StoredVersion>>;
  /** Rows of the chain without a write: reads, refusals, sign-ins. Answers when they are durable. */
  audit(clinic: string, entries: readonly AuditEntry[]): Promise<Result<readonly AuditRow[]>>;
}

export type Health =
  | { readonly type: 'ready' }
  | { readonly type: 'degraded'; readonly cause: DegradedCause; readonly message: string };

/** What a transaction may do. */
export interface Transaction extends Reads, Writes, LedgerReads, LedgerWrites {}

/** Which rows of the audit chain, newest first. What is not given does not restrict. */
export interface AuditQuery {
  /** About this patient. */
  readonly patient?: string;
  /** By this account. */
  readonly actor?: string;
  /** Only rows before this `seq`. */
  readonly before?: number;
  readonly count: number;
}

/** What answers no Result throws RecordDegraded (refusal.ts) when the disk fails while it is read. */
export interface Repository extends Reads, Writes, LedgerReads {
  newId(): MintedId;
  /**
   * All or nothing, one at a time. A refused result undoes everything; a throw does too, and is thrown on. The work must
   * wait for nothing but the store: the writer waits for it.
   */
  transaction<T>(clinic: string, work: (tx: Transaction) => Promise<Result<T>>): Promise<Result<T>>;
  /** Rows of the chain in order, from `from` (its first is 1). Not for the asker's eyes without a policy. */
  auditRows(clinic: string, from: number, count: number): Promise<readonly AuditRow[]>;
  /** Rows newest first by patient or actor, through an index. Not for the asker's eyes without a policy. */
  auditFound(clinic: string, query: AuditQuery): Promise<readonly AuditRow[]>;
  /**
   * The patients that each of these versions is about, in their order (a Patient is about itself); for the audit of what
   * was shown, not for answers.
   */
  patientsIn(clinic: string, versions: readonly StoredVersion[]): Promise<readonly (readonly string[])[]>;
  health(): Health;
  /** After a fault: opens anew, checks the file and the chain's head, tries a write. Ready again, or still degraded. */
  recover(): Promise<Health>;
  close(): Promise<void>;
}

/** What the outside gives: time and chance are never taken from the platform. */
export interface StoreWorld {
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** A new random id, `[A-Za-z0-9.-]{1,64}`: never one given before. */
  readonly newId: () => string;
  /** Addresses of this server: an absolute reference to one of them is a local one. Each without a trailing slash. */
  readonly bases: readonly string[];
}
