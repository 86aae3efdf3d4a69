// A lost operator's password, made good at the machine.
import { afterAll, describe, expect, it } from 'vitest';
import { resetOperator } from '#server/accounts/recovery.js';
import {
  CLINIC,
  closeDesks,
  foundedClinic,
  frontDesk,
  inRole,
  joined,
  OWNER,
  STORES,
  sessionOf,
  signedIn,
} from './front-desk.js';

afterAll(closeDesks);

describe.each(STORES)('the command line (%s)', (store) => {
  it('gives an operator a code in place of the password, and ends their sessions', async () => {
    const desk = await foundedClinic(store);
    const { repository } = desk.open();
    await desk.owner.post('/account/pin', { pin: '274916', password: OWNER.password });
    const answer = await resetOperator(repository, CLINIC, ' ONO ', desk.world);
    expect(answer).toMatchObject({ ok: true, value: { name: 'Dr Ono', code: expect.any(String) } });
    const { code } = (answer as Extract<typeof answer, { ok: true }>).value;
    // The server is started again afterwards.
    desk.restart();
    expect(await sessionOf(desk.owner)).toBeNull();
    expect((await desk.browser().post('/account/sign-in', { login: 'ono', password: OWNER.password })).status).toBe(
      401,
    );
    const browser = desk.browser();
    const accepted = await browser.post('/account/accept', { code, password: 'a heron over the quiet mill' });
    expect([accepted.status, accepted.body.session]).toMatchObject([200, { login: 'ono', hasPin: false }]);
    await inRole(browser, 'operator');
    expect((await desk.rows()).map(({ actor, reason }) => [actor, reason])).toContainEqual([
      'command-line',
      expect.stringMatching(/^person reset: account \S+ gets a new code$/),
    ]);
  });
});

describe('the command line', () => {
  it('enables an operator who was disabled', async () => {
    const desk = await foundedClinic();
    await inRole(desk.owner, 'operator');
    const other = await joined(desk, desk.owner, 'other', [{ role: 'operator' }]);
    await desk.owner.post(`/account/people/${other.id}`, { disabled: true });
    const answer = await resetOperator(desk.open().repository, CLINIC, 'other', desk.world);
    const { code } = (answer as Extract<typeof answer, { ok: true }>).value;
    desk.restart();
    const accepted = await desk.browser().post('/account/accept', { code, password: 'a heron over the quiet mill' });
    expect(accepted.status).toBe(200);
  });

  it('resets nobody else, and says who the operators are', async () => {
    const desk = await foundedClinic();
    await inRole(desk.owner, 'operator');
    const tia = await joined(desk, desk.owner, 'tia', [{ role: 'auditor' }]);
    const { repository } = desk.open();
    for (const login of ['tia', 'nobody'])
      expect(await resetOperator(repository, CLINIC, login, desk.world)).toEqual({
        ok: false,
        objection: { kind: 'not-found', what: 'no operator has this login', mend: 'operators here: ono' },
      });
    await signedIn(desk, 'tia', tia.password);
    expect(await sessionOf(desk.owner)).not.toBeNull();
  });

  it('says so where nothing was set up', async () => {
    const desk = await frontDesk();
    const { repository } = await desk.house.choose('clinic');
    expect(await resetOperator(repository, CLINIC, 'ono', desk.world)).toMatchObject({
      ok: false,
      objection: { what: 'this record has no operator yet' },
    });
  });
});
