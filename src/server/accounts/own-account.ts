// What one does to one's own session and account: lock, unlock, PIN, password, role.
import { type Role } from '../authorization/principal.js';
import { type AccountsContext, noteOfSession, rowOf } from './context.js';
import { THE_CLINIC } from './kept.js';
import { type Answer, good, objected, SIGNED_OUT } from './objection.js';
import { passwordFrom } from './password-rules.js';
import { pinFrom, preparedPin } from './pin-rules.js';
import { MOST_WRONG_PINS, rolesHeld } from './session-rules.js';
import { type Sessions } from './sessions.js';
import { type OwnAsk, withOwnPassword } from './with-own-password.js';
import { BUSY } from './with-password.js';

export interface OwnDeeds {
  lock(token: string): Promise<Answer<null>>;
  unlock(asked: OwnAsk, by: { readonly pin: string } | { readonly password: string }): Promise<Answer<null>>;
  setPin(asked: OwnAsk, pin: string, password: string): Promise<Answer<null>>;
  /** All sessions of the account end; answers the token of a new one. */
  changePassword(asked: OwnAsk, current: string, next: string): Promise<Answer<string>>;
  /** Answers the session's new token. */
  switchRole(token: string, role: Role): Promise<Answer<string>>;
}

const ENDED = objected('login-required', `${MOST_WRONG_PINS} wrong PINs have ended the session`, 'sign in again');
const LOCKED = objected('login-required', 'the screen is locked', 'unlock it first');

export function ownDeeds(context: AccountsContext, sessions: Sessions): OwnDeeds {
  const { changes, hasher, world } = context;

  async function unlockByPin({ token }: OwnAsk, pin: string): Promise<Answer<null>> {
    const seen = await sessions.seen(token);
    if (!seen) return SIGNED_OUT;
    const { key, account } = seen;
    const note = noteOfSession(context, account, seen.session);
    if (account.pin === null) return objected('conflict', 'no PIN is set', 'give the password');
    // Counted before it is compared: many at once are no more than many in a row.
    const counted = await changes.change(async (change) => {
      const session = await change.get('session', key);
      if (!session) return SIGNED_OUT;
      if (session.wrongPins >= MOST_WRONG_PINS) {
        await sessions.end(change, key, 'session ended: too many wrong PINs');
        return { ...ENDED, noted: true };
      }
      await change.put('session', key, { ...session, wrongPins: session.wrongPins + 1 });
      return good(session.wrongPins + 1);
    });
    if (!counted.ok) return counted;
    const right = await hasher.matches(account.pin, preparedPin(pin));
    if (right === 'busy')
      return changes.change(async (change) => {
        // Not compared, so not counted.
        const session = await change.get('session', key);
        if (session) await change.put('session', key, { ...session, wrongPins: Math.max(0, session.wrongPins - 1) });
        return { ...BUSY, noted: true };
      });
    return changes.change(async (change) => {
      const session = await change.get('session', key);
      if (!session) return SIGNED_OUT;
      if (right && (await change.get('account', account.id))!.pin === account.pin) {
        await change.put('session', key, { ...session, locked: false, wrongPins: 0, used: world.now() });
        await change.audit(rowOf(note, 'screen unlocked with the PIN'));
        return good(null);
      }
      await change.audit(rowOf(note, 'wrong PIN', { outcome: 'refused' }));
      const left = MOST_WRONG_PINS - counted.value;
      if (left === 0) await sessions.end(change, key, 'session ended: too many wrong PINs');
      return left === 0
        ? { ...ENDED, noted: true }
        : objected('forbidden', 'the PIN is wrong', `check it: after ${left} more wrong ones the session ends`, {
            noted: true,
          });
    });
  }

  return {
    async lock(token) {
      const seen = await sessions.seen(token);
      if (!seen) return SIGNED_OUT;
      return changes.change(async (change) => {
        const session = await change.get('session', seen.key);
        if (!session) return SIGNED_OUT;
        if (session.locked) return good(null);
        await change.put('session', seen.key, { ...session, locked: true });
        await change.audit(rowOf(noteOfSession(context, seen.account, session), 'screen locked'));
        return good(null);
      });
    },
    unlock(asked, by) {
      if ('pin' in by) return unlockByPin(asked, by.pin);
      return withOwnPassword(context, sessions, asked, by.password, 'unlock', async (change, self) => {
        const { key, session, account } = self;
        const now = world.now();
        await change.put('session', key, { ...session, locked: false, wrongPins: 0, used: now, proved: now });
        await change.audit(rowOf(noteOfSession(context, account, session), 'screen unlocked with the password'));
        return good(null);
      });
    },
    async setPin(asked, typed, password) {
      const pin = pinFrom(typed);
      if (!pin.ok) return pin;
      const hashed = await hasher.hash(pin.value);
      if (hashed === 'busy') return BUSY;
      return withOwnPassword(context, sessions, asked, password, 'set the PIN', async (change, self) => {
        const { session, account } = self;
        await change.put('account', account.id, { ...account, pin: hashed });
        await change.audit(rowOf(noteOfSession(context, account, session), 'PIN set'));
        return good(null);
      });
    },
    async changePassword(asked, current, typed) {
      const seen = await sessions.seen(asked.token);
      if (!seen) return SIGNED_OUT;
      const { account } = seen;
      if (account.demo)
        return objected('conflict', 'the password of a demo login is shown to everybody', 'leave it as it is');
      const clinic = (await changes.get('clinic', THE_CLINIC))!;
      const next = passwordFrom(typed, [account.login, account.name, clinic.name]);
      if (!next.ok) return next;
      const hashed = await hasher.hash(next.value);
      if (hashed === 'busy') return BUSY;
      return withOwnPassword(context, sessions, asked, current, 'change the password', async (change, self) => {
        await sessions.endAll(change, self.account, 'session ended: the password was changed');
        const changed = { ...self.account, password: hashed };
        const token = await sessions.begin(change, changed, self.session.role, null);
        await change.audit(rowOf(noteOfSession(context, changed, self.session), 'password changed'));
        return good(token);
      });
    },
    async switchRole(token, role) {
      const seen = await sessions.seen(token);
      if (!seen) return SIGNED_OUT;
      return changes.change(async (change) => {
        const session = await change.get('session', seen.key);
        if (!session) return SIGNED_OUT;
        if (session.locked) return LOCKED;
        const account = (await change.get('account', seen.account.id))!;
        if (!rolesHeld(account, world.now()).includes(role))
          return objected('forbidden', `you do not hold the role ${role}`, 'ask an operator for it');
        const acting = { ...session, role };
        const fresh = await sessions.renew(change, seen.key, acting);
        await change.put('account', account.id, { ...account, lastRole: role });
        await change.audit(rowOf(noteOfSession(context, account, acting), `role changed: ${session.role} to ${role}`));
        return good(fresh);
      });
    },
  };
}
