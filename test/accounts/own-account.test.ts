// Locking, the PIN, the password and the role, over HTTP.
import { afterAll, describe, expect, it } from 'vitest';
import {
  closeDesks,
  foundedClinic,
  frontDesk,
  inRole,
  MINUTE,
  OWNER,
  STORES,
  sessionOf,
  signedIn,
} from './front-desk.js';

afterAll(closeDesks);

const PIN = '274916';
const withPin = async (store: 'memory' | 'sqlite' = 'memory') => {
  const desk = await foundedClinic(store);
  const answer = await desk.owner.post('/account/pin', { pin: PIN, password: OWNER.password });
  expect(answer.status).toBe(200);
  return desk;
};
const reasons = async (desk: Awaited<ReturnType<typeof foundedClinic>>) =>
  (await desk.rows()).map(({ reason, outcome }) => `${reason}${outcome === 'refused' ? ' (refused)' : ''}`);

describe.each(STORES)('a locked screen (%s)', (store) => {
  it('shows who can unlock it and nothing else, and opens with the PIN or the password', async () => {
    const desk = await withPin(store);
    for (const by of [{ pin: PIN }, { pin: ' ２７４９１６ ' }, { password: OWNER.password }]) {
      expect((await desk.owner.post('/account/lock')).status).toBe(200);
      // Twice is once.
      expect((await desk.owner.post('/account/lock')).status).toBe(200);
      expect(await sessionOf(desk.owner)).toMatchObject({
        ...{ locked: true, name: 'Dr Ono', hasPin: true, sites: [], teams: [], patients: [], opened: [] },
      });
      for (const path of ['/account/people', '/account/passkeys', '/break-glass'])
        expect([path, (await desk.owner.get(path)).status]).toEqual([path, 401]);
      expect((await desk.owner.post('/account/role', { role: 'operator' })).status).toBe(401);
      expect((await desk.owner.post('/account/unlock', by)).status).toBe(200);
      expect(await sessionOf(desk.owner)).toMatchObject({ locked: false, sites: [{ name: 'Hill' }] });
    }
    expect((await reasons(desk)).filter((reason) => reason.startsWith('screen'))).toEqual([
      ...['screen locked', 'screen unlocked with the PIN', 'screen locked', 'screen unlocked with the PIN'],
      ...['screen locked', 'screen unlocked with the password'],
    ]);
  });

  it('five wrong PINs end the session; four and a right one do not, and start the count anew', async () => {
    const desk = await withPin(store);
    await desk.owner.post('/account/lock');
    for (let round = 0; round < 2; round++) {
      for (let left = 4; left > 0; left--) {
        const answer = await desk.owner.post('/account/unlock', { pin: '1357' });
        expect([answer.status, answer.body.error.mend]).toEqual([
          403,
          `check it: after ${left} more wrong ones the session ends`,
        ]);
      }
      if (round === 0) expect((await desk.owner.post('/account/unlock', { pin: PIN })).status).toBe(200);
    }
    const last = await desk.owner.post('/account/unlock', { pin: '1357' });
    expect([last.status, last.body.error.what]).toEqual([401, '5 wrong PINs have ended the session']);
    expect(await sessionOf(desk.owner)).toBeNull();
    expect((await desk.owner.post('/account/unlock', { pin: PIN })).status).toBe(401);
    expect((await reasons(desk)).slice(-2)).toEqual(['wrong PIN (refused)', 'session ended: too many wrong PINs']);
  });

  it('twenty PINs at once are not twenty guesses', async () => {
    const desk = await withPin(store);
    await desk.owner.post('/account/lock');
    const before = desk.hasher.done;
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => desk.owner.post('/account/unlock', { pin: i === 12 ? PIN : '1357' })),
    );
    expect(answers.every(({ status }) => status !== 200)).toBe(true);
    expect(desk.hasher.done - before).toBeLessThanOrEqual(5);
    expect(await sessionOf(desk.owner)).toBeNull();
  });
});

describe('unlocking', () => {
  it('asks for one secret, and where there is no PIN for the password', async () => {
    const desk = await foundedClinic();
    await desk.owner.post('/account/lock');
    for (const body of [{}, { pin: PIN, password: OWNER.password }])
      expect((await desk.owner.post('/account/unlock', body)).body.error.what).toBe(
        'give either the pin or the password',
      );
    const answer = await desk.owner.post('/account/unlock', { pin: PIN });
    expect([answer.status, answer.body.error]).toEqual([409, { what: 'no PIN is set', mend: 'give the password' }]);
    expect((await desk.owner.post('/account/unlock', { password: OWNER.password })).status).toBe(200);
  });

  it('without a session there is nothing to lock or unlock', async () => {
    const desk = await withPin();
    for (const cookie of [null, 'x'.repeat(43)]) {
      const stranger = desk.browser();
      stranger.cookie = cookie;
      for (const [path, body] of [
        ['/account/lock', {}],
        ['/account/unlock', { pin: PIN }],
        ['/account/unlock', { password: OWNER.password }],
      ] as const)
        expect([path, (await stranger.post(path, body)).status]).toEqual([path, 401]);
    }
  });

  it('a PIN that was changed elsewhere while it was compared opens nothing', async () => {
    const desk = await withPin();
    const other = await signedIn(desk, 'ono', OWNER.password);
    await desk.owner.post('/account/lock');
    const [unlocked, changed] = await Promise.all([
      desk.owner.post('/account/unlock', { pin: PIN }),
      other.post('/account/pin', { pin: '6183', password: OWNER.password }),
    ]);
    expect(changed.status).toBe(200);
    // Whichever came first, the old PIN is worth nothing now.
    expect([200, 403]).toContain(unlocked.status);
    await desk.owner.post('/account/lock');
    expect((await desk.owner.post('/account/unlock', { pin: PIN })).status).toBe(403);
    expect((await desk.owner.post('/account/unlock', { pin: '6183' })).status).toBe(200);
  });
});

describe('the PIN', () => {
  it('needs the password and is none of the first that are tried', async () => {
    const desk = await foundedClinic();
    expect((await desk.owner.post('/account/pin', { pin: PIN, password: 'wrong' })).status).toBe(403);
    expect((await desk.owner.post('/account/pin', { pin: '1234', password: OWNER.password })).status).toBe(422);
    expect(await sessionOf(desk.owner)).toMatchObject({ hasPin: false });
    expect((await desk.owner.post('/account/pin', { pin: PIN, password: OWNER.password })).status).toBe(200);
    expect(await sessionOf(desk.owner)).toMatchObject({ hasPin: true });
    expect((await reasons(desk)).at(-1)).toBe('PIN set');
  });
});

describe.each(STORES)('the password (%s)', (store) => {
  const NEXT = 'a heron over the quiet mill';

  it('a new one ends all sessions but gives one to who changed it', async () => {
    const desk = await foundedClinic(store);
    const other = await signedIn(desk, 'ono', OWNER.password);
    await inRole(desk.owner, 'operator');
    const before = desk.owner.cookie!;
    const answer = await desk.owner.post('/account/password', { current: OWNER.password, next: NEXT });
    expect([answer.status, answer.body.session.role]).toEqual([200, 'operator']);
    expect(desk.owner.cookie).not.toBe(before);
    expect(await sessionOf(desk.owner)).not.toBeNull();
    expect(await sessionOf(other)).toBeNull();
    expect(await desk.open().accounts.sessionOf(before)).toEqual({ type: 'none' });
    expect((await desk.browser().post('/account/sign-in', { login: 'ono', password: OWNER.password })).status).toBe(
      401,
    );
    await signedIn(desk, 'ono', NEXT);
    expect(await reasons(desk)).toEqual(
      expect.arrayContaining(['session ended: the password was changed', 'password changed']),
    );
  });

  it('needs the old one, and follows the rules', async () => {
    const desk = await foundedClinic(store);
    const change = (current: string, next: string) => desk.owner.post('/account/password', { current, next });
    expect((await change('wrong', NEXT)).status).toBe(403);
    for (const next of ['short', 'password1234', 'HillClinic  ', 'x'.repeat(2000)])
      expect([next.slice(0, 20), (await change(OWNER.password, next)).status]).toEqual([next.slice(0, 20), 422]);
    expect(await sessionOf(desk.owner)).not.toBeNull();
  });

  it('two changes at once: one holds, and the other finds its password wrong or its session ended', async () => {
    const desk = await foundedClinic(store);
    const other = await signedIn(desk, 'ono', OWNER.password);
    const answers = await Promise.all([
      desk.owner.post('/account/password', { current: OWNER.password, next: NEXT }),
      other.post('/account/password', { current: OWNER.password, next: 'seven slow yellow tractors' }),
    ]);
    const statuses = answers.map(({ status }) => status).sort();
    expect([statuses[0], [401, 403].includes(statuses[1]!)]).toEqual([200, true]);
    const won = answers[0]!.status === 200 ? NEXT : 'seven slow yellow tractors';
    await signedIn(desk, 'ono', won);
  });

  it('of a longer than possible password nobody is told more than that it is wrong', async () => {
    const desk = await foundedClinic(store);
    const answer = await desk.browser().post('/account/sign-in', { login: 'ono', password: 'x'.repeat(5000) });
    expect(answer.status).toBe(401);
  });
});

describe('the role', () => {
  it('is one at a time; a change gives the session another token', async () => {
    const desk = await foundedClinic();
    const before = desk.owner.cookie!;
    expect((await desk.owner.get('/account/people')).status).toBe(403);
    const answer = await desk.owner.post('/account/role', { role: 'operator' });
    expect([answer.status, answer.body.session.role]).toEqual([200, 'operator']);
    expect(answer.body).not.toHaveProperty('token');
    expect(await desk.open().accounts.sessionOf(before)).toEqual({ type: 'none' });
    expect((await desk.owner.get('/account/people')).status).toBe(200);
    expect(await reasons(desk)).toContain('role changed: physician to operator');
  });

  it('that was acted in last is the one the next session begins in', async () => {
    const desk = await foundedClinic();
    await inRole(desk.owner, 'operator');
    expect(await sessionOf(await signedIn(desk, 'ono', OWNER.password))).toMatchObject({ role: 'operator' });
  });

  it('must be held', async () => {
    const desk = await foundedClinic();
    for (const [role, status] of [
      ['auditor', 403],
      ['researcher', 400],
      ['', 400],
      [null, 400],
    ] as const)
      expect([role, (await desk.owner.post('/account/role', { role })).status]).toEqual([role, status]);
  });

  it('a session that was made before twelve hours does not live longer by it', async () => {
    const desk = await foundedClinic();
    const { accounts } = desk.open();
    const until = (await accounts.kept.all('session'))[0]![1].until;
    desk.pass(20 * MINUTE);
    await inRole(desk.owner, 'operator');
    expect((await accounts.kept.all('session')).map(([, session]) => session.until)).toEqual([until]);
  });

  it('two changes at once: one token comes of it', async () => {
    const desk = await foundedClinic();
    const one = desk.owner;
    const two = desk.browser();
    two.cookie = one.cookie;
    const answers = await Promise.all([
      one.post('/account/role', { role: 'operator' }),
      two.post('/account/role', { role: 'operator' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect(await desk.open().accounts.kept.all('session')).toHaveLength(1);
  });
});

it('without a session nothing of an own account is answered', async () => {
  const desk = await frontDesk();
  await desk.browser().post('/account/setup', { choice: 'demo' });
  const { accounts } = desk.open();
  const nobody = { token: 'x'.repeat(43), address: '127.0.0.1' };
  const told = await Promise.all([
    accounts.lock(nobody.token),
    accounts.signOut(nobody.token),
    accounts.setPin(nobody, '6183', 'x'),
    accounts.changePassword(nobody, 'x', 'a heron over the quiet mill'),
    accounts.switchRole(nobody.token, 'operator'),
    accounts.removePasskey(nobody.token, 'x'),
  ]);
  for (const answer of told) expect(answer).toMatchObject({ ok: false, objection: { kind: 'login-required' } });
});
