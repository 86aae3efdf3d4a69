// Signing in with login and password, and out.

import { type Change } from './change.js';
import { type AccountsContext, noteOfSession, noteOfVisitor, rowOf } from './context.js';
import { type KeptAccount } from './kept.js';
import { foldedLogin } from './login-name.js';
import { type Answer, good, objected, SIGNED_OUT } from './objection.js';
import { keyOfLogin } from './secret-text.js';
import { firstRole } from './session-rules.js';
import { type Sessions } from './sessions.js';
import { type Throttles } from './throttles.js';
import { withPassword } from './with-password.js';

export interface SignIn {
  readonly login: string;
  readonly password: string;
  /** Where the request came from. */
  readonly address: string;
  /** Token of the session this one takes the place of. */
  readonly replaced: string | null;
}

/** Answers with the token of the new session. */
export interface SignInDeeds {
  signIn(asked: SignIn): Promise<Answer<string>>;
  /** Whatever the token is worth: afterwards it is worth nothing. */
  signOut(token: string): Promise<Answer<null>>;
}

/** One text for a wrong login and a wrong password. */
const WRONG = objected('login-required', 'the login or the password is wrong', 'check both and try again');

/** Whether an account can begin a session. */
export const canSignIn = (account: KeptAccount, now: number): boolean =>
  !account.disabled && firstRole(account, now) !== null;

/** Begins a session, with its row of the audit chain. */
export async function admitted(
  context: AccountsContext,
  sessions: Sessions,
  change: Change,
  account: KeptAccount,
  { replaced, by, address }: { readonly replaced: string | null; readonly by: string; readonly address: string },
): Promise<string> {
  const role = firstRole(account, context.world.now())!;
  const token = await sessions.begin(change, account, role, replaced);
  const { actor, policy } = noteOfVisitor(context, account, address);
  await change.audit(rowOf({ actor, role, policy, client: address }, `signed in with ${by}`, { action: 'sign-in' }));
  return token;
}

const SWEPT_EVERY_MS = 600_000;

/** What is over is dropped now and then, by whoever signs in. */
export function sweeper(
  { world }: AccountsContext,
  sessions: Sessions,
  throttles: Throttles,
): (change: Change) => Promise<void> {
  let last = Number.NEGATIVE_INFINITY;
  return async (change) => {
    const now = world.now();
    if (now - last < SWEPT_EVERY_MS) return;
    last = now;
    await sessions.sweep(change);
    await throttles.sweep(change);
    for (const [key, { until }] of await change.all('invitation'))
      if (now >= until) await change.drop('invitation', key);
  };
}

export function signInDeeds(context: AccountsContext, sessions: Sessions): SignInDeeds {
  const { changes, throttles, world } = context;
  const sweep = sweeper(context, sessions, throttles);
  return {
    async signIn({ login: typed, password, address, replaced }) {
      const login = foldedLogin(typed);
      const known = await changes.get('login', keyOfLogin(login));
      // Asked for as well where nobody has the login: the same steps for all.
      const account = await changes.get('account', known?.account ?? 'nobody');
      const refused = rowOf(noteOfVisitor(context, account, address), 'wrong login or password', {
        ...{ action: 'sign-in', outcome: 'refused' },
      });
      const name = account ? { account: account.id } : { login };
      const may = (found: KeptAccount) => canSignIn(found, world.now());
      return withPassword(
        context,
        { account, name, password, address, may, wrong: WRONG, refused },
        async (change, found) => {
          await sweep(change);
          return good(await admitted(context, sessions, change, found, { replaced, by: 'a password', address }));
        },
      );
    },
    async signOut(token) {
      const seen = await sessions.seen(token);
      if (!seen) return SIGNED_OUT;
      return changes.change(async (change) => {
        const session = await change.get('session', seen.key);
        if (!session) return SIGNED_OUT;
        await change.drop('session', seen.key);
        await change.audit(rowOf(noteOfSession(context, seen.account, session), 'signed out', { action: 'sign-out' }));
        return good(null);
      });
    },
  };
}
