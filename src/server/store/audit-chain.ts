// The audit log as a hash chain: hash = SHA-256(domain || 0 || previous hash || canonical bytes). Each row is written in
// the transaction of the change it tells of, so neither exists without the other. A row holds references and hashes,
// never content: erasing a record leaves the chain whole.
import { hash } from 'node:crypto';

export type AuditAction =
  | 'create'
  | 'read'
  | 'vread'
  | 'history'
  | 'update'
  | 'delete'
  | 'search'
  | 'sign-in'
  | 'sign-out'
  | 'break-glass'
  | 'export'
  | 'refused'
  | 'other';

/** Who, as what and why: what the asker brings. */
export interface AuditNote {
  readonly actor: string;
  readonly role: string;
  readonly onBehalfOf?: string;
  readonly reason?: string;
  readonly client?: string;
  /** The version of the policy the decision was made by. */
  readonly policy: string;
}

/** One deed, before the store gives it its place. */
export interface AuditEntry extends AuditNote {
  readonly action: AuditAction;
  readonly outcome: 'success' | 'refused' | 'failed';
  readonly patient?: string;
  readonly type?: string;
  readonly id?: string;
  readonly version?: number;
  /** SHA-256 (hex) of the version's text, or of a query's hashed form. */
  readonly payload?: string;
}

export interface AuditRow extends AuditEntry {
  /** 1, 2, 3 within the clinic. */
  readonly seq: number;
  /** Milliseconds since 1970 UTC; never before the row before. */
  readonly at: number;
  /** Hex. */
  readonly previous: string;
  readonly hash: string;
}

const DOMAIN = Buffer.from('cluneal/audit/1\0');
export const FIRST_PREVIOUS = '0'.repeat(64);

export const sha256 = (text: string): string => hash('sha256', text);

/** The fields in a fixed order as JSON text; null is a field that was not given. */
function canonicalText(clinic: string, row: Omit<AuditRow, 'hash' | 'previous'>): string {
  const { seq, at, actor, role, action, outcome, policy } = row;
  const { onBehalfOf = null, reason = null, client = null, patient = null } = row;
  const { type = null, id = null, version = null, payload = null } = row;
  return JSON.stringify([
    ...[clinic, seq, at, actor, role, onBehalfOf, patient, action, type, id, version],
    ...[outcome, reason, client, policy, payload],
  ]);
}

/** The hash a row must carry. */
export function hashOfRow(clinic: string, row: Omit<AuditRow, 'hash'>): string {
  const text = Buffer.from(canonicalText(clinic, row));
  return hash('sha256', Buffer.concat([DOMAIN, Buffer.from(row.previous, 'hex'), text]));
}

/** What not every database can hold in a text: NUL and half a surrogate pair. */
const UNKEEPABLE = /[\0\p{Cs}]/u;
const ALL_UNKEEPABLE = new RegExp(UNKEEPABLE, 'gu');

/** The next row after `head`. A clock that went back is held at the row before. */
export function linked(clinic: string, head: ChainHead, at: number, entry: AuditEntry): AuditRow {
  const row: { -readonly [K in keyof AuditRow]: AuditRow[K] } = {
    ...entry,
    seq: head.seq + 1,
    at: Math.max(at, head.at),
    previous: head.hash,
    hash: '',
  };
  for (const [name, value] of Object.entries(entry))
    if (UNKEEPABLE.test(String(value))) Object.assign(row, { [name]: String(value).replace(ALL_UNKEEPABLE, '\ufffd') });
  row.hash = hashOfRow(clinic, row);
  return row;
}

/** The last row of a clinic's chain; `seq` 0 before the first. */
export interface ChainHead {
  readonly seq: number;
  readonly at: number;
  readonly hash: string;
}
export const EMPTY_CHAIN: ChainHead = { seq: 0, at: 0, hash: FIRST_PREVIOUS };

export interface ChainFault {
  readonly type: 'gap' | 'broken-link' | 'changed' | 'time-reversed';
  /** The first row that does not fit. */
  readonly seq: number;
}

/** Checks rows that follow `head`; the new head, or the first fault. */
export function checkedChain(
  clinic: string,
  head: ChainHead,
  rows: Iterable<AuditRow>,
): { readonly head: ChainHead; readonly fault: ChainFault | null } {
  let last = head;
  for (const row of rows) {
    const fault: ChainFault['type'] | null =
      row.seq !== last.seq + 1
        ? 'gap'
        : row.previous !== last.hash
          ? 'broken-link'
          : row.hash !== hashOfRow(clinic, row)
            ? 'changed'
            : row.at < last.at
              ? 'time-reversed'
              : null;
    if (fault) return { head: last, fault: { type: fault, seq: row.seq } };
    last = { seq: row.seq, at: row.at, hash: row.hash };
  }
  return { head: last, fault: null };
}
