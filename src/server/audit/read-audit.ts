// What the doors tell the audit log of reads and refusals. Writes are not told here: the store logs them itself, in their
// own transaction.
import { type Principal } from '../authorization/principal.js';
import { type AuditAction, type AuditRow } from '../store/audit-chain.js';
import { type StoredVersion } from '../store/repository.js';

/** One answered request. */
export interface Shown {
  readonly action: AuditAction;
  readonly type?: string;
  readonly id?: string;
  /** The query as it came; stored as a hash of its names and values, never as text. */
  readonly query?: string;
  /** All versions whose content left the server. A row is written for each patient they are about; one where there is none. */
  readonly versions: readonly StoredVersion[];
  /** Patients that the answer was about besides. */
  readonly patients?: readonly string[];
  readonly reason?: string;
}

export interface ReadAudit {
  /**
   * Notes what was shown. Resolves when the answer may leave: at once for ordinary reads, whose rows are durable within
   * a quarter of a second; after the commit where the record was opened by breaking the glass or for an export. Rejects
   * with AuditUnavailable where it cannot be noted: then nothing may be shown.
   */
  shown(principal: Principal, shown: Shown): Promise<void>;
  /** Notes a refusal. `principal` is null before anybody has signed in. Nothing was shown, so this never refuses. */
  refused(principal: Principal | null, refused: Omit<Shown, 'versions'>): void;
  /** Rows come faster than the record takes them: whoever asks now is asked to come again. */
  behind(): boolean;
  /** Writes what waits; for a stop and for tests. Rejects with AuditUnavailable where the record takes no rows. */
  flush(): Promise<void>;
}

/** The log takes no more: the record's disk has failed, or rows come faster than it can write them. The door answers 503. */
export class AuditUnavailable extends Error {
  readonly why: 'disk' | 'too-many';
  /** For Retry-After. */
  readonly retryAfterSeconds: number;
  constructor(why: AuditUnavailable['why']) {
    super(
      why === 'disk'
        ? 'what is shown must be logged, and the record takes no rows now'
        : 'what is shown must be logged, and more is asked for than can be',
    );
    this.why = why;
    this.retryAfterSeconds = why === 'disk' ? 30 : 1;
  }
}

/** Rows of the chain for the eyes of somebody who may see them. */
export interface AuditPage {
  readonly rows: readonly AuditRow[];
  /** Give it as the next `before`; null on the last page. */
  readonly next: number | null;
}
