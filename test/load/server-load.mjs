// The served record under load, generator and server on this machine: 70 % reads by id, 20 % searches, 10 % durable
// creates, all authorised and audited, by physicians of several care teams. First at a fixed rate (latency counted from
// when a request was due, so a slow server cannot hide behind a waiting client), then as fast as it goes, then with ten
// times the clients. `--patients 1000 --seconds 30 --rate 1020`; `--ci` for the short form;
// `--keep FOLDER` fills the folder once and uses it again (for 8 hours: then the sessions end).
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '#core/random.js';
import { sql } from '#server/store/sql/fragment.js';
import { sqliteConnection } from '#server/store/sqlite/sqlite-connection.js';
import { numberOption } from '../durability/options.mjs';
import { client, OWNER, served, signedIn } from '../durability/served-clinic.mjs';
import { EACH, filledRecord, observation } from './filled-record.mjs';
import { rawClient } from './raw-client.mjs';

const ci = process.argv.includes('--ci');
const patients = numberOption('patients', ci ? 100 : 1000);
const seconds = numberOption('seconds', ci ? 6 : 30);
/** How long as many as can ask: a few seconds alone would tell more of the neighbours than of the server. */
const crowded = Math.max(8, seconds / 2);
const rate = numberOption('rate', ci ? 340 : 1020);
/** The bars; in CI, on whatever machine, times are held to three times theirs. */
const BAR = { rate: 1000, p99: ci ? 150 : 50, goodput: 0.8 };
const TEAMS = Math.min(20, Math.max(2, Math.floor(patients / 50)));
const CLIENTS = 32;
const random = seededRandom(7, 'server load');
const pick = (n) => Math.floor(random.uniform() * n);
const json = (url) => ({ 'content-type': 'application/json', origin: new URL(url).origin });

/** Care teams with a physician each. @returns their tokens and ids, in the same order. */
async function teamsOf(url) {
  const owner = client(url, null);
  const headers = json(url);
  const made = JSON.parse((await owner.post('/account/sign-in', { ...OWNER, token: true }, headers)).body);
  const as = { ...headers, authorization: `Bearer ${made.token}` };
  const acting = await owner.post('/account/role', { role: 'operator' }, as);
  as.authorization = `Bearer ${JSON.parse(acting.body).token ?? made.token}`;
  const ok = async (path, body, how = as) => {
    const answer = await owner.post(path, body, how);
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.body}`);
    return JSON.parse(answer.body);
  };
  const { sites } = JSON.parse((await owner.get('/account/people', as)).body);
  const teams = [];
  for (let n = 0; n < TEAMS; n++) {
    await ok('/account/teams', { name: `Team ${n}` });
    const known = JSON.parse((await owner.get('/account/people', as)).body).teams;
    const team = known.find((t) => t.name === `Team ${n}`).id;
    const grants = [{ role: 'physician', sites: [sites[0].id], teams: [team], patients: [] }];
    const { code } = await ok('/account/people', { name: `Physician ${n}`, login: `physician-${n}`, grants });
    await ok('/account/accept', { code, password: `${OWNER.password} ${n}` }, headers);
    const signed = await ok(
      '/account/sign-in',
      { login: `physician-${n}`, password: `${OWNER.password} ${n}`, token: true },
      headers,
    );
    teams.push({ id: team, site: sites[0].id, token: signed.token });
  }
  owner.close();
  return teams;
}

/** One request of the mix: which team asks what. */
function asked(teams) {
  const t = pick(teams.length);
  const mine = Math.floor(patients / teams.length);
  const p = t + teams.length * pick(mine);
  const kind = random.uniform();
  if (kind < 0.7)
    return {
      t,
      method: 'GET',
      path: pick(10) === 0 ? `/fhir/Patient/p-${p}` : `/fhir/Observation/o-${p}-${pick(EACH)}`,
    };
  if (kind < 0.9) {
    const searches = [
      `/fhir/Observation?patient=p-${p}&_sort=-date&_count=20`,
      `/fhir/Observation?patient=p-${p}&code=http://loinc.org|72514-3&_sort=-date&_count=20`,
      `/fhir/Patient?_sort=family&_count=20`,
      `/fhir/Patient?name=fam${pick(97)}&_count=20`,
      `/fhir/Patient?identifier=http://clinic.example/mrn|${p}`,
      `/fhir/Observation?code=http://loinc.org|72514-3&_sort=-date&_count=20`,
      `/fhir/Observation?patient=p-${p}&status=final&_include=Observation:subject&_count=20`,
    ];
    return { t, method: 'GET', path: searches[pick(searches.length)] };
  }
  return { t, method: 'POST', path: '/fhir/Observation', body: observation(`p-${p}`, pick(1000), random) };
}

const quantile = (times, q) => (times.length === 0 ? Number.NaN : times[Math.floor((times.length - 1) * q)]);
const told = (name, { done, refused, failed, took, waits }) => {
  waits.sort((a, b) => a - b);
  const at = (q) => quantile(waits, q).toFixed(1);
  console.log(
    `${name}: ${(done / took).toFixed(0)}/s answered, ${refused} refused (429), ${failed} failed; p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)} ms`,
  );
};

/** Sends one request and counts it in. */
async function sent(http, teams, counts, due) {
  const { t, method, path, body } = asked(teams);
  try {
    const answer = await http.ask(method, path, body, { authorization: `Bearer ${teams[t].token}` });
    if (answer.status === 429) counts.refused++;
    else if (answer.status >= 400) {
      counts.failed++;
      counts.first ??= `${method} ${path}: ${answer.status} ${answer.body.toString('utf8', 0, 300)}`;
    } else {
      counts.done++;
      counts.waits.push(performance.now() - due);
    }
  } catch (error) {
    counts.failed++;
    counts.first ??= String(error);
  }
}

const counting = () => ({ done: 0, refused: 0, failed: 0, waits: [], took: 0 });

/** So many requests a second, each sent when it is due whatever became of those before. */
async function atRate(http, teams, perSecond, duration) {
  const counts = counting();
  const all = [];
  const from = performance.now();
  for (let n = 0; n < perSecond * duration; n++) {
    const due = from + (n * 1000) / perSecond;
    const wait = due - performance.now();
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
    all.push(sent(http, teams, counts, due));
  }
  await Promise.all(all);
  counts.took = (performance.now() - from) / 1000;
  return counts;
}

/** So many clients, each asking again as soon as it is answered. */
async function withClients(url, teams, clients, duration) {
  const http = rawClient(url, clients);
  const counts = counting();
  const from = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() - from < duration * 1000) await sent(http, teams, counts, performance.now());
    }),
  );
  counts.took = (performance.now() - from) / 1000;
  http.close();
  return counts;
}

const kept = process.argv.includes('--keep') ? process.argv[process.argv.indexOf('--keep') + 1] : null;
const data = kept ?? mkdtempSync(join(tmpdir(), 'cluneal-load-'));
const path = join(data, 'clinic', 'record.db');

/** A clinic of so many patients in `data`; the physicians of its care teams, signed in. */
async function filled() {
  const running = await served(data);
  await signedIn(running.url);
  const teams = await teamsOf(running.url);
  running.child.kill('SIGTERM');
  await running.ended;
  const connection = sqliteConnection(path);
  const [{ clinic }] = await connection.rows(sql`SELECT clinic FROM audit_head`);
  connection.close();
  const filling = performance.now();
  await filledRecord(path, patients, {
    clinic,
    labelsOf: (n) => ({ team: [teams[n % teams.length].id], site: [teams[0].site] }),
  });
  console.log(`filled in ${((performance.now() - filling) / 1000).toFixed(0)} s`);
  if (kept) writeFileSync(join(data, 'teams.json'), JSON.stringify(teams));
  return teams;
}

const teams =
  kept && existsSync(join(data, 'teams.json'))
    ? JSON.parse(readFileSync(join(data, 'teams.json'), 'utf8'))
    : await filled();
console.log(
  `${patients * (EACH + 1)} resources, ${(statSync(path).size / 2 ** 20).toFixed(0)} MB, ${teams.length} care teams`,
);

const running = await served(data);
const http = rawClient(running.url, 64);
// A server runs for months: what is measured is not the first seconds of its compiler.
await withClients(running.url, teams, 8, ci ? 3 : 20);
const steady = await atRate(http, teams, rate, seconds);
told(`${rate} requests a second offered for ${seconds} s`, steady);
// Neighbours on the machine can only make it look worse: in CI, among whoever they are, it may try three times.
let peak;
let over;
let goodput = 0;
for (let tries = ci ? 3 : 1; tries > 0 && goodput < BAR.goodput; tries--) {
  peak = await withClients(running.url, teams, CLIENTS, crowded);
  told(`${CLIENTS} clients, each asking at once again`, peak);
  over = await withClients(running.url, teams, CLIENTS * 10, crowded);
  told(`${CLIENTS * 10} clients`, over);
  goodput = over.done / over.took / (peak.done / peak.took);
}
const asking = performance.now();
const health = await http.ask('GET', '/health', undefined, {});
console.log(`health after it: ${health.status} in ${(performance.now() - asking).toFixed(0)} ms`);
http.close();
running.child.kill('SIGTERM');
await running.ended.catch(() => {});
if (!kept) rmSync(data, { recursive: true });

const failures = [];
const answered = steady.done / steady.took;
console.log(`goodput under ten times the clients: ${(100 * goodput).toFixed(0)} % of the peak`);
if (answered < (ci ? BAR.rate / 3 : BAR.rate)) failures.push(`${answered.toFixed(0)}/s of ${BAR.rate}`);
if (!(quantile(steady.waits, 0.99) <= BAR.p99))
  failures.push(`p99 ${quantile(steady.waits, 0.99).toFixed(0)} ms of ${BAR.p99}`);
if (steady.failed + steady.refused + peak.failed + over.failed > 0)
  failures.push(
    `failed: ${steady.first ?? peak.first ?? over.first ?? `${steady.refused} refused at the steady rate`}`,
  );
if (!(goodput >= BAR.goodput)) failures.push(`goodput ${goodput.toFixed(2)} of ${BAR.goodput}`);
for (const failure of failures) console.log(`below the bar: ${failure}`);
process.exit(failures.length === 0 ? 0 : 1);
