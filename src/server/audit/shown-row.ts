// What of a row its asker may see, worked out once for both projections. The policy says which rows; within them a
// resource is named only to one who may read its type, did the deed, or sees the whole log.
import { type AuditView } from '../authorization/audit-view.js';
import { type AuditRow } from '../store/audit-chain.js';
import { type Scope } from '../store/scope.js';

/** Who looks at rows of the log. */
export interface Onlooker {
  readonly view: AuditView;
  readonly account: string;
  readonly scope: Scope;
}

/** Whether the onlooker may see the row at all. */
export function sees({ view }: Pick<Onlooker, 'view'>, row: AuditRow): boolean {
  switch (view.kind) {
    case 'patients':
      return view.patients.includes(row.patient ?? '');
    case 'actor':
      return row.actor === view.actor;
    case 'metadata':
      return row.patient === undefined;
    case 'all':
      return true;
    case 'none':
      return false;
  }
}

/** Whether who did it, to what and why may be seen; else when, what kind of deed, in which role and how it ended. */
export const seesPerson = ({ view }: Pick<Onlooker, 'view'>): boolean => view.kind !== 'metadata';

/** Whether the id of the touched resource may be seen. */
export const seesResource = ({ view, account, scope }: Onlooker, row: AuditRow): boolean =>
  view.kind === 'all' ||
  (view.kind !== 'metadata' && (row.actor === account || Object.hasOwn(scope.read, row.type ?? '')));

/** Whether the hash of what was asked or written (it tells whether a guess is right) and from where may be seen. */
export const seesDetail = ({ view, account }: Onlooker, row: AuditRow): boolean =>
  view.kind === 'all' || (view.kind === 'actor' && row.actor === account);

/** Why a record outside the own care team was opened, or null. */
export const glassReason = (row: AuditRow): string | null =>
  row.action === 'break-glass' || (row.patient !== undefined && READS.has(row.action)) ? (row.reason ?? null) : null;

/** Reads of a record carry a reason for nothing else; a glass is broken to read only. */
const READS: ReadonlySet<AuditRow['action']> = new Set(['read', 'vread', 'history', 'search', 'export']);
