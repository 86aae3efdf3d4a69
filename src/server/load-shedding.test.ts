import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
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
async function gated(limits: LoadLimits, behind: () => boolean = () => false) {
  const waiting: (() => void)[] = [];
  const gate = loadGate(limits, {
    elapsed: () => performance.now(),
    later: (run, ms) => void setTimeout(run, ms),
    afterTurn: (run) => void setImmediate(run),
    behind,
  });
  const server = createServer((request, response) => {
    if (!gate.admit(request, response)) return;
    if (request.url === '/health') response.end('alive');
    else if (request.url === '/slow') {
      const until = performance.now() + 5;
      while (performance.now() < until);
      response.end('answered');
    } else waiting.push(() => response.end('answered'));
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
  const connected = (): Promise<Socket> =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(socket));
    });
  const until = async (many: number) => {
    while (waiting.length < many) await new Promise((resolve) => setTimeout(resolve, 2));
  };
  return { ask, connected, gate, until, answerAll: () => waiting.splice(0).forEach((answer) => void answer()) };
}

const limits: LoadLimits = { most: 2, turn: { most: 100, ms: 1000 }, mostRefusing: 1, retryAfter: 3, pause: 20 };

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

  it('are noticed although each is answered in its turn: a turn that lasts too long takes no more', async () => {
    const { ask, connected } = await gated({ ...limits, most: 1000, mostRefusing: 1000, turn: { most: 3, ms: 10 } });
    const sockets = await Promise.all(Array.from({ length: 60 }, connected));
    // Accepted at the server too.
    await ask('/health');
    const statuses = await Promise.all(
      sockets.map(
        (socket) =>
          new Promise<number>((resolve) => {
            socket.once('data', (head) => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(String(head))?.[1])));
            socket.write('GET /slow HTTP/1.1\r\nhost: x\r\n\r\n');
          }),
      ),
    );
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(3);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0);
    expect((await ask('/slow')).status).toBe(200);
  });

  it('are not let in while the log is behind with what was shown before', async () => {
    let behind = true;
    const { ask, until, answerAll } = await gated(limits, () => behind);
    expect((await ask()).status).toBe(429);
    expect((await ask('/health')).status).toBe(200);
    behind = false;
    const taken = ask();
    await until(1);
    answerAll();
    expect((await taken).status).toBe(200);
  });

  it('never shut out whoever asks for health', async () => {
    const { ask, until } = await gated(limits);
    for (const taken of [ask(), ask()]) taken.catch(() => {});
    await until(2);
    expect((await ask('/health')).body).toBe('alive');
  });
});
