// What a session is worth now, from what is kept of it. Pure.
import { type Principal, type Role } from '../authorization/principal.js';
import { type Grant, type KeptAccount, type KeptSession } from './kept.js';

export const IDLE_MINUTES = 30;
/** The page locks itself after this much time without a hand on it: a tablet is left lying about. */
export const LOCK_AFTER_MINUTES = 5;
export const IDLE_MS = IDLE_MINUTES * 60_000;
export const LONGEST_MS = 12 * 3_600_000;
export const MOST_WRONG_PINS = 5;
/** How long the password or passkey of a sign-in answers for what needs one. */
export const PROOF_MS = 15 * 60_000;
/** Sessions of one account at once; the oldest ends. */
export const MOST_SESSIONS = 20;

export type Standing =
  | 'open'
  | 'locked'
  /** Not used for long: it is to be locked now. */
  | 'to-lock'
  /** It is to end now. */
  | 'over';

/** The grants that hold at a time. */
export const livingGrants = (grants: readonly Grant[], now: number): readonly Grant[] =>
  grants.filter(({ until }) => until === null || now < until);

/** The roles an account holds at a time, each once, in the order of its grants. */
export const rolesHeld = ({ grants }: Pick<KeptAccount, 'grants'>, now: number): readonly Role[] => [
  ...new Set(livingGrants(grants, now).map(({ role }) => role)),
];

/** The role a new session begins in: the one acted in last, or the first. Null where nothing is held. */
export function firstRole(account: KeptAccount, now: number): Role | null {
  const held = rolesHeld(account, now);
  return held.find((role) => role === account.lastRole) ?? held[0] ?? null;
}

/** What a session is at a time; `used` may be newer than what is kept. */
export function standingOf(session: KeptSession, account: KeptAccount, used: number, now: number): Standing {
  if (account.disabled || now >= session.until || !rolesHeld(account, now).includes(session.role)) return 'over';
  if (session.locked) return 'locked';
  if (now - used < IDLE_MS) return 'open';
  return account.pin === null ? 'over' : 'to-lock';
}

const united = (lists: readonly (readonly string[])[]): readonly string[] => [...new Set(lists.flat())];

/** Whom the session acts as, and until when that is true if nothing changes. */
export function principalOf(
  clinic: string,
  account: KeptAccount,
  session: KeptSession,
  now: number,
): { readonly principal: Principal; readonly until: number } {
  const grants = livingGrants(account.grants, now).filter(({ role }) => role === session.role);
  // Whoever broke the glass did it as a physician; in another role it is closed.
  const opened = session.role === 'physician' ? session.opened.filter(({ until }) => now < until) : [];
  return {
    principal: {
      clinic,
      account: account.id,
      session: session.id,
      role: session.role,
      sites: united(grants.map(({ sites }) => sites)),
      teams: united(grants.map(({ teams }) => teams)),
      patients: united(grants.map(({ patients }) => patients)),
      opened,
    },
    until: Math.min(
      Number.POSITIVE_INFINITY,
      ...grants.flatMap(({ until }) => (until === null ? [] : [until])),
      ...opened.map(({ until }) => until),
    ),
  };
}
