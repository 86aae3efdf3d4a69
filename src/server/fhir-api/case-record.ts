// The part of a patient's record that a case is read from: the Patient, and page by page what was found, within the
// asker's scope. With an encounter, what was found in it and what names none.
import { CASE_TYPES } from '#fhir/case-from-resources.js';
import { NOT_FOUND } from '#fhir/outcome.js';
import { type Filter, MOST_ROWS, NEWEST_FIRST, type Query } from '../store/query.js';
import { type Reads, type StoredVersion } from '../store/repository.js';
import { allowedOf, type Scope } from '../store/scope.js';
import { both } from './allowed-by-both.js';
import { type Asker } from './asker.js';
import { type Attempt, made, refuse } from './attempt.js';
import { refusedBy } from './outcome-of-refusal.js';

/** More is no case: the answer would name thousands of things it did not read. */
export const MOST_OF_A_CASE = 2_000;

/** The versions the case is read from; refused where the patient, or the patient's encounter, is not there to be seen. */
export async function caseRecord(
  { open, scope }: Asker,
  subject: string,
  encounter: string | null,
): Promise<Attempt<readonly StoredVersion[]>> {
  const reads = open.repository;
  const versions: StoredVersion[] = [];
  const patient = await reads.read(scope, 'Patient', subject);
  if (!patient.ok) return { ok: false, refused: refusedBy(patient.refusal) };
  const whole = await wholeCase(reads, scope, subject);
  if (!whole.ok) return whole;
  versions.push(patient.value);
  if (encounter !== null) {
    const found = await reads.read(scope, 'Encounter', encounter);
    if (!found.ok) return { ok: false, refused: refusedBy(found.refusal) };
    // Another patient's encounter is, to this question, none.
    const ofPatient = await reads.search(
      scope,
      only('Encounter', [{ kind: 'id', ids: [encounter] }, about('Encounter')]),
    );
    if (!ofPatient.ok || ofPatient.value.entries.length === 0) return { ok: false, refused: { outcome: NOT_FOUND } };
    versions.push(found.value);
  }
  for (const type of CASE_TYPES)
    for (const filters of wanted(type)) {
      let query = only(type, filters);
      for (;;) {
        const page = await reads.search(scope, query);
        if (!page.ok) return { ok: false, refused: refusedBy(page.refusal) };
        versions.push(...page.value.entries);
        if (versions.length > MOST_OF_A_CASE)
          return refuse('too-costly', {
            what: `the record holds more than ${MOST_OF_A_CASE} resources that a case could be read from`,
            mend: 'name the encounter that is meant',
          });
        if (!page.value.next) break;
        query = { ...query, after: page.value.next };
      }
    }
  return made(versions);

  function about(type: string): Filter {
    return { kind: 'reference', param: `${type}.patient`, values: [{ type: 'Patient', id: subject }] };
  }

  function wanted(type: string): readonly (readonly Filter[])[] {
    if (encounter === null) return [[about(type)]];
    // What R4 calls `encounter` is `context` on a MedicationStatement.
    const param = `${type}.${open.definitions.parametersOf(type).has('encounter') ? 'encounter' : 'context'}`;
    return [
      [about(type), { kind: 'reference', param, values: [{ type: 'Encounter', id: encounter }] }],
      [about(type), { kind: 'missing', table: 'reference', param, missing: true }],
    ];
  }
}

/**
 * Whether all of the patient that a case is read from lies in the scope. A differential of a part reads like one of the
 * whole, and its "missing" like what nobody asked.
 */
async function wholeCase(reads: Reads, scope: Scope, subject: string): Promise<Attempt<null>> {
  const seen = allowedOf(scope.read, 'Patient');
  for (const type of CASE_TYPES) {
    const read = { Patient: both(seen, allowedOf(scope.read, type)) };
    if ((await reads.read({ clinic: scope.clinic, read, write: {} }, 'Patient', subject)).ok) continue;
    return refuse('forbidden', {
      what: 'you may see who this patient is, and not all that was found: a differential of a part of it would mislead',
      mend: 'open the record with a reason first, or ask somebody of the care team',
    });
  }
  return made(null);
}

const only = (type: string, filters: readonly Filter[]): Query => ({
  ...{ type, filters, sort: NEWEST_FIRST, count: MOST_ROWS },
  ...{ total: 'none', include: [], revinclude: [] },
});

/** The resources of versions as one JSON list. */
export const listText = (versions: readonly StoredVersion[]): string => `[${versions.map((v) => v.text).join(',')}]`;
