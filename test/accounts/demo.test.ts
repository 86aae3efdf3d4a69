// The demo: invented people and patients, known to everybody, at this computer only.
import { afterAll, describe, expect, it } from 'vitest';
import { caseFromResources } from '#fhir/case-from-resources.js';
import { codeBookOf } from '#fhir/code-book.js';
import { ageAt } from '#fhir/person.js';
import { demoPatients } from '#server/accounts/demo-patients.js';
import { DEMO_PEOPLE } from '#server/accounts/demo-people.js';
import { passwordFrom } from '#server/accounts/password-rules.js';
import { START } from '../contract/store-world.js';
import { errorsOf } from '../fhir/validator.js';
import { knowledge } from '../pack.js';
import { closeDesks, frontDesk, inRole, STORES, sessionOf, signedIn } from './front-desk.js';

afterAll(closeDesks);

const book = codeBookOf(knowledge);
const invented = (seed: number) => {
  let made = 0;
  return demoPatients(seed, knowledge, book, { now: START, newId: () => `n-${++made}` });
};
async function demo(store: 'memory' | 'sqlite' = 'memory') {
  const desk = await frontDesk(store);
  const visitor = desk.browser();
  const answer = await visitor.post('/account/setup', { choice: 'demo' });
  expect(answer.status).toBe(200);
  return { ...desk, visitor, state: answer.body };
}
const countOf = async (desk: Awaited<ReturnType<typeof demo>>, login: string, type: string): Promise<number> => {
  const { password } = DEMO_PEOPLE.find((one) => one.login === login)!;
  const browser = await signedIn(desk, login, password);
  const { accounts, policy, repository, world } = desk.open();
  const state = await accounts.sessionOf(browser.cookie!);
  if (state.type !== 'signed-in') throw new Error(state.type);
  const query = { type, filters: [], sort: [], count: 200, include: [], revinclude: [], total: 'none' };
  const page = await repository.search(policy.scopeOf(state.principal, world.now()), query as never);
  return page.ok ? page.value.entries.length : -1;
};

describe.each(STORES)('the demo (%s)', (store) => {
  it('shows its logins, and each of them signs in to what the role may see', async () => {
    const desk = await demo(store);
    expect(desk.state).toMatchObject({
      record: 'demo',
      clinicName: 'Demo clinic (invented)',
      populated: true,
      session: null,
    });
    expect(desk.state.demoLogins).toEqual(DEMO_PEOPLE);
    for (const { login, password, role, name } of DEMO_PEOPLE)
      expect(await sessionOf(await signedIn(desk, login, password))).toMatchObject({ role, name });
    expect(await countOf(desk, 'physician', 'Patient')).toBe(6);
    expect(await countOf(desk, 'physician', 'Observation')).toBeGreaterThan(50);
    expect(await countOf(desk, 'therapist', 'Patient')).toBe(6);
    expect(await countOf(desk, 'patient', 'Patient')).toBe(1);
    expect(await countOf(desk, 'patient', 'Observation')).toBeGreaterThan(0);
    expect(await countOf(desk, 'operator', 'Patient')).toBe(0);
    expect(await countOf(desk, 'auditor', 'Patient')).toBe(0);
  });

  it('chosen by ten browsers at once is made once', async () => {
    const desk = await frontDesk(store);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => desk.browser().post('/account/setup', { choice: 'demo' })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await desk.open().accounts.kept.all('account')).toHaveLength(DEMO_PEOPLE.length);
    expect((await desk.rows()).filter(({ type }) => type === 'Patient')).toHaveLength(6);
  });
});

describe('beyond this computer', () => {
  it('the demo is closed: no logins shown, no sign-in, and no session is worth anything', async () => {
    const desk = await demo();
    const [physician] = DEMO_PEOPLE;
    const inside = await signedIn(desk, physician!.login, physician!.password);
    desk.outside.loopback = false;
    const state = (await inside.get('/account/state')).body;
    expect(state).toMatchObject({ record: 'demo', session: null, loopback: false });
    expect(state).not.toHaveProperty('demoLogins');
    const { login, password } = physician!;
    for (const [path, body] of [
      ['/account/sign-in', { login, password }],
      ['/account/accept', { code: 'x', password }],
      ['/account/passkey/sign-in-options', {}],
      ['/account/unlock', { password }],
      ['/account/sign-out', {}],
    ] as const)
      expect([path, (await inside.post(path, body)).status]).toEqual([path, 403]);
    expect((await inside.get('/account/passkeys')).status).toBe(401);
    desk.outside.loopback = true;
    expect((await inside.get('/account/passkeys')).status).toBe(200);
  });
});

describe('the demo’s people', () => {
  it('keep the password that is shown; one who is disabled is not shown', async () => {
    const desk = await demo();
    const { login, password } = DEMO_PEOPLE[3]!;
    const operator = await signedIn(desk, login, password);
    const change = await operator.post('/account/password', { current: password, next: 'a heron over the quiet mill' });
    expect([change.status, change.body.error.what]).toEqual([
      409,
      'the password of a demo login is shown to everybody',
    ]);
    const { people } = (await operator.get('/account/people')).body;
    const auditor = people.find((one: { login: string }) => one.login === 'auditor');
    expect((await operator.post(`/account/people/${auditor.id}/reset`)).status).toBe(409);
    expect((await operator.post(`/account/people/${auditor.id}`, { disabled: true })).status).toBe(200);
    const { demoLogins } = (await operator.get('/account/state')).body;
    expect(demoLogins.map((one: { login: string }) => one.login)).toEqual([
      'physician',
      'therapist',
      'patient',
      'operator',
    ]);
  });

  it('have names that say what they are, and passwords by the rules', () => {
    for (const { name, password, login } of DEMO_PEOPLE) {
      expect(name).toMatch(/invented/i);
      expect(passwordFrom(password, [login, name])).toMatchObject({ ok: true });
    }
  });

  it('need no code before they have signed in: each has a password', async () => {
    const desk = await demo();
    const { login, password } = DEMO_PEOPLE[3]!;
    const operator = await signedIn(desk, login, password);
    const { people } = (await operator.get('/account/people')).body;
    expect(people).toHaveLength(DEMO_PEOPLE.length);
    for (const one of people) expect(one).toMatchObject({ hasPassword: true, invited: false });
  });

  it('beside them others can be invited, who are no demo logins', async () => {
    const desk = await demo();
    const operator = await signedIn(desk, 'operator', DEMO_PEOPLE[3]!.password);
    await operator.post('/account/people', { name: 'Tia', login: 'tia', grants: [{ role: 'auditor' }] });
    expect((await operator.get('/account/state')).body.demoLogins).toHaveLength(5);
    await expect(inRole(operator, 'auditor')).rejects.toThrow();
  });
});

describe('the demo’s patients', () => {
  it('the same seed invents the same, another one others', () => {
    expect(invented(1)).toEqual(invented(1));
    expect(JSON.stringify(invented(1))).not.toBe(JSON.stringify(invented(2)));
  });

  it('every resource is valid, marked as test data, and about one of them', () => {
    for (const { id, resources } of invented(1)) {
      expect(resources[0]).toMatchObject({ resourceType: 'Patient', id });
      for (const resource of resources) {
        expect([resource.resourceType, errorsOf(resource)]).toEqual([resource.resourceType, []]);
        expect(resource.meta?.tag).toEqual([expect.objectContaining({ code: 'HTEST' })]);
        if (resource.resourceType === 'Patient') expect(resource.name![0]!.family).toMatch(/-Invented$/);
        else expect(resource.subject!.reference).toBe(`Patient/${id}`);
      }
    }
  });

  it('each presents with a case that reads back, and one has not been asked the five questions', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const cases = invented(seed).map(({ resources }) => {
        const encounter = resources.find((resource) => resource.resourceType === 'Encounter')!;
        const at = encounter.period!.start!;
        const read = caseFromResources(resources, book, { at });
        expect(read.leftOut.filter(({ type }) => type !== 'read-in-part')).toEqual([]);
        // The birth date says the same age as the case.
        const { birthDate } = resources[0] as { birthDate: string };
        expect(ageAt(birthDate, at)).toEqual({ years: read.patient.age, exact: true });
        return read.patient;
      });
      expect(new Set(cases.map(({ sex, age }) => `${sex}${age}`)).size).toBe(6);
      const asked = cases.map(({ findings }) => findings.filter(({ id }) => id.startsWith('red.')).length);
      expect(asked).toEqual([5, 5, 5, 5, 5, 0]);
      for (const { findings, duration } of cases) {
        expect(findings.some(({ side }) => side === 'L' || side === 'R')).toBe(true);
        expect(duration).not.toBe('unknown');
      }
    }
  });
});
