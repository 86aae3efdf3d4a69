// What the accounts keep in the ledger, kind by kind, as JSON. Nothing secret is kept as it is: passwords and PINs as
// argon2id hashes, tokens and codes as the SHA-256 that is their key.
import { type Opened, type Role } from '../authorization/principal.js';
import { type LedgerReads } from '../store/ledger.js';

/** One role with where it holds. */
export interface Grant {
  readonly role: Role;
  /** Ids of sites, teams and patients; what a role does not need is empty. */
  readonly sites: readonly string[];
  readonly teams: readonly string[];
  readonly patients: readonly string[];
  /** Milliseconds since 1970 UTC; null holds until it is taken away. */
  readonly until: number | null;
}

/** A person who can sign in, or could once. Accounts are never removed: the audit chain names them. */
export interface KeptAccount {
  readonly id: string;
  readonly name: string;
  /** Folded (login-name.ts); unique. */
  readonly login: string;
  /** Null until the invitation is accepted. */
  readonly password: string | null;
  readonly pin: string | null;
  readonly disabled: boolean;
  readonly grants: readonly Grant[];
  readonly made: number;
  readonly lastSignIn: number | null;
  /** The role acted in last: the next session begins in it. */
  readonly lastRole: Role | null;
  /** An invented person whose password everybody may read. */
  readonly demo: boolean;
}

export interface KeptSession {
  readonly id: string;
  readonly account: string;
  readonly role: Role;
  readonly made: number;
  /** The end, whatever happens. */
  readonly until: number;
  /** Last use, to the minute. */
  readonly used: number;
  readonly locked: boolean;
  readonly wrongPins: number;
  /** When the password or a passkey was given last. */
  readonly proved: number;
  readonly opened: readonly Opened[];
}

export interface KeptPasskey {
  /** The credential's id, base64url. */
  readonly id: string;
  readonly account: string;
  readonly name: string;
  /** COSE, base64url. */
  readonly publicKey: string;
  readonly counter: number;
  readonly transports: readonly string[];
  /** The host name it is bound to. */
  readonly rpId: string;
  readonly made: number;
  readonly lastUsed: number | null;
}

export interface KeptInvitation {
  readonly account: string;
  readonly until: number;
}

/** A site or a care team. */
export interface KeptPlace {
  readonly name: string;
}

/** A broken glass; kept for good, so that it can be reviewed. */
export interface KeptOpening extends Opened {
  readonly account: string;
  readonly at: number;
}

/** Failures of one account, name or address. */
export interface KeptThrottle {
  readonly failures: number;
  readonly last: number;
}

export interface Kinds {
  readonly clinic: { readonly name: string };
  readonly account: KeptAccount;
  /** By the SHA-256 of the login. */
  readonly login: { readonly account: string };
  /** By the SHA-256 of the token. */
  readonly session: KeptSession;
  /** By the SHA-256 of the credential's id, which may be longer than a key. */
  readonly passkey: KeptPasskey;
  /** By the SHA-256 of the code. */
  readonly invitation: KeptInvitation;
  readonly site: KeptPlace;
  readonly team: KeptPlace;
  readonly opening: KeptOpening;
  readonly throttle: KeptThrottle;
}
export type Kind = keyof Kinds;

/** The one entry of the kind `clinic`. */
export const THE_CLINIC = 'this';

export interface KeptReads {
  get<K extends Kind>(kind: K, id: string): Promise<Kinds[K] | null>;
  /** By id. */
  all<K extends Kind>(kind: K): Promise<readonly (readonly [id: string, value: Kinds[K]])[]>;
}

/** The ledger of one clinic with its kinds known. */
export const keptReads = (ledger: LedgerReads, clinic: string): KeptReads => ({
  get: async <K extends Kind>(kind: K, id: string) => {
    const text = await ledger.kept(clinic, kind, id);
    return text === null ? null : (JSON.parse(text) as Kinds[K]);
  },
  all: async <K extends Kind>(kind: K) =>
    (await ledger.keptAll(clinic, kind)).map(({ id, text }) => [id, JSON.parse(text) as Kinds[K]] as const),
});
