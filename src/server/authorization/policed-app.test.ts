import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { type OpenClinic } from '../open-clinic.js';
import { policedApp } from './policed-app.js';
import { type Principal, ROLES, type Role } from './principal.js';
import { type RoutePolicy } from './route-policy.js';

const principal = (role: Role): Principal => ({
  ...{ clinic: 'c1', account: 'a1', session: 's1', role, sites: [], teams: [], patients: [], opened: [] },
});

/** An app where the request says in a header who asks. */
function house() {
  const policed = policedApp();
  const refusals: unknown[] = [];
  const open = { readAudit: { refused: (...told: unknown[]) => refusals.push(told) } } as unknown as OpenClinic;
  policed.app.use(async (c, next) => {
    const role = c.req.header('role') as Role | undefined;
    c.set('principal', role ? principal(role) : null);
    c.set('open', c.req.header('closed') ? null : open);
    await next();
  });
  const ask = (method: string, path: string, headers: Record<string, string> = {}) =>
    policed.app.request(`http://localhost${path}`, { method, headers });
  return { ...policed, refusals, ask };
}

const says = (c: { text: (text: string) => Response }): Response => c.text('here it is');
const POLICIES: Readonly<Record<string, RoutePolicy>> = {
  '/public': 'public',
  '/entrance': 'entrance',
  '/session': 'session',
  '/signed-in': 'signed-in',
  '/staff': { roles: ['therapist', 'physician'] },
};

describe('a route with a policy', () => {
  it('lets through whom its policy names, and nobody else', async () => {
    const { route, ask, refusals } = house();
    for (const [path, policy] of Object.entries(POLICIES)) route('GET', path, policy, says);
    const statuses: Record<string, number[]> = {};
    for (const path of Object.keys(POLICIES)) {
      statuses[path] = [];
      for (const role of [undefined, ...ROLES])
        statuses[path].push((await ask('GET', path, role ? { role } : {})).status);
    }
    const all = [200, 200, 200, 200, 200, 200, 200];
    expect(statuses).toEqual({
      ...{ '/public': all, '/entrance': all, '/session': all },
      '/signed-in': [401, 200, 200, 200, 200, 200, 200],
      '/staff': [401, 403, 403, 200, 200, 403, 403],
    });
    // A refused role stands in the audit log; a stranger, who could fill it, does not.
    expect(refusals).toEqual(
      ['patient', 'proxy', 'operator', 'auditor'].map((role) => [principal(role as Role), { action: 'refused' }]),
    );
  });

  it('refuses before the handler runs, also where no record is open yet', async () => {
    const { route, ask, refusals } = house();
    let ran = 0;
    route('POST', '/staff', { roles: ['physician'] }, (c) => {
      ran++;
      return c.text('done');
    });
    expect((await ask('POST', '/staff', { role: 'patient', closed: '1' })).status).toBe(403);
    expect((await ask('POST', '/staff')).status).toBe(401);
    expect(ran).toBe(0);
    expect(refusals).toEqual([]);
    expect((await ask('POST', '/staff', { role: 'physician' })).status).toBe(200);
    expect(ran).toBe(1);
  });

  it('answers in words of its own part of the server', async () => {
    const { route, ask } = house();
    for (const path of ['/staff', '/fhir/Patient', '/fhir', '/fhirs'])
      route('GET', path, { roles: ['physician'] }, says);
    const plain = await ask('GET', '/staff');
    expect(plain.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(plain.headers.get('cache-control')).toBe('no-store');
    expect(plain.headers.get('www-authenticate')).toBe('Bearer realm="cluneal"');
    expect(await plain.json()).toEqual({
      error: { what: 'nobody is signed in, or the screen is locked', mend: 'sign in, or unlock the screen' },
    });
    const role = await ask('GET', '/staff', { role: 'operator' });
    expect(role.headers.get('www-authenticate')).toBeNull();
    expect(await role.json()).toEqual({
      error: {
        what: 'the role operator may not use this',
        mend: 'change to a role that may, if you hold one',
      },
    });
    for (const path of ['/fhir/Patient', '/fhir']) {
      const fhir = await ask('GET', path);
      expect(fhir.status).toBe(401);
      expect(fhir.headers.get('content-type')).toBe('application/fhir+json; charset=utf-8');
      expect(await fhir.json()).toMatchObject({
        resourceType: 'OperationOutcome',
        issue: [{ severity: 'error', code: 'login', diagnostics: 'sign in, or unlock the screen' }],
      });
    }
    expect((await ask('GET', '/fhirs')).headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  it('is listed with its policy', () => {
    const { route, routes } = policedApp();
    route('GET', '/a/:id', 'public', says);
    expect(routes).toEqual([{ method: 'GET', path: '/a/:id', policy: 'public' }]);
  });

  it('is not given a second handler, which would never run', () => {
    const { route } = policedApp();
    route('GET', '/a', 'public', says);
    route('POST', '/a', 'public', says);
    route('GET', '/b', 'public', says);
    expect(() => route('GET', '/a', 'signed-in', says)).toThrow('two handlers for GET /a: the second would never run');
  });

  it('may pass on to the next, whose own policy is asked', async () => {
    const { route, ask } = house();
    route('GET', '/a/:id', 'public', async (_, next) => next());
    route('GET', '/a/*', 'signed-in', says);
    expect((await ask('GET', '/a/1')).status).toBe(401);
    expect((await ask('GET', '/a/1', { role: 'patient' })).status).toBe(200);
  });
});

describe('methods', () => {
  it('HEAD follows GET, its policy too', async () => {
    const { route, ask } = house();
    route('GET', '/a', 'signed-in', says);
    expect((await ask('HEAD', '/a')).status).toBe(401);
    const head = await ask('HEAD', '/a', { role: 'patient' });
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
  });

  it('what a known path does not answer is 405 with what it does answer, and no leave to other origins', async () => {
    const { route, ask } = house();
    route('GET', '/fhir/:type/:id', 'signed-in', says);
    route('PUT', '/fhir/:type/:id', 'signed-in', says);
    route('POST', '/b', 'signed-in', says);
    route('PATCH', '/c', 'signed-in', says);
    route('DELETE', '/c', 'signed-in', says);
    for (const method of ['POST', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']) {
      const answer = await ask(method, '/fhir/Patient/1', { origin: 'https://evil.example' });
      expect([method, answer.status, answer.headers.get('allow')]).toEqual([method, 405, 'GET, HEAD, PUT']);
      expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect(await answer.json()).toMatchObject({
        issue: [{ details: { text: `${method} is not answered here` }, diagnostics: 'use GET or HEAD or PUT' }],
      });
    }
    for (const method of ['HEAD', 'GET']) {
      const answer = await ask(method, '/b');
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
    }
    expect((await ask('GET', '/c')).headers.get('allow')).toBe('PATCH, DELETE');
  });

  it('an unknown path is 404 in both languages', async () => {
    const { route, ask } = house();
    route('GET', '/fhir/:type', 'signed-in', says);
    const fhir = await ask('GET', '/fhir/a/b/c');
    expect([fhir.status, fhir.headers.get('allow')]).toEqual([404, null]);
    expect(await fhir.json()).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ code: 'not-found' }] });
    const plain = await ask('GET', '/nowhere');
    expect(plain.status).toBe(404);
    expect(await plain.json()).toEqual({
      error: { what: 'nothing answers at this address', mend: 'check the address' },
    });
  });
});

describe('the check before the start', () => {
  it('passes an app whose routes all have a policy, and what looks at every request', () => {
    const { app, route, check } = house();
    app.use('/a/*', async (_, next) => next());
    route('GET', '/a', 'public', says);
    route('DELETE', '/a/:id', 'signed-in', says);
    expect(check).not.toThrow();
  });

  it.each<[string, (app: Hono<never>) => void]>([
    ['GET /bare', (app) => app.get('/bare', says)],
    ['GET /bare', (app) => app.get('/bare', async (_, next) => next())],
    ['GET /bare/*', (app) => app.get('/bare/*', async (_, next) => next())],
    ['ALL /bare', (app) => app.all('/bare', says)],
    ['ALL /bare/*', (app) => app.all('/bare/*', says)],
    ['ALL /bare', (app) => app.use('/bare', async (_, next) => next())],
    ['POST /sub/bare', (app) => app.route('/sub', new Hono().post('/bare', says) as never)],
  ])('names the route %s that came in another way', (name, add) => {
    const { app, route, check } = policedApp();
    route('GET', '/a', 'public', says);
    add(app as never);
    expect(check).toThrow(`routes without a policy: ${name}; add them through Doorway.route`);
  });

  it('names them all', () => {
    const { app, check } = policedApp();
    app.get('/one', says);
    app.delete('/two', says);
    expect(check).toThrow('GET /one, DELETE /two');
  });
});
