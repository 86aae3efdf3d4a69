// Signing in and out, locking, and what one does to the own account.
import { ROLES } from '../authorization/principal.js';
import { type Doorway } from '../authorization/route-policy.js';
import { type Asked, answered, got, handOver, posted } from './asked.js';
import { flag, object, oneOf, orNull, text } from './body.js';
import { type House } from './house.js';
import { type Answer, objected, SIGNED_OUT } from './objection.js';
import { giveCookie, takeCookie } from './session-cookie.js';
import { sessionSeen, stateOf } from './state-answer.js';
import { refused, told } from './told.js';

const ONE_SECRET = objected(
  'bad-element',
  'give either the pin or the password',
  'send { "pin": ... } or { "password": ... }',
);

/** Answers a new session: who it is, the cookie, and the token for a program that wants it. */
export async function welcome(house: House, asked: Asked, answer: Answer<string>, wants: boolean): Promise<Response> {
  const { c, open } = asked;
  if (!answer.ok) return refused(c, answer.objection);
  giveCookie(c, answer.value, house.secure(c));
  const session = await sessionSeen(open, answer.value);
  return told(c, { session, ...(wants ? { token: answer.value } : {}) });
}

/** The same session with a new token. */
async function renewed(house: House, asked: Asked, answer: Answer<string>): Promise<Response> {
  if (!answer.ok) return refused(asked.c, answer.objection);
  const handed = handOver(house, asked, answer.value);
  return told(asked.c, { session: await sessionSeen(asked.open, answer.value), ...handed });
}

export function sessionRoutes(doorway: Doorway, house: House): void {
  doorway.route('GET', '/account/state', 'public', async (c) => told(c, await stateOf(house, c)));

  const signIn = object({ login: text, password: text, token: orNull(flag) });
  doorway.route(
    'POST',
    '/account/sign-in',
    'entrance',
    posted(house, signIn, async (asked, { login, password, token }) => {
      const { open, address, carried } = asked;
      const answer = await open.accounts.signIn({ login, password, address, replaced: carried.token });
      return welcome(house, asked, answer, token === true);
    }),
  );
  const accept = object({ code: text, password: text, token: orNull(flag) });
  doorway.route(
    'POST',
    '/account/accept',
    'entrance',
    posted(house, accept, async (asked, { code, password, token }) => {
      const { open, address, carried } = asked;
      const answer = await open.accounts.accept({ code, password, address, replaced: carried.token });
      return welcome(house, asked, answer, token === true);
    }),
  );
  doorway.route(
    'POST',
    '/account/sign-out',
    'session',
    got(house, async ({ c, open, token }) => {
      const answer = await open.accounts.signOut(token);
      // Whoever is out already wanted to be.
      if (!answer.ok && answer !== SIGNED_OUT) return refused(c, answer.objection);
      takeCookie(c, house.secure(c));
      return told(c, {});
    }),
  );
  doorway.route(
    'POST',
    '/account/lock',
    'session',
    posted(house, object({}), async ({ c, open, token }) => answered(c, await open.accounts.lock(token))),
  );
  doorway.route(
    'POST',
    '/account/unlock',
    'session',
    posted(house, object({ pin: orNull(text), password: orNull(text) }), async ({ c, open, token, address }, body) => {
      const { pin, password } = body;
      if ((pin === null) === (password === null)) return refused(c, ONE_SECRET.objection);
      const by = pin === null ? { password: password! } : { pin };
      return answered(c, await open.accounts.unlock({ token, address }, by));
    }),
  );
  doorway.route(
    'POST',
    '/account/pin',
    'signed-in',
    posted(house, object({ pin: text, password: text }), async ({ c, open, token, address }, { pin, password }) =>
      answered(c, await open.accounts.setPin({ token, address }, pin, password)),
    ),
  );
  doorway.route(
    'POST',
    '/account/password',
    'signed-in',
    posted(house, object({ current: text, next: text }), async (asked, { current, next }) => {
      const { open, token, address } = asked;
      return renewed(house, asked, await open.accounts.changePassword({ token, address }, current, next));
    }),
  );
  doorway.route(
    'POST',
    '/account/role',
    'signed-in',
    posted(house, object({ role: oneOf(...ROLES) }), async (asked, { role }) =>
      renewed(house, asked, await asked.open.accounts.switchRole(asked.token, role)),
    ),
  );
}
