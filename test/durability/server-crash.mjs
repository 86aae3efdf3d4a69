// The real server is killed in the middle of writes that come over HTTP, again and again on the same record: nothing it
// answered with 2xx may be missing, the chain is whole, and whoever was signed in still is. `--kills 50` (short) or 1000.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '#core/random.js';
import { sha256 } from '#server/store/audit-chain.js';
import { checkedRecord } from './checked-record.mjs';
import { numberOption } from './options.mjs';
import { client, served, signedIn } from './served-clinic.mjs';

const kills = numberOption('kills', 50);
const random = seededRandom(numberOption('seed', 1), 'server crash');
/** A new record after this many kills: checking grows with what is in it. */
const KILLS_OF_A_RECORD = 25;
const CLIENTS = 16;
/** Records that are killed at the same time. */
const LANES = 2;
const totals = { acknowledged: 0, lost: 0, faults: [], signedOut: 0 };
const started = performance.now();

const patient = (n) => ({ resourceType: 'Patient', name: [{ family: `Family ${n}`, given: ['A'] }], active: true });
const observation = (of, n) => ({
  resourceType: 'Observation',
  status: 'final',
  category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'exam' }] }],
  code: { coding: [{ system: 'http://loinc.org', code: '72514-3' }], text: 'pain '.repeat(1 + (n % 60)).trim() },
  subject: { reference: `Patient/${of}` },
  valueQuantity: { value: n % 11, unit: '{score}' },
});

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Writes until the server is gone; each 2xx answer becomes a line `type id version sha256`. */
async function writer(http, acks, first) {
  const told = ({ type, id, version, text }) => acks.push(`${type} ${id} ${version} ${sha256(text)}`);
  const of = (body) => {
    const { resourceType, id, meta } = JSON.parse(body);
    return { type: resourceType, id, version: meta.versionId, text: body };
  };
  const held = (answer, what) => {
    if (answer.status >= 300) throw new Error(`${what}: ${answer.status} ${answer.body.slice(0, 400)}`);
    return answer;
  };
  for (let n = first; ; n += CLIENTS) {
    const made = of(held(await http.post('/fhir/Patient', patient(n)), 'create').body);
    told(made);
    const entry = [0, 1, 2].map((i) => ({
      resource: observation(made.id, n + i),
      request: { method: 'POST', url: 'Observation' },
    }));
    const bundle = held(
      await http.post('/fhir', { resourceType: 'Bundle', type: 'transaction', entry }),
      'transaction',
    );
    let last = '';
    for (const { response } of JSON.parse(bundle.body).entry) {
      const [, id, version] = /Observation\/([^/]+)\/_history\/(\d+)/.exec(response.location);
      acks.push(`Observation ${id} ${version}`);
      last = id;
    }
    const updated = held(
      await http.put(`/fhir/Patient/${made.id}`, { ...patient(-n), id: made.id }, { 'if-match': 'W/"1"' }),
      'update',
    );
    told(of(updated.body));
    if (n % 5 === 0) {
      held(await http.delete(`/fhir/Observation/${last}`, { 'if-match': 'W/"1"' }), 'delete');
      acks.push(`Observation ${last} 2`);
    }
  }
}

/** One life of the server: writing, then SIGKILL. */
async function life(data, token, acks, n) {
  const running = await served(data);
  token ??= await signedIn(running.url);
  const http = client(running.url, token);
  if ((await http.get('/account/state')).body.includes('"session":null')) totals.signedOut++;
  let killed = false;
  const writers = Array.from({ length: CLIENTS }, (_, i) =>
    writer(http, acks, n * 1_000_000 + i).catch((error) => {
      if (!killed) throw error;
    }),
  );
  // The first writes are slow: expressions are parsed and code is compiled. Whoever kills waits for them.
  const busy = acks.length + CLIENTS;
  const moment = 60 + 250 * random.uniform();
  const killing = async () => {
    while (acks.length < busy) await pause(5);
    await pause(moment);
  };
  await Promise.race([killing(), ...writers]);
  killed = true;
  running.child.kill('SIGKILL');
  await Promise.all(writers);
  await running.ended.catch(() => {});
  http.close();
  return token;
}

/** One record, killed and opened again so many times. */
async function recordKilled(times) {
  const data = mkdtempSync(join(tmpdir(), 'cluneal-crash-'));
  const acks = [];
  let token;
  for (let i = 0; i < times; i++) {
    token = await life(data, token, acks, i);
    // The next start checks the file and the head; the whole check is made now and then, and at the end.
    const last = i === times - 1;
    if (!last && i % 8 !== 7) continue;
    const { faults, lost } = await checkedRecord(join(data, 'clinic', 'record.db'), acks);
    totals.faults.push(...faults);
    if (last) {
      totals.acknowledged += acks.length;
      totals.lost += lost;
    }
    if (lost + faults.length > 0) console.log(`kill ${i} of a record: ${lost} lost ${faults.slice(0, 3).join('; ')}`);
  }
  rmSync(data, { recursive: true });
}

const records = Array.from({ length: Math.ceil(kills / KILLS_OF_A_RECORD) }, (_, i) =>
  Math.min(KILLS_OF_A_RECORD, kills - i * KILLS_OF_A_RECORD),
);
await Promise.all(
  Array.from({ length: LANES }, async () => {
    for (let times = records.pop(); times !== undefined; times = records.pop()) await recordKilled(times);
  }),
);
const seconds = ((performance.now() - started) / 1000).toFixed(0);
console.log(
  `${kills} kills of the server, ${totals.acknowledged} acknowledged writes, ${totals.lost} lost, ${totals.faults.length} faults, ` +
    `${totals.signedOut} sessions lost, ${seconds} s`,
);
process.exit(totals.lost + totals.faults.length + totals.signedOut === 0 && totals.acknowledged > 0 ? 0 : 1);
