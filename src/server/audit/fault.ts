// What can be wrong with a chain, by name. Each has the first row it concerns.

export type FaultType =
  /** A row's content is not what its hash was made from, or its hash not the one the next row was made with. */
  | 'edit'
  | 'deletion'
  | 'insertion'
  | 'reorder'
  /** A row that was never of this chain. */
  | 'splice'
  | 'time-reversal'
  /** Rows are missing at the end. */
  | 'truncation'
  /** The chain fits itself but not what was signed: somebody has written it anew. */
  | 'rewrite'
  | 'head-forged'
  /** There are signed heads and no key to check them with. */
  | 'key-missing'
  | 'version-altered'
  | 'version-missing'
  /** A version that no row of the chain tells of. */
  | 'version-unrecorded'
  /** Searches see another version than the newest. */
  | 'current-altered';

export interface AuditFault {
  readonly type: FaultType;
  readonly seq: number;
  /** For people; names the thing. */
  readonly message: string;
}
