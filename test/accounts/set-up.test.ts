// The first choice: who may make it, from where, and that only one comes first.
import { afterAll, describe, expect, it } from 'vitest';
import { closeDesks, FOUNDING, foundedClinic, frontDesk, OWNER, STORES, sessionOf, signedIn } from './front-desk.js';

afterAll(closeDesks);

describe('before anything is chosen', () => {
  it('the page is told so, and that it may choose', async () => {
    const desk = await frontDesk();
    const { body } = await desk.browser().get('/account/state');
    expect(body).toEqual({
      ...{ record: 'unset', clinicName: null, populated: false, session: null, loopback: true },
      ...{ setUp: 'open', demo: true, passkeys: true, knowledge: desk.house.knowledge },
    });
  });
});

describe.each(STORES)('a clinic (%s)', (store) => {
  it('has a name, a site, a care team and an owner who is operator and treats', async () => {
    const desk = await frontDesk(store);
    const browser = desk.browser();
    const answer = await browser.post('/account/setup', FOUNDING);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      ...{ record: 'clinic', clinicName: 'Hill Clinic', populated: true, setUp: 'done', demo: false },
      session: {
        ...{ name: 'Dr Ono', login: 'ono', role: 'physician' },
        roles: [
          { role: 'physician', siteNames: ['Hill'], teamNames: ['Back pain'] },
          { role: 'operator', siteNames: [], teamNames: [] },
        ],
      },
    });
    expect(answer.body).not.toHaveProperty('demoLogins');
    expect(await sessionOf(browser)).toEqual(answer.body.session);
    expect(await sessionOf(await signedIn(desk, 'ono', OWNER.password))).toMatchObject({ login: 'ono' });
    expect((await desk.rows()).map(({ action, role, reason }) => [action, role, reason]).slice(0, 3)).toEqual([
      ['other', 'operator', expect.stringMatching(/^set-up: the clinic was founded, with site \S+ and care team \S+$/)],
      ['other', 'operator', expect.stringMatching(/^person added: account \S+, as physician, operator$/)],
      ['sign-in', 'physician', 'signed in with the set-up'],
    ]);
  });

  it('twenty browsers at once: exactly one owner', async () => {
    const desk = await frontDesk(store);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        desk.browser().post('/account/setup', { ...FOUNDING, owner: { ...OWNER, login: `owner${i}` } }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const others = answers.filter(({ status }) => status !== 200);
    expect(
      others.every(({ status, body }) => status === 409 && body.error.what === 'this clinic is set up already'),
    ).toBe(true);
    const { accounts } = desk.open();
    const kept = await Promise.all((['account', 'login', 'session', 'site', 'team'] as const).map(accounts.kept.all));
    expect(kept.map((all) => all.length)).toEqual([1, 1, 1, 1, 1]);
  });
});

describe('an owner', () => {
  it.each([
    ['therapist', ['therapist', 'operator']],
    [null, ['operator']],
  ] as const)('may treat as %s', async (treatsAs, roles) => {
    const desk = await frontDesk();
    const { body } = await desk.browser().post('/account/setup', { ...FOUNDING, owner: { ...OWNER, treatsAs } });
    expect(body.session.roles.map(({ role }: { role: string }) => role)).toEqual(roles);
  });
});

describe('what is wrong with a founding is said before anything is made', () => {
  it.each<[string, object, number, RegExp]>([
    ['no owner', { owner: undefined }, 422, /clinicName, siteName, teamName and owner/],
    ['no name', { clinicName: ' ' }, 422, /^the clinic's name is empty$/],
    ['no site', { siteName: '' }, 422, /^the site's name is empty$/],
    ['no team', { teamName: '' }, 422, /^the care team's name is empty$/],
    ['nobody', { owner: { ...OWNER, name: '' } }, 422, /^your name is empty$/],
    ['a short login', { owner: { ...OWNER, login: 'o' } }, 422, /^the login has 1 characters$/],
    ['a short password', { owner: { ...OWNER, password: 'short' } }, 422, /^the password has 5 characters$/],
    [
      'the clinic as password',
      { clinicName: 'Hill Clinic Town', owner: { ...OWNER, password: 'hillclinictown' } },
      422,
      /name/,
    ],
    ['an unknown role', { owner: { ...OWNER, treatsAs: 'auditor' } }, 400, /^owner.treatsAs is not one of/],
    ['an unknown choice', { choice: 'both' }, 400, /^choice is not one of demo, clinic$/],
    ['an unknown field', { owner: { ...OWNER, admin: true } }, 400, /^owner.admin is not known here$/],
  ])('%s', async (_, wrong, status, what) => {
    const desk = await frontDesk();
    const answer = await desk.browser().post('/account/setup', { ...FOUNDING, ...wrong });
    expect(answer.status).toBe(status);
    expect(answer.body.error.what).toMatch(what);
    expect(desk.house.record()).toBe('unset');
  });
});

it('a founding is looked at again where it is made, and a broken one is no choice', async () => {
  const desk = await frontDesk();
  expect((await desk.browser().post('/account/setup', 'not json')).status).toBe(400);
  const { accounts } = await desk.house.choose('clinic');
  const short = { ...FOUNDING, owner: { ...OWNER, treatsAs: null, password: 'short' } };
  expect(await accounts.setUp(short, '127.0.0.1')).toMatchObject({ ok: false, objection: { kind: 'invalid' } });
  expect(await accounts.populated()).toBe(false);
});

describe('from another computer', () => {
  it('nothing can be chosen', async () => {
    const desk = await frontDesk();
    desk.outside.loopback = false;
    for (const body of [FOUNDING, { ...FOUNDING, code: 'AAAAA-AAAAA-AAAAA-AAAAA' }, { choice: 'demo' }])
      expect((await desk.browser().post('/account/setup', body)).status).toBe(403);
    expect((await desk.browser().get('/account/state')).body).toMatchObject({ setUp: 'closed', demo: false });
    expect(desk.house.record()).toBe('unset');
  });

  it('a clinic can with the code the server printed, the demo never', async () => {
    const desk = await frontDesk();
    desk.outside.loopback = false;
    desk.outside.code = '7KQ2M-0001A-BCDEF-GHJKM';
    expect((await desk.browser().get('/account/state')).body.setUp).toBe('code');
    for (const code of [undefined, '', '7KQ2M-0001A-BCDEF-GHJKN'])
      expect((await desk.browser().post('/account/setup', { ...FOUNDING, code })).status).toBe(403);
    const demo = await desk.browser().post('/account/setup', { choice: 'demo', code: desk.outside.code });
    expect([demo.status, demo.body.error.what]).toEqual([403, 'the demo is chosen at the computer it runs on']);
    const typed = ' 7kq2m ooo1a bcdef ghjkm';
    expect((await desk.browser().post('/account/setup', { ...FOUNDING, code: typed })).status).toBe(200);
    // Once.
    expect((await desk.browser().post('/account/setup', { ...FOUNDING, code: typed })).status).toBe(409);
  });
});

describe('a clinic that is there', () => {
  it('is not set up again, and does not become a demo', async () => {
    const desk = await foundedClinic();
    const again = await desk.browser().post('/account/setup', { ...FOUNDING, owner: { ...OWNER, login: 'thief' } });
    expect([again.status, again.body.error.what]).toEqual([409, 'this clinic is set up already']);
    const demo = await desk.browser().post('/account/setup', { choice: 'demo' });
    expect([demo.status, demo.body.error.what]).toEqual([409, 'a clinic is open here']);
    expect(await sessionOf(desk.owner)).toMatchObject({ login: 'ono' });
  });

  it('that was opened but never founded can still be founded', async () => {
    const desk = await frontDesk();
    await desk.house.choose('clinic');
    expect((await desk.browser().get('/account/state')).body).toMatchObject({
      ...{ record: 'clinic', populated: false, setUp: 'open', clinicName: null },
    });
    expect((await desk.browser().post('/account/setup', FOUNDING)).status).toBe(200);
  });
});

describe('the demo', () => {
  it('gives way to a clinic of its own record, and its sessions are worth nothing there', async () => {
    const desk = await frontDesk();
    const visitor = desk.browser();
    const { body } = await visitor.post('/account/setup', { choice: 'demo' });
    const { login, password } = body.demoLogins[3];
    await visitor.post('/account/sign-in', { login, password });
    const demo = desk.open();
    expect((await desk.browser().post('/account/setup', FOUNDING)).status).toBe(200);
    expect(desk.open().repository).not.toBe(demo.repository);
    expect(await sessionOf(visitor)).toBeNull();
    expect((await visitor.get('/account/people')).status).toBe(401);
    expect((await visitor.post('/account/sign-in', { login, password })).status).toBe(401);
  });

  it('is not chosen where another choice was faster, nor on a server that others reach', async () => {
    const desk = await frontDesk();
    desk.outside.demo = false;
    const shared = await desk.browser().post('/account/setup', { choice: 'demo' });
    expect([shared.status, shared.body.error.what]).toEqual([
      409,
      'there is no demo on a server that other computers reach',
    ]);
    expect((await desk.browser().get('/account/state')).body.demo).toBe(false);
    desk.outside.demo = true;
    desk.outside.chosenInstead = 'clinic';
    expect((await desk.browser().post('/account/setup', { choice: 'demo' })).status).toBe(409);
  });
});

it('a request that was let in to one record does not act on another', async () => {
  const desk = await frontDesk();
  const visitor = desk.browser();
  await visitor.post('/account/setup', { choice: 'demo' });
  const open = desk.open();
  let asked = 0;
  // The record is changed between the look at the session and the deed.
  const house = { ...desk.house, open: () => (asked++ === 0 ? open : { ...open }) };
  const { policedApp } = await import('#server/authorization/policed-app.js');
  const { authenticate } = await import('#server/accounts/authenticate.js');
  const { accountRoutes } = await import('#server/accounts/account-routes.js');
  const policed = policedApp();
  policed.app.use('*', authenticate(house));
  accountRoutes(policed, house);
  const answer = await policed.app.request('/account/sign-out', { method: 'POST' });
  expect([answer.status, (await answer.json()).error.what]).toEqual([503, 'another record was opened just now']);
});

it('every route of the accounts has a policy, and the table of who may use them is this', async () => {
  const { policed } = await frontDesk();
  policed.check();
  const table = policed.routes.map(
    ({ method, path, policy }) => `${method} ${path}: ${typeof policy === 'string' ? policy : policy.roles.join(', ')}`,
  );
  expect(table).toEqual([
    'POST /account/setup: entrance',
    'GET /account/state: public',
    'POST /account/sign-in: entrance',
    'POST /account/accept: entrance',
    'POST /account/sign-out: session',
    'POST /account/lock: session',
    'POST /account/unlock: session',
    'POST /account/pin: signed-in',
    'POST /account/password: signed-in',
    'POST /account/role: signed-in',
    'POST /account/passkey/add-options: signed-in',
    'POST /account/passkey/add: signed-in',
    'POST /account/passkey/sign-in-options: entrance',
    'POST /account/passkey/sign-in: entrance',
    'GET /account/passkeys: signed-in',
    'POST /account/passkey/remove: signed-in',
    'GET /account/people: operator',
    'POST /account/people: operator',
    'POST /account/people/:id: operator',
    'POST /account/people/:id/reset: operator',
    'POST /account/sites: operator',
    'POST /account/teams: operator',
    'POST /break-glass: physician',
    'GET /break-glass: physician, auditor',
    'POST /care-team: physician',
  ]);
});
