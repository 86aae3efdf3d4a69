import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type LoadLimits, loadGate } from './load-shedding.js';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server that answers when told to. */
async function gated(limits: LoadLimits) {
  const waiting: (() => void)[] = [];
  const gate = loadGate(limits, (run, ms) => void setTimeout(run, ms));
  const server = createServer((request, response) => {
    if (!gate.admit(request, response)) return;
    if (request.url === '/health') response.end('alive');
    else waiting.push(() => response.end('answered'));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const ask = (path = '/'): Promise<{ status: number; headers: IncomingMessage['headers']; body: string }> =>
    new Promise((resolve, reject) => {
      get({ host: '127.0.0.1', port, path, agent: false }, (response) => {
        let body = '';
        response.on('data', (part) => {
          body += part;
        });
        response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body }));
      }).on('error', reject);
    });
  const until = async (many: number) => {
    while (waiting.length < many) await new Promise((resolve) => setTimeout(resolve, 2));
  };
  return { ask, gate, until, answerAll: () => waiting.splice(0).forEach((answer) => void answer()) };
}

const limits: LoadLimits = { most: 2, mostRefusing: 1, retryAfter: 3, pause: 20 };

describe('more requests than can be answered', () => {
  it('are refused with 429, a Retry-After and an OperationOutcome, while those taken are answered', async () => {
    const { ask, until, answerAll } = await gated(limits);
    const taken = [ask(), ask()];
    await until(2);
    const refused = await ask();
    expect(refused.status).toBe(429);
    expect(refused.headers['retry-after']).toBe('3');
    expect(JSON.parse(refused.body)).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: [{ code: 'throttled' }],
    });
    answerAll();
    expect((await Promise.all(taken)).map((answer) => answer.status)).toEqual([200, 200]);
  });

  it('make room again as answers end, and as clients go away', async () => {
    const { ask, gate, until, answerAll } = await gated(limits);
    for (let round = 0; round < 3; round++) {
      const taken = [ask(), ask()];
      await until(2);
      answerAll();
      await Promise.all(taken);
    }
    while (gate.running() > 0) await new Promise((resolve) => setTimeout(resolve, 2));
    expect(gate.running()).toBe(0);
  });

  it('lose their connection when even the refusals pile up', async () => {
    const { ask, until } = await gated({ ...limits, pause: 200 });
    for (const taken of [ask(), ask()]) taken.catch(() => {});
    await until(2);
    const answers = await Promise.allSettled([ask(), ask(), ask()]);
    expect(answers.some((answer) => answer.status === 'fulfilled' && answer.value.status === 429)).toBe(true);
    expect(answers.some((answer) => answer.status === 'rejected')).toBe(true);
  });

  it('never shut out whoever asks for health', async () => {
    const { ask, until } = await gated(limits);
    for (const taken of [ask(), ask()]) taken.catch(() => {});
    await until(2);
    expect((await ask('/health')).body).toBe('alive');
  });
});
