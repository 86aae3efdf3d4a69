// People, grants, invitations, sites and care teams.
import { afterAll, describe, expect, it } from 'vitest';
import {
  closeDesks,
  firstPlaces,
  foundedClinic,
  HOUR,
  inRole,
  joined,
  OWNER,
  patientAt,
  STORES,
  sessionOf,
  signedIn,
} from './front-desk.js';
import { SoftwareAuthenticator } from './software-authenticator.js';

afterAll(closeDesks);

const PASSWORD = 'a heron over the quiet mill';
const AUDITOR = [{ role: 'auditor' }];

async function clinic(store: 'memory' | 'sqlite' = 'memory') {
  const desk = await foundedClinic(store);
  await inRole(desk.owner, 'operator');
  const invite = (login: string, grants: readonly object[] = AUDITOR, name = `Person ${login}`) =>
    desk.owner.post('/account/people', { name, login, grants });
  const change = (id: string, to: object) => desk.owner.post(`/account/people/${id}`, to);
  const ownerId = (await sessionOf(desk.owner)).account as string;
  return { ...desk, ...(await firstPlaces(desk)), invite, change, ownerId };
}
const reasons = async (desk: Awaited<ReturnType<typeof clinic>>) => (await desk.rows()).map(({ reason }) => reason);

describe.each(STORES)('an invitation (%s)', (store) => {
  it('is a code for a week that a person exchanges for a password, once', async () => {
    const desk = await clinic(store);
    const { body, status } = await desk.invite('Tia', AUDITOR, '  Tia  Toda ');
    expect([status, body]).toEqual([
      200,
      { id: expect.any(String), code: expect.any(String), until: desk.world.now() + 7 * 24 * HOUR },
    ]);
    const [tia] = (await desk.owner.get('/account/people')).body.people.filter((p: { id: string }) => p.id === body.id);
    expect(tia).toEqual({
      ...{
        id: body.id,
        name: 'Tia Toda',
        login: 'tia',
        disabled: false,
        lastSignIn: null,
        hasPassword: false,
        hasPasskey: false,
        invited: true,
      },
      roles: [{ role: 'auditor', sites: [], teams: [], patients: [], until: null }],
    });
    // Before it is accepted there is no password at all.
    expect((await desk.browser().post('/account/sign-in', { login: 'tia', password: '' })).status).toBe(401);
    const browser = desk.browser();
    const accepted = await browser.post('/account/accept', { code: body.code.toLowerCase(), password: PASSWORD });
    expect([accepted.status, accepted.body.session]).toMatchObject([200, { login: 'tia', role: 'auditor' }]);
    expect(await sessionOf(browser)).not.toBeNull();
    const again = await desk.browser().post('/account/accept', { code: body.code, password: PASSWORD });
    expect([again.status, again.body.error.what]).toEqual([
      401,
      'the code is wrong, was used before, or is older than a week',
    ]);
    await signedIn(desk, 'tia', PASSWORD);
    expect(await reasons(desk)).toEqual(
      expect.arrayContaining([
        `person invited: account ${body.id}, as auditor`,
        'invitation accepted, password set',
        'signed in with an invitation',
        'wrong code of an invitation',
      ]),
    );
  });

  it('two browsers with one code: one comes in', async () => {
    const desk = await clinic(store);
    const { body } = await desk.invite('tia');
    const answers = await Promise.all(
      [1, 2, 3].map((n) => desk.browser().post('/account/accept', { code: body.code, password: `${PASSWORD} ${n}` })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
  });

  it('two persons with one login: one is invited', async () => {
    const desk = await clinic(store);
    const answers = await Promise.all(['Tia', 'TIA', ' tia '].map((login) => desk.invite(login)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });
});

describe('an invitation', () => {
  it('runs out after a week, and a new one takes the old one’s place', async () => {
    const desk = await clinic();
    const { body } = await desk.invite('tia');
    desk.pass(7 * 24 * HOUR);
    expect((await desk.browser().post('/account/accept', { code: body.code, password: PASSWORD })).status).toBe(401);
    const owner = await signedIn(desk, 'ono', OWNER.password);
    const bystander = (await owner.post('/account/people', { name: 'X', login: 'xx', grants: AUDITOR })).body.code;
    const one = (await owner.post(`/account/people/${body.id}/reset`)).body.code;
    const two = (await owner.post(`/account/people/${body.id}/reset`)).body.code;
    expect((await desk.browser().post('/account/accept', { code: one, password: PASSWORD })).status).toBe(401);
    expect((await desk.browser().post('/account/accept', { code: two, password: PASSWORD })).status).toBe(200);
    // Nobody else's code was touched.
    expect((await desk.browser().post('/account/accept', { code: bystander, password: PASSWORD })).status).toBe(200);
  });

  it('asks for a password by the rules, and keeps the code until there is one', async () => {
    const desk = await clinic();
    const { body } = await desk.invite('tia', AUDITOR, 'Tia Toda Tanaka');
    for (const password of ['short', 'password1234', 'Tia Toda Tanaka', 'Hill  Clinic'])
      expect((await desk.browser().post('/account/accept', { code: body.code, password })).status).toBe(422);
    expect((await desk.browser().post('/account/accept', { code: body.code, password: PASSWORD })).status).toBe(200);
  });

  it('is worth nothing to a person who was disabled meanwhile, nor to one whose roles have ended', async () => {
    const desk = await clinic();
    const tia = (await desk.invite('tia')).body;
    await desk.change(tia.id, { disabled: true });
    expect((await desk.browser().post('/account/accept', { code: tia.code, password: PASSWORD })).status).toBe(401);
    expect((await desk.owner.post(`/account/people/${tia.id}/reset`)).body.error.what).toBe('the person is disabled');
    const patient = await patientAt(desk, desk.site, desk.team);
    const grants = [{ role: 'proxy', patients: [patient], until: desk.world.now() + HOUR }];
    const pia = (await desk.invite('pia', grants)).body;
    desk.pass(HOUR);
    expect((await desk.browser().post('/account/accept', { code: pia.code, password: PASSWORD })).status).toBe(401);
  });

  it('gives a program its token', async () => {
    const desk = await clinic();
    const { code } = (await desk.invite('tia')).body;
    const browser = desk.browser();
    const { body } = await browser.post('/account/accept', { code, password: PASSWORD, token: true });
    expect(body.token).toBe(browser.cookie);
  });
});

describe('a grant', () => {
  it.each<[string, (at: { site: string; team: string; patient: string }) => readonly object[], RegExp]>([
    ['no role', () => [], /^0 roles$/],
    ['too many', () => Array.from({ length: 21 }, () => ({ role: 'auditor' })), /^21 roles$/],
    ['a role twice', () => [{ role: 'auditor' }, { role: 'auditor' }], /^the role auditor is given twice$/],
    [
      'a physician without a site',
      ({ team }) => [{ role: 'physician', teams: [team] }],
      /^the role physician needs a site$/,
    ],
    ['a therapist without a team', ({ site }) => [{ role: 'therapist', sites: [site] }], /needs a care team$/],
    [
      'a therapist with a patient',
      ({ site, team, patient }) => [{ role: 'therapist', sites: [site], teams: [team], patients: [patient] }],
      /^the role therapist has no patients$/,
    ],
    ['an operator of a site', ({ site }) => [{ role: 'operator', sites: [site] }], /^the role operator has no sites$/],
    ['an auditor of a team', ({ team }) => [{ role: 'auditor', teams: [team] }], /^the role auditor has no teams$/],
    ['a patient without a record', () => [{ role: 'patient' }], /^the role patient is of exactly one patient, not 0$/],
    ['a patient with two', ({ patient }) => [{ role: 'patient', patients: [patient, 'other'] }], /not 2$/],
    [
      'a patient with an end',
      ({ patient }) => [{ role: 'patient', patients: [patient], until: 9e15 }],
      /^the role patient has no end$/,
    ],
    ['a proxy for nobody', () => [{ role: 'proxy' }], /^the role proxy needs a patient$/],
    [
      'a proxy that has ended',
      ({ patient }) => [{ role: 'proxy', patients: [patient], until: 1 }],
      /^a grant that has ended already$/,
    ],
    ['a patient who is not there', () => [{ role: 'patient', patients: ['nobody'] }], /^no patient nobody here$/],
    ['an id that is none', () => [{ role: 'patient', patients: ['a/b\u0000'] }], /^no patient of such an id here$/],
    [
      'a site that is not there',
      ({ team }) => [{ role: 'physician', sites: ['nowhere'], teams: [team] }],
      /^no site nowhere here$/,
    ],
    [
      'a team that is not there',
      ({ site }) => [{ role: 'physician', sites: [site], teams: ['none'] }],
      /^no care team none here$/,
    ],
  ])('is refused: %s', async (_, grants, what) => {
    const desk = await clinic();
    const patient = await patientAt(desk, desk.site, desk.team);
    const answer = await desk.invite('tia', grants({ ...desk, patient }));
    expect(answer.status).toBe(422);
    expect(answer.body.error.what).toMatch(what);
    expect((await desk.owner.get('/account/people')).body.people).toHaveLength(1);
    // Nor can it be given later.
    const tia = (await desk.invite('tia')).body;
    expect((await desk.change(tia.id, { grants: grants({ ...desk, patient }) })).status).toBe(422);
  });

  it('of a deleted patient cannot be given', async () => {
    const desk = await clinic();
    const patient = await patientAt(desk, desk.site, desk.team);
    const all = { clinic: 'c1', read: { Patient: 'all' }, write: { Patient: 'all' } } as const;
    await desk.open().repository.delete(all, 'Patient', patient, { note: { actor: 'x', role: 'x', policy: 'x' } });
    expect((await desk.invite('pat', [{ role: 'patient', patients: [patient] }])).status).toBe(422);
  });

  it('on a patient stands in that patient’s own log', async () => {
    const desk = await clinic();
    const patient = await patientAt(desk, desk.site, desk.team);
    const { body } = await desk.invite('pia', [{ role: 'proxy', patients: [patient], until: desk.world.now() + HOUR }]);
    const found = await desk.open().repository.auditFound('c1', { patient, count: 10 });
    expect(found.map(({ reason, actor }) => [reason, actor])).toContainEqual([
      `person invited: account ${body.id} may see this record as proxy`,
      desk.ownerId,
    ]);
    await desk.change(body.id, { name: 'Pia' });
    expect(await desk.open().repository.auditFound('c1', { patient, count: 10 })).toHaveLength(found.length);
  });
});

describe.each(STORES)('a person (%s)', (store) => {
  it('with other grants, or disabled, or reset, is signed out everywhere', async () => {
    const desk = await clinic(store);
    for (const [n, deed] of (
      [
        (id: string) => desk.change(id, { grants: [{ role: 'therapist', sites: [desk.site], teams: [desk.team] }] }),
        (id: string) => desk.change(id, { disabled: true }),
        (id: string) => desk.owner.post(`/account/people/${id}/reset`),
      ] as const
    ).entries()) {
      const tia = await joined(desk, desk.owner, `tia${n}`, AUDITOR);
      const second = await signedIn(desk, `tia${n}`, tia.password);
      expect((await deed(tia.id)).status).toBe(200);
      expect([await sessionOf(tia.browser), await sessionOf(second)]).toEqual([null, null]);
      expect(await sessionOf(desk.owner)).not.toBeNull();
    }
  });

  it('is reset with a code in place of password, PIN and passkeys', async () => {
    const desk = await clinic(store);
    const tia = await joined(desk, desk.owner, 'tia', AUDITOR);
    const device = new SoftwareAuthenticator();
    const options = await tia.browser.post('/account/passkey/add-options');
    await tia.browser.post('/account/passkey/add', device.make(options.body, 'http://localhost:8080'));
    await tia.browser.post('/account/pin', { pin: '274916', password: tia.password });
    const kept = new SoftwareAuthenticator();
    const ownOptions = await desk.owner.post('/account/passkey/add-options');
    await desk.owner.post('/account/passkey/add', kept.make(ownOptions.body, 'http://localhost:8080'));
    const listed = async () =>
      (await desk.owner.get('/account/people')).body.people.find((p: { id: string }) => p.id === tia.id);
    expect(await listed()).toMatchObject({
      ...{ hasPassword: true, hasPasskey: true, invited: false, lastSignIn: desk.world.now() },
    });
    const { code } = (await desk.owner.post(`/account/people/${tia.id}/reset`)).body;
    expect(await listed()).toMatchObject({ hasPassword: false, hasPasskey: false, invited: true });
    expect(await sessionOf(desk.owner)).toMatchObject({ hasPasskey: true });
    expect((await desk.browser().post('/account/sign-in', { login: 'tia', password: tia.password })).status).toBe(401);
    const browser = desk.browser();
    expect((await browser.post('/account/accept', { code, password: PASSWORD })).status).toBe(200);
    expect(await sessionOf(browser)).toMatchObject({ hasPin: false, hasPasskey: false });
    expect(await reasons(desk)).toContain(`person reset: account ${tia.id} gets a new code`);
  });

  it('who is enabled again signs in as before', async () => {
    const desk = await clinic(store);
    const tia = await joined(desk, desk.owner, 'tia', AUDITOR);
    await desk.change(tia.id, { disabled: true });
    expect((await desk.browser().post('/account/sign-in', { login: 'tia', password: tia.password })).status).toBe(401);
    await desk.change(tia.id, { disabled: false });
    await signedIn(desk, 'tia', tia.password);
    expect((await reasons(desk)).filter((reason) => reason?.includes('abled'))).toEqual([
      `person disabled: account ${tia.id}, as auditor`,
      `person enabled: account ${tia.id}, as auditor`,
    ]);
  });
});

describe('the last operator', () => {
  it('stays: cannot be disabled, lose the role, or be reset', async () => {
    const desk = await clinic();
    // Invited operators cannot run anything yet, and disabled ones no more.
    const waiting = (await desk.invite('next', [{ role: 'operator' }])).body;
    const other = await joined(desk, desk.owner, 'other', [{ role: 'operator' }]);
    await desk.change(other.id, { disabled: true });
    const last = [409, 'nobody else could run this clinic'];
    for (const to of [{ disabled: true }, { grants: AUDITOR }]) {
      const answer = await desk.change(desk.ownerId, to);
      expect([answer.status, answer.body.error.what]).toEqual(last);
    }
    const reset = await desk.owner.post(`/account/people/${desk.ownerId}/reset`);
    expect([reset.status, reset.body.error.what]).toEqual(last);
    expect(await sessionOf(desk.owner)).toMatchObject({ role: 'operator' });
    await signedIn(desk, 'ono', OWNER.password);
    // Once another has come in it is possible.
    await desk.browser().post('/account/accept', { code: waiting.code, password: PASSWORD });
    expect((await desk.change(desk.ownerId, { grants: AUDITOR })).status).toBe(200);
    expect(await sessionOf(desk.owner)).toBeNull();
  });

  it('two operators who disable each other at once: one stays', async () => {
    const desk = await clinic();
    const other = await joined(desk, desk.owner, 'other', [{ role: 'operator' }]);
    const answers = await Promise.all([
      desk.change(other.id, { disabled: true }),
      other.browser.post(`/account/people/${desk.ownerId}`, { disabled: true }),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.map(({ status }) => status).sort()).not.toEqual([200, 200]);
  });
});

describe('an operator’s deeds', () => {
  it('are nobody else’s: neither by role nor after the role was taken away', async () => {
    const desk = await clinic();
    const grants = [{ role: 'physician', sites: [desk.site], teams: [desk.team] }, { role: 'auditor' }];
    const tia = await joined(desk, desk.owner, 'tia', grants);
    for (const [method, path] of [
      ['get', '/account/people'],
      ['post', '/account/people'],
      ['post', `/account/people/${desk.ownerId}`],
      ['post', `/account/people/${desk.ownerId}/reset`],
      ['post', '/account/sites'],
      ['post', '/account/teams'],
    ] as const) {
      expect([path, (await tia.browser[method](path)).status]).toEqual([path, 403]);
      expect([path, (await desk.browser()[method](path)).status]).toEqual([path, 401]);
    }
    // A request that was let in just before.
    const { accounts } = desk.open();
    const state = await accounts.sessionOf(desk.owner.cookie!);
    const operator = (state as Extract<typeof state, { type: 'signed-in' }>).principal;
    await joined(desk, desk.owner, 'other', [{ role: 'operator' }]);
    await desk.change(desk.ownerId, { disabled: true });
    for (const answer of [
      await accounts.invite(operator, { name: 'X', login: 'xx', grants: [] }),
      await accounts.changePerson(operator, tia.id, { disabled: true }),
      await accounts.resetPerson(operator, tia.id),
      await accounts.addPlace(operator, 'site', 'X'),
      await accounts.addPlace({ ...operator, account: 'nobody' }, 'site', 'X'),
      await accounts.addPlace({ ...operator, role: 'auditor' }, 'site', 'X'),
    ])
      expect(answer).toMatchObject({ ok: false, objection: { kind: 'forbidden', what: 'you are no operator here' } });
  });

  it('on nobody are not found, and what is wrong with a name is said', async () => {
    const desk = await clinic();
    expect((await desk.change('nobody', { name: 'X' })).status).toBe(404);
    expect((await desk.owner.post('/account/people/nobody/reset')).status).toBe(404);
    expect((await desk.change(desk.ownerId, { name: ' ' })).body.error.what).toBe('the name is empty');
    expect((await desk.invite('tia', AUDITOR, '')).body.error.what).toBe('the name is empty');
    expect((await desk.invite('t')).body.error.what).toBe('the login has 1 characters');
    expect((await desk.change(desk.ownerId, { disabeld: true })).body.error.what).toBe('disabeld is not known here');
  });

  it('sites and care teams have names of their own', async () => {
    const desk = await clinic();
    for (const [path, word] of [
      ['/account/sites', 'site'],
      ['/account/teams', 'care team'],
    ] as const) {
      const { body } = await desk.owner.post(path, { name: ' Harbour ' });
      expect(body).toEqual({ id: expect.any(String), name: 'Harbour' });
      expect((await desk.owner.post(path, { name: 'HARBOUR' })).body.error.what).toBe(
        `there is a ${word} HARBOUR already`,
      );
      expect((await desk.owner.post(path, { name: '' })).body.error.what).toBe(`the ${word}'s name is empty`);
      expect(await reasons(desk)).toContain(`${word} added: ${body.id}`);
    }
    const { sites, teams } = (await desk.owner.get('/account/people')).body;
    expect([sites, teams].map((places) => places.map(({ name }: { name: string }) => name))).toEqual([
      ['Hill', 'Harbour'],
      ['Back pain', 'Harbour'],
    ]);
  });
});
