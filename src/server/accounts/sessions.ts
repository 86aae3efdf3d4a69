// The sessions: what a token stands for, and how sessions begin, are renewed and end.

import { type Role } from '../authorization/principal.js';
import { type SessionState } from './accounts.js';
import { type Change } from './change.js';
import { type AccountsContext, noteOfSession, rowOf } from './context.js';
import { type KeptAccount, type KeptSession } from './kept.js';
import { good } from './objection.js';
import { keyOfToken, newToken } from './secret-text.js';
import { type Remembered, type SessionCache } from './session-cache.js';
import { IDLE_MINUTES, LONGEST_MS, MOST_SESSIONS, principalOf, type Standing, standingOf } from './session-rules.js';

/** Last use is kept to the minute: a write at every request would be one too many. */
const USE_KEPT_MS = 60_000;
const NONE: SessionState = { type: 'none' };

/** A living session as it is shown to whoever has its token. */
export interface SeenSession {
  readonly key: string;
  readonly session: KeptSession;
  readonly account: KeptAccount;
  readonly locked: boolean;
}

export interface Sessions {
  /** See Accounts. */
  sessionOf(token: string): Promise<SessionState>;
  /** The session of a token, without using it; null where there is none. */
  seen(token: string): Promise<SeenSession | null>;
  /** A new session, in place of the one whose token is given; answers its token. */
  begin(change: Change, account: KeptAccount, role: Role, replaced: string | null): Promise<string>;
  /** The same session under a new token. */
  renew(change: Change, key: string, session: KeptSession): Promise<string>;
  /** With its row of the audit chain; one that has ended already stays so. */
  end(change: Change, key: string, why: string): Promise<void>;
  /** All of an account. */
  endAll(change: Change, account: KeptAccount, why: string): Promise<void>;
  /** Ends those that are over. */
  sweep(change: Change): Promise<void>;
}

export function sessionsOver(context: AccountsContext, cache: SessionCache): Sessions {
  const { changes, clinic, world } = context;

  async function load(key: string): Promise<Remembered | null> {
    for (;;) {
      const before = cache.changes;
      const session = await changes.get('session', key);
      const account = session && (await changes.get('account', session.account));
      // A change was committed while this was reading: what was read may be from before it.
      if (before !== cache.changes) continue;
      if (session && account) return cache.remember(key, session, account);
      cache.forget(key);
      return null;
    }
  }

  async function found(
    token: string,
  ): Promise<{ readonly key: string; readonly it: Remembered; readonly standing: Standing } | null> {
    const key = keyOfToken(token);
    const it = key && (cache.fresh(key) ?? (await load(key)));
    return key && it ? { key, it, standing: standingOf(it.session, it.account, it.used, world.now()) } : null;
  }

  /** What time has done to a session is written down when somebody comes to use it. */
  async function settled(key: string, { session, used }: Remembered, standing: 'to-lock' | 'over'): Promise<void> {
    await changes.change(async (change) => {
      const now = await change.get('session', key);
      // Somebody else was here first, or it has been used since.
      if (!now || now.locked !== session.locked || now.used > used) return good(null);
      const account = (await change.get('account', session.account))!;
      if (standing === 'over') await sessions.end(change, key, 'session ended: its time was over');
      else {
        await change.put('session', key, { ...now, locked: true });
        const reason = `screen locked: not used for ${IDLE_MINUTES} minutes`;
        await change.audit(rowOf(noteOfSession(context, account, now), reason));
      }
      return good(null);
    });
  }

  async function used(key: string, it: Remembered, now: number): Promise<void> {
    it.used = now;
    if (now - it.session.used < USE_KEPT_MS) return;
    await changes.change(async (change) => {
      const kept = await change.get('session', key);
      if (kept && now - kept.used >= USE_KEPT_MS) await change.put('session', key, { ...kept, used: now });
      return good(null);
    });
  }

  const sessions: Sessions = {
    async sessionOf(token) {
      const at = await found(token);
      if (!at) return NONE;
      const { key, it, standing } = at;
      if (standing === 'over') {
        await settled(key, it, standing);
        return NONE;
      }
      if (standing === 'to-lock') await settled(key, it, standing);
      if (standing !== 'open') return { type: 'locked', account: it.account.id };
      const now = world.now();
      if (!it.principal || now >= it.principal.until) it.principal = principalOf(clinic, it.account, it.session, now);
      const { principal } = it.principal;
      await used(key, it, now);
      return { type: 'signed-in', principal };
    },
    async seen(token) {
      const at = await found(token);
      if (!at || at.standing === 'over') return null;
      return { key: at.key, session: at.it.session, account: at.it.account, locked: at.standing !== 'open' };
    },
    async begin(change, account, role, replaced) {
      const now = world.now();
      const old = replaced === null ? null : keyOfToken(replaced);
      if (old !== null) await sessions.end(change, old, 'session ended: somebody signed in anew');
      const mine = (await change.all('session')).filter(([, session]) => session.account === account.id);
      const most = mine.sort(([, a], [, b]) => a.made - b.made).slice(0, Math.max(0, mine.length - MOST_SESSIONS + 1));
      for (const [key] of most) await sessions.end(change, key, 'session ended: too many at once');
      await change.put('account', account.id, { ...account, lastSignIn: now, lastRole: role });
      const token = newToken(world);
      const session: KeptSession = {
        ...{ id: world.newId(), account: account.id, role, made: now, until: now + LONGEST_MS, used: now },
        ...{ locked: false, wrongPins: 0, proved: now, opened: [] },
      };
      await change.put('session', keyOfToken(token)!, session);
      return token;
    },
    async renew(change, key, session) {
      const token = newToken(world);
      await change.drop('session', key);
      await change.put('session', keyOfToken(token)!, { ...session, used: world.now() });
      return token;
    },
    async end(change, key, why) {
      const session = await change.get('session', key);
      if (!session) return;
      const account = (await change.get('account', session.account))!;
      await change.drop('session', key);
      await change.audit(rowOf(noteOfSession(context, account, session), why, { action: 'sign-out' }));
    },
    async endAll(change, account, why) {
      for (const [key, session] of await change.all('session'))
        if (session.account === account.id) await sessions.end(change, key, why);
    },
    async sweep(change) {
      for (const [key, session] of await change.all('session'))
        if (world.now() >= session.until) await sessions.end(change, key, 'session ended: its time was over');
    },
  };
  return sessions;
}
