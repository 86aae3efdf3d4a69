// How long a session lasts, what ends it, and that what is remembered of it is never older than what is kept.
import { afterAll, describe, expect, it } from 'vitest';
import {
  closeDesks,
  firstPlaces,
  foundedClinic,
  HOUR,
  inRole,
  joined,
  MINUTE,
  OWNER,
  patientAt,
  STORES,
  sessionOf,
  signedIn,
} from './front-desk.js';

afterAll(closeDesks);

describe.each(STORES)('time (%s)', (store) => {
  it('without a PIN half an hour of no use ends a session', async () => {
    const desk = await foundedClinic(store);
    const { accounts } = desk.open();
    const token = desk.owner.cookie!;
    for (let i = 0; i < 5; i++) {
      desk.pass(30 * MINUTE - 1);
      expect((await accounts.sessionOf(token)).type).toBe('signed-in');
    }
    desk.pass(30 * MINUTE);
    expect(await accounts.sessionOf(token)).toEqual({ type: 'none' });
    expect((await desk.rows()).at(-1)).toMatchObject({
      action: 'sign-out',
      reason: 'session ended: its time was over',
    });
    expect(await accounts.kept.all('session')).toEqual([]);
  });

  it('with a PIN half an hour of no use locks it, and looking at it does not unlock it', async () => {
    const desk = await foundedClinic(store);
    const { accounts } = desk.open();
    await desk.owner.post('/account/pin', { pin: '274916', password: OWNER.password });
    const token = desk.owner.cookie!;
    desk.pass(30 * MINUTE);
    const account = (await accounts.seen(token))!.account.id;
    expect(await accounts.sessionOf(token)).toEqual({ type: 'locked', account });
    expect((await desk.rows()).at(-1)).toMatchObject({ reason: 'screen locked: not used for 30 minutes' });
    const rows = (await desk.rows()).length;
    desk.restart();
    expect((await desk.open().accounts.sessionOf(token)).type).toBe('locked');
    expect(await desk.rows()).toHaveLength(rows);
  });

  it('after twelve hours it ends, however busy or locked it was', async () => {
    const desk = await foundedClinic(store);
    const other = await signedIn(desk, 'ono', OWNER.password);
    const { accounts } = desk.open();
    await desk.owner.post('/account/pin', { pin: '274916', password: OWNER.password });
    await other.post('/account/lock');
    for (let minutes = 0; minutes < 12 * 60; minutes += 20) {
      expect((await accounts.sessionOf(desk.owner.cookie!)).type).toBe('signed-in');
      desk.pass(20 * MINUTE);
    }
    expect((await accounts.sessionOf(desk.owner.cookie!)).type).toBe('none');
    expect((await accounts.sessionOf(other.cookie!)).type).toBe('none');
  });

  it('last use is kept once a minute, so that a restart loses no more', async () => {
    const desk = await foundedClinic(store);
    const token = desk.owner.cookie!;
    const used = async () => (await desk.open().accounts.kept.all('session'))[0]![1].used;
    const start = await used();
    desk.pass(59_999);
    await desk.open().accounts.sessionOf(token);
    expect(await used()).toBe(start);
    desk.pass(1);
    await Promise.all(Array.from({ length: 20 }, () => desk.open().accounts.sessionOf(token)));
    expect(await used()).toBe(start + MINUTE);
    desk.pass(30 * MINUTE - 1);
    desk.restart();
    expect((await desk.open().accounts.sessionOf(token)).type).toBe('signed-in');
  });

  it('many requests at the moment it runs out write one row', async () => {
    const desk = await foundedClinic(store);
    desk.pass(30 * MINUTE);
    const { accounts } = desk.open();
    const states = await Promise.all(Array.from({ length: 10 }, () => accounts.sessionOf(desk.owner.cookie!)));
    expect(states.every(({ type }) => type === 'none')).toBe(true);
    expect((await desk.rows()).filter(({ action }) => action === 'sign-out')).toHaveLength(1);
  });
});

describe('what is remembered', () => {
  it('a change of the account reaches its sessions before the change is answered', async () => {
    const desk = await foundedClinic();
    await inRole(desk.owner, 'operator');
    const places = await firstPlaces(desk);
    const grants = [{ role: 'therapist', sites: [places.site], teams: [places.team] }];
    const tia = await joined(desk, desk.owner, 'tia', grants);
    const { accounts } = desk.open();
    expect((await accounts.sessionOf(tia.browser.cookie!)).type).toBe('signed-in');
    // A new name changes nothing of the session, but what is shown of it.
    await desk.owner.post(`/account/people/${tia.id}`, { name: 'Tia Renamed' });
    expect(await sessionOf(tia.browser)).toMatchObject({ name: 'Tia Renamed' });
    await desk.owner.post(`/account/people/${tia.id}`, { disabled: true });
    expect(await accounts.sessionOf(tia.browser.cookie!)).toEqual({ type: 'none' });
  });

  it('a session that is read while it ends is not remembered as living', async () => {
    const desk = await foundedClinic();
    const { accounts } = desk.open();
    for (let i = 0; i < 20; i++) {
      const browser = await signedIn(desk, 'ono', OWNER.password);
      const token = browser.cookie!;
      await Promise.all([accounts.sessionOf(token), accounts.signOut(token), accounts.sessionOf(token)]);
      expect(await accounts.sessionOf(token)).toEqual({ type: 'none' });
    }
  });

  it('a session that ends between the two looks that find it is looked for again', async () => {
    const desk = await foundedClinic();
    desk.restart();
    const { accounts, repository } = desk.open();
    const token = desk.owner.cookie!;
    const { kept } = repository;
    let ends = true;
    const meanwhile: typeof kept = async (...asked) => {
      const text = await kept(...asked);
      if (ends) {
        ends = false;
        await accounts.signOut(token);
      }
      return text;
    };
    Object.assign(repository, { kept: meanwhile });
    expect(await accounts.sessionOf(token)).toEqual({ type: 'none' });
    expect(ends).toBe(false);
  });

  it('looking a session up costs microseconds', async () => {
    const desk = await foundedClinic();
    const { accounts } = desk.open();
    const start = performance.now();
    for (let i = 0; i < 20_000; i++) await accounts.sessionOf(desk.owner.cookie!);
    // Measured: 5. Read from the store it would be some hundred.
    expect(((performance.now() - start) / 20_000) * 1000).toBeLessThan(60);
  });

  it('no more than ten thousand are remembered, and those forgotten are still there', async () => {
    const desk = await foundedClinic();
    const { accounts, repository } = desk.open();
    const [[, session]] = (await accounts.kept.all('session')) as [[string, object]];
    const { newToken, keyOfToken } = await import('#server/accounts/secret-text.js');
    const tokens = Array.from({ length: 10_005 }, () => newToken(desk.world));
    await repository.transaction('c1', async (tx) => {
      for (const token of tokens)
        await tx.keep('c1', { kind: 'session', id: keyOfToken(token)!, text: JSON.stringify(session) });
      await tx.audit('c1', [{ actor: 'x', role: 'x', policy: 'x', action: 'other', outcome: 'success' }]);
      return { ok: true, value: null };
    });
    for (const token of [...tokens, tokens[0]!]) expect((await accounts.sessionOf(token)).type).toBe('signed-in');
  });
});

describe('what one may', () => {
  it('a proxy may until the end that was set, and a patient only what is their own', async () => {
    const desk = await foundedClinic();
    await inRole(desk.owner, 'operator');
    const { site, team } = await firstPlaces(desk);
    const [one, two] = [await patientAt(desk, site, team), await patientAt(desk, site, team)];
    const until = desk.world.now() + 10 * MINUTE;
    const pia = await joined(desk, desk.owner, 'pia', [
      { role: 'proxy', patients: [one, one] },
      { role: 'proxy', patients: [two], until },
    ]);
    const { accounts } = desk.open();
    const patients = async () => {
      const state = await accounts.sessionOf(pia.browser.cookie!);
      return state.type === 'signed-in' ? state.principal.patients : state.type;
    };
    expect(await patients()).toEqual([one, two]);
    desk.pass(10 * MINUTE - 1);
    expect(await patients()).toEqual([one, two]);
    desk.pass(1);
    expect(await patients()).toEqual([one]);
  });

  it('when the last of it has ended the session ends, and there is no new one', async () => {
    const desk = await foundedClinic();
    await inRole(desk.owner, 'operator');
    const { site, team } = await firstPlaces(desk);
    const patient = await patientAt(desk, site, team);
    const until = desk.world.now() + HOUR;
    const pia = await joined(desk, desk.owner, 'pia', [{ role: 'proxy', patients: [patient], until }]);
    for (let i = 0; i < 3; i++) {
      expect(await sessionOf(pia.browser)).toMatchObject({ role: 'proxy', patients: [patient] });
      desk.pass(20 * MINUTE);
    }
    expect(await sessionOf(pia.browser)).toBeNull();
    const again = await desk.browser().post('/account/sign-in', { login: 'pia', password: pia.password });
    expect(again.status).toBe(401);
  });
});

it('a disk that fails ends no session, and nothing that changes one is done', async () => {
  const desk = await foundedClinic();
  const { repository, accounts } = desk.open();
  await desk.owner.post('/account/pin', { pin: '274916', password: OWNER.password });
  const token = desk.owner.cookie!;
  const { transaction } = repository;
  const broken = { ok: false, refusal: { type: 'degraded', cause: 'disk-full' } } as const;
  Object.assign(repository, { transaction: async () => broken });
  desk.pass(2 * MINUTE);
  expect((await accounts.sessionOf(token)).type).toBe('signed-in');
  for (const [path, body] of [
    ['/account/lock', {}],
    ['/account/role', { role: 'operator' }],
    ['/account/sign-out', {}],
    ['/account/sign-in', { login: 'ono', password: OWNER.password }],
    ['/account/sign-in', { login: 'ono', password: 'wrong' }],
    ['/account/sign-in', { login: 'nobody', password: 'wrong' }],
  ] as const) {
    const answer = await desk.owner.post(path, body);
    expect([path, answer.status, answer.body.error.what]).toEqual([
      path,
      503,
      'the disk cannot be written, so nothing was changed',
    ]);
  }
  expect((await accounts.sessionOf(token)).type).toBe('signed-in');
  desk.pass(31 * MINUTE);
  expect((await accounts.sessionOf(token)).type).toBe('locked');
  desk.pass(12 * HOUR);
  expect((await accounts.sessionOf(token)).type).toBe('none');
  Object.assign(repository, { transaction });
  await expect(
    repository.transaction('c1', async () => {
      throw new Error('our mistake');
    }),
  ).rejects.toThrow('our mistake');
});
