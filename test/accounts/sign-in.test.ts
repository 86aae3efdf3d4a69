// Signing in and out over HTTP: cookies, tokens, and what a stranger can learn.
import { afterAll, describe, expect, it } from 'vitest';
import { sha256 } from '#server/store/audit-chain.js';
import {
  CLINIC,
  closeDesks,
  foundedClinic,
  frontDesk,
  HOUR,
  inRole,
  OWNER,
  STORES,
  sessionOf,
  signedIn,
} from './front-desk.js';

afterAll(closeDesks);

const RIGHT = { login: 'ono', password: OWNER.password };

describe.each(STORES)('signing in (%s)', (store) => {
  it('gives a session whose token is kept as a hash, and a row of the audit chain', async () => {
    const desk = await foundedClinic(store);
    const browser = desk.browser();
    const answer = await browser.post('/account/sign-in', { login: ' ONO ', password: OWNER.password });
    expect(answer.status).toBe(200);
    expect(answer.body.session).toMatchObject({ login: 'ono', name: 'Dr Ono', role: 'physician', locked: false });
    expect(answer.body).not.toHaveProperty('token');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const { repository } = desk.open();
    const keys = (await repository.keptAll(CLINIC, 'session')).map(({ id }) => id);
    expect(keys).toContain(sha256(browser.cookie!));
    expect((await desk.rows()).at(-1)).toMatchObject({
      ...{ action: 'sign-in', outcome: 'success', actor: answer.body.session.account, client: '127.0.0.1' },
    });
    expect(await sessionOf(browser)).toMatchObject({ login: 'ono' });
  });

  it('a wrong password and a wrong login cannot be told apart: not by answer, work or time of waiting', async () => {
    const desk = await foundedClinic(store);
    const tries = async (login: string) => {
      const answers: unknown[] = [];
      for (let i = 0; i < 7; i++) {
        const before = desk.hasher.done;
        const { status, body, headers } = await desk
          .browser()
          .post('/account/sign-in', { login, password: 'x'.repeat(i) });
        answers.push([status, body, headers.get('retry-after'), desk.hasher.done - before]);
      }
      return answers;
    };
    const known = await tries('ono');
    expect(known[0]).toEqual([
      401,
      { error: { what: 'the login or the password is wrong', mend: 'check both and try again' } },
      null,
      1,
    ]);
    expect(known.at(-1)).toMatchObject([429, {}, '1', 0]);
    expect(await tries('nobody')).toEqual(known);
    // What is written down is as much, and what was typed as a name is nowhere.
    const rows = (await desk.rows()).filter(({ outcome }) => outcome === 'refused');
    expect(new Set(rows.map(({ actor }) => actor))).toEqual(
      new Set([(await sessionOf(desk.owner)).account, 'unknown']),
    );
    const { repository } = desk.open();
    const throttles = await repository.keptAll(CLINIC, 'throttle');
    expect(throttles).toHaveLength(3);
    expect(JSON.stringify([rows, throttles])).not.toMatch(/nobody/);
    expect(JSON.stringify([rows, throttles])).not.toContain(sha256('nobody'));
  });

  it('what is kept and logged holds no password, token, code or PIN', async () => {
    const desk = await foundedClinic(store);
    const secrets = [OWNER.password, desk.owner.cookie!];
    await desk.owner.post('/account/pin', { pin: '274916', password: OWNER.password });
    await inRole(desk.owner, 'operator');
    const { body } = await desk.owner.post('/account/people', {
      ...{ name: 'Tia', login: 'tia', grants: [{ role: 'auditor' }] },
    });
    secrets.push('274916', body.code, body.code.replaceAll('-', ''));
    const tia = desk.browser();
    await tia.post('/account/accept', { code: body.code, password: 'a heron over the quiet mill' });
    await tia.post('/account/sign-in', { login: 'my secret as a name', password: 'my secret as a password' });
    secrets.push('a heron over the quiet mill', tia.cookie!, 'my secret as');
    const { repository } = desk.open();
    const kinds = ['account', 'login', 'session', 'invitation', 'throttle', 'clinic', 'site', 'team'];
    const kept = await Promise.all(kinds.map((kind) => repository.keptAll(CLINIC, kind)));
    const text = JSON.stringify([kept, await desk.rows()]);
    expect(text.length).toBeGreaterThan(2000);
    for (const secret of secrets) expect([secret, text.includes(secret)]).toEqual([secret, false]);
  });
});

describe('the cookie', () => {
  it('is out of reach of scripts and other sites, and of plain HTTP where there is TLS', async () => {
    const desk = await foundedClinic();
    const first = await desk.browser().post('/account/sign-in', RIGHT);
    expect(first.headers.get('set-cookie')).toMatch(/^cluneal-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    desk.outside.secure = true;
    const second = await desk.browser({ at: 'https://localhost:8080' }).post('/account/sign-in', RIGHT);
    expect(second.headers.get('set-cookie')).toMatch(/; HttpOnly; Secure; SameSite=Strict$/);
  });

  it('is another one at every sign-in, and the session it takes the place of ends', async () => {
    const desk = await foundedClinic();
    const browser = await signedIn(desk, 'ono', OWNER.password);
    const before = browser.cookie!;
    await browser.post('/account/sign-in', RIGHT);
    expect(browser.cookie).not.toBe(before);
    expect(await desk.open().accounts.sessionOf(before)).toEqual({ type: 'none' });
    expect(await sessionOf(browser)).not.toBeNull();
    // A cookie that is worth nothing is no hindrance.
    browser.cookie = 'x'.repeat(43);
    expect((await browser.post('/account/sign-in', RIGHT)).status).toBe(200);
    // The owner's other browser is not touched.
    expect(await sessionOf(desk.owner)).not.toBeNull();
  });

  it('is taken away at sign-out, and worth nothing from then on', async () => {
    const desk = await foundedClinic();
    const token = desk.owner.cookie!;
    const answer = await desk.owner.post('/account/sign-out');
    expect([answer.status, desk.owner.cookie]).toEqual([200, null]);
    expect(await desk.open().accounts.sessionOf(token)).toEqual({ type: 'none' });
    expect((await desk.rows()).at(-1)).toMatchObject({ action: 'sign-out', reason: 'signed out' });
    const rows = (await desk.rows()).length;
    expect((await desk.owner.post('/account/sign-out')).status).toBe(200);
    expect(await desk.rows()).toHaveLength(rows);
  });
});

describe('programs', () => {
  it('get the token when they ask, and use it as a bearer', async () => {
    const desk = await foundedClinic();
    const program = desk.browser();
    const { body } = await program.post('/account/sign-in', { ...RIGHT, token: true });
    program.cookie = null;
    const bearer = { authorization: `Bearer ${body.token}` };
    const state = await program.get('/account/state', bearer);
    expect(state.body.session).toMatchObject({ login: 'ono' });
    // No Origin is needed, and the new token of a change of role comes as they asked for it.
    const role = await program.post(
      '/account/role',
      { role: 'operator' },
      { ...bearer, origin: 'https://elsewhere.example' },
    );
    expect([role.status, role.body.session.role, program.cookie]).toEqual([200, 'operator', null]);
    expect(role.body.token).toMatch(/^[\w-]{43}$/);
    expect((await program.get('/account/people', bearer)).status).toBe(401);
    expect((await program.get('/account/people', { authorization: `bearer ${role.body.token}` })).status).toBe(200);
  });

  it('a wrong header is not made good by the cookie', async () => {
    const desk = await foundedClinic();
    for (const authorization of ['Bearer wrong', 'Bearer', 'Basic b25vOng=', 'Bearer a b'])
      expect((await desk.owner.get('/account/state', { authorization })).body.session).toBeNull();
    expect((await desk.owner.get('/account/state')).body.session).not.toBeNull();
  });
});

describe('sessions of one account', () => {
  it('are twenty at most: the oldest ends', async () => {
    const desk = await foundedClinic();
    const { accounts } = desk.open();
    const tokens: string[] = [];
    for (let i = 0; i < 22; i++) {
      desk.pass(1);
      const answer = await accounts.signIn({ ...RIGHT, address: '192.0.2.1', replaced: null });
      tokens.push((answer as { value: string }).value);
    }
    const states = await Promise.all(tokens.map((token) => accounts.sessionOf(token)));
    expect(states.map(({ type }) => type)).toEqual([...Array(2).fill('none'), ...Array(20).fill('signed-in')]);
    expect(await accounts.kept.all('session')).toHaveLength(20);
  });

  it('what is over is dropped when somebody signs in', async () => {
    const desk = await foundedClinic();
    const { accounts } = desk.open();
    await inRole(desk.owner, 'operator');
    await desk.owner.post('/account/people', { name: 'Tia', login: 'tia', grants: [{ role: 'auditor' }] });
    await desk.browser().post('/account/sign-in', { login: 'ono', password: 'wrong' });
    desk.pass(7 * 24 * HOUR);
    await signedIn(desk, 'ono', OWNER.password);
    expect(await accounts.kept.all('session')).toHaveLength(1);
    expect([await accounts.kept.all('invitation'), await accounts.kept.all('throttle')]).toEqual([[], []]);
  });
});

it('before anything is set up nobody can sign in', async () => {
  const desk = await frontDesk();
  const answer = await desk.browser().post('/account/sign-in', RIGHT);
  expect([answer.status, answer.body.error.what]).toEqual([409, 'nothing is set up here yet']);
  expect((await desk.browser().post('/account/sign-out')).status).toBe(409);
});
