// How long one waits after failures, and that many tries at once are no way around it.
import { afterAll, describe, expect, it } from 'vitest';
import { OF_ADDRESS, OF_LOGIN, waitOf } from '#server/accounts/throttle-rules.js';
import { closeDesks, type FrontDesk, foundedClinic, HOUR, MINUTE, OWNER } from './front-desk.js';

afterAll(closeDesks);

const attempt = (desk: FrontDesk, login: string, password: string) =>
  desk.browser().post('/account/sign-in', { login, password });
const fail = async (desk: FrontDesk, login = 'ono') => {
  const { status, headers } = await attempt(desk, login, 'not the password');
  return [status, Number(headers.get('retry-after'))];
};

describe('one login', () => {
  it('five failures are free, then the wait doubles up to a minute', async () => {
    const desk = await foundedClinic();
    const waits: number[] = [];
    for (let failures = 1; failures <= 14; failures++) {
      // Every time from another address, so that only the login counts.
      desk.outside.address = `192.0.2.${failures}`;
      expect(await fail(desk)).toEqual([401, 0]);
      if (failures < 5) continue;
      const [status, wait] = await fail(desk);
      expect(status).toBe(429);
      waits.push(wait!);
      desk.pass(wait! * 1000 - 1);
      expect((await fail(desk))[0]).toBe(429);
      desk.pass(1);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60, 60]);
  });

  it('while one waits the right password is not even looked at; afterwards it clears the count', async () => {
    const desk = await foundedClinic();
    for (let i = 0; i < 5; i++) await fail(desk);
    const before = desk.hasher.done;
    const early = await attempt(desk, 'ono', OWNER.password);
    expect([early.status, early.body.error]).toEqual([
      429,
      { what: 'too many failed tries', mend: 'wait 1 s, then try again' },
    ]);
    expect(desk.hasher.done).toBe(before);
    desk.pass(1000);
    expect((await attempt(desk, 'ono', OWNER.password)).status).toBe(200);
    for (let i = 0; i < 5; i++) expect((await fail(desk))[0]).toBe(401);
    expect((await fail(desk))[0]).toBe(429);
  });

  it('an hour without a failure forgets them', async () => {
    const desk = await foundedClinic();
    for (let i = 0; i < 5; i++) await fail(desk);
    desk.pass(HOUR);
    for (let i = 0; i < 5; i++) expect((await fail(desk))[0]).toBe(401);
    expect((await fail(desk))[0]).toBe(429);
  });

  it('a restart forgives nobody', async () => {
    const desk = await foundedClinic();
    for (let i = 0; i < 5; i++) await fail(desk);
    desk.restart();
    expect(await fail(desk)).toEqual([429, 1]);
  });

  it('a hundred tries at once are no more than five', async () => {
    const desk = await foundedClinic();
    const tries = Array.from({ length: 100 }, (_, i) => {
      desk.outside.address = `198.51.100.${i}`;
      return attempt(desk, 'ono', i === 60 ? OWNER.password : 'wrong');
    });
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(95);
    // They left nothing behind that would go on counting.
    desk.pass(HOUR);
    expect((await attempt(desk, 'ono', OWNER.password)).status).toBe(200);
  });

  it('the other doors count for the same login: unlock, PIN, password, passkey', async () => {
    const desk = await foundedClinic();
    const { owner } = desk;
    for (const [path, body] of [
      ['/account/unlock', { password: 'wrong' }],
      ['/account/pin', { pin: '274916', password: 'wrong' }],
      ['/account/password', { current: 'wrong', next: 'a heron over the quiet mill' }],
      ['/account/passkey/add-options', { password: 'wrong' }],
      ['/account/unlock', { password: 'wrong' }],
    ] as const) {
      const answer = await owner.post(path, body);
      expect([path, answer.status, answer.body.error.what]).toEqual([path, 403, 'the password is wrong']);
    }
    expect((await owner.post('/account/unlock', { password: 'wrong' })).status).toBe(429);
    expect(await fail(desk)).toEqual([429, 1]);
    const rows = (await desk.rows()).filter(({ outcome }) => outcome === 'refused');
    expect(rows.map(({ reason }) => reason)).toEqual([
      'wrong password: unlock',
      'wrong password: set the PIN',
      'wrong password: change the password',
      'wrong password: add a passkey',
      'wrong password: unlock',
    ]);
  });
});

describe('one address', () => {
  it('twenty failures in any names, then it waits too, however it signs in', async () => {
    const desk = await foundedClinic();
    desk.outside.address = '203.0.113.9';
    for (let i = 0; i < 20; i++) expect((await fail(desk, `name ${i}`))[0]).toBe(401);
    expect((await attempt(desk, 'ono', OWNER.password)).status).toBe(429);
    const code = await desk.browser().post('/account/accept', { code: 'x', password: 'a heron over the quiet mill' });
    expect(code.status).toBe(429);
    desk.outside.address = '203.0.113.10';
    expect((await attempt(desk, 'ono', OWNER.password)).status).toBe(200);
  });

  it('an own account does not clear what the address has failed', async () => {
    const desk = await foundedClinic();
    for (let i = 0; i < 19; i++) {
      expect((await fail(desk, `name ${i}`))[0]).toBe(401);
      expect((await attempt(desk, 'ono', OWNER.password)).status).toBe(200);
    }
    expect((await fail(desk, 'one more'))[0]).toBe(401);
    expect((await attempt(desk, 'ono', OWNER.password)).status).toBe(429);
  });

  it('wrong codes of invitations are counted as well', async () => {
    const desk = await foundedClinic();
    for (let i = 0; i < 20; i++)
      expect((await desk.browser().post('/account/accept', { code: `${i}`, password: 'x' })).status).toBe(401);
    expect(await fail(desk)).toEqual([429, 1]);
  });

  it('all addresses of one IPv6 network are one', async () => {
    const desk = await foundedClinic();
    for (let i = 0; i < 20; i++) {
      desk.outside.address = `2001:db8:1:2::${i + 1}`;
      await fail(desk, `name ${i}`);
    }
    desk.outside.address = '2001:db8:1:2:ffff::1';
    expect((await fail(desk, 'another'))[0]).toBe(429);
    desk.outside.address = '2001:db8:1:3::1';
    expect((await fail(desk, 'another'))[0]).toBe(401);
  });
});

describe('the rule', () => {
  it('grows and stops growing', () => {
    const waits = (rule: typeof OF_LOGIN, counts: readonly number[]) =>
      counts.map((failures) => waitOf(rule, { failures, last: 0 }, 0));
    expect(waits(OF_LOGIN, [0, 4, 5, 6, 10, 11, 500])).toEqual([0, 0, 1000, 2000, 32_000, 60_000, 60_000]);
    expect(waits(OF_ADDRESS, [19, 20, 28, 29, 2000])).toEqual([0, 1000, 256_000, 300_000, 300_000]);
  });

  it('a clock that was set back makes no wait longer than the delay', () => {
    expect(waitOf(OF_LOGIN, { failures: 11, last: 10 * MINUTE }, 0)).toBe(MINUTE);
    expect(waitOf(OF_LOGIN, { failures: 11, last: 0 }, 59_999)).toBe(1);
    expect(waitOf(OF_LOGIN, { failures: 11, last: 0 }, MINUTE)).toBe(0);
  });
});

it('more sign-ins at once than the machine can hash are turned away, and told to come again', async () => {
  const desk = await foundedClinic();
  const flood = Array.from({ length: 70 }, (_, i) => {
    desk.outside.address = `198.51.100.${i}`;
    return attempt(desk, `name ${i}`, 'wrong');
  });
  const answers = await Promise.all(flood);
  const turned = answers.filter(({ status }) => status === 429);
  expect(turned.length).toBeGreaterThan(0);
  expect(turned[0]!.body.error).toEqual({ what: 'too many sign-ins at once', mend: 'wait 1 s, then try again' });
  expect(turned[0]!.headers.get('retry-after')).toBe('1');
  expect(answers.filter(({ status }) => status === 401).length).toBe(70 - turned.length);
});
