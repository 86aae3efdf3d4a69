// The rows that one answer makes: one for each patient it was about, one without a patient where it was about none.
import { type Policy } from '../authorization/policy.js';
import { type Principal } from '../authorization/principal.js';
import { type AuditAction, type AuditEntry } from '../store/audit-chain.js';
import { queryHash } from './query-hash.js';
import { type Shown } from './read-audit.js';

/** An address can hold anything, a name too: only what can be a type or an id is one. */
const TYPE = /^[A-Za-z]{1,64}$/;
const ID = /^[A-Za-z0-9.-]{1,64}$/;

/** A search that found one thing is not a read of it: its row tells of the query. */
const OF_ONE: ReadonlySet<AuditAction> = new Set(['read', 'vread']);

/** Who the log names where nobody has signed in. */
export const NOBODY = 'nobody';

/** What is common to the rows of an answer or a refusal. */
function deedOf(
  shown: Omit<Shown, 'versions'>,
  version?: Shown['versions'][number],
): Omit<AuditEntry, 'outcome' | 'actor' | 'role' | 'policy'> {
  const type = shown.type ?? version?.type;
  const id = shown.id ?? version?.id;
  return {
    action: shown.action,
    ...(type !== undefined && TYPE.test(type) ? { type } : {}),
    ...(id !== undefined && ID.test(id) ? { id } : {}),
    ...(version ? { version: version.version } : {}),
    ...(shown.query === undefined ? {} : { payload: queryHash(shown.query) }),
    ...(shown.reason === undefined ? {} : { reason: shown.reason }),
  };
}

/** The rows of an answer given at `at`; `patients` are those it was about. */
export function entriesOfShown(
  policy: Policy,
  principal: Principal,
  shown: Shown,
  patients: readonly string[],
  at: number,
): readonly AuditEntry[] {
  const deed = deedOf(shown, OF_ONE.has(shown.action) && shown.versions.length === 1 ? shown.versions[0] : undefined);
  const about = patients.length === 0 ? [undefined] : patients;
  return about.map((patient) => ({
    ...policy.noteOf(principal, at, patient),
    ...(patient === undefined ? {} : { patient }),
    ...deed,
    outcome: 'success',
  }));
}

/** The row of a refusal. */
export function entryOfRefused(
  policy: Policy,
  principal: Principal | null,
  refused: Omit<Shown, 'versions'>,
  at: number,
): AuditEntry {
  const note = principal ? policy.noteOf(principal, at) : { actor: NOBODY, role: NOBODY, policy: policy.version };
  return { ...note, ...deedOf(refused), outcome: 'refused' };
}
