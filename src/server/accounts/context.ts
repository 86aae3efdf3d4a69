// What the deeds of one clinic's accounts share.
import { type Policy } from '../authorization/policy.js';
import { type Principal, type Role } from '../authorization/principal.js';
import { type AuditEntry, type AuditNote } from '../store/audit-chain.js';
import { type ServerWorld } from '../world.js';
import { type Change, type Changes } from './change.js';
import { type KeptAccount, type KeptSession } from './kept.js';
import { type Answer, good, objected } from './objection.js';
import { type PasswordHasher } from './password-hasher.js';
import { livingGrants, principalOf } from './session-rules.js';
import { type Throttles } from './throttles.js';

export interface AccountsContext {
  readonly clinic: string;
  readonly world: ServerWorld;
  readonly policy: Policy;
  readonly hasher: PasswordHasher;
  readonly changes: Changes;
  readonly throttles: Throttles;
}

/** A row of the audit chain for a deed of the accounts; `reason` names it. */
export const rowOf = (note: AuditNote, reason: string, more: Partial<AuditEntry> = {}): AuditEntry => ({
  ...note,
  ...{ action: 'other', outcome: 'success', reason },
  ...more,
});

/** Whose deed it is, for somebody who has a session. */
export const noteOfSession = (
  { clinic, policy, world }: AccountsContext,
  account: KeptAccount,
  session: KeptSession,
): AuditNote => {
  const now = world.now();
  return policy.noteOf(principalOf(clinic, account, session, now).principal, now);
};

/** Whose deed it is, for somebody who has none yet: the account that was named, or nobody we know. */
export const noteOfVisitor = (
  { policy }: AccountsContext,
  account: Pick<KeptAccount, 'id'> | null,
  address: string,
): AuditNote => ({ actor: account?.id ?? 'unknown', role: 'none', client: address, policy: policy.version });

/** Who asks, as the ledger knows them now. */
export interface Holder {
  readonly account: KeptAccount;
  readonly sites: readonly string[];
  readonly teams: readonly string[];
}

/**
 * The asker with what they hold, when they still hold the role: asked in the transaction of the deed, because a role or a
 * site may have been taken away since the request came in.
 */
export async function stillHolds(
  { world }: AccountsContext,
  change: Change,
  { account: id, role }: Principal,
  needed: Role,
): Promise<Answer<Holder>> {
  const account = await change.get('account', id);
  const grants =
    account && !account.disabled && role === needed
      ? livingGrants(account.grants, world.now()).filter((grant) => grant.role === needed)
      : [];
  if (!account || grants.length === 0)
    return objected('forbidden', `you are no ${needed} here`, 'ask an operator for the role');
  return good({ account, sites: grants.flatMap(({ sites }) => sites), teams: grants.flatMap(({ teams }) => teams) });
}
