// A deed that needs somebody's password. One way for all of them, so that no door is left where guessing is not counted:
// the try is let in, the password is compared, and the deed runs in one transaction with what came of it.
import { type AuditEntry } from '../store/audit-chain.js';
import { type Change } from './change.js';
import { type AccountsContext } from './context.js';
import { type KeptAccount } from './kept.js';
import { type Answer, type Objected, objected } from './objection.js';
import { preparedPassword } from './password-rules.js';
import { type TriedName } from './throttles.js';

export interface PasswordTry {
  /** Null where nobody has the login: the same work is done, and the answer is that of a wrong password. */
  readonly account: KeptAccount | null;
  readonly name: TriedName;
  readonly password: string;
  readonly address: string;
  /** Whether the account may do it at all; one that may not is answered as a wrong password is. */
  readonly may?: (account: KeptAccount) => boolean;
  readonly wrong: Objected;
  /** The row of the audit chain for a wrong one. */
  readonly refused: AuditEntry;
}

export const BUSY = objected('throttled', 'too many sign-ins at once', 'wait 1 s, then try again', { retryAfter: 1 });

/** Runs the deed when the password is right; `account` is as it is in the deed's transaction. */
export async function withPassword<T>(
  { changes, hasher, throttles }: AccountsContext,
  { account, name, password, address, may = () => true, wrong, refused }: PasswordTry,
  deed: (change: Change, account: KeptAccount) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  const began = await throttles.begin(address, name);
  if (!began.ok) return began;
  const tried = began.value;
  try {
    const prepared = preparedPassword(password);
    const right = await hasher.matches(prepared === null ? null : (account?.password ?? null), prepared ?? '');
    if (right === 'busy') return BUSY;
    return await changes.change(async (change) => {
      const now = account && (await change.get('account', account.id));
      // The password compared is still the account's, or it is as wrong as any other.
      if (right && now && now.password === account.password && may(now)) {
        const answer = await deed(change, now);
        if (answer.ok) await tried.passed(change);
        return answer;
      }
      await tried.failed(change);
      await change.audit(refused);
      return { ...wrong, noted: true };
    });
  } finally {
    tried.over();
  }
}
