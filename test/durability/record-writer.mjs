// Writes to a record until it is killed or has written enough, and says what was acknowledged: one line
// `type id version sha256` for each, appended to `<record>.acks` in one write call, in the order of the acknowledgements.

import { randomUUID } from 'node:crypto';
import { openSync, readFileSync, writeSync } from 'node:fs';
import { sha256 } from '#server/store/audit-chain.js';
import { definitionsOf } from '#server/store/definitions.js';
import { recordThreads } from '#server/store/sqlite/record-threads.js';
import { sqliteRepository } from '#server/store/sqlite/sqlite-repository.js';

const [path, synchronous, most] = process.argv.slice(2);
const definitions = definitionsOf({
  structures: JSON.parse(readFileSync('dist/definitions/structures.json', 'utf8')),
  searches: JSON.parse(readFileSync('dist/definitions/searches.json', 'utf8')),
});
const acks = openSync(`${path}.acks`, 'a');
const say = (line) => writeSync(1, `${line}\n`);

const note = { actor: 'writer', role: 'physician', policy: '1' };
const types = { Patient: 'all', Observation: 'all' };
const scope = { clinic: 'c1', read: types, write: types };
const world = { now: () => Date.now(), newId: () => randomUUID(), bases: [] };
const patient = (n) => ({ resourceType: 'Patient', name: [{ family: `Family ${n}`, given: ['A'] }], active: true });
const observation = (of, n) => ({
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: `${n % 7}` }], text: 'pain '.repeat(1 + (n % 60)) },
  subject: { reference: `Patient/${of}` },
  valueQuantity: { value: n, unit: 'mm' },
});

let store;
try {
  // With its threads, as the server has it.
  const modules = new URL('../../dist/server/store/sqlite/', import.meta.url);
  const threads = recordThreads(path, { modules, definitions: 'dist/definitions', synchronous });
  store = await sqliteRepository({ path, definitions, world, synchronous, ...threads });
} catch (error) {
  // A record that cannot be opened says so in one line and is no crash.
  say(`refused ${error.message}`);
  process.exit(3);
}

/** Acknowledged: said in one write, as a client would have been told. */
const acknowledge = (...stored) => {
  const lines = stored.map((s) => `${s.type} ${s.id} ${s.version} ${sha256(s.text)}\n`);
  writeSync(acks, lines.join(''));
};

let written = 0;
let degraded = 0;
async function write(n) {
  const created = await store.create(scope, patient(n), { note });
  if (!created.ok) return created;
  const { stored } = created.value;
  acknowledge(stored);
  const together = await store.transaction('c1', async (tx) => {
    const parts = [];
    for (let i = 0; i < 3; i++) {
      const part = await tx.create(scope, observation(stored.id, n + i), { note });
      if (!part.ok) return part;
      parts.push(part.value.stored);
    }
    return { ok: true, value: parts };
  });
  if (!together.ok) return together;
  acknowledge(...together.value);
  const updated = await store.update(scope, { ...patient(-n), id: stored.id }, { note, ifMatch: 1 });
  if (!updated.ok) return updated;
  acknowledge(updated.value);
  if (n % 5 !== 0) return updated;
  const removed = await store.delete(scope, 'Patient', stored.id, { note });
  if (removed.ok) acknowledge(removed.value);
  return removed;
}

async function client() {
  while (written < Number(most)) {
    const n = ++written;
    const result = await write(n);
    if (result.ok) continue;
    if (result.refusal.type !== 'degraded') throw new Error(JSON.stringify(result.refusal));
    degraded++;
    // Reading goes on while writing does not.
    const page = await store.search(scope, {
      ...{ type: 'Patient', filters: [], sort: [], count: 1, total: 'none', include: [], revinclude: [] },
    });
    if (!page.ok) throw new Error('a degraded record no longer reads');
    const health = await store.recover();
    say(`${health.type} after ${result.refusal.cause}`);
    if (degraded > 500) throw new Error('it never recovers');
  }
}
// The first writes are slow: expressions are parsed and code is compiled. Whoever kills waits for them.
if (Number(most) > 1e6) for (let i = 0; i < 3; i++) await write(i + 1);
say('open');
await Promise.all(Array.from({ length: 16 }, client));
say(`done ${degraded}`);
await store.close();
process.exit(0);
