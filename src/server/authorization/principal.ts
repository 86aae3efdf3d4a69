// Who asks, as what: what an authenticated request carries. It is made by the accounts (one signed-in session, acting in
// one role) and read by the policy; nothing else decides what may be seen.

/** What a person may be here. */
export const ROLES = ['patient', 'proxy', 'therapist', 'physician', 'operator', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/** A patient's record opened by a physician outside the care team, in an emergency or with another reason. */
export interface Opened {
  /** Id of the Patient. */
  readonly patient: string;
  readonly reason: string;
  /** Milliseconds since 1970 UTC. */
  readonly until: number;
}

/** A signed-in person acting in one role. */
export interface Principal {
  /** The clinic whose record is open; leads every key. */
  readonly clinic: string;
  /** Id of the account. */
  readonly account: string;
  /** Id of the session; not its secret. */
  readonly session: string;
  readonly role: Role;
  /** Sites and care teams of the role; ids. */
  readonly sites: readonly string[];
  readonly teams: readonly string[];
  /** Patient: the own record. Proxy: those granted. Empty for all others. */
  readonly patients: readonly string[];
  /** Records opened by breaking the glass, those still open. */
  readonly opened: readonly Opened[];
}
