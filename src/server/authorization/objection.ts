// What a role may not write, by the content of the resource alone. Where it may lie is the scope's question; here is what
// a scope cannot say: that intake is intake, that one resource is about one patient, that labels are not the client's.
import { isJsonObject, type JsonObject } from '#fhir/json-value.js';
import { isIntake, namesPatient, subjectElement, subjectOf } from './about-patient.js';
import { MATRIX, SHARED } from './matrix.js';
import { type Role } from './principal.js';

/** Types that say by one element whom they are about. */
const isClinical = (type: string): boolean => !['Patient', 'Bundle', ...SHARED].includes(type);

type Objection = (resource: JsonObject, type: string, before: JsonObject | null, role: Role) => string | null;

const writes = (role: Role, type: string): boolean =>
  MATRIX.some((row) => row.writes.includes(type) && row.cells[role] !== 'never');

const byThePatient = (role: Role): boolean => role === 'patient' || role === 'proxy';

const OBJECTIONS: readonly Objection[] = [
  (_, type, __, role) => (writes(role, type) ? null : `a ${role} may not write ${type}`),
  ({ meta }) =>
    isJsonObject(meta) && meta.security !== undefined
      ? 'meta.security is not kept here: who may see a resource follows from its patient, care team and author'
      : null,
  (resource, type) =>
    SHARED.includes(type) && namesPatient(resource)
      ? `${type} belongs to the house and is read by all of the staff: it may not name a patient`
      : null,
  (resource, type) =>
    isClinical(type) && subjectOf(resource) === null
      ? `${type}.${subjectElement(type)} must be a reference to exactly one Patient, such as Patient/123`
      : null,
  (resource, type, before) =>
    before !== null && isClinical(type) && subjectOf(before) !== subjectOf(resource)
      ? `${type}.${subjectElement(type)} stays as it was: mark this one entered-in-error and write it anew for the other patient`
      : null,
  (resource, _, before) =>
    before === null || isIntake(before) === isIntake(resource)
      ? null
      : 'Observation.category stays survey, or stays without it: the patient may read the one and not the other; write it anew',
  (resource, type, _, role) =>
    byThePatient(role) && !isIntake(resource)
      ? `a ${role} may write ${type} only with the category survey (http://terminology.hl7.org/CodeSystem/observation-category) and no other`
      : null,
  (resource, type, _, role) =>
    byThePatient(role) && resource.contained !== undefined
      ? `a ${role} may not send ${type}.contained: give what it holds in the resource itself`
      : null,
];

/** Why this role may not write a resource of this content in place of `before`, or null. */
export function objectionTo(role: Role, resource: JsonObject, before: JsonObject | null): string | null {
  const type = String(resource.resourceType);
  for (const objection of OBJECTIONS) {
    const why = objection(resource, type, before, role);
    if (why !== null) return why;
  }
  return null;
}
