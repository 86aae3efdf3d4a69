// The resources that are mutated: the official examples of R4 where they are at hand, and our own - a case and its answer -
// always. References to any patient are made references to one who is there, so that a good part is kept.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { codeBookOf } from '#fhir/code-book.js';
import { resourcesFromCase } from '#fhir/resources-from-case.js';

const folder = join(process.env.CLUNEAL_CORPORA ?? '../shared/corpora', 'fhir-r4-examples');
const MOST_BYTES = 100_000;

const CASE = {
  ...{ age: 62, sex: 'F', duration: { min: 300, max: 400 }, nrs: 6, priorTreatments: ['physiotherapy'] },
  findings: [
    ...['red.saddle', 'red.bladder', 'red.bowel', 'red.sexual-dysfunction', 'red.bilateral-or-worsening-legs'].map(
      (id) => ({ id, presence: 'absent' }),
    ),
    { id: 'tender.crest', presence: 'present', side: 'R' },
    { id: 'pain.low-back', presence: 'present' },
  ],
};

/** Resources to mutate, about this patient; `official` says how many of them are R4's. */
export function seedResources(knowledge, codes, patient) {
  const context = { subject: patient, encounter: 'e1', at: '2026-11-24T09:30:00Z', idOf: (name) => `c1-${name}` };
  const own = resourcesFromCase(CASE, codeBookOf(knowledge, codes), context);
  const names = existsSync(folder)
    ? readdirSync(folder).filter((n) => n.endsWith('.json') && statSync(join(folder, n)).size <= MOST_BYTES)
    : [];
  const official = names.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
  const resources = [...own, ...official].map((resource) => aboutPatient(resource, patient));
  return { resources, official: official.length, bundle: caseBundle(own) };
}

const caseBundle = (resources) => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: resources.map((resource) => ({ resource })),
});

function aboutPatient(value, patient) {
  if (Array.isArray(value)) return value.map((inner) => aboutPatient(inner, patient));
  if (!value || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === 'reference' && typeof inner === 'string' && /^Patient\//.test(inner)
        ? `Patient/${patient}`
        : aboutPatient(inner, patient),
    ]),
  );
}
