// The real server as a process of its own, over a data folder, with a clinic set up in it: what crash, load and backup
// tests write to.
import { spawn } from 'node:child_process';
import { Agent, request } from 'node:http';

export const OWNER = { login: 'owner', password: 'a long sentence for tests' };
const SETUP = {
  choice: 'clinic',
  clinicName: 'Test clinic',
  siteName: 'Main',
  teamName: 'Pain',
  owner: { name: 'Test Owner', ...OWNER, treatsAs: 'physician' },
};
const START_MS = 30_000;

/** One connection pool for a run; `post` and the like resolve to `{ status, headers, body }`, or reject when cut off. */
export function client(url, token, { sockets = 64 } = {}) {
  const agent = new Agent({ keepAlive: true, maxSockets: sockets });
  const ask = (method, path, body, headers = {}) =>
    new Promise((resolve, reject) => {
      const text = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body);
      const sent = request(
        new URL(path, url),
        {
          agent,
          method,
          headers: {
            ...(text === null
              ? {}
              : { 'content-type': 'application/fhir+json', 'content-length': Buffer.byteLength(text) }),
            ...(token ? { authorization: `Bearer ${token}` } : {}),
            ...headers,
          },
        },
        (response) => {
          const parts = [];
          response.on('data', (part) => parts.push(part));
          response.on('error', reject);
          response.on('end', () =>
            response.complete
              ? resolve({
                  status: response.statusCode,
                  headers: response.headers,
                  body: Buffer.concat(parts).toString(),
                })
              : reject(new Error('cut off')),
          );
        },
      );
      sent.on('error', reject);
      sent.end(text ?? undefined);
    });
  return {
    ask,
    get: (path, headers) => ask('GET', path, undefined, headers),
    post: (path, body, headers) => ask('POST', path, body, headers),
    put: (path, body, headers) => ask('PUT', path, body, headers),
    delete: (path, headers) => ask('DELETE', path, undefined, headers),
    close: () => agent.destroy(),
  };
}

/** Starts the server; resolves when it listens. `output` grows while it runs. */
export function served(data, { words = [], environment = {}, port = 0 } = {}) {
  const child = spawn(
    process.execPath,
    ['bin/cluneal.mjs', 'serve', '--data', data, '--clinic', '--port', String(port), '--no-backup', '--json', ...words],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } },
  );
  const running = { child, output: '', url: '', ended: null };
  running.ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve({ code, signal })));
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`the server did not start in ${START_MS} ms: ${running.output}`));
    }, START_MS);
    running.ended.then(({ code }) => {
      clearTimeout(late);
      reject(new Error(`the server ended with ${code}: ${running.output}`));
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data) => {
        running.output = (running.output + data).slice(-20_000);
        const url = /"url":"([^"]+)"/.exec(running.output)?.[1];
        if (!url || running.url) return;
        running.url = url;
        clearTimeout(late);
        resolve(running);
      });
  });
}

/** Makes the clinic and its owner where there is none, and signs the owner in as a physician. @returns the token. */
export async function signedIn(url) {
  const { post, get, close } = client(url, null);
  const json = { 'content-type': 'application/json', origin: new URL(url).origin };
  const state = JSON.parse((await get('/account/state')).body);
  if (!state.populated) {
    const made = await post('/account/setup', SETUP, json);
    if (made.status >= 300) throw new Error(`set-up: ${made.status} ${made.body}`);
  }
  const signed = await post('/account/sign-in', { ...OWNER, token: true }, json);
  if (signed.status >= 300) throw new Error(`sign-in: ${signed.status} ${signed.body}`);
  const { token } = JSON.parse(signed.body);
  const acting = await post('/account/role', { role: 'physician' }, { ...json, authorization: `Bearer ${token}` });
  if (acting.status >= 300) throw new Error(`role: ${acting.status} ${acting.body}`);
  close();
  return JSON.parse(acting.body).token ?? token;
}
