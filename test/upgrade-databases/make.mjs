// Made schema-1.db: a record as the program of commit 7693b46 wrote it, before there were lists, a ledger or an index of
// the chain by patient. Copied into the root of a worktree of that commit (`git worktree add <folder> 7693b46`), with its
// packages installed and its sources built (`npx tsc -b && node scripts/definitions.mjs`): `node make.mjs schema-1.db`.
// A file that has been released is never made again: it is what is in the clinics.
import { readFileSync } from 'node:fs';
import { definitionsOf } from '#server/store/definitions.js';
import { sqliteConnection } from '#server/store/sqlite/sqlite-connection.js';
import { sqliteRepository } from '#server/store/sqlite/sqlite-repository.js';

const [path] = process.argv.slice(2);
const definitions = definitionsOf({
  structures: JSON.parse(readFileSync('dist/definitions/structures.json', 'utf8')),
  searches: JSON.parse(readFileSync('dist/definitions/searches.json', 'utf8')),
});
let clock = Date.UTC(2026, 10, 24);
let made = 0;
const BASE = 'https://clinic.example/fhir';
const world = { now: () => clock++, newId: () => `g-${String(++made).padStart(4, '0')}`, bases: [BASE] };
const note = { actor: 'dr-a', role: 'physician', policy: '1' };
const types = ['Patient', 'Observation', 'Condition', 'Practitioner', 'Account'];
const scopeOf = (clinic) => {
  const rules = Object.fromEntries(types.map((type) => [type, 'all']));
  return { clinic, read: rules, write: rules };
};

const store = await sqliteRepository({ path, definitions, world });
const create = async (clinic, resource, labels) => {
  const created = await store.create(scopeOf(clinic), resource, { note, ...(labels ? { labels } : {}) });
  if (!created.ok) throw new Error(JSON.stringify(created.refusal));
  return created.value.stored.id;
};
const change = async (clinic, resource, options = {}) => {
  const changed = await store.update(scopeOf(clinic), resource, { note, ...options });
  if (!changed.ok) throw new Error(JSON.stringify(changed.refusal));
};
const patient = (family, more = {}) => ({ resourceType: 'Patient', name: [{ family, given: ['Äbc', '李'] }], ...more });
const observation = (reference, code, value, more = {}) => ({
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code, display: 'Pain severity' }] },
  subject: { reference },
  effectiveDateTime: `2026-0${1 + (value % 9)}-15`,
  valueQuantity: { value, unit: '{score}', system: 'http://unitsofmeasure.org', code: '{score}' },
  ...more,
});

for (const clinic of ['c1', 'c2']) {
  const first = await create(
    clinic,
    // The extension hid the date beside it from that program.
    patient('First', {
      birthDate: '1970-01-02',
      _birthDate: { extension: [{ url: 'http://x.example/time', valueCode: 'a' }] },
    }),
    { team: ['red'], site: ['north'] },
  );
  const second = await create(clinic, patient('Second', { birthDate: '1980-05' }), { team: ['blue'], site: ['north'] });
  for (let i = 0; i < 6; i++)
    await create(clinic, observation(`Patient/${i % 2 === 0 ? first : second}`, '72514-3', i));
  const moved = await create(clinic, observation(`Patient/${first}`, '8302-2', 7));
  await change(clinic, { ...observation(`Patient/${second}`, '8302-2', 8), id: moved });
  // Not found by `patient=`: that program knew its own address in `subject` only.
  await create(clinic, observation(`${BASE}/Patient/${first}`, '72514-3', 9));
  await create(clinic, {
    ...observation(`Patient/${first}`, '8867-4', 1),
    meta: { tag: [{ system: 'http://x.example', code: 'kept' }] },
  });
  const gone = await create(clinic, { resourceType: 'Condition', subject: { reference: `Patient/${first}` } });
  await store.delete(scopeOf(clinic), 'Condition', gone, { note });
  await create(clinic, {
    resourceType: 'Account',
    status: 'active',
    subject: [first, second].map((id) => ({ reference: `Patient/${id}` })),
  });
  await create(
    clinic,
    { resourceType: 'Practitioner', name: [{ family: 'Doctor' }], active: true },
    { owner: ['account/a'] },
  );
  await change(
    clinic,
    { ...patient('First, renamed', { birthDate: '1970-01-02' }), id: first },
    { labels: { team: ['red', 'green'], site: ['north'] } },
  );
  await store.audit(clinic, [
    { ...note, action: 'read', outcome: 'success', type: 'Patient', id: second, patient: second },
  ]);
}
await store.close();
// One file, with nothing left in the log.
const connection = sqliteConnection(path);
connection.pragma('wal_checkpoint(TRUNCATE)');
connection.close();
