import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { type DoorEnv } from '../open-clinic.js';
import { doorsOf, listeningHost, proxyOrigin } from './doors.js';
import { type Doors, hostCheck, hostsOf, LOOPBACK_NAMES } from './host-check.js';

const ALONE: Doors = { names: new Set(LOOPBACK_NAMES), proxy: null, tls: false };

/** What the app sees of a request that came from the address. */
async function asked(doors: Doors, headers: Record<string, string>, remoteAddress = '127.0.0.1') {
  const hosts = hostsOf(doors);
  const app = new Hono<DoorEnv>();
  app.use('*', hostCheck(hosts));
  app.get('/', (c) =>
    c.json({
      origin: hosts.originOf(c),
      loopback: hosts.loopback(c),
      secure: hosts.secure(c),
      address: hosts.address(c),
    }),
  );
  const env = { incoming: { socket: { remoteAddress, remotePort: 1, remoteFamily: 'IPv4' } } };
  const answer = await app.request('/', { headers }, env);
  return answer.status === 200 ? await answer.json() : answer.status;
}

describe('a server of this machine only', () => {
  it('answers to its own names, whatever the port', async () => {
    for (const host of ['localhost:8787', '127.0.0.1:8787', '[::1]:8787', 'LOCALHOST', 'localhost.'])
      expect([host, await asked(ALONE, { host })]).toEqual([
        host,
        { origin: `http://${host.toLowerCase()}`, loopback: true, secure: false, address: '127.0.0.1' },
      ]);
  });

  it('does not answer to a name that somebody else has pointed here, nor to none', async () => {
    for (const host of [
      'evil.example:8787',
      'localhost.evil.example',
      'localhost@evil.example',
      '',
      'a b',
      '127.0.0.1:x',
    ])
      expect([host, await asked(ALONE, { host })]).toEqual([host, 421]);
  });

  it('believes nobody who says that he is a proxy', async () => {
    const headers = { host: 'localhost:1', 'x-forwarded-proto': 'https', 'x-forwarded-for': '8.8.8.8' };
    expect(await asked(ALONE, headers)).toMatchObject({ secure: false, address: '127.0.0.1' });
    expect(await asked(ALONE, { ...headers, host: 'clinic.example', 'x-forwarded-host': 'localhost' })).toBe(421);
  });

  it('knows who is at another machine', async () => {
    for (const [address, loopback] of [
      ['127.0.0.1', true],
      ['::1', true],
      ['::ffff:127.0.0.1', true],
      ['192.168.1.7', false],
      ['::ffff:192.168.1.7', false],
      ['1270.0.0.1', false],
    ] as const)
      expect([address, await asked(ALONE, { host: 'localhost' }, address)]).toEqual([
        address,
        expect.objectContaining({ loopback }),
      ]);
  });
});

describe('a server behind a proxy', () => {
  const doors = doorsOf({ host: '127.0.0.1', lan: false, names: [], behindProxy: 'https://pain.example' }, null);
  const through = { host: 'pain.example', 'x-forwarded-proto': 'https', 'x-forwarded-for': '1.2.3.4, 203.0.113.9' };

  it('takes the proxy’s word for that very address, and the last address it names', async () => {
    const seen = { origin: 'https://pain.example', secure: true, loopback: false, address: '203.0.113.9' };
    expect(await asked(doors, through)).toEqual(seen);
    expect(await asked(doors, { ...through, host: 'localhost:8787', 'x-forwarded-host': 'pain.example' })).toEqual(
      seen,
    );
  });

  it('takes nobody else’s word, and holds nobody for its neighbour', async () => {
    expect(await asked(doors, { ...through, host: 'other.example' })).toBe(421);
    expect(await asked(doors, { ...through, 'x-forwarded-proto': 'http' })).toMatchObject({ secure: false });
    expect(await asked(doors, { host: 'localhost:8787' })).toMatchObject({ loopback: false, secure: false });
    expect(await asked(doors, { ...through, 'x-forwarded-for': '<script>' })).toMatchObject({ address: '127.0.0.1' });
  });
});

describe('the doors', () => {
  const options = { host: undefined, lan: false, names: [], behindProxy: undefined };
  it('open to other machines only where TLS is on the way', () => {
    expect(listeningHost(options)).toBe('127.0.0.1');
    expect(listeningHost({ ...options, lan: true })).toBe('0.0.0.0');
    expect(listeningHost({ ...options, host: '10.0.0.1', behindProxy: 'https://pain.example' })).toBe('10.0.0.1');
    expect(() => listeningHost({ ...options, host: '10.0.0.1' })).toThrow(/without TLS/);
    expect(() => listeningHost({ ...options, names: ['a.local'] })).toThrow('--name goes with --lan');
    expect(() => listeningHost({ ...options, lan: true, names: ['a b'] })).toThrow('--name must be a host name');
    expect(() => listeningHost({ ...options, lan: true, behindProxy: 'https://x' })).toThrow('choose one');
  });

  it('a proxy’s address is an origin and nothing more', () => {
    expect(proxyOrigin('https://pain.example:444/')).toBe('https://pain.example:444');
    for (const text of ['http://pain.example', 'pain.example', 'https://pain.example/x', 'https://u@pain.example', 'x'])
      expect(() => proxyOrigin(text)).toThrow('--behind-proxy must be an address');
  });

  it('in the local network each of the machine’s names is admitted', () => {
    const { names, tls } = doorsOf({ ...options, lan: true }, { dns: ['pc.local'], ip: ['10.0.0.9', 'fd00::5'] });
    expect([...names].sort()).toEqual(['10.0.0.9', '127.0.0.1', '[::1]', '[fd00::5]', 'localhost', 'pc.local']);
    expect(tls).toBe(true);
  });
});
