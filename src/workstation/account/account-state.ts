// What the server says of itself and of who is signed in: the answers of `/account`, as the screens read them.

/** What a person may be in a clinic. */
export const ROLES = ['physician', 'therapist', 'operator', 'auditor', 'patient', 'proxy'] as const;
export type Role = (typeof ROLES)[number];

export interface RoleHeld {
  readonly role: Role;
  readonly siteNames: readonly string[];
  readonly teamNames: readonly string[];
}

export interface Session {
  /** True until the PIN or the password is given: nothing of the record may be shown. */
  readonly locked: boolean;
  /** Id of the account. */
  readonly account: string;
  readonly name: string;
  readonly login: string;
  /** The role the person acts in now. */
  readonly role: Role;
  readonly roles: readonly RoleHeld[];
  readonly hasPin: boolean;
  readonly hasPasskey: boolean;
  readonly lockAfterMinutes: number;
  /** Records opened from outside the care team in this session, those still open; `until` in milliseconds since 1970. */
  readonly opened: readonly { readonly patient: string; readonly until: number }[];
}

export interface DemoLogin {
  readonly login: string;
  readonly password: string;
  readonly name: string;
  readonly role: Role;
}

export interface AccountState {
  /** Which record is open on this server; unset before the first choice. */
  readonly record: 'unset' | 'demo' | 'clinic';
  readonly clinicName: string | null;
  readonly session: Session | null;
  /** Invented people to sign in as: in the demo, and to this computer only. */
  readonly demoLogins?: readonly DemoLogin[];
  /** False where the address is an IP number: a passkey is bound to a name. */
  readonly passkeys: boolean;
  /** How a clinic can be set up from here: at once, with the code the server printed, not from here, or it is done. */
  readonly setUp: 'open' | 'code' | 'closed' | 'done';
  /** Whether the demo can be chosen from here. */
  readonly demo: boolean;
}

/** The roles that work with cases. A ranking is never shown to a patient; an operator runs the machine and sees no patient. */
export const worksWithCases = (role: Role): boolean => role === 'physician' || role === 'therapist';
