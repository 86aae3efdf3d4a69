// The accounts of one clinic, over the ledger of its record. One object for each open record: it remembers sessions and
// counts failures. Where one process writes it sees every change, because every change goes through it.
import { type Policy } from '../authorization/policy.js';
import { type Repository } from '../store/repository.js';
import { type ServerWorld } from '../world.js';
import { type Accounts } from './accounts.js';
import { challengesOver } from './challenges.js';
import { type Changes, changesOver } from './change.js';
import { type AccountsContext } from './context.js';
import { type GlassDeeds, glassDeeds } from './glass.js';
import { type InvitationDeeds, invitationDeeds } from './invitations.js';
import { type KeptReads } from './kept.js';
import { type OwnDeeds, ownDeeds } from './own-account.js';
import { type PasskeySignInDeeds, passkeySignInDeeds } from './passkey-sign-in.js';
import { type PasskeyDeeds, passkeyDeeds } from './passkeys.js';
import { type PasswordHasher } from './password-hasher.js';
import { type PeopleDeeds, peopleDeeds } from './people.js';
import { type PlaceDeeds, placeDeeds } from './places.js';
import { SessionCache } from './session-cache.js';
import { type Sessions, sessionsOver } from './sessions.js';
import { type SetUpDeeds, setUpDeeds } from './set-up.js';
import { type SignInDeeds, signInDeeds } from './sign-in.js';
import { throttlesOver } from './throttles.js';

/** All that can be done with accounts. */
export interface ClinicAccounts
  extends Accounts,
    SetUpDeeds,
    SignInDeeds,
    OwnDeeds,
    PasskeyDeeds,
    PasskeySignInDeeds,
    InvitationDeeds,
    PeopleDeeds,
    PlaceDeeds,
    GlassDeeds,
    Pick<Sessions, 'seen'> {
  /** What is kept, for the demo's logins and for tests. */
  readonly kept: KeptReads;
}

export interface AccountsOptions {
  readonly repository: Repository;
  /** Whose accounts: leads every key. */
  readonly clinic: string;
  readonly policy: Policy;
  readonly world: ServerWorld;
  /** One for the process. */
  readonly hasher: PasswordHasher;
  /** Other processes may write to this record too: who is signed in is read from it at every request. */
  readonly othersWrite: boolean;
}

export function accountsOver({
  repository,
  clinic,
  policy,
  world,
  hasher,
  othersWrite,
}: AccountsOptions): ClinicAccounts {
  const cache = new SessionCache(othersWrite);
  const changes: Changes = changesOver(repository, clinic, (touched) => cache.touch(touched));
  const context: AccountsContext = {
    ...{ clinic, world, policy, hasher, changes },
    throttles: throttlesOver(changes, world),
  };
  const sessions = sessionsOver(context, cache);
  const challenges = challengesOver(world);
  return {
    kept: changes,
    sessionOf: sessions.sessionOf,
    seen: sessions.seen,
    ...setUpDeeds(context, sessions),
    ...signInDeeds(context, sessions),
    ...ownDeeds(context, sessions),
    ...passkeyDeeds(context, sessions, challenges),
    ...passkeySignInDeeds(context, sessions, challenges),
    ...invitationDeeds(context, sessions),
    ...peopleDeeds(context, sessions),
    ...placeDeeds(context),
    ...glassDeeds(context),
  };
}
