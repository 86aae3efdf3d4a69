// The certificate of a clinic's machine: a tablet that trusts the clinic's authority reaches it, and trusts nobody else by it.
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Certificates, certificatesIn } from '#server/operations/lan/certificates.js';
import { isHostName, lanNames, shownName } from '#server/operations/lan/lan-names.js';
import { isPermitted, permittedIn, permittedNames } from '#server/operations/lan/name-constraints.js';
import { serverWorld } from './server-world.js';
import { temporary } from './temporary.js';

const DAY = 86_400_000;
const names = { dns: ['clinic-pc.local'], ip: ['192.168.1.20', 'fd00::5'] };
let folder: string;
let made: Certificates;
const world = serverWorld();
beforeAll(async () => {
  folder = temporary('tls');
  // The handshake asks the real clock.
  world.clock = Date.now();
  made = await certificatesIn(folder, names, world);
});

/** A TLS handshake by the name, with nothing trusted but the clinic's authority. */
async function handshake(certificates: Pick<Certificates, 'certificate' | 'key'>, servername: string): Promise<string> {
  const server = createServer({ cert: certificates.certificate, key: certificates.key });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const ca = readFileSync(join(folder, 'ca.pem'), 'utf8');
  const said = await new Promise<string>((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', servername, ca }, () => resolve('trusted'));
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    socket.on('secureConnect', () => socket.end());
  });
  server.close();
  return said;
}

describe('the certificate', () => {
  it('is trusted by whoever trusts the authority, under each of the machine’s names and under no other', async () => {
    expect(await handshake(made, 'clinic-pc.local')).toBe('trusted');
    expect(await handshake(made, 'localhost')).toBe('trusted');
    expect(await handshake(made, 'bank.example')).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    const leaf = new X509Certificate(made.certificate);
    for (const ip of ['192.168.1.20', 'fd00::5', '127.0.0.1']) expect([ip, leaf.checkIP(ip)]).toEqual([ip, ip]);
  });

  it('holds at most 397 days; its key and the authority’s are for their owner only', () => {
    const leaf = new X509Certificate(made.certificate);
    expect((Date.parse(leaf.validTo) - Date.parse(leaf.validFrom)) / DAY).toBeLessThanOrEqual(397);
    for (const name of ['ca.key', 'leaf.key']) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  });

  it('stays while it is good, and is made anew under the same authority before it ends or when a name is added', async () => {
    world.clock += 300 * DAY;
    const later = await certificatesIn(folder, names, world);
    expect([later.renewed, later.certificate]).toEqual([false, made.certificate]);
    const more = await certificatesIn(folder, { ...names, ip: ['192.168.1.21'] }, world);
    expect([more.renewed, more.fingerprint]).toEqual([true, made.fingerprint]);
    world.clock += 366 * DAY;
    const renewed = await certificatesIn(folder, { ...names, ip: ['192.168.1.21'] }, world);
    expect([renewed.renewed, renewed.fingerprint]).toEqual([true, made.fingerprint]);
    expect(renewed.until - world.clock).toBeGreaterThan(390 * DAY);
  });

  it('leaves out a name that its authority was not made for, and says so', async () => {
    const other = await certificatesIn(folder, { ...names, dns: ['clinic-pc.local', 'pain.example.org'] }, world);
    expect(other.leftOut).toEqual(['pain.example.org']);
    expect(other.certificate).not.toContain('pain.example.org');
  });

  it('half an authority is refused in words', async () => {
    const half = temporary('tls');
    await certificatesIn(half, names, world);
    rmSync(join(half, 'ca.key'));
    await expect(certificatesIn(half, names, world)).rejects.toThrow(/a part of the certificate authority only/);
  });
});

describe('the authority', () => {
  it('may speak for the local network and for the names it was made with, and for nobody else', () => {
    const permitted = permittedNames(['pain.example.org'], ['203.0.113.9']);
    expect(permittedIn(new Uint8Array(0))).toEqual({ dns: [], blocks: [] });
    for (const name of ['clinic-pc.local', 'pain.example.org', 'x.pain.example.org', '10.255.1.1', '172.31.0.1'])
      expect([name, isPermitted(permitted, name)]).toEqual([name, true]);
    for (const name of ['203.0.113.9', 'fd12::1', 'fe80::1', '::1', '192.168.255.255'])
      expect([name, isPermitted(permitted, name)]).toEqual([name, true]);
    for (const name of [
      'bank.example',
      'example.org',
      'evillocal',
      '172.32.0.1',
      '8.8.8.8',
      '203.0.113.10',
      '2001:db8::1',
    ])
      expect([name, isPermitted(permitted, name)]).toEqual([name, false]);
  });

  it.skipIf(!existsSync('/usr/bin/openssl'))('is understood by OpenSSL, which refuses what it may not sign', () => {
    const text = execFileSync('openssl', ['x509', '-in', join(folder, 'ca.pem'), '-noout', '-text'], {
      encoding: 'utf8',
    });
    expect(text).toMatch(/X509v3 Name Constraints: critical\s+Permitted:\s+DNS:local\s/);
    expect(text).toContain('IP:192.168.0.0/255.255.0.0');
    const run = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe', encoding: 'utf8' });
    const verified = (leaf: string) => {
      try {
        return run('verify', '-CAfile', 'ca.pem', leaf);
      } catch (error) {
        return String((error as { stderr: string }).stderr);
      }
    };
    writeFileSync(join(folder, 'first.pem'), new X509Certificate(made.certificate).toString());
    expect(run('verify', '-no_check_time', '-CAfile', 'ca.pem', 'first.pem')).toContain('OK');
    writeFileSync(join(folder, 'ext'), 'subjectAltName=DNS:bank.example\n');
    run(
      'req',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-keyout',
      'b.key',
      '-out',
      'b.csr',
      '-subj',
      '/CN=bank.example',
    );
    run(
      'x509',
      '-req',
      '-in',
      'b.csr',
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-extfile',
      'ext',
      '-out',
      'b.pem',
      '-days',
      '10',
    );
    expect(verified('b.pem')).toContain('permitted subtree violation');
  });
});

describe('the machine’s names', () => {
  it('are its own, its addresses that lead anywhere, and those that were given, first', () => {
    const found = lanNames(
      'Clinic-PC.example.org',
      {
        lo: [{ address: '127.0.0.1', internal: true }],
        eth0: [
          { address: 'fe80::1', internal: false },
          { address: 'fd00::5', internal: false },
          { address: '192.168.1.20', internal: false },
        ],
      },
      ['Pain.local', '10.0.0.9'],
    );
    expect(found).toEqual({
      dns: ['pain.local', 'clinic-pc.local', 'clinic-pc.example.org'],
      ip: ['10.0.0.9', '192.168.1.20', 'fd00::5'],
    });
    expect(shownName(found, ['Pain.local'])).toBe('pain.local');
    expect(shownName(found, [])).toBe('10.0.0.9');
    expect(['a b', 'x_y.z', '-a', '', 'a..b'].map(isHostName)).toEqual([false, false, false, false, false]);
  });
});
