import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { seededRandom } from '#core/random.js';
import { readQuery } from '#server/store/read-query.js';
import { sql } from '#server/store/sql/fragment.js';
import { sqliteConnection } from '#server/store/sqlite/sqlite-connection.js';
import { sqliteRepository } from '#server/store/sqlite/sqlite-repository.js';
import { timeOrderedId } from '#server/store/time-ordered-id.js';
import { definitions, EACH, note, observation } from './filled-record.mjs';

const path = '/tmp/load/clinic/record.db';
const teams = JSON.parse(readFileSync('/tmp/load/teams.json', 'utf8'));
const c = sqliteConnection(path);
const [{ clinic }] = await c.rows(sql`SELECT clinic FROM audit_head`);
c.close();
const world = { now: () => Date.now(), newId: () => timeOrderedId(Date.now(), randomUUID()), bases: [] };
const store = await sqliteRepository({ path, definitions, world });
const random = seededRandom(Date.now() % 1000, 'x');
const pick = (n) => Math.floor(random.uniform() * n);
const scopeOf = (t) => {
  const rule = [{ kind: 'team', values: [teams[t].id] }];
  return { clinic, read: { Patient: rule, Observation: rule }, write: { Observation: 'all' } };
};
async function timed(name, n, f) {
  const cpu = process.cpuUsage();
  const t = performance.now();
  for (let i = 0; i < n; i++) await f(i);
  const d = performance.now() - t;
  const u = process.cpuUsage(cpu);
  console.log(name.padEnd(34), (d / n).toFixed(4), 'ms wall', ((u.user + u.system) / 1000 / n).toFixed(4), 'ms cpu');
}
const read = async () => {
  const t = pick(20),
    p = t + 20 * pick(50);
  const r = await store.read(scopeOf(t), 'Observation', `o-${p}-${pick(EACH)}`);
  if (!r.ok) throw new Error(JSON.stringify(r));
};

if (process.argv[2] === 'create') {
  await timed('create 24 at once', 60, () => Promise.all(Array.from({ length: 24 }, create0)));
  await store.close();
  process.exit(0);
}
if (process.argv[2] === 'audit') {
  await timed('audit of 128', 200, () => store.audit(clinic, entries0(128)));
  await store.close();
  process.exit(0);
}
function create0() {
  const p = pick(1000);
  return store.create({ clinic, read: {}, write: { Observation: 'all' } }, observation(`p-${p}`, pick(1000), random), {
    note,
  });
}
function entries0(n) {
  return Array.from({ length: n }, () => ({
    actor: 'dr-' + pick(20),
    role: 'physician',
    policy: '1',
    action: 'read',
    type: 'Observation',
    id: `o-${pick(1000)}-${pick(EACH)}`,
    version: 1,
    patient: `p-${pick(1000)}`,
    outcome: 'success',
  }));
}
await timed('reads', 20000, read);
await timed('reads', 20000, read);
const patientsNow = Array.from({ length: 1000 }, (_, p) => `p-${p}`);
const entries = (n) =>
  Array.from({ length: n }, () => ({
    actor: 'dr-' + pick(20),
    role: 'physician',
    policy: '1',
    action: 'read',
    type: 'Observation',
    id: `o-${pick(1000)}-${pick(EACH)}`,
    version: 1,
    patient: `p-${pick(1000)}`,
    outcome: 'success',
  }));
await timed('audit of 128 rows', 100, () => store.audit(clinic, entries(128)));
await timed('audit of 512 rows', 20, () => store.audit(clinic, entries(512)));
const create = () => {
  const p = pick(1000);
  return store.create({ clinic, read: {}, write: { Observation: 'all' } }, observation(`p-${p}`, pick(1000), random), {
    note,
  });
};
await timed('create one by one', 300, create);
await timed('create 24 at once', 20, () => Promise.all(Array.from({ length: 24 }, create)));
await timed('reads after', 5000, read);
const i = 0;
await timed('8 reads and an audit of 8 rows', 1000, async () => {
  for (let k = 0; k < 8; k++) await read();
  await store.audit(clinic, entries(8));
});
const searches = (p, fam) => [
  ['Observation', `patient=p-${p}&_sort=-date&_count=20`],
  ['Observation', `patient=p-${p}&code=http://loinc.org|72514-3&_sort=-date&_count=20`],
  ['Patient', '_sort=family&_count=20'],
  ['Patient', `name=fam${fam}&_count=20`],
  ['Patient', `identifier=http://clinic.example/mrn|${p}`],
  ['Observation', 'code=http://loinc.org|72514-3&_sort=-date&_count=20'],
  ['Observation', `patient=p-${p}&status=final&_include=Observation:subject&_count=20`],
];
for (let s = 0; s < 7; s++)
  await timed('search ' + searches('P', 'F')[s].join('?').slice(0, 60), 1000, async () => {
    const t = pick(20),
      p = t + 20 * pick(50);
    const [type, q] = searches(p, pick(97))[s];
    const v = readQuery(
      type,
      q.split('&').map((x) => {
        const i = x.indexOf('=');
        return [x.slice(0, i), x.slice(i + 1)];
      }),
      { definitions, bases: [], now: Date.now() },
    ).value;
    const r = await store.search(scopeOf(t), v);
    if (!r.ok) throw new Error(JSON.stringify(r));
  });
await store.close();
