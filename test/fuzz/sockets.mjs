// What no HTTP library would send, written to the socket of the real server, which runs as a process of its own: request
// lines and headers that are none, lengths that lie, chunks that do not end, clients that go away in the middle.
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '#core/random.js';
import { client, served, signedIn } from '../durability/served-clinic.mjs';
import { faultOf, LATE_MS } from './judged-answer.mjs';
import { oddQuery } from './odd-query.mjs';
import { SHORT_TEXTS } from './odd-values.mjs';

const PATIENT = '{"resourceType":"Patient","name":[{"family":"Mustermann"}]}';
const LINES = [
  ...[
    'GET / HTTP/1.1',
    'GET /fhir/Patient HTTP/1.1',
    'POST /fhir/Patient HTTP/1.1',
    'GET /fhir/metadata HTTP/1.0',
    'GET /',
  ],
  ...[
    'TRACE /fhir/Patient HTTP/1.1',
    'CONNECT example.org:443 HTTP/1.1',
    'OPTIONS * HTTP/1.1',
    'HEAD /fhir/metadata HTTP/1.1',
  ],
  ...[
    'GET http://evil.example/fhir/Patient HTTP/1.1',
    'GET /fhir/%ff%fe HTTP/1.1',
    'GET /fhir/\xff HTTP/1.1',
    'GET  /  HTTP/1.1',
  ],
  ...[
    'PRI * HTTP/2.0',
    'get /fhir HTTP/1.1',
    'GET /fhir/Patient HTTP/9.9',
    '\x16\x03\x01',
    'GET /fhir\\Patient HTTP/1.1',
    'GET /fhir/Patient#x HTTP/1.1',
  ],
];
const HEADERS = [
  ...[
    'Content-Length: 10',
    'Content-Length: 10\r\nContent-Length: 20',
    'Content-Length: -1',
    'Content-Length: 99999999999',
    'Content-Length: x',
  ],
  ...[
    'Transfer-Encoding: chunked',
    'Transfer-Encoding: chunked\r\nContent-Length: 5',
    'Transfer-Encoding: gzip, chunked',
    'Expect: 100-continue',
    'Expect: x',
  ],
  ...[
    'Upgrade: websocket\r\nConnection: upgrade',
    'Connection: close',
    ': x',
    'X',
    'X:\x00',
    'X: \xff\xfe',
    'X : y',
    ' X: folded',
    'Accept: \x7f',
  ],
  ...[
    'Host: evil.example',
    'Host: a\r\nHost: b',
    `X: ${'y'.repeat(20_000)}`,
    `Cookie: ${'a=b; '.repeat(2_000)}`,
    'Content-Type: \xe9',
    'Content-Type: application/fhir+json',
  ],
];
const BODIES = [
  '',
  PATIENT,
  `${PATIENT.length.toString(16)}\r\n${PATIENT}\r\n0\r\n\r\n`,
  'ffffffff\r\nx',
  '5\r\nabc',
  '0\r\n\r\nGET /fhir HTTP/1.1\r\n\r\n',
  '\x00\xff',
  'x'.repeat(70_000),
];
const PARAMETERS = [
  { code: 'name', type: 'string' },
  { code: 'birthdate', type: 'date' },
];
/** A request may be left unfinished: then the server waits, and we go. */
const WAIT_MS = 400;

/** Asks so many odd things; the faults in words. */
export async function socketFaults(seed, count) {
  const data = mkdtempSync(join(tmpdir(), 'cluneal-fuzz-socket-'));
  const server = await served(data);
  const faults = [];
  try {
    const token = await signedIn(server.url);
    const { hostname, port, host } = new URL(server.url);
    const typed = { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' };
    for (let n = 0; n < count && faults.length < 10; n++) {
      const random = seededRandom(seed, `socket ${n}`);
      const { text, whole } = oddBytes(random, host, token);
      const answer = await written({ hostname, port: Number(port) }, Buffer.from(text, 'latin1'), random, whole);
      for (const status of answer.statuses)
        if (status >= 500 && status !== 505) faults.push(tell(n, `status ${status}`, text));
      const fault = judged(answer, text);
      if (fault) faults.push(tell(n, fault, text));
      if (server.child.exitCode !== null) return [...faults, tell(n, `the server ended: ${server.output}`, text)];
      if (n % 25 === 24) await well(server.url, typed, faults, n);
    }
    await well(server.url, typed, faults, count);
  } finally {
    server.child.kill('SIGTERM');
    await server.ended;
    rmSync(data, { recursive: true, force: true });
  }
  for (const fault of faults) console.error(`FAULT ${fault}`);
  console.log(`${count} requests over sockets: ${faults.length} faults`);
  return faults;
}

const tell = (n, fault, text) => `socket request ${n}: ${fault}\n  ${JSON.stringify(text.slice(0, 400))}`;

/** After all that the server answers as before, and in time. */
async function well(url, headers, faults, n) {
  const { ask, close } = client(url, null);
  for (const [method, path, body] of [
    ['GET', '/health'],
    ['GET', '/fhir/Patient?_count=1'],
    ['POST', '/fhir/Patient', PATIENT],
  ]) {
    const began = performance.now();
    const { status } = await ask(method, path, body, headers);
    const ms = performance.now() - began;
    if (status >= 300 || ms > LATE_MS)
      faults.push(`after socket request ${n}: ${method} ${path} answers ${status} in ${Math.round(ms)} ms`);
  }
  close();
}

function oddBytes(random, host, token) {
  const pick = (list) => list[Math.floor(random.uniform() * list.length)];
  const chance = (p) => random.uniform() < p;
  const line = chance(0.5)
    ? pick(LINES)
    : `${pick(['GET', 'POST', 'PUT', 'DELETE'])} /fhir/Patient${chance(0.5) ? `?${oddQuery(random, PARAMETERS, ['Patient'])}` : ''} HTTP/1.1`;
  const headers = [
    ...(chance(0.9) ? [`Host: ${host}`] : []),
    ...(chance(0.7) ? [`Authorization: Bearer ${token}`] : []),
    ...Array.from({ length: Math.floor(random.uniform() ** 2 * 5) }, () => pick(HEADERS)),
    ...(chance(0.02) ? Array.from({ length: 3_000 }, (_, i) => `X-${i}: y`) : []),
    ...(chance(0.1) ? [`X: ${pick(SHORT_TEXTS)}`] : []),
  ];
  const end = chance(0.95) ? '\r\n' : pick(['\n', '\r', '']);
  const body = pick(BODIES);
  const text = [line, ...headers, '', ''].join(end) + body;
  return {
    text,
    whole: end === '\r\n' && body === '' && headers.length <= 2 && /^(?!CONNECT).* HTTP\/1\.1$/.test(line),
  };
}

/** Writes in one to three pieces and reads until the connection ends or nothing more comes. */
function written(to, bytes, random, whole) {
  const began = performance.now();
  const cut = Math.floor(random.uniform() * bytes.length);
  const pieces = random.uniform() < 0.3 ? [bytes.subarray(0, cut), bytes.subarray(cut)] : [bytes];
  const leaves = random.uniform() < 0.1;
  return new Promise((resolve) => {
    const parts = [];
    let first = null;
    const socket = connect({ host: to.hostname, port: to.port });
    const done = () => {
      clearTimeout(timer);
      socket.destroy();
      const text = Buffer.concat(parts).toString('latin1');
      const statuses = [...text.matchAll(/(?:^|\r\n)HTTP\/1\.1 (\d{3})/g)].map((m) => Number(m[1]));
      resolve({ text, statuses, ms: first ?? performance.now() - began, expected: whole && !leaves });
    };
    const timer = setTimeout(done, whole ? LATE_MS * 3 : WAIT_MS);
    socket.on('data', (part) => {
      first ??= performance.now() - began;
      parts.push(part);
      timer.refresh();
      // An answer that has come whole needs no more waiting.
      if (whole && answeredWhole(Buffer.concat(parts).toString('latin1'))) done();
    });
    socket.on('error', done);
    socket.on('close', done);
    socket.on('connect', () => {
      for (const piece of pieces) socket.write(piece);
      if (leaves) setTimeout(() => socket.destroy(), random.uniform() * 20);
    });
  });
}

function answeredWhole(text) {
  const end = text.indexOf('\r\n\r\n');
  const length = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, end))?.[1];
  return end > 0 && (length === undefined ? /\r\n0\r\n\r\n$/.test(text) : text.length >= end + 4 + Number(length));
}

/** Node answers what is no HTTP with a bare status; whatever has a body is held to the rules of every answer. */
function judged({ text, ms, expected, statuses }, sent) {
  if (statuses.length === 0) return expected ? 'no answer' : null;
  const end = text.indexOf('\r\n\r\n');
  const [line, ...lines] = text.slice(0, end).split('\r\n');
  const headers = new Headers(lines.map((l) => [l.slice(0, l.indexOf(':')), l.slice(l.indexOf(':') + 1).trim()]));
  const status = Number(/ (\d{3})/.exec(line)?.[1]);
  const length = Number(headers.get('content-length') ?? Number.NaN);
  if (status === 100 || !Number.isFinite(length) || length === 0)
    return ms > LATE_MS ? `late: ${Math.round(ms)} ms` : null;
  const body = Buffer.from(text.slice(end + 4, end + 4 + length), 'latin1').toString();
  if (/^HEAD /.test(sent)) return null;
  return faultOf(
    { status, headers, text: body, ms },
    { method: 'GET', fhir: headers.get('content-type')?.includes('fhir') ?? false, sent: () => sent },
  );
}
