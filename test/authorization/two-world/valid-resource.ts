// Seeded resources of every served type that pass validation, with values that repeat: few names, few codes, few dates,
// few others to refer to, so that searches hit and references cross from what may be seen to what may not.
import { type Random } from '#core/random.js';
import { type JsonObject, type JsonValue } from '#fhir/json-value.js';
import { OBSERVATION_CATEGORY } from '#fhir/system.js';

export const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random.uniform() * list.length)]!;
export const maybe = (random: Random, p: number): boolean => random.uniform() < p;
/** A whole number from 0 to below `n`. */
export const below = (random: Random, n: number): number => Math.floor(random.uniform() * n);

const WORDS = ['Ann', 'anna', 'Bo', 'Bo Li', 'Ánn', '李', 'x'];
const CODES = ['72514-3', '30525-0', 'a', 'b'];
const SYSTEM = ['http://loinc.org', 'http://example.org/codes'];
const DAYS = ['2026-11-01', '2026-10-15', '2026-10', '2025-12-31', '2026'];
const INSTANTS = ['2026-11-01T10:00:00Z', '2026-10-15T08:30:00+09:00', '2025-12-31T23:30:00-05:00'];

/** Where a reference to a resource of a type points: an id there is, once was, or never was. */
export type IdOf = (type: string) => string;

interface Making {
  readonly random: Random;
  readonly patient: string;
  readonly idOf: IdOf;
}
type Maker = (making: Making) => JsonObject;

const concept = ({ random }: Making): JsonObject => ({
  coding: [{ system: pick(random, SYSTEM), code: pick(random, CODES), display: pick(random, WORDS) }],
  ...(maybe(random, 0.3) ? { text: pick(random, WORDS) } : {}),
});
const ref = (making: Making, type: string): JsonObject => ({ reference: `${type}/${making.idOf(type)}` });
const subject = ({ patient }: Making): JsonObject => ({ subject: { reference: `Patient/${patient}` } });
const often = (making: Making, name: string, value: () => JsonValue, p = 0.6): JsonObject =>
  maybe(making.random, p) ? { [name]: value() } : {};
const person = (making: Making): JsonObject => ({
  ...often(making, 'name', () => [{ family: pick(making.random, WORDS), given: [pick(making.random, WORDS)] }], 0.8),
  ...often(making, 'gender', () => pick(making.random, ['male', 'female'])),
  ...often(making, 'identifier', () => [{ system: 'http://example.org/mrn', value: pick(making.random, CODES) }]),
});
const encounter = (making: Making) => often(making, 'encounter', () => ref(making, 'Encounter'), 0.4);
const staff = (making: Making, name: string) => often(making, name, () => ref(making, 'Practitioner'), 0.4);
const authored = (making: Making, name: string) => often(making, name, () => pick(making.random, INSTANTS), 0.8);
const day = (making: Making, name: string) => often(making, name, () => pick(making.random, DAYS), 0.8);
const named = (making: Making): JsonObject => ({
  ...often(making, 'name', () => pick(making.random, ['Intake', 'Diary', 'Plan'])),
  ...often(making, 'title', () => pick(making.random, WORDS)),
});
const category = (...codes: readonly string[]): JsonObject => ({
  category: codes.map((code) => ({ coding: [{ system: OBSERVATION_CATEGORY, code }] })),
});
const CONDITION = 'http://terminology.hl7.org/CodeSystem/condition-';

const MAKERS: Readonly<Record<string, Maker>> = {
  Patient: (m) => ({
    ...person(m),
    ...day(m, 'birthDate'),
    ...often(m, 'generalPractitioner', () => [ref(m, 'Practitioner')]),
    ...often(m, 'managingOrganization', () => ref(m, 'Organization')),
    ...often(m, 'link', () => [{ other: ref(m, 'Patient'), type: 'seealso' }], 0.3),
  }),
  RelatedPerson: (m) => ({ patient: { reference: `Patient/${m.patient}` }, ...person(m) }),
  Encounter: (m) => ({
    status: pick(m.random, ['planned', 'finished']),
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
    ...subject(m),
    ...often(m, 'period', () => ({ start: pick(m.random, INSTANTS) })),
    ...often(m, 'serviceProvider', () => ref(m, 'Organization')),
    ...often(m, 'participant', () => [{ individual: ref(m, 'Practitioner') }], 0.3),
    ...often(m, 'partOf', () => ref(m, 'Encounter'), 0.3),
  }),
  Condition: (m) => ({
    clinicalStatus: { coding: [{ system: `${CONDITION}clinical`, code: 'active' }] },
    verificationStatus: {
      coding: [{ system: `${CONDITION}ver-status`, code: pick(m.random, ['confirmed', 'provisional']) }],
    },
    code: concept(m),
    ...{ ...subject(m), ...encounter(m), ...day(m, 'recordedDate'), ...staff(m, 'asserter') },
  }),
  Observation: (m) => ({
    status: pick(m.random, ['final', 'preliminary']),
    ...pick(m.random, [category('survey'), category('survey'), category('exam'), category('survey', 'exam'), {}]),
    code: concept(m),
    ...{ ...subject(m), ...encounter(m), ...authored(m, 'effectiveDateTime') },
    ...often(m, 'performer', () => [ref(m, pick(m.random, ['Practitioner', 'Patient']))], 0.4),
    ...often(m, 'valueQuantity', () => ({
      value: pick(m.random, [0, 1.5, 7, 10]),
      unit: 'mm',
      system: 'http://unitsofmeasure.org',
      code: 'mm',
    })),
    ...often(m, 'hasMember', () => [ref(m, 'Observation')], 0.3),
    ...often(m, 'derivedFrom', () => [ref(m, 'Media')], 0.2),
  }),
  QuestionnaireResponse: (m) => ({
    status: pick(m.random, ['completed', 'in-progress']),
    ...{ ...subject(m), ...encounter(m), ...authored(m, 'authored') },
    ...often(m, 'author', () => ref(m, pick(m.random, ['Patient', 'Practitioner', 'RelatedPerson']))),
    ...often(m, 'item', () => [{ linkId: '1', answer: [{ valueString: pick(m.random, WORDS) }] }]),
  }),
  Media: (m) => ({
    status: 'completed',
    ...{ ...subject(m), ...encounter(m), ...authored(m, 'createdDateTime') },
    content: { contentType: 'text/plain', data: 'eA==', title: pick(m.random, WORDS) },
  }),
  MedicationStatement: (m) => ({
    status: 'active',
    medicationCodeableConcept: concept(m),
    ...{ ...subject(m), ...authored(m, 'effectiveDateTime') },
  }),
  MedicationAdministration: (m) => ({
    status: 'completed',
    medicationCodeableConcept: concept(m),
    ...subject(m),
    effectiveDateTime: pick(m.random, INSTANTS),
    ...often(m, 'request', () => ref(m, 'MedicationRequest'), 0.2),
  }),
  Procedure: (m) => ({
    status: 'completed',
    code: concept(m),
    ...{ ...subject(m), ...encounter(m), ...authored(m, 'performedDateTime') },
    ...often(m, 'basedOn', () => [ref(m, 'ServiceRequest')], 0.4),
  }),
  ServiceRequest: (m) => ({
    status: pick(m.random, ['active', 'draft']),
    intent: 'order',
    code: concept(m),
    ...{ ...subject(m), ...encounter(m), ...authored(m, 'authoredOn'), ...staff(m, 'requester') },
  }),
  CarePlan: (m) => ({
    status: 'active',
    intent: 'plan',
    ...{ ...subject(m), ...encounter(m) },
    ...often(m, 'period', () => ({ start: pick(m.random, DAYS) })),
  }),
  AdverseEvent: (m) => ({ actuality: 'actual', ...subject(m), ...authored(m, 'date'), event: concept(m) }),
  DocumentReference: (m) => ({
    status: 'current',
    ...{ ...subject(m), ...authored(m, 'date') },
    type: concept(m),
    content: [{ attachment: { contentType: 'text/plain', data: 'eA==' } }],
  }),
  Composition: (m) => ({
    status: pick(m.random, ['final', 'preliminary']),
    type: concept(m),
    ...{ ...subject(m), ...encounter(m) },
    date: pick(m.random, INSTANTS),
    author: [ref(m, 'Practitioner')],
    title: pick(m.random, WORDS),
    ...often(m, 'section', () => [{ title: 'x', entry: [ref(m, 'Observation')] }], 0.4),
  }),
  Consent: (m) => ({
    status: 'active',
    scope: concept(m),
    category: [concept(m)],
    patient: { reference: `Patient/${m.patient}` },
    ...authored(m, 'dateTime'),
    policyRule: concept(m),
  }),
  ClinicalImpression: (m) => ({ status: 'completed', ...subject(m), ...encounter(m), ...authored(m, 'date') }),
  RiskAssessment: (m) => ({ status: 'final', ...subject(m), ...encounter(m), ...authored(m, 'occurrenceDateTime') }),
  Bundle: (m) => ({ type: 'collection', identifier: { system: 'http://example.org/b', value: pick(m.random, CODES) } }),
  Organization: (m) => ({ name: pick(m.random, WORDS), ...often(m, 'partOf', () => ref(m, 'Organization'), 0.3) }),
  Practitioner: (m) => person(m),
  PractitionerRole: (m) => ({
    ...staff(m, 'practitioner'),
    ...often(m, 'organization', () => ref(m, 'Organization')),
    active: true,
  }),
  Device: (m) => ({
    status: 'active',
    ...often(m, 'deviceName', () => [{ name: pick(m.random, WORDS), type: 'user-friendly-name' }]),
    ...often(m, 'owner', () => ref(m, 'Organization'), 0.4),
  }),
  Questionnaire: (m) => ({ status: 'active', ...named(m), ...day(m, 'date') }),
  PlanDefinition: (m) => ({ status: 'active', ...named(m), ...day(m, 'date') }),
};

/** The types there are makers for. */
export const MADE: readonly string[] = Object.keys(MAKERS);

/** A new resource of the type, about `patient` where it is about one; without an id. */
export function validResource(random: Random, type: string, patient: string, idOf: IdOf): JsonObject {
  return { resourceType: type, ...MAKERS[type]!({ random, patient, idOf }) };
}
