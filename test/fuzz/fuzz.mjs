// Requests nobody should send, a million of them: no answer of 5xx, no crash, none later than a second, nothing of the
// machine in an answer, every refusal an outcome. `--bodies 1000000 --seed 1`; to ten bodies come two of raw bytes, three
// queries and an odd address. A fault is kept in .cache/fuzz and told with its seed; `--replay FILE` asks it again.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '#core/random.js';
import { SERVED } from '#server/fhir-api/served-types.js';
import { builtParts } from '#server/operations/built-parts.js';
import { numberOption } from '../durability/options.mjs';
import { fuzzedApp, ROOT } from './fuzzed-app.mjs';
import { faultOf, LATE_MS } from './judged-answer.mjs';
import { requestMaker } from './odd-request.mjs';
import { seedResources } from './seeds.mjs';
import { socketFaults } from './sockets.mjs';

const bodies = numberOption('bodies', 12_500);
const seed = numberOption('seed', 1);
const at = process.argv.indexOf('--replay');
const replayed = at < 0 ? null : process.argv[at + 1];
/** A record is left for a fresh one after so many requests: what was kept must not slow the rest down. */
const ROUND = 50_000;
const TOGETHER = 4;
const MOST_TOLD = 20;
const KEPT = '.cache/fuzz';

const parts = await builtParts(ROOT);
/** Of each kind of fault how many there were; the first of a kind is kept. */
const faults = new Map();
const counts = new Map();
const count = (name) => counts.set(name, (counts.get(name) ?? 0) + 1);
/** Requests whose answers came late. */
const late = [];
let slowest = 0;

/** What of each sixteen requests is of which kind. */
const KINDS = [...Array(10).fill('body'), ...Array(2).fill('bytes'), ...Array(3).fill('query'), 'address'];
const total = Math.round(bodies * 1.6);
const began = performance.now();

process.on('unhandledRejection', (error) => {
  console.error('an error that nobody awaited:', error);
  process.exit(1);
});

async function round(first, last) {
  const app = await fuzzedApp(parts);
  const { resources, official, bundle } = seedResources(parts.knowledge, parts.codes, app.tokens.patient);
  if (first === 0) console.log(`seeds: ${official} official examples and ${resources.length - official} of our own`);
  const maker = requestMaker({
    seeds: resources,
    bundle,
    patient: app.tokens.patient,
    definitions: parts.definitions,
    served: SERVED,
  });
  for (let n = first; n < last; n += TOGETHER) {
    await Promise.all(
      Array.from({ length: Math.min(TOGETHER, last - n) }, (_, i) => {
        const random = seededRandom(seed, `request ${n + i}`);
        const kind = KINDS[(n + i) % KINDS.length];
        return judged(app, maker, kind, maker[kind](random), n + i);
      }),
    );
    await askedAgain(app);
    if (faults.size >= MOST_TOLD) break;
    if (n % 10_000 < TOGETHER && n > first) told(n);
  }
  await app.close();
}

/** Asks and judges; one that comes late waits to be asked again. */
async function judged(app, maker, kind, request, n) {
  const answer = await asked(app, request);
  if (!answer) return;
  count(`${kind} ${answer.status}`);
  slowest = Math.max(slowest, answer.ms);
  const fault = faultIn(answer, request);
  if (answer.status === 201 && kind === 'body') learn(maker, answer);
  if (fault?.startsWith('late')) late.push({ n, kind, request });
  else if (fault) keep({ n, kind, fault, request, answer }, app.failures);
}

/** What came late is asked by itself, a moment later: the machine may have been busy with something else. */
async function askedAgain(app) {
  for (const { n, kind, request } of late.splice(0)) {
    let answer;
    let fault = 'late';
    for (let again = 0; again < 3 && fault?.startsWith('late'); again++) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      answer = await asked(app, request);
      fault = faultIn(answer, request);
    }
    if (fault) keep({ n, kind, fault, request, answer }, app.failures);
  }
}

function faultIn(answer, { method, path, headers, body }) {
  const plain = (text) => {
    try {
      return decodeURIComponent(text.replaceAll('+', ' '));
    } catch {
      return text;
    }
  };
  const sent = () => {
    const text = body === null ? '' : body.toString();
    const unescaped = text.replace(/\\u([0-9a-f]{4})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
    return [path, plain(path), text, plain(text), unescaped, JSON.stringify(headers)].join('\n');
  };
  return faultOf(answer, {
    method: method.toUpperCase(),
    fhir: /^\/fhir(?:\/|$)/.test(new URL(`http://localhost${path}`).pathname),
    sent,
  });
}

async function asked(app, { who, method, path, headers, body }) {
  const token = app.tokens.byRole[who];
  const all = { ...(token && !headers.authorization ? { authorization: `Bearer ${token}` } : {}), ...headers };
  try {
    new Request(`http://localhost${path}`, { method, headers: all });
  } catch {
    // The platform's client sends no such thing; the sockets do.
    count('not sent');
    return null;
  }
  return app.ask(method, path, { headers: all, body });
}

function learn(maker, { text }) {
  try {
    const made = JSON.parse(text);
    if (typeof made.id === 'string') maker.learn(made);
  } catch {
    // An answer without a body has no id.
  }
}

/** Keeps the first of a kind of fault, with what the server has logged of its own mistakes. */
function keep({ n, kind, fault, request, answer }, failures) {
  const name = `${fault} (${answer.status})`;
  const logged = failures.splice(0).map((line) => `${line.error ?? line.note} ${(line.where ?? []).join(' < ')}`);
  faults.set(name, (faults.get(name) ?? 0) + 1);
  if (faults.get(name) > 1) return;
  mkdirSync(KEPT, { recursive: true });
  const file = join(KEPT, `seed-${seed}-request-${n}.json`);
  const body = request.body === null ? null : Buffer.from(request.body).toString('base64');
  const shown = { status: answer.status, text: answer.text.slice(0, 2_000) };
  writeFileSync(
    file,
    JSON.stringify({ n, kind, fault, logged, request: { ...request, body }, answer: shown }, null, 1),
  );
  const { who, method, path } = request;
  console.error(
    [
      `FAULT ${fault}`,
      `${who}: ${method} ${path.slice(0, 300)}`,
      ...logged,
      `seed ${seed}, request ${n}, kept in ${file}`,
    ].join('\n  '),
  );
}

function told(n) {
  const seconds = (performance.now() - began) / 1000;
  console.log(
    `${n} requests, ${Math.round(n / seconds)}/s, slowest ${Math.round(slowest)} ms, kinds of faults ${faults.size}`,
  );
}

async function replay(file) {
  const { request } = JSON.parse(readFileSync(file, 'utf8'));
  const app = await fuzzedApp(parts);
  const again = { ...request, body: request.body === null ? null : Buffer.from(request.body, 'base64') };
  const answer = await asked(app, again);
  console.log(answer.status, `${Math.round(answer.ms)} ms`, answer.text.slice(0, 2_000));
  console.log(faultIn(answer, again) ?? 'nothing wrong', app.failures);
  await app.close();
}

if (replayed !== null) await replay(replayed);
else {
  for (let n = 0; n < total && faults.size < MOST_TOLD; n += ROUND) await round(n, Math.min(total, n + ROUND));
  for (const fault of await socketFaults(seed, Math.min(5_000, Math.max(200, Math.round(bodies / 100)))))
    faults.set(fault, 1);
  told(total);
  const byStatus = [...counts].sort().map(([name, number]) => `${name}: ${number}`);
  console.log(byStatus.join(', '));
  for (const [fault, number] of faults) console.log(`${number} times: ${fault}`);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(
    `${total} requests with seed ${seed} in ${seconds} s: ${faults.size} kinds of faults; slowest answer ${Math.round(slowest)} ms, the limit is ${LATE_MS} ms when nothing else runs`,
  );
  process.exitCode = faults.size === 0 ? 0 : 1;
}
