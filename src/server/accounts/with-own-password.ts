// A deed on the own account for which the session alone is not enough: somebody else may sit before an open screen.
import { type Change } from './change.js';
import { type AccountsContext, noteOfSession, rowOf } from './context.js';
import { type KeptAccount, type KeptSession } from './kept.js';
import { type Answer, objected, SIGNED_OUT } from './objection.js';
import { type SeenSession, type Sessions } from './sessions.js';
import { withPassword } from './with-password.js';

/** A session, and where the request came from. */
export interface OwnAsk {
  readonly token: string;
  readonly address: string;
}

/** Who asks, as they are in the deed's transaction. */
export interface OwnSelf {
  /** The session's key. */
  readonly key: string;
  readonly session: KeptSession;
  readonly account: KeptAccount;
}

const WRONG_PASSWORD = objected('forbidden', 'the password is wrong', 'check it and try again');

/** Runs the deed when the password of whoever has the session is right. `naming` says in the audit chain what it was for. */
export async function withOwnPassword<T>(
  context: AccountsContext,
  sessions: Sessions,
  { token, address }: OwnAsk,
  password: string,
  naming: string,
  deed: (change: Change, self: OwnSelf) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  const seen: SeenSession | null = await sessions.seen(token);
  if (!seen) return SIGNED_OUT;
  const note = noteOfSession(context, seen.account, seen.session);
  const refused = rowOf(note, `wrong password: ${naming}`, { outcome: 'refused' });
  const { account } = seen;
  const tried = { account, name: { account: account.id }, password, address, wrong: WRONG_PASSWORD, refused };
  return withPassword(context, tried, async (change, now) => {
    const session = await change.get('session', seen.key);
    return session ? deed(change, { key: seen.key, session, account: now }) : SIGNED_OUT;
  });
}
