import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brokenAnswer } from './broken-request.js';
import { limitedServer, listening, stopped } from './listening.js';

const server = limitedServer((_, response) => response.end('well'), null);
let port = 0;
beforeAll(async () => {
  port = await listening(server, '127.0.0.1', 0);
  expect((server.address() as AddressInfo).port).toBe(port);
});
afterAll(() => stopped(server, 100));

/** All that comes back for these bytes until the server closes. */
const answerTo = (bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let told = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.setEncoding('utf8');
    socket.on('data', (text) => {
      told += text;
    });
    socket.on('close', () => resolve(told));
    socket.on('error', reject);
  });

function read(answer: string): { readonly head: string; readonly body: string; readonly outcome: () => unknown } {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  return { head, body, outcome: () => JSON.parse(body) };
}

describe('a request that never becomes one is answered in words', () => {
  it.each([
    ['headers without end', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(17 * 1024)}\r\n\r\n`, '431', 'too-long'],
    ['an address without end', `GET /${'y'.repeat(17 * 1024)} HTTP/1.1\r\nHost: x\r\n\r\n`, '431', 'too-long'],
    ['what is no HTTP', 'hello\r\n\r\n', '400', 'invalid'],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', '400', 'invalid'],
  ])('%s', async (_, bytes, status, code) => {
    const { head, body, outcome } = read(await answerTo(bytes));
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(head).toContain('content-type: application/fhir+json');
    expect(head).toContain(`content-length: ${Buffer.byteLength(body)}`);
    expect(outcome()).toMatchObject({
      ...{ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code, diagnostics: expect.any(String) }] },
    });
  });

  it('and one that is too slow', () => {
    const { head, outcome } = read(brokenAnswer('ERR_HTTP_REQUEST_TIMEOUT', 1));
    expect(head).toMatch(/^HTTP\/1\.1 408 Request Timeout/);
    expect(outcome()).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ code: 'timeout' }] });
  });

  it('says nothing of what was sent', async () => {
    expect(await answerTo('secret-word\r\n\r\n')).not.toContain('secret-word');
  });
});

it('another request is answered as ever', async () => {
  expect(await answerTo('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toContain('200 OK');
});
