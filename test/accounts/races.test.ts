// What happens when the session ends, the hasher is full or the store breaks in the middle of a deed.
import { afterAll, describe, expect, it } from 'vitest';
import { codeBookOf } from '#fhir/code-book.js';
import { demoPatients } from '#server/accounts/demo-patients.js';
import { type Answer } from '#server/accounts/objection.js';
import { seedDemo } from '#server/accounts/seed-demo.js';
import { type Transaction } from '#server/store/repository.js';
import { knowledge } from '../pack.js';
import {
  CLINIC,
  closeDesks,
  FOUNDING,
  type FrontDesk,
  firstPlaces,
  foundedClinic,
  frontDesk,
  inRole,
  OWNER,
  patientAt,
  STORES,
} from './front-desk.js';
import { SoftwareAuthenticator } from './software-authenticator.js';

afterAll(closeDesks);

const PAGE = 'http://localhost:8080';
const PARTY = { id: 'localhost', origin: PAGE };
const NEXT = 'a heron over the quiet mill';
type Desk = Awaited<ReturnType<typeof foundedClinic>>;
type Deed = (desk: Desk, token: string) => Promise<() => Promise<Answer<unknown>>>;

const own = (token: string) => ({ token, address: '192.0.2.1' });
/** Each prepares itself and answers the deed. */
const DEEDS: Readonly<Record<string, Deed>> = {
  lock: async (desk, token) => () => desk.open().accounts.lock(token),
  'sign out': async (desk, token) => () => desk.open().accounts.signOut(token),
  'unlock with the PIN': async (desk, token) => {
    await desk.owner.post('/account/pin', { pin: '274916', password: OWNER.password });
    return () => desk.open().accounts.unlock(own(token), { pin: '274916' });
  },
  'unlock with the password': async (desk, token) => () =>
    desk.open().accounts.unlock(own(token), { password: OWNER.password }),
  'set the PIN': async (desk, token) => () => desk.open().accounts.setPin(own(token), '274916', OWNER.password),
  'change the password': async (desk, token) => () =>
    desk.open().accounts.changePassword(own(token), OWNER.password, NEXT),
  'change the role': async (desk, token) => () => desk.open().accounts.switchRole(token, 'operator'),
  'ask to add a passkey': async (desk, token) => () =>
    desk.open().accounts.passkeyOptions(own(token), PARTY, OWNER.password),
  'add a passkey': async (desk, token) => {
    const options = await desk.owner.post('/account/passkey/add-options');
    const made = new SoftwareAuthenticator().make(options.body, PAGE);
    return () => desk.open().accounts.addPasskey(token, PARTY, made as never);
  },
  'break the glass': async (desk, token) => {
    const { site } = await firstPlaces(desk);
    const patient = await patientAt(desk, site, null);
    const state = await desk.open().accounts.sessionOf(token);
    const { principal } = state as Extract<typeof state, { type: 'signed-in' }>;
    const asked = { patient, reason: 'collapsed in the waiting room' };
    return async () => {
      // A little later, so that the end of the session is in the queue before it.
      for (let i = 0; i < 20; i++) await null;
      return desk.open().accounts.breakGlass(token, principal, asked);
    };
  },
};

describe.each(STORES)('a session that ends at the same moment (%s)', (store) => {
  it.each(Object.keys(DEEDS))('%s: is not done', async (name) => {
    const desk = await foundedClinic(store);
    const token = desk.owner.cookie!;
    const deed = await DEEDS[name]!(desk, token);
    const { accounts } = desk.open();
    const account = await accounts.kept.all('account');
    const [out, answer] = await Promise.all([accounts.signOut(token), deed()]);
    expect(out).toEqual({ ok: true, value: null });
    expect(answer).toMatchObject({ ok: false, objection: { kind: 'login-required' } });
    expect(await accounts.kept.all('account')).toEqual(account);
    expect(await accounts.kept.all('session')).toEqual([]);
    for (const kind of ['passkey', 'opening'] as const) expect(await accounts.kept.all(kind)).toEqual([]);
  });

  it('while the PIN is being compared: it opens nothing', async () => {
    const desk = await foundedClinic(store);
    const token = desk.owner.cookie!;
    const unlock = await DEEDS['unlock with the PIN']!(desk, token);
    await desk.owner.post('/account/lock');
    const unlocking = unlock();
    const { accounts } = desk.open();
    const [answer, out] = await Promise.all([unlocking, accounts.signOut(token)]);
    expect(out.ok).toBe(true);
    if (answer.ok) expect((await accounts.sessionOf(token)).type).toBe('none');
    else expect(answer.objection.kind).toBe('login-required');
    expect(await accounts.kept.all('session')).toEqual([]);
  });

  it('a session locked while its role is changed keeps its role and its lock', async () => {
    const desk = await foundedClinic(store);
    const token = desk.owner.cookie!;
    const { accounts } = desk.open();
    const [locked, answer] = await Promise.all([accounts.lock(token), accounts.switchRole(token, 'operator')]);
    expect([locked.ok, answer]).toMatchObject([true, { ok: false, objection: { what: 'the screen is locked' } }]);
    expect((await accounts.sessionOf(token)).type).toBe('locked');
  });

  it('a session that was unlocked by one browser is not locked by the clock of another', async () => {
    const desk = await foundedClinic(store);
    const unlock = await DEEDS['unlock with the PIN']!(desk, desk.owner.cookie!);
    desk.pass(31 * 60_000);
    const { accounts } = desk.open();
    const [opened, state] = await Promise.all([unlock(), accounts.sessionOf(desk.owner.cookie!)]);
    expect([opened.ok, ['locked', 'signed-in'].includes(state.type)]).toEqual([true, true]);
    expect((await accounts.sessionOf(desk.owner.cookie!)).type).toBe('signed-in');
  });
});

it('a password that was changed while it was compared does not sign in', async () => {
  const desk = await foundedClinic();
  const { accounts } = desk.open();
  const signIn = () =>
    accounts.signIn({ login: 'ono', password: OWNER.password, address: '192.0.2.1', replaced: null });
  const [changed, ...signedIn] = await Promise.all([
    accounts.changePassword(own(desk.owner.cookie!), OWNER.password, NEXT),
    ...[1, 2, 3].map(signIn),
  ]);
  expect(changed.ok).toBe(true);
  const fresh = (changed as { value: string }).value;
  // Whoever came in before was put out by the change, whoever came after was wrong.
  for (const one of signedIn)
    if (one.ok) expect((await accounts.sessionOf(one.value)).type).toBe('none');
    else expect(one.objection.kind).toBe('login-required');
  expect((await accounts.sessionOf(fresh)).type).toBe('signed-in');
});

describe('when the hasher is full', () => {
  const BUSY = [429, 'too many sign-ins at once'];
  /** Keeps it full until the answer is called. */
  const filled = (desk: FrontDesk) => {
    let full = true;
    const asker = async () => {
      while (full) if ((await desk.hasher.hash('x')) === 'busy') await new Promise((resume) => setImmediate(resume));
    };
    const askers = Array.from({ length: 70 }, asker);
    return async () => {
      full = false;
      await Promise.all(askers);
    };
  };

  it('every door says so, and nothing is counted as a failure', async () => {
    const desk = await foundedClinic();
    await desk.owner.post('/account/pin', { pin: '274916', password: OWNER.password });
    await inRole(desk.owner, 'operator');
    const { code } = (
      await desk.owner.post('/account/people', { name: 'Tia', login: 'tia', grants: [{ role: 'auditor' }] })
    ).body;
    const rows = (await desk.rows()).length;
    const empty = filled(desk);
    const answers = await Promise.all([
      desk.owner.post('/account/unlock', { pin: '274916' }),
      desk.owner.post('/account/pin', { pin: '274916', password: OWNER.password }),
      desk.owner.post('/account/password', { current: OWNER.password, next: NEXT }),
      desk.browser().post('/account/sign-in', { login: 'ono', password: OWNER.password }),
      desk.browser().post('/account/accept', { code, password: NEXT }),
    ]);
    await empty();
    expect(answers.map(({ status, body }) => [status, body.error?.what])).toEqual(Array(5).fill(BUSY));
    expect(await desk.rows()).toHaveLength(rows);
    expect((await desk.browser().post('/account/accept', { code, password: NEXT })).status).toBe(200);
  });

  it('a PIN that was not compared is not counted', async () => {
    const desk = await foundedClinic();
    await desk.owner.post('/account/pin', { pin: '274916', password: OWNER.password });
    await desk.owner.post('/account/lock');
    const empty = filled(desk);
    for (let i = 0; i < 8; i++)
      expect((await desk.owner.post('/account/unlock', { pin: '274916' })).body.error?.what).toBe(BUSY[1]);
    await empty();
    expect((await desk.owner.post('/account/unlock', { pin: '274916' })).status).toBe(200);
  });

  it('a session that ends while its PIN waits is not brought back', async () => {
    const desk = await foundedClinic();
    await desk.owner.post('/account/pin', { pin: '274916', password: OWNER.password });
    const empty = filled(desk);
    const { accounts } = desk.open();
    const token = desk.owner.cookie!;
    const [answer] = await Promise.all([accounts.unlock(own(token), { pin: '274916' }), accounts.signOut(token)]);
    await empty();
    expect(answer).toMatchObject({ ok: false, objection: { kind: 'throttled' } });
    expect(await accounts.kept.all('session')).toEqual([]);
  });

  it('neither a clinic nor a demo is begun', async () => {
    const desk = await frontDesk();
    await desk.house.choose('clinic');
    const empty = filled(desk);
    const answer = await desk.browser().post('/account/setup', FOUNDING);
    const seeded = await seedDemo(desk.open().repository, { ...desk.open(), hasher: desk.hasher });
    await empty();
    expect([answer.status, answer.body.error.what]).toEqual(BUSY);
    expect(seeded).toMatchObject({ ok: false, objection: { what: BUSY[1] } });
    expect((await desk.browser().get('/account/state')).body.populated).toBe(false);
    expect((await desk.browser().post('/account/setup', FOUNDING)).status).toBe(200);
  });
});

describe('the watch that stands over all these tests', () => {
  it('notices a change of the people without a row of the audit chain', async () => {
    const desk = await foundedClinic();
    const { repository, accounts } = desk.open();
    const [[id, account]] = (await accounts.kept.all('account')) as [[string, object]];
    const [[key, session]] = (await accounts.kept.all('session')) as [[string, object]];
    const keep = (kind: string, of: string, value: object) =>
      repository.transaction(CLINIC, async (tx) => {
        await tx.keep(CLINIC, { kind, id: of, text: JSON.stringify(value) });
        return { ok: true, value: null };
      });
    await expect(keep('account', id, { ...account, disabled: true })).rejects.toThrow('changed without a row');
    await expect(keep('session', key, { ...session, locked: true })).rejects.toThrow('changed without a row');
    expect((await keep('session', key, { ...session, used: 1 })).ok).toBe(true);
    await expect(
      repository.transaction(CLINIC, async (tx) => {
        await tx.forget(CLINIC, 'session', key);
        return { ok: true, value: null };
      }),
    ).rejects.toThrow('changed without a row');
  });
});

describe('our own mistakes are thrown, and undo what was begun', () => {
  /** Makes one call of the next transactions answer something else. */
  const broken = (desk: Desk, calls: Partial<Record<keyof Transaction, unknown>>) => {
    const { repository } = desk.open();
    const { transaction } = repository;
    const wrapped: typeof transaction = (clinic, work) =>
      transaction(clinic, (tx) => work({ ...tx, ...calls } as never));
    Object.assign(repository, { transaction: wrapped });
    return () => Object.assign(repository, { transaction });
  };

  it('in a transaction', async () => {
    const desk = await foundedClinic();
    const mend = broken(desk, {
      audit: async () => {
        throw new Error('no room for rows');
      },
    });
    const token = desk.owner.cookie!;
    await expect(desk.open().accounts.signOut(token)).rejects.toThrow('no room for rows');
    mend();
    expect((await desk.open().accounts.sessionOf(token)).type).toBe('signed-in');
  });

  it('with a patient that cannot be read or labelled', async () => {
    const desk = await foundedClinic();
    const { site, team } = await firstPlaces(desk);
    const patient = await patientAt(desk, site, null);
    const { accounts } = desk.open();
    const state = await accounts.sessionOf(desk.owner.cookie!);
    const { principal } = state as Extract<typeof state, { type: 'signed-in' }>;
    const join = () => accounts.joinCareTeam(principal, { patient, team, reason: 'referred by the spine team' });
    for (const [calls, message] of [
      [{ read: async () => ({ ok: true, value: { text: '{' } }) }, 'cannot be read'],
      [{ update: async () => ({ ok: false, refusal: { type: 'forbidden' } }) }, 'could not be labelled: forbidden'],
    ] as const) {
      const mend = broken(desk, calls);
      // The first of the two sees the patient in every care team, and so has nothing to do.
      const done = 'read' in calls ? broken(desk, { ...calls, keptAll: async () => [] }) : () => {};
      await expect(join()).rejects.toThrow(message);
      done();
      mend();
    }
    expect(await join()).toEqual({ ok: true, value: null });
  });

  it('with a demo that the knowledge or the store does not know', async () => {
    const desk = await frontDesk();
    const open = await desk.house.choose('clinic');
    const options = { ...open, hasher: desk.hasher };
    const book = codeBookOf(knowledge);
    const at = { now: 0, newId: () => 'x' };
    expect(() => demoPatients(1, { ...knowledge, findings: [] }, book, at)).toThrow(
      'the demo has a case that cannot be read',
    );
    const { transaction } = open.repository;
    const refusing: typeof transaction = (clinic, work) =>
      transaction(clinic, (tx) =>
        work({ ...tx, create: async () => ({ ok: false, refusal: { type: 'forbidden' } }) } as never),
      );
    Object.assign(open.repository, { transaction: refusing });
    await expect(seedDemo(open.repository, options)).rejects.toThrow(
      'the demo’s Patient could not be written: forbidden',
    );
    Object.assign(open.repository, { transaction });
    expect(await open.repository.keptAll(CLINIC, 'account')).toEqual([]);
    // Two at once make one.
    const both = await Promise.all([7, 8].map((seed) => seedDemo(open.repository, { ...options, seed })));
    expect(both).toEqual(Array(2).fill({ ok: true, value: null }));
    expect((await desk.rows()).filter(({ type }) => type === 'Patient')).toHaveLength(6);
    // Once more changes nothing.
    const rows = (await desk.rows()).length;
    expect(await seedDemo(open.repository, options)).toEqual({ ok: true, value: null });
    expect(await desk.rows()).toHaveLength(rows);
  });
});
