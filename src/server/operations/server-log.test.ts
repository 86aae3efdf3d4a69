import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { type DoorEnv } from '../open-clinic.js';
import { hashOfAccount, logFailure, requestLog } from './request-log.js';
import { failureOf, type LogLine, serverLog } from './server-log.js';

const logged = (json: boolean) => {
  const lines: string[] = [];
  const log = serverLog({ json, now: () => Date.UTC(2026, 10, 28, 9, 30), write: (text) => lines.push(text) });
  return { log, lines };
};

describe('a line of the log', () => {
  it('holds its fields and no other, whatever came along', () => {
    const { log, lines } = logged(true);
    const line: LogLine = { kind: 'event', level: 'info', event: 'record-opened', note: 'clinic' };
    log.write({ ...line, patient: 'Okafor', query: 'name=Okafor', path: '/fhir/Patient/7' } as LogLine);
    expect(lines).toEqual([
      '{"time":"2026-11-28T09:30:00.000Z","level":"info","kind":"event","event":"record-opened","note":"clinic"}\n',
    ]);
  });

  it('is words on a terminal', () => {
    const { log, lines } = logged(false);
    log.write({ kind: 'event', level: 'warn', event: 'still-degraded', note: 'disk-full' });
    log.write({ kind: 'request', level: 'info', id: 'r1', method: 'GET', route: '/fhir/:type', status: 200, ms: 1.25 });
    expect(lines).toEqual(['09:30:00 warn: still-degraded: disk-full\n', '09:30:00 200 GET /fhir/:type 1.3 ms r1\n']);
  });

  it('of an answer that went well waits a moment for others; any other is written at once, in its place', () => {
    const written: string[] = [];
    const waiting: (() => void)[] = [];
    const log = serverLog({
      ...{ json: false, now: () => 0, write: (text) => written.push(text) },
      later: (run) => waiting.push(run),
    });
    const answered = (id: string, level: 'info' | 'warn' = 'info') =>
      log.write({ kind: 'request', level, id, method: 'GET', route: '/', status: 200, ms: 1 });
    answered('r1');
    answered('r2');
    expect([written.length, waiting.length]).toEqual([0, 1]);
    waiting.shift()!();
    expect(written.map((text) => text.match(/r\d/g))).toEqual([['r1', 'r2']]);
    answered('r3');
    answered('r4', 'warn');
    answered('r5');
    log.write({ kind: 'event', level: 'info', event: 'stopped' });
    expect(written.slice(1).map((text) => text.match(/r\d|stopped/g))).toEqual([
      ['r3', 'r4'],
      ['r5', 'stopped'],
    ]);
    for (const run of waiting) run();
    expect(written).toHaveLength(3);
  });

  it('tells of a failure its class and places in our code, and never its message', () => {
    const told = failureOf(
      new TypeError('cannot read "Okafor" (/home/x/Okafor/file.ts:3:4)\n    at Okafor (a/b.ts:1:2)'),
    );
    expect(told.error).toBe('TypeError');
    expect(told.where!.length).toBeGreaterThan(0);
    expect(told.where!.every((place) => /^[\w.@-]+\/[\w.-]+:\d+$/.test(place))).toBe(true);
    expect(JSON.stringify(told)).not.toContain('Okafor');
    expect(failureOf('Okafor')).toEqual({ error: 'string' });
    expect(failureOf(Object.assign(new Error('x'), { code: 'SQLITE_FULL' })).error).toBe('Error SQLITE_FULL');
  });
});

describe('the log of requests', () => {
  const app = (log: ReturnType<typeof logged>['log']) => {
    const made = new Hono<DoorEnv>();
    const world = { now: () => 0, elapsed: () => 0, random: () => new Uint8Array(), newId: () => 'request-1' };
    made.use('*', requestLog(log, world));
    made.use('*', async (c, next) => {
      c.set('principal', c.req.header('x-signed-in') ? ({ account: 'account-7' } as never) : null);
      await next();
    });
    made.onError((error, c) => {
      logFailure(log, c.get('requestId'), error);
      return c.text('failed', 500);
    });
    made.get('/fhir/:type/:id', (c) => c.text('ok'));
    made.get('/fails/:id', (c) => {
      throw new Error(`no ${c.req.param('id')}`);
    });
    return made;
  };

  it('names the route and never the path, the query or the account', async () => {
    const { log, lines } = logged(true);
    const answer = await app(log).request('/fhir/Patient/canary-7?name=Canary&_sort=canary', {
      headers: { 'x-signed-in': '1', 'user-agent': 'Canary', referer: 'http://x/canary' },
    });
    expect(answer.headers.get('x-request-id')).toBe('request-1');
    expect(JSON.parse(lines[0]!)).toEqual({
      ...{ time: '2026-11-28T09:30:00.000Z', level: 'info', kind: 'request', id: 'request-1', method: 'GET' },
      ...{ route: '/fhir/:type/:id', status: 200, ms: 0, account: hashOfAccount('account-7') },
    });
    expect(lines.join('').toLowerCase()).not.toContain('canary');
    expect(lines.join('')).not.toContain('account-7');
  });

  it('a path that no route answers, a strange method and a failure are told without a word of what came', async () => {
    const { log, lines } = logged(true);
    await app(log).request('/canary/canary');
    await app(log).request('/fhir/Patient/1', { method: 'CANARY' });
    await app(log).request('/fails/canary');
    const told = lines.map((line) => JSON.parse(line));
    expect(told.map((line) => [line.kind, line.route ?? line.event, line.method, line.status])).toEqual([
      ['request', 'none', 'GET', 404],
      ['request', 'none', 'other', 404],
      ['event', 'failure', undefined, undefined],
      ['request', '/fails/:id', 'GET', 500],
    ]);
    expect(told[2]).toMatchObject({ id: 'request-1', error: 'Error' });
    expect(lines.join('').toLowerCase()).not.toContain('canary');
  });
});
