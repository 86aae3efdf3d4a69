import { expect, it } from 'vitest';
import { keptAs, type OfflineFiles, wayOf } from './way-of.js';

const ORIGIN = 'http://localhost:8080';
const FILES: OfflineFiles = { '/': 'aa', '/assets/index-1.js': 'bb', '/pack/knowledge.json': 'cc' };
const way = (path: string, method = 'GET', mode = 'cors') =>
  wayOf({ method, mode, url: new URL(path, ORIGIN).href }, ORIGIN, FILES);

it('nothing of a record, an account or a log is ever kept, not even when its address looks like a file', () => {
  for (const path of [
    '/fhir/Patient/1',
    '/account/state',
    '/account/sign-in',
    '/audit/log',
    '/break-glass',
    '/fhir/assets/index-1.js',
    '/account//assets/index-1.js',
    '/constructor',
    '/__proto__',
  ])
    for (const mode of ['cors', 'navigate'])
      expect([path, mode, way(path, 'GET', mode).type]).toEqual([path, mode, 'network-only']);
});

it('only reading is kept, and only from our own server', () => {
  expect(way('/', 'POST').type).toBe('network-only');
  expect(way('http://other.example/assets/index-1.js').type).toBe('network-only');
});

it('a file named by its content is kept for ever; the page and the packs ask the server first', () => {
  expect(way('/assets/index-1.js')).toEqual({ type: 'kept', path: '/assets/index-1.js' });
  expect(way('/pack/knowledge.json?x=1')).toEqual({ type: 'network-first', path: '/pack/knowledge.json' });
  expect(way('/?lang=pseudo', 'GET', 'navigate')).toEqual({ type: 'network-first', path: '/' });
});

it('a file of another content has another name', () => {
  expect(keptAs('/', FILES)).not.toBe(keptAs('/', { ...FILES, '/': 'dd' }));
});
