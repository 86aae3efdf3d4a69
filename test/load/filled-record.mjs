// A record as a clinic's would be: patients, each with 249 observations of twelve codes over three years.
import { readFileSync } from 'node:fs';
import { seededRandom } from '#core/random.js';
import { definitionsOf } from '#server/store/definitions.js';
import { sqliteRepository } from '#server/store/sqlite/sqlite-repository.js';

export const definitions = definitionsOf({
  structures: JSON.parse(readFileSync('dist/definitions/structures.json', 'utf8')),
  searches: JSON.parse(readFileSync('dist/definitions/searches.json', 'utf8')),
});
const CODES = '72514-3 8302-2 29463-7 8867-4 8480-6 8462-4 9279-1 8310-5 39156-5 2708-6 72166-2 44261-6'.split(' ');
export const EACH = 249;
const TEAM_OF = 50;
const DAY = 86_400_000;
const START = Date.UTC(2023, 0, 1);

export const note = { actor: 'dr-a', role: 'physician', client: 'load', policy: '1' };
const both = (rule) => ({ Patient: rule, Observation: rule });
/** The askers of the search shapes. */
export const scopes = {
  clinic: { clinic: 'c1', read: both('all'), write: both('all') },
  team: { clinic: 'c1', read: both([{ kind: 'team', values: ['team-0'] }]), write: {} },
  teams: { clinic: 'c1', read: both([{ kind: 'team', values: ['team-0', 'team-1'] }]), write: {} },
  patient: { clinic: 'c1', read: both([{ kind: 'patients', patients: ['p-7'] }]), write: {} },
};

const patient = (n) => ({
  resourceType: 'Patient',
  active: true,
  identifier: [{ system: 'http://clinic.example/mrn', value: String(n) }],
  name: [{ family: `Fam${n % 977}`, given: [`Given${n % 89}`, 'Middle'] }],
  gender: n % 2 === 0 ? 'female' : 'male',
  birthDate: `${1930 + (n % 70)}-0${1 + (n % 9)}-1${n % 9}`,
});
/** About 900 bytes, as a pain score with its words is. */
export const observation = (of, n, random) => ({
  resourceType: 'Observation',
  status: n % 50 === 0 ? 'preliminary' : 'final',
  category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'survey' }] }],
  code: {
    coding: [{ system: 'http://loinc.org', code: CODES[n % CODES.length] }],
    text: 'Pain severity, 0 to 10 verbal rating',
  },
  subject: { reference: `Patient/${of}` },
  effectiveDateTime: new Date(START + Math.floor(random.uniform() * 1000) * DAY).toISOString(),
  valueQuantity: { value: n % 11, unit: 'score', system: 'http://unitsofmeasure.org', code: '{score}' },
  note: [{ text: 'worse on rising, eased by leaning forward; '.repeat(6) }],
});

const labelsByFifty = (n) => ({ team: [`team-${Math.floor(n / TEAM_OF)}`], site: ['north'] });

/** Opens a record and fills it; a team has fifty patients however large the clinic is. */
export async function filledRecord(path, patients, { clinic = 'c1', labelsOf = labelsByFifty } = {}) {
  const random = seededRandom(1, 'load');
  const scope = { ...scopes.clinic, clinic };
  let clock = START + 1000 * DAY;
  let next = '';
  const world = { now: () => clock++, newId: () => next, bases: [] };
  // Filling is not what is measured.
  const store = await sqliteRepository({ path, definitions, world, synchronous: 'OFF' });
  for (let n = 0; n < patients; n++) {
    const labels = labelsOf(n);
    await store.transaction(clinic, async (tx) => {
      next = `p-${n}`;
      await tx.create(scope, patient(n), { note, labels });
      for (let i = 0; i < EACH; i++) {
        next = `o-${n}-${i}`;
        await tx.create(scope, observation(`p-${n}`, i, random), { note });
      }
      return { ok: true, value: null };
    });
  }
  await store.close();
}
