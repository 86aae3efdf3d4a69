// The server in the clinic's own network: a tablet takes the certificate from the plain page, and from then on everything
// goes over TLS.
import { createHash, X509Certificate } from 'node:crypto';
import { type IncomingMessage, request as plain } from 'node:http';
import { request } from 'node:https';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, served } from './running-server.js';
import { temporary } from './temporary.js';

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

let server: RunningServer;
let trust: { readonly page: string; readonly address: string; readonly fingerprint: string };
let certificate: X509Certificate;
const data = join(temporary('lan'), 'data');

const read = (resolve: (answer: Answer) => void) => (response: IncomingMessage) => {
  const parts: Buffer[] = [];
  response.on('data', (part: Buffer) => parts.push(part));
  response.on('end', () =>
    resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(parts) }),
  );
};
/** The page of the certificate, over plain HTTP. */
const open = (path: string, method = 'GET') =>
  new Promise<Answer>((resolve, reject) =>
    plain({ host: '127.0.0.1', port: new URL(trust.page).port, path, method }, read(resolve))
      .on('error', reject)
      .end(),
  );
/** The server, over TLS; `ca` is what the tablet trusts. */
const ask = (path: string, { ca, ...more }: { ca?: string; host?: string; method?: string; body?: string }) =>
  new Promise<Answer>((resolve, reject) => {
    const { port } = new URL(server.url);
    const headers = {
      host: more.host ?? `127.0.0.1:${port}`,
      origin: `https://${more.host ?? `127.0.0.1:${port}`}`,
      ...(more.body ? { 'content-type': 'application/json' } : {}),
    };
    const { method = 'GET' } = more;
    const tls = { ...(ca ? { ca } : {}), ...(more.host ? { servername: 'localhost' } : {}) };
    request({ host: '127.0.0.1', port, path, method, headers, ...tls, agent: false }, read(resolve))
      .on('error', reject)
      .end(more.body);
  });

beforeAll(async () => {
  server = await served(['--data', data, '--clinic', '--lan', '--trust-port', '0', '--name', 'pain.local']);
  trust = server.told.trust as typeof trust;
  certificate = new X509Certificate((await open('/trust/certificate')).body);
}, 60_000);
afterAll(async () => {
  await server.stop();
});

describe('a tablet', () => {
  it('reads on the plain page how to trust the machine, and can compare the fingerprint', async () => {
    const page = await open('/');
    const text = page.body.toString();
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    for (const part of ['iPad and iPhone', 'Android', 'Windows', 'Mac', trust.fingerprint, trust.address, '<svg'])
      expect([part, text.includes(part)]).toEqual([part, true]);
    expect(trust.address).toBe(server.url);
    expect(server.url).toMatch(/^https:\/\/pain\.local:\d+\/$/);
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; base-uri/);
    expect(text).not.toMatch(/<script| style=| on\w+=/);
  });

  it('gets the authority whose fingerprint the terminal shows', async () => {
    const { headers, body } = await open('/trust/certificate');
    expect(headers['content-type']).toBe('application/x-x509-ca-cert');
    const hex = createHash('sha256').update(body).digest('hex').toUpperCase();
    expect(hex.match(/../g)!.join(':')).toBe(trust.fingerprint);
    expect([certificate.ca, certificate.subject]).toEqual([true, expect.stringContaining('Cluneal of')]);
  });

  it('finds nothing else there', async () => {
    for (const path of ['/fhir/metadata', '/account/state', '/health', '/index.html', '/trust/../state.json'])
      expect([path, (await open(path)).status]).toEqual([path, 404]);
    expect((await open('/', 'POST')).status).toBe(405);
  });

  it('that trusts the authority reaches the server, and one that does not is warned', async () => {
    const ca = certificate.toString();
    expect(JSON.parse((await ask('/health', { ca })).body.toString())).toMatchObject({ status: 'alive' });
    expect((await ask('/', { ca })).body.toString()).toContain('<!doctype html>');
    expect((await ask('/trust', { ca })).body.toString()).toContain(trust.fingerprint);
    await expect(ask('/health', {})).rejects.toThrow(/self-signed|unable to/);
  });

  it('gets a session cookie that goes over TLS only', async () => {
    const ca = certificate.toString();
    const body = JSON.stringify({
      ...{ choice: 'clinic', clinicName: 'Test clinic', siteName: 'Main', teamName: 'Pain' },
      owner: { name: 'Owner', login: 'owner', password: 'a long sentence for tests', treatsAs: 'physician' },
    });
    const made = await ask('/account/setup', { ca, method: 'POST', body });
    expect(made.status).toBe(200);
    expect(String(made.headers['set-cookie'])).toMatch(/; Secure/i);
    expect(server.told.setupCode).toMatch(/^[A-Z2-9]{10}$/);
  });

  it('that was led here under a strange name is sent away', async () => {
    const ca = certificate.toString();
    expect((await ask('/health', { ca, host: 'evil.example' })).status).toBe(421);
    expect((await ask('/health', { ca, host: 'pain.local:8787' })).status).toBe(200);
  });
});
