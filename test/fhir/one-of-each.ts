// The smallest resource of each served type that R4 accepts.
import { type JsonObject } from '#fhir/json-value.js';
import { type RecordType } from '#server/fhir-api/served-types.js';

const concept = (text: string): JsonObject => ({ text });

/** One of a type, about the patient where it is about one. */
export function oneOf(type: RecordType, patient: string): JsonObject {
  const subject = { reference: `Patient/${patient}` };
  // biome-ignore format: one type a line
  const members: Readonly<Record<RecordType, JsonObject>> = {
    AdverseEvent: { actuality: 'actual', subject },
    Bundle: { type: 'collection' },
    CarePlan: { status: 'active', intent: 'plan', subject },
    ClinicalImpression: { status: 'completed', subject },
    Composition: { status: 'final', type: concept('letter'), subject, date: '2026-11-24', author: [{ display: 'A' }], title: 'Letter' },
    Condition: { code: concept('pain'), subject },
    Consent: { status: 'active', scope: concept('research'), category: [concept('research')], patient: subject, policyRule: concept('opt-in') },
    Device: { status: 'active', deviceName: [{ name: 'probe', type: 'user-friendly-name' }] },
    DocumentReference: { status: 'current', subject, content: [{ attachment: { title: 'scan' } }] },
    Encounter: { status: 'finished', class: { code: 'AMB' }, subject },
    Media: { status: 'completed', subject, content: { title: 'drawing' } },
    MedicationAdministration: { status: 'completed', medicationCodeableConcept: concept('lidocaine'), subject, effectiveDateTime: '2026-11-24' },
    MedicationStatement: { status: 'active', medicationCodeableConcept: concept('ibuprofen'), subject },
    Observation: { status: 'final', code: concept('tender'), subject },
    Organization: { name: 'Clinic' },
    Patient: { name: [{ family: 'Mustermann' }] },
    PlanDefinition: { status: 'active', title: 'Plan' },
    Practitioner: { name: [{ family: 'Arzt' }] },
    PractitionerRole: { active: true },
    Procedure: { status: 'completed', code: concept('block'), subject },
    Questionnaire: { status: 'active', title: 'Questions' },
    QuestionnaireResponse: { status: 'completed', subject },
    RelatedPerson: { patient: subject },
    RiskAssessment: { status: 'final', subject },
    ServiceRequest: { status: 'active', intent: 'order', code: concept('MRI'), subject },
    ViewDefinition: { status: 'active', name: 'patients', resource: 'Patient', select: [{ column: [{ name: 'id', path: 'id' }] }] },
  };
  return { resourceType: type, ...members[type] };
}
