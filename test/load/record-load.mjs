// How fast the record is on SQLite with all its promises on, and whether it stays so: 25,000 and 250,000 resources, every
// search shape of the product on both, reads by id, rows of the audit chain, durable creates. `--patients 1000`; a tenth
// of it is the small one. Beside the time on the wall stands that of the processor, which the neighbours move less.

import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '#core/random.js';
import { readQuery } from '#server/store/read-query.js';
import { checkRecord } from '#server/store/sqlite/check-file.js';
import { sqliteRepository } from '#server/store/sqlite/sqlite-repository.js';
import { timeOrderedId } from '#server/store/time-ordered-id.js';
import { numberOption } from '../durability/options.mjs';
import { definitions, EACH, filledRecord, note, observation, scopes } from './filled-record.mjs';

const patients = numberOption('patients', 1000);
const MOST_GROWTH = 2;
/** Below this the clock and the neighbours decide, not the plan: milliseconds. */
const NOISE_MS = 0.5;
const shapes = JSON.parse(readFileSync('test/load/search-shapes.json', 'utf8'));
const random = seededRandom(2, 'asked');

const quantile = (times, q) => times.sort((a, b) => a - b)[Math.floor(times.length * q)];
/** Milliseconds of the processor since `from`. */
const cpuSince = (from) => {
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
};
async function timed(times, work) {
  const took = [];
  const cpu = process.cpuUsage();
  for (let i = 0; i < times; i++) {
    const started = performance.now();
    await work();
    took.push(performance.now() - started);
  }
  return {
    p50: quantile(took, 0.5),
    p95: quantile(took, 0.95),
    cpu: cpuSince(cpu) / times,
  };
}
const fixed = (n) => n.toFixed(n < 0.1 ? 3 : n < 10 ? 2 : 0);
const said = (name, { p50, p95, cpu }) =>
  console.log(`${name}: p50 ${fixed(p50)} ms, p95 ${fixed(p95)} ms, processor ${fixed(cpu)} ms`);

async function measured(count) {
  const folder = mkdtempSync(join(tmpdir(), 'cluneal-load-'));
  const path = join(folder, 'record.db');
  const filling = performance.now();
  await filledRecord(path, count);
  const filled = (performance.now() - filling) / 1000;
  const world = { now: () => Date.now(), newId: () => timeOrderedId(Date.now(), randomUUID()), bases: [] };
  const opening = performance.now();
  const store = await sqliteRepository({ path, definitions, world });
  console.log(
    `\n${count * (EACH + 1)} resources, ${(statSync(path).size / 2 ** 20).toFixed(0)} MB, filled in ${filled.toFixed(0)} s, opened in ${fixed(performance.now() - opening)} ms`,
  );
  const any = () => Math.floor(random.uniform() * count);
  const reads = await timed(5_000, () =>
    store.read(scopes.clinic, 'Observation', `o-${any()}-${Math.floor(random.uniform() * EACH)}`),
  );
  said('read by id', reads);
  const found = {};
  for (const { name, type, search, who } of shapes) {
    const ask = async () => {
      const pairs = [...new URLSearchParams(search.replace('PATIENT', `p-${any()}`))];
      const { value } = readQuery(type, pairs, { definitions, bases: [], now: Date.now() });
      const page = await store.search(scopes[who], value);
      if (!page.ok || page.value.entries.length === 0) throw new Error(`${name} finds nothing`);
    };
    await timed(20, ask);
    found[name] = await timed(200, ask);
    said(name, found[name]);
  }
  const shown = { ...note, action: 'read', outcome: 'success', type: 'Observation' };
  const audited = await timed(50, () =>
    store.audit(
      'c1',
      Array.from({ length: 100 }, () => ({ ...shown, id: `o-${any()}-1`, patient: `p-${any()}` })),
    ),
  );
  said('a hundred rows of the audit chain', audited);
  const CLIENTS = 32;
  const SECONDS = 5;
  const waits = [];
  const from = performance.now();
  const cpu = process.cpuUsage();
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      while (performance.now() - from < SECONDS * 1000) {
        const sent = performance.now();
        const created = await store.create(scopes.clinic, observation(`p-${any()}`, any(), random), { note });
        if (!created.ok) throw new Error('a create was refused');
        waits.push(performance.now() - sent);
      }
    }),
  );
  const rate = waits.length / ((performance.now() - from) / 1000);
  console.log(
    `durable creates, ${CLIENTS} at once: ${fixed(rate)}/s, p50 ${fixed(quantile(waits, 0.5))} ms, p99 ${fixed(quantile(waits, 0.99))} ms, processor ${fixed(cpuSince(cpu) / waits.length)} ms`,
  );
  await store.close();
  const checking = performance.now();
  const faults = await checkRecord(path);
  console.log(`checked whole in ${fixed((performance.now() - checking) / 1000)} s: ${faults.join('; ') || 'sound'}`);
  rmSync(folder, { recursive: true });
  return found;
}

const small = await measured(Math.max(20, Math.floor(patients / 10)));
const large = await measured(patients);
const grown = shapes
  .map(({ name }) => ({ name, by: Math.max(large[name].p50, NOISE_MS) / Math.max(small[name].p50, NOISE_MS) }))
  .filter(({ by }) => by > MOST_GROWTH);
for (const { name, by } of grown) console.log(`${name}: ${by.toFixed(1)} times slower for ten times the data`);
console.log(`\n${shapes.length} search shapes, ${grown.length} grow more than ${MOST_GROWTH} times`);
process.exit(grown.length === 0 ? 0 : 1);
