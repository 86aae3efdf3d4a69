// What the store answers when it does not do what was asked: plain objects, made an OperationOutcome once, at the door.
// None carries anything of a record the asker may not see.

export type Refusal =
  /** Not there, or hidden from the asker: the two are one answer, so that nobody learns that something exists. */
  | { readonly type: 'not-found' }
  /** Was there, and the asker could see it (410). */
  | { readonly type: 'deleted'; readonly version: number }
  /** Seen, but not to be changed, or not to be placed there, by the asker (403). */
  | { readonly type: 'forbidden' }
  /** The version in If-Match is not the current one (412). */
  | { readonly type: 'version-conflict'; readonly current: number }
  /** A conditional write whose search finds several (412). */
  | { readonly type: 'multiple-matches' }
  /** A search this store cannot answer; `message` names the parameter (400). */
  | { readonly type: 'unsupported-search'; readonly message: string }
  /** A resource the store cannot keep: no type, a wrong id (400). */
  | { readonly type: 'invalid'; readonly message: string }
  /** The disk failed or is full: reading goes on, nothing is written until it has been checked (503). */
  | { readonly type: 'degraded'; readonly cause: DegradedCause };

export type DegradedCause = 'disk-full' | 'io-error' | 'connection-lost';

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export const done = <T>(value: T): Result<T> => ({ ok: true, value });
export const refused = (refusal: Refusal): { readonly ok: false; readonly refusal: Refusal } => ({
  ok: false,
  refusal,
});

/** Thrown where an answer has no room for a refusal: the disk failed while it was read. To be told as a refusal is (503). */
export class RecordDegraded extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super('the record cannot be read');
    this.refusal = refusal;
  }
}

export const NOT_FOUND: Refusal = { type: 'not-found' };
export const FORBIDDEN: Refusal = { type: 'forbidden' };
