import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { policedApp } from './authorization/policed-app.js';
import { encodingFor } from './compressed-file.js';
import { securityHeaders } from './security-headers.js';
import { staticRoutes } from './static-routes.js';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'cluneal-'));
  mkdirSync(join(root, 'web/assets'), { recursive: true });
  mkdirSync(join(root, 'pack'));
  writeFileSync(join(root, 'secret.txt'), 'secret');
  writeFileSync(join(root, 'web/index.html'), '<!doctype html><title>x</title>');
  writeFileSync(join(root, 'web/assets/a.js'), `/* ${'long '.repeat(400)} */`);
  writeFileSync(join(root, 'web/.hidden'), 'hidden');
  symlinkSync(join(root, 'secret.txt'), join(root, 'web/link.txt'));
  for (const name of ['knowledge', 'evidence', 'patients'])
    writeFileSync(join(root, `pack/${name}.json`), `{"x":"${'y'.repeat(2000)}"}`);
});
afterAll(() => rmSync(root, { recursive: true }));
const get = (path: string, headers: Record<string, string> = {}) => {
  const doorway = policedApp();
  doorway.app.use('*', securityHeaders);
  staticRoutes(doorway, root);
  return doorway.app.request(path, { headers });
};

it('the page and the packs are served, compressed as the browser likes', async () => {
  expect((await get('/')).headers.get('content-type')).toContain('text/html');
  for (const [accepts, sends] of [
    ['gzip, br', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['', null],
  ] as const) {
    const answer = await get('/pack/knowledge.json', { 'accept-encoding': accepts });
    expect([answer.status, answer.headers.get('content-encoding')]).toEqual([200, sends]);
  }
  expect(encodingFor('*')).toBe('br');
});

it('a file the browser has is not sent again, and a hashed one not asked for again', async () => {
  const first = await get('/pack/knowledge.json');
  const etag = first.headers.get('etag')!;
  expect((await get('/pack/knowledge.json', { 'if-none-match': etag })).status).toBe(304);
  expect((await get('/assets/a.js')).headers.get('cache-control')).toContain('immutable');
});

it('nothing outside the folders is served', async () => {
  for (const path of [
    '/secret.txt',
    '/link.txt',
    '/.hidden',
    '/assets/../../secret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
    '/pack/%2e%2e%2fsecret.txt',
    '/assets/a.js%00',
    '/assets',
    '/pack/none.json',
  ])
    expect([path, (await get(path)).status]).toEqual([path, 404]);
});

it('every answer forbids what does not come from here', async () => {
  for (const path of ['/', '/nothing/here']) {
    const { headers } = await get(path);
    expect(headers.get('content-security-policy')).toMatch(
      /default-src 'none'.*frame-ancestors 'none'.*require-trusted-types-for 'script'/,
    );
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  }
});
