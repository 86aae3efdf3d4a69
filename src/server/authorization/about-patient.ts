// Whom a resource is about, as its content says it: read the same way for labels and for objections. Where it is found
// the store decides by the same reference (reference-target.ts).
import { isJsonObject, type JsonObject, type JsonValue } from '#fhir/json-value.js';
import { OBSERVATION_CATEGORY } from '#fhir/system.js';
import { INTAKE } from './matrix.js';

const SUBJECT: Readonly<Record<string, 'patient' | 'subject'>> = { Consent: 'patient', RelatedPerson: 'patient' };
/** A local reference, or an absolute one: whether its address is ours the store knows. */
const PATIENT = /^(?:https?:\/\/.*\/)?Patient\/([A-Za-z0-9.-]{1,64})(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/;

const patientOf = (reference: JsonValue | undefined): string | null =>
  typeof reference === 'string' ? (PATIENT.exec(reference)?.[1] ?? null) : null;

/** The element by which a clinical resource says whom it is about. */
export const subjectElement = (type: string): 'patient' | 'subject' => SUBJECT[type] ?? 'subject';

/** Id of the one patient a clinical resource is about; null for none, several, or something else. */
export function subjectOf(resource: JsonObject): string | null {
  const subject = resource[subjectElement(String(resource.resourceType))];
  return isJsonObject(subject) ? patientOf(subject.reference) : null;
}

const isSurveyCode = (coding: JsonValue): boolean =>
  isJsonObject(coding) && coding.system === OBSERVATION_CATEGORY && coding.code === 'survey';
const isList = (value: JsonValue | undefined): value is JsonValue[] => Array.isArray(value) && value.length > 0;
const isSurveyConcept = (concept: JsonValue): boolean =>
  isJsonObject(concept) && isList(concept.coding) && concept.coding.every(isSurveyCode);

/** Whether every category is the patient's own telling (observation-category survey) and nothing else. */
const isSurvey = ({ category }: JsonObject): boolean => isList(category) && category.every(isSurveyConcept);

/** Whether it is intake: answers, a drawing, or an observation the patient tells. */
export function isIntake(resource: JsonObject): boolean {
  const type = String(resource.resourceType);
  return INTAKE.includes(type) && (type !== 'Observation' || isSurvey(resource));
}

/** By id, by address, or by a search that finds one (`Patient?identifier=7`). */
const ANY_PATIENT = /(?:^|\/)Patient[/?]/;

/** Whether any part of it, contained or not, is a patient or refers to one, be it by a number of theirs. */
export function namesPatient(value: JsonValue): boolean {
  if (Array.isArray(value)) return value.some(namesPatient);
  if (!isJsonObject(value)) return false;
  const { resourceType, reference, type, identifier } = value;
  return (
    resourceType === 'Patient' ||
    ANY_PATIENT.test(String(reference)) ||
    (type === 'Patient' && identifier !== undefined) ||
    Object.values(value).some(namesPatient)
  );
}
