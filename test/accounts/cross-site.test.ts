// What another site can make a browser send, and bodies that are not what they say.
import { Hono } from 'hono';
import { afterAll, describe, expect, it } from 'vitest';
import { authenticate, crossSiteCheck } from '#server/accounts/authenticate.js';
import { type DoorEnv } from '#server/open-clinic.js';
import { closeDesks, foundedClinic, frontDesk, OWNER, sessionOf } from './front-desk.js';

afterAll(closeDesks);

const FOREIGN = 'the request does not come from a page of this server';

describe('with the cookie', () => {
  it.each<[string, Record<string, string>, number]>([
    ['from our page', { origin: 'http://localhost:8080' }, 200],
    [
      'from our page, as the browser itself says',
      { origin: 'http://localhost:8080', 'sec-fetch-site': 'same-origin' },
      200,
    ],
    ['from another site', { origin: 'https://evil.example' }, 403],
    ['from another port', { origin: 'http://localhost:8081' }, 403],
    ['from the same host without TLS', { origin: 'https://localhost:8080' }, 403],
    ['from a page without an origin', { origin: 'null' }, 403],
    ['from a site of the same domain', { origin: 'https://other.example', 'sec-fetch-site': 'same-site' }, 403],
    ['from another site, as the browser says', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, 403],
  ])('a change is asked %s', async (_, given, status) => {
    const desk = await foundedClinic();
    const answer = await desk.owner.post('/account/lock', {}, given);
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.body.error.what).toBe(FOREIGN);
    expect((await sessionOf(desk.owner)).locked).toBe(status === 200);
  });

  it('a change that shows nothing of where it comes from is refused', async () => {
    const desk = await foundedClinic();
    const raw = (more: Record<string, string>) =>
      desk.policed.app.request('http://localhost:8080/account/lock', {
        method: 'POST',
        headers: { host: 'localhost:8080', cookie: `cluneal-session=${desk.owner.cookie}`, ...more },
      });
    expect((await raw({})).status).toBe(403);
    expect((await raw({ 'sec-fetch-site': 'none' })).status).toBe(403);
    expect((await raw({ 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    // A look changes nothing and needs no proof.
    const look = await desk.policed.app.request('http://localhost:8080/account/state', {
      headers: {
        host: 'localhost:8080',
        cookie: `cluneal-session=${desk.owner.cookie}`,
        'sec-fetch-site': 'cross-site',
      },
    });
    expect(look.status).toBe(200);
  });
});

describe('without the cookie', () => {
  it('no other site signs a browser in, and a program may', async () => {
    const desk = await foundedClinic();
    const sent = (more: Record<string, string>) =>
      desk.policed.app.request('http://localhost:8080/account/sign-in', {
        method: 'POST',
        headers: { host: 'localhost:8080', 'content-type': 'application/json', ...more },
        body: JSON.stringify({ login: 'ono', password: OWNER.password }),
      });
    expect((await sent({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await sent({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await sent({ origin: 'http://localhost:8080' })).status).toBe(200);
    expect((await sent({})).status).toBe(200);
  });

  it('the set-up is nobody else’s page either', async () => {
    const desk = await frontDesk();
    const answer = await desk.browser().post('/account/setup', { choice: 'demo' }, { origin: 'https://evil.example' });
    expect([answer.status, desk.house.record()]).toEqual([403, 'unset']);
  });
});

it('under /fhir the refusal is an OperationOutcome', async () => {
  const desk = await foundedClinic();
  const app = new Hono<DoorEnv>();
  app.use('*', authenticate(desk.house), crossSiteCheck(desk.house));
  app.post('/fhir/Patient', (c) => c.text('reached'));
  const send = (more: Record<string, string>) =>
    app.request('/fhir/Patient', { method: 'POST', headers: { host: 'localhost', ...more } });
  const refused = await send({ cookie: `cluneal-session=${desk.owner.cookie}` });
  expect([refused.status, refused.headers.get('content-type')]).toEqual([403, 'application/fhir+json; charset=utf-8']);
  expect(await refused.json()).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ code: 'forbidden' }] });
  expect(await (await send({ authorization: `Bearer ${desk.owner.cookie}` })).text()).toBe('reached');
});

describe('a body', () => {
  it.each<[string, string | Uint8Array, Record<string, string | undefined>, number, RegExp]>([
    ['as a form', 'login=ono', { 'content-type': 'application/x-www-form-urlencoded' }, 415, /not said to be JSON/],
    ['as text that is JSON', '{}', { 'content-type': 'text/plain' }, 415, /not said to be JSON/],
    ['of no type', new TextEncoder().encode('{}'), { 'content-type': undefined }, 415, /not said to be JSON/],
    ['broken', '{"login":', {}, 400, /^the body is not JSON/],
    ['with a name twice', '{"login":"a","login":"b","password":"x"}', {}, 400, /a name said twice/],
    ['that is a list', '[]', {}, 400, /^the body is no object$/],
    ['that is not UTF-8', new Uint8Array([0x7b, 0xff, 0x7d]), {}, 400, /^the body is not UTF-8$/],
    ['with a byte order mark', '\ufeff{}', {}, 400, /byte order mark/],
    ['that is too long', `{"login":"${'x'.repeat(65_536)}"}`, {}, 413, /longer than 65536 bytes/],
    ['that is empty', '', {}, 400, /^login is not a text$/],
    ['without a field', '{"login":"ono"}', {}, 400, /^password is not a text$/],
    ['with a field of another kind', '{"login":"ono","password":7}', {}, 400, /^password is not a text$/],
    ['with a flag that is none', '{"login":"a","password":"x","token":"yes"}', {}, 400, /^token is not true or false$/],
    ['with a field nobody knows', '{"login":"a","password":"x","admin":true}', {}, 400, /^admin is not known here$/],
  ])('%s', async (_, body, more, status, what) => {
    const desk = await foundedClinic();
    const answer = await desk.policed.app.request('http://localhost:8080/account/sign-in', {
      method: 'POST',
      headers: JSON.parse(JSON.stringify({ 'content-type': 'application/json; charset=utf-8', ...more })),
      body: body as BodyInit,
    });
    expect(answer.status).toBe(status);
    const { error } = (await answer.json()) as { error: { what: string; mend: string } };
    expect(error.what).toMatch(what);
    expect(error.mend).not.toBe('');
  });

  it('with lists: each item is looked at', async () => {
    const desk = await foundedClinic();
    await desk.owner.post('/account/role', { role: 'operator' });
    for (const [grants, what] of [
      ['x', 'grants is not a list'],
      [[7], 'grants[0] is not an object'],
      [[{ role: 'auditor' }, { role: 'king' }], /^grants\[1\]\.role is not one of patient/],
      [[{ role: 'proxy', patients: ['a', 1] }], 'grants[0].patients[1] is not a text'],
      [[{ role: 'proxy', patients: [], until: 'soon' }], 'grants[0].until is not milliseconds since 1970'],
      [[{ role: 'proxy', patients: [], until: 1.5 }], 'grants[0].until is not milliseconds since 1970'],
    ] as const) {
      const answer = await desk.owner.post('/account/people', { name: 'X', login: 'xx', grants });
      expect(answer.status).toBe(400);
      expect(answer.body.error.what).toMatch(what);
    }
  });
});
