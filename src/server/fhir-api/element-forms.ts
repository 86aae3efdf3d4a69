// What of a resource is shown when only a part is asked for (R4 3.1.1.5: _summary, _elements). The lists are R4's own
// (isSummary, isModifier, min); a test holds them to the definitions. Modifiers are always kept: a Condition without its
// verificationStatus would read as confirmed where it was refuted.
import { type RecordType } from './served-types.js';

/** Top-level elements of a type; `value` stands for every type of `value[x]`. */
export interface ElementForms {
  /** Mandatory or modifying: in every part. */
  readonly kept: readonly string[];
  /** What a summary has beside them. */
  readonly summary: readonly string[];
  /** Those with a choice of types. */
  readonly choices: readonly string[];
}

const forms = (kept: string, summary: string, choices = ''): ElementForms => {
  const [k = [], s = [], c = []] = [kept, summary, choices].map((text) =>
    text.split(' ').filter((name) => name !== ''),
  );
  return { kept: k, summary: s, choices: c };
};

/** In every part of every resource. */
export const ALWAYS: readonly string[] = ['resourceType', 'id', 'meta', 'implicitRules', 'modifierExtension'];

// biome-ignore format: one type, its kept elements, the rest of its summary, its choices
export const ELEMENT_FORMS: Readonly<Record<RecordType, ElementForms>> = {
  AdverseEvent: forms('actuality subject',
    'identifier category event encounter date detected recordedDate resultingCondition location seriousness severity outcome recorder contributor suspectEntity subjectMedicalHistory referenceDocument study'),
  Bundle: forms('type',
    'identifier timestamp total link entry signature'),
  CarePlan: forms('status intent subject',
    'identifier instantiatesCanonical instantiatesUri basedOn replaces partOf category title description encounter period created author addresses'),
  ClinicalImpression: forms('status subject',
    'identifier code description encounter effective date assessor problem',
    'effective'),
  Composition: forms('status type date author title',
    'identifier category subject encounter confidentiality custodian event'),
  Condition: forms('clinicalStatus verificationStatus subject',
    'identifier code bodySite encounter onset recordedDate recorder asserter',
    'onset abatement'),
  Consent: forms('status scope category',
    'identifier patient dateTime performer organization source policyRule verification provision',
    'source'),
  Device: forms('status',
    'udiCarrier safety'),
  DocumentReference: forms('status content',
    'masterIdentifier identifier docStatus type category subject date author relatesTo description securityLabel context'),
  Encounter: forms('status class',
    'identifier type serviceType subject episodeOfCare participant appointment reasonCode reasonReference diagnosis'),
  Media: forms('status content',
    'identifier basedOn partOf type modality view subject encounter created issued operator reasonCode bodySite deviceName device height width frames duration',
    'created'),
  MedicationAdministration: forms('status medication subject effective',
    'instantiates partOf performer',
    'medication effective'),
  MedicationStatement: forms('status medication subject',
    'identifier basedOn partOf category context effective dateAsserted',
    'medication effective'),
  Observation: forms('status code',
    'identifier basedOn partOf subject focus encounter effective issued performer value hasMember derivedFrom component',
    'effective value'),
  Organization: forms('active',
    'identifier type name partOf'),
  Patient: forms('active deceased link',
    'identifier name telecom gender birthDate address managingOrganization',
    'deceased multipleBirth'),
  PlanDefinition: forms('status',
    'url identifier version name title type experimental date publisher contact description useContext jurisdiction effectivePeriod',
    'subject'),
  Practitioner: forms('',
    'identifier active name telecom address gender birthDate'),
  PractitionerRole: forms('',
    'identifier active period practitioner organization code specialty location telecom'),
  Procedure: forms('status subject',
    'identifier instantiatesCanonical instantiatesUri basedOn partOf statusReason category code encounter performed recorder asserter performer location reasonCode reasonReference bodySite outcome',
    'performed'),
  Questionnaire: forms('status',
    'url identifier version name title experimental subjectType date publisher contact useContext jurisdiction effectivePeriod code'),
  QuestionnaireResponse: forms('status',
    'identifier basedOn partOf questionnaire subject encounter authored author source'),
  RelatedPerson: forms('active patient',
    'identifier relationship name telecom gender birthDate address'),
  RiskAssessment: forms('status subject',
    'identifier method code encounter occurrence condition performer',
    'occurrence'),
  ServiceRequest: forms('status intent doNotPerform subject',
    'identifier instantiatesCanonical instantiatesUri basedOn replaces requisition category priority code orderDetail quantity encounter occurrence asNeeded authoredOn requester performerType performer locationCode locationReference reasonCode reasonReference specimen bodySite patientInstruction',
    'quantity occurrence asNeeded'),
  // Not of R4, and its own definition marks no summary: what R4's definitional resources have in theirs.
  ViewDefinition: forms('status resource select',
    'url identifier name title experimental publisher contact description useContext fhirVersion'),
};

/** Inside what a summary shows, the elements it does not. */
export const NOT_IN_SUMMARY: readonly string[] = [
  'Bundle.signature.data',
  'Bundle.signature.sigFormat',
  'Bundle.signature.targetFormat',
  'Consent.provision.actor',
  'Consent.provision.provision',
  'Consent.sourceAttachment.data',
  'Consent.verification.verificationDate',
  'Consent.verification.verifiedWith',
  'Device.udiCarrier.entryType',
  'Device.udiCarrier.issuer',
  'Device.udiCarrier.jurisdiction',
  'DocumentReference.content.attachment.data',
  'DocumentReference.context.encounter',
  'DocumentReference.context.event',
  'DocumentReference.context.facilityType',
  'DocumentReference.context.practiceSetting',
  'DocumentReference.context.related',
  'DocumentReference.context.sourcePatientInfo',
  'Encounter.diagnosis.rank',
  'Encounter.diagnosis.use',
  'Encounter.participant.period',
  'Media.content.data',
  'MedicationAdministration.performer.function',
  'Observation.component.dataAbsentReason',
  'Observation.component.interpretation',
  'Observation.component.referenceRange',
  'Observation.component.valueSampledData.data',
  'Observation.valueSampledData.data',
  'Procedure.performer.onBehalfOf',
];
