// Which rows of the audit log a principal may see (AuditEvent, Provenance, /audit): the matrix's last word on them.
import { rowOf, type Word } from './matrix.js';
import { type Principal } from './principal.js';

/** Which rows: those about these patients, those of this account, all of them, what names no patient, or none. */
export type AuditView =
  | { readonly kind: 'patients'; readonly patients: readonly string[] }
  | { readonly kind: 'actor'; readonly actor: string }
  /** Of all rows only action, time, role and outcome of those that are about no patient. */
  | { readonly kind: 'metadata' }
  | { readonly kind: 'all' }
  | { readonly kind: 'none' };

const NONE: AuditView = { kind: 'none' };

const VIEWS: Readonly<Partial<Record<Word, (principal: Principal) => AuditView>>> = {
  'own access log': ({ patients }) => ({ kind: 'patients', patients }),
  'own deeds': ({ account }) => ({ kind: 'actor', actor: account }),
  metadata: () => ({ kind: 'metadata' }),
  'whole log': () => ({ kind: 'all' }),
};

/** The rows of the audit log that the principal may see. */
export function auditViewOf(principal: Principal): AuditView {
  return VIEWS[rowOf('read the audit log').cells[principal.role]]?.(principal) ?? NONE;
}
