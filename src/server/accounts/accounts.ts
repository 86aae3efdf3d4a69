// The people of a clinic and their sessions, as the rest of the server knows them.
import { type Principal } from '../authorization/principal.js';

/** What a session's token stands for. */
export type SessionState =
  | { readonly type: 'signed-in'; readonly principal: Principal }
  /** Signed in, but the screen is locked until the PIN (or the password) is given. */
  | { readonly type: 'locked'; readonly account: string }
  /** No such session, or it has ended. */
  | { readonly type: 'none' };

export interface Accounts {
  /** Looks a token up; counts as use of the session. Cheap: asked at every request. */
  sessionOf(token: string): Promise<SessionState>;
  /** Whether anybody has an account here; nobody: the first-run set-up is open. */
  populated(): Promise<boolean>;
}
