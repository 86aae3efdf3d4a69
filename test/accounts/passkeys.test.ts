// Passkeys with a real authenticator in software: making one, signing in with one, and everything that must not work.
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type Browser,
  closeDesks,
  foundedClinic,
  HOUR,
  inRole,
  joined,
  MINUTE,
  OWNER,
  STORES,
  sessionOf,
  signedIn,
} from './front-desk.js';
import { SoftwareAuthenticator, type Told } from './software-authenticator.js';

afterAll(closeDesks);

const PAGE = 'http://localhost:8080';
type Desk = Awaited<ReturnType<typeof foundedClinic>>;

async function add(browser: Browser, device: SoftwareAuthenticator, told: Told = {}, page = PAGE) {
  const options = await browser.post('/account/passkey/add-options');
  expect(options.status).toBe(200);
  return browser.post('/account/passkey/add', device.make(options.body, page, told));
}
async function use(browser: Browser, device: SoftwareAuthenticator, told: Told = {}, page = PAGE) {
  const options = await browser.post('/account/passkey/sign-in-options');
  expect(options.status).toBe(200);
  return browser.post('/account/passkey/sign-in', device.use(options.body, page, told));
}
const lastRefusal = async (desk: Desk) =>
  (await desk.rows()).filter(({ outcome }) => outcome === 'refused').at(-1)?.reason;
const REFUSED = {
  error: { what: 'the passkey was not accepted', mend: 'try again, or sign in with your password' },
};

describe.each(STORES)('a passkey (%s)', (store) => {
  it('is made with the device’s verification and signs in with one step', async () => {
    const desk = await foundedClinic(store);
    const device = new SoftwareAuthenticator();
    const options = await desk.owner.post('/account/passkey/add-options');
    expect(options.body).toMatchObject({
      rp: { id: 'localhost', name: 'Hill Clinic' },
      user: { name: 'ono', displayName: 'Dr Ono' },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: [],
    });
    expect((await desk.owner.post('/account/passkey/add', device.make(options.body, PAGE))).status).toBe(200);
    expect(await sessionOf(desk.owner)).toMatchObject({ hasPasskey: true });
    expect((await desk.rows()).at(-1)).toMatchObject({ reason: 'passkey added', outcome: 'success' });

    const browser = desk.browser();
    const asked = await browser.post('/account/passkey/sign-in-options');
    expect(asked.body).toMatchObject({ rpId: 'localhost', userVerification: 'required' });
    // Nobody learns who has one.
    expect(asked.body.allowCredentials ?? []).toEqual([]);
    const answer = await browser.post('/account/passkey/sign-in', device.use(asked.body, PAGE));
    expect([answer.status, answer.body.session.login]).toEqual([200, 'ono']);
    expect(answer.body).not.toHaveProperty('token');
    expect(await sessionOf(browser)).toMatchObject({ login: 'ono', locked: false });
    expect((await desk.rows()).at(-1)).toMatchObject({ action: 'sign-in', reason: 'signed in with a passkey' });
    // And again, with the counter further on.
    expect((await use(desk.browser(), device)).status).toBe(200);
  });
});

describe('signing in is refused', () => {
  let desk: Desk;
  let device: SoftwareAuthenticator;
  beforeEach(async () => {
    desk = await foundedClinic();
    device = new SoftwareAuthenticator(40);
    expect((await add(desk.owner, device)).status).toBe(200);
  });

  it.each<[string, Told]>([
    ['from another origin', { origin: 'https://evil.example' }],
    ['from another port of this computer', { origin: 'http://localhost:8081' }],
    ['for another relying party', { rpId: 'evil.example' }],
    ['with an answer to another question', { challenge: Buffer.alloc(32, 7).toString('base64url') }],
    ['with the answer of a making', { type: 'webauthn.create' }],
    ['without the person’s presence', { present: false, verified: false }],
    ['without the device having verified the person', { verified: false }],
    ['with a signature that was tampered with', { tamper: true }],
    ['with somebody else’s handle', { userHandle: Buffer.from('id-99999').toString('base64url') }],
  ])('%s', async (_, told) => {
    const browser = desk.browser();
    const answer = await use(browser, device, told);
    expect([answer.status, answer.body, browser.cookie]).toEqual([401, REFUSED, null]);
    expect(await lastRefusal(desk)).toBe('passkey not verified');
    // The device itself is as good as before.
    expect((await use(browser, device)).status).toBe(200);
  });

  it('when the answer is sent a second time', async () => {
    const options = await desk.browser().post('/account/passkey/sign-in-options');
    const answer = device.use(options.body, PAGE);
    expect((await desk.browser().post('/account/passkey/sign-in', answer)).status).toBe(200);
    expect((await desk.browser().post('/account/passkey/sign-in', answer)).body).toEqual(REFUSED);
    // Nor at the same time.
    const other = device.use((await desk.browser().post('/account/passkey/sign-in-options')).body, PAGE);
    const both = await Promise.all([1, 2].map(() => desk.browser().post('/account/passkey/sign-in', other)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  it('when the question is older than five minutes', async () => {
    const options = await desk.browser().post('/account/passkey/sign-in-options');
    desk.pass(5 * MINUTE);
    expect((await desk.browser().post('/account/passkey/sign-in', device.use(options.body, PAGE))).status).toBe(401);
    const again = await desk.browser().post('/account/passkey/sign-in-options');
    desk.pass(5 * MINUTE - 1);
    expect((await desk.browser().post('/account/passkey/sign-in', device.use(again.body, PAGE))).status).toBe(200);
  });

  it('when the counter went back or stood still, and it is said what that may mean', async () => {
    expect((await use(desk.browser(), device)).status).toBe(200);
    for (const counter of [41, 40, 1, 0]) {
      expect((await use(desk.browser(), device, { counter })).body).toEqual(REFUSED);
      expect(await lastRefusal(desk)).toBe('the counter of the passkey went back: it may have been copied');
    }
    expect((await use(desk.browser(), device)).status).toBe(200);
  });

  it('with a device that was never added, or was removed', async () => {
    expect((await use(desk.browser(), new SoftwareAuthenticator())).body).toEqual(REFUSED);
    expect((await desk.rows()).at(-1)).toMatchObject({ actor: 'unknown', outcome: 'refused' });
    const [{ id }] = (await desk.owner.get('/account/passkeys')).body.passkeys;
    expect((await desk.owner.post('/account/passkey/remove', { id })).status).toBe(200);
    expect((await use(desk.browser(), device)).body).toEqual(REFUSED);
    expect(await sessionOf(desk.owner)).toMatchObject({ hasPasskey: false });
  });

  it('to a person who was disabled', async () => {
    await inRole(desk.owner, 'operator');
    const tia = await joined(desk, desk.owner, 'tia', [{ role: 'auditor' }]);
    const hers = new SoftwareAuthenticator();
    await add(tia.browser, hers);
    await desk.owner.post(`/account/people/${tia.id}`, { disabled: true });
    expect((await use(desk.browser(), hers)).body).toEqual(REFUSED);
    expect(await lastRefusal(desk)).toBe('the account may not sign in');
    await desk.owner.post(`/account/people/${tia.id}`, { disabled: false });
    expect((await use(desk.browser(), hers)).status).toBe(200);
  });

  it('at another name of the same server', async () => {
    desk.outside.secure = true;
    const at = 'https://clinic.example';
    const answer = await use(desk.browser({ at }), device, {}, at);
    expect(answer.body).toEqual(REFUSED);
  });

  it('after twenty failures from one address, for a while', async () => {
    for (let i = 0; i < 20; i++) expect((await use(desk.browser(), device, { tamper: true })).status).toBe(401);
    expect((await use(desk.browser(), device)).status).toBe(429);
    desk.pass(1000);
    expect((await use(desk.browser(), device)).status).toBe(200);
  });
});

describe('signing in', () => {
  it('works with a device that counts nothing, and one that tells no handle', async () => {
    const desk = await foundedClinic();
    const device = new SoftwareAuthenticator(0);
    await add(desk.owner, device);
    for (const told of [{}, {}, { userHandle: null }] as const)
      expect((await use(desk.browser(), device, told)).status).toBe(200);
  });

  it('gives a program its token, and ends the session whose place it takes', async () => {
    const desk = await foundedClinic();
    const device = new SoftwareAuthenticator();
    await add(desk.owner, device);
    const before = desk.owner.cookie!;
    const options = await desk.owner.post('/account/passkey/sign-in-options');
    const answer = await desk.owner.post('/account/passkey/sign-in', {
      ...device.use(options.body, PAGE),
      token: true,
    });
    expect(answer.body.token).toBe(desk.owner.cookie);
    expect(await desk.open().accounts.sessionOf(before)).toEqual({ type: 'none' });
  });

  it('over TLS works at a host name', async () => {
    const desk = await foundedClinic();
    desk.outside.secure = true;
    const at = 'https://clinic.example:8443';
    const owner = desk.browser({ at });
    await owner.post('/account/sign-in', { login: 'ono', password: OWNER.password });
    const device = new SoftwareAuthenticator();
    expect((await add(owner, device, {}, at)).status).toBe(200);
    expect((await use(desk.browser({ at }), device, {}, at)).status).toBe(200);
    const shown = (await owner.get('/account/passkeys')).body.passkeys;
    expect(shown).toMatchObject([{ rpId: 'clinic.example', name: 'passkey on one device' }]);
    expect(shown[0].lastUsed).toBe(desk.world.now());
  });
});

describe('adding is refused', () => {
  it.each<[string, Told, number]>([
    ['from another origin', { origin: 'https://evil.example' }, 422],
    ['for another relying party', { rpId: 'evil.example' }, 422],
    ['with an answer to another question', { challenge: Buffer.alloc(32, 7).toString('base64url') }, 422],
    ['without the device having verified the person', { verified: false }, 422],
    ['with the answer of a use', { type: 'webauthn.get' }, 422],
  ])('%s', async (_, told, status) => {
    const desk = await foundedClinic();
    const answer = await add(desk.owner, new SoftwareAuthenticator(), told);
    expect([answer.status, answer.body.error.what]).toEqual([status, 'the passkey could not be verified']);
    expect((await desk.owner.get('/account/passkeys')).body.passkeys).toEqual([]);
  });

  it('with a certificate of the maker, which could name an address to ask', async () => {
    const desk = await foundedClinic();
    const fetched = vi.spyOn(globalThis, 'fetch');
    const answer = await add(desk.owner, new SoftwareAuthenticator(), { format: 'packed', certificate: true });
    expect([answer.status, answer.body.error.what]).toEqual([422, 'the passkey came with a certificate of its maker']);
    expect(fetched).not.toHaveBeenCalled();
    fetched.mockRestore();
    // Attested by the key itself it tells of no maker.
    expect((await add(desk.owner, new SoftwareAuthenticator(), { format: 'packed' })).status).toBe(200);
  });

  it('to another session than asked, a second time, or after five minutes', async () => {
    const desk = await foundedClinic();
    const other = await signedIn(desk, 'ono', OWNER.password);
    const device = new SoftwareAuthenticator();
    const options = await desk.owner.post('/account/passkey/add-options');
    const made = device.make(options.body, PAGE);
    expect((await other.post('/account/passkey/add', made)).status).toBe(422);
    // The question is used up by it.
    expect((await desk.owner.post('/account/passkey/add', made)).status).toBe(422);
    const late = await desk.owner.post('/account/passkey/add-options');
    desk.pass(5 * MINUTE);
    expect((await desk.owner.post('/account/passkey/add', device.make(late.body, PAGE))).status).toBe(422);
  });

  it('when it is there already', async () => {
    const desk = await foundedClinic();
    const device = new SoftwareAuthenticator();
    expect((await add(desk.owner, device)).status).toBe(200);
    const options = await desk.owner.post('/account/passkey/add-options');
    expect(options.body.excludeCredentials).toMatchObject([{ id: device.id.toString('base64url') }]);
    expect((await add(desk.owner, device)).status).toBe(409);
  });

  it('beyond twenty', async () => {
    const desk = await foundedClinic();
    for (let i = 0; i < 20; i++) expect((await add(desk.owner, new SoftwareAuthenticator())).status).toBe(200);
    expect((await add(desk.owner, new SoftwareAuthenticator())).body.error.what).toBe('you have 20 passkeys');
  });

  it('a quarter of an hour after the sign-in without the password', async () => {
    const desk = await foundedClinic();
    desk.pass(15 * MINUTE);
    const late = await desk.owner.post('/account/passkey/add-options');
    expect([late.status, late.body.error.mend]).toEqual([403, 'give your password, or sign out and in again']);
    const proved = await desk.owner.post('/account/passkey/add-options', { password: OWNER.password });
    expect(proved.status).toBe(200);
    expect((await desk.owner.post('/account/passkey/add-options')).status).toBe(200);
  });

  it('to whoever is not signed in', async () => {
    const desk = await foundedClinic();
    for (const path of ['add-options', 'add', 'remove'])
      expect((await desk.browser().post(`/account/passkey/${path}`, { id: 'x' })).status).toBe(401);
    const { accounts } = desk.open();
    const party = { id: 'localhost', origin: PAGE };
    const nobody = { token: 'x'.repeat(43), address: '' };
    for (const answer of [
      await accounts.passkeyOptions(nobody, party, null),
      await accounts.passkeyOptions(nobody, party, 'x'),
      await accounts.addPasskey(nobody.token, party, {}),
    ])
      expect(answer).toMatchObject({ ok: false, objection: { kind: 'login-required' } });
  });

  it('what is no answer of a browser', async () => {
    const desk = await foundedClinic();
    const options = await desk.owner.post('/account/passkey/add-options');
    const made = new SoftwareAuthenticator().make(options.body, PAGE) as Record<string, Record<string, unknown>>;
    for (const body of [
      {},
      { ...made, id: 7 },
      { ...made, rawId: 'other' },
      { ...made, rawId: undefined, id: undefined },
      { ...made, type: 'password' },
      { ...made, response: 'x' },
      { ...made, response: {} },
      { ...made, response: { ...made.response, clientDataJSON: 'not base64!' } },
      { ...made, response: { ...made.response, attestationObject: 'x'.repeat(20_000) } },
      { ...made, response: { ...made.response, attestationObject: null } },
    ])
      expect((await desk.owner.post('/account/passkey/add', body)).status).toBe(422);
    const garbage = { ...made, response: { ...made.response, clientDataJSON: 'AAAA' } };
    expect((await desk.owner.post('/account/passkey/add', garbage)).status).toBe(422);
    const used = new SoftwareAuthenticator().use({ challenge: 'x', rpId: 'localhost' }, PAGE) as typeof made;
    for (const body of [
      {},
      { ...used, response: { ...used.response, signature: '' } },
      { ...used, response: { ...used.response, authenticatorData: undefined } },
    ])
      expect((await desk.browser().post('/account/passkey/sign-in', body)).status).toBe(422);
    // Odd transports are left out, odd handles too.
    const device = new SoftwareAuthenticator();
    const odd = device.make((await desk.owner.post('/account/passkey/add-options')).body, PAGE, {
      transports: ['usb', 'X Y', 7 as never],
    });
    expect((await desk.owner.post('/account/passkey/add', odd)).status).toBe(200);
    expect((await desk.open().accounts.kept.all('passkey'))[0]![1]).toMatchObject({
      ...{ transports: ['usb'], name: 'security key' },
    });
    expect((await add(desk.owner, new SoftwareAuthenticator(), { transports: 'usb' as never })).status).toBe(200);
  });
});

describe('where passkeys do not work', () => {
  it.each([
    ['http://127.0.0.1:8080', false, false],
    ['http://[::1]:8080', false, false],
    ['https://192.0.2.7', true, false],
    ['http://clinic.example', false, false],
    ['https://clinic.example', true, true],
    ['http://localhost:8080', false, true],
    ['http://demo.localhost:8080', false, true],
  ])('%s says so', async (at, secure, offered) => {
    const desk = await foundedClinic();
    desk.outside.secure = secure;
    const browser = desk.browser({ at });
    expect((await browser.get('/account/state')).body.passkeys).toBe(offered);
    const answer = await browser.post('/account/passkey/sign-in-options');
    expect(answer.status).toBe(offered ? 200 : 409);
  });

  it('nor where the request names no host', async () => {
    const desk = await foundedClinic();
    expect((await desk.owner.get('/account/state', { host: '' })).body.passkeys).toBe(false);
  });
});

describe('the own passkeys', () => {
  it('are listed and removed by their owner only', async () => {
    const desk = await foundedClinic();
    await inRole(desk.owner, 'operator');
    const tia = await joined(desk, desk.owner, 'tia', [{ role: 'auditor' }]);
    await add(desk.owner, new SoftwareAuthenticator(), { transports: [], synced: true });
    const { passkeys } = (await desk.owner.get('/account/passkeys')).body;
    expect(passkeys).toEqual([
      {
        ...{ id: expect.any(String), name: 'passkey on several devices', created: desk.world.now() },
        ...{ lastUsed: null, rpId: 'localhost' },
      },
    ]);
    expect((await tia.browser.get('/account/passkeys')).body.passkeys).toEqual([]);
    expect((await tia.browser.post('/account/passkey/remove', { id: passkeys[0].id })).status).toBe(404);
    expect((await desk.owner.post('/account/passkey/remove', { id: passkeys[0].id })).status).toBe(200);
    expect((await desk.rows()).at(-1)).toMatchObject({ reason: 'passkey removed' });
  });
});

describe('questions', () => {
  it('of one asker are twenty at most; the oldest gives way, and nobody else’s', async () => {
    const desk = await foundedClinic();
    const device = new SoftwareAuthenticator();
    await add(desk.owner, device);
    desk.outside.address = '192.0.2.1';
    const quiet = (await desk.browser().post('/account/passkey/sign-in-options')).body;
    desk.outside.address = '192.0.2.2';
    const asked: { challenge: string }[] = [];
    for (let i = 0; i < 21; i++) asked.push((await desk.browser().post('/account/passkey/sign-in-options')).body);
    const answer = async (options: { challenge: string }) =>
      (await desk.browser().post('/account/passkey/sign-in', device.use(options, PAGE))).status;
    expect(await answer(asked[0]!)).toBe(401);
    expect(await answer(asked[1]!)).toBe(200);
    expect(await answer(asked[20]!)).toBe(200);
    expect(await answer(quiet)).toBe(200);
  });

  it('of all askers are ten thousand at most', async () => {
    const desk = await foundedClinic();
    const { challengesOver } = await import('#server/accounts/challenges.js');
    const challenges = challengesOver(desk.world);
    const first = challenges.make('sign-in', 'a0');
    for (let i = 1; i <= 10_000; i++) challenges.make('sign-in', `a${i}`);
    expect(challenges.use(first, 'sign-in')).toBe(false);
    const last = challenges.make('sign-in', 'z');
    expect(challenges.use(last, 'add x')).toBe(false);
    desk.pass(HOUR);
    const next = challenges.make('sign-in', 'z');
    expect(challenges.use(next, 'sign-in')).toBe(true);
  });
});
