import { describe, expect, it } from 'vitest';
import { type JsonObject } from '#fhir/json-value.js';
import { OBSERVATION_CATEGORY } from '#fhir/system.js';
import { objectionTo } from './objection.js';
import { ROLES } from './principal.js';

const category = (...codes: readonly string[]): JsonObject => ({
  category: codes.map((code) => ({ coding: [{ system: OBSERVATION_CATEGORY, code }] })),
});
const about = (resourceType: string, more: JsonObject = {}): JsonObject => ({
  resourceType,
  subject: { reference: 'Patient/p1' },
  ...more,
});
const survey = about('Observation', category('survey'));

describe('types', () => {
  it('nobody writes rows of the audit log', () => {
    for (const role of ROLES)
      for (const type of ['AuditEvent', 'Provenance'])
        expect(objectionTo(role, about(type), null)).toBe(`a ${role} may not write ${type}`);
  });

  it('a therapist records findings and harm, and no block', () => {
    for (const type of ['Observation', 'Condition', 'AdverseEvent', 'Composition', 'Media'])
      expect(objectionTo('therapist', about(type), null)).toBeNull();
    expect(objectionTo('therapist', about('Procedure'), null)).toBe('a therapist may not write Procedure');
    expect(objectionTo('physician', about('Procedure'), null)).toBeNull();
  });

  it('a patient sends answers, drawings and what was asked of the own feeling', () => {
    for (const role of ['patient', 'proxy'] as const) {
      for (const resource of [about('QuestionnaireResponse'), about('Media'), survey])
        expect(objectionTo(role, resource, null)).toBeNull();
      for (const type of ['Condition', 'Composition', 'RiskAssessment', 'Patient', 'Consent'])
        expect(objectionTo(role, about(type), null)).toBe(`a ${role} may not write ${type}`);
    }
  });

  it('what has no type is written by nobody', () => {
    expect(objectionTo('physician', {}, null)).toBe('a physician may not write undefined');
  });
});

describe('labels', () => {
  it("are not the sender's to choose", () => {
    const labelled = about('Condition', { meta: { security: [] } });
    expect(objectionTo('physician', labelled, null)).toContain('meta.security is not kept here');
    expect(objectionTo('physician', about('Condition', { meta: { tag: [] } }), null)).toBeNull();
    expect(objectionTo('physician', about('Condition', { meta: 'x' }), null)).toBeNull();
  });
});

describe('whom it is about', () => {
  it.each([
    ['Patient/p1', true],
    ['Patient/p1/_history/3', true],
    ['Patient/p1/_history/12', true],
    [`Patient/p1/_history/${'1'.repeat(65)}`, false],
    ['https://clinic.example/fhir/Patient/p1', true],
    ['http://clinic.example/fhir/Patient/p1', true],
    ['ftp://clinic.example/Patient/p1', false],
    ['xhttps://clinic.example/Patient/p1', false],
    ['Group/p1', false],
    ['MyPatient/p1', false],
    ['#Patient/p1', false],
    ['Patient/', false],
    ['Patient/p1/x', false],
    ['Patient/p1/_history/', false],
    [`Patient/${'a'.repeat(65)}`, false],
    ['', false],
  ])('a subject %s: %s', (reference, allowed) => {
    const why = objectionTo('physician', { resourceType: 'Condition', subject: { reference } }, null);
    expect(why).toBe(
      allowed ? null : 'Condition.subject must be a reference to exactly one Patient, such as Patient/123',
    );
  });

  it('exactly one: none, two, or a mere identifier are refused', () => {
    const twice = { subject: [{ reference: 'Patient/p1' }, { reference: 'Patient/p2' }] };
    const listed = { subject: { reference: ['Patient/p1'] } };
    const numbered = { subject: { identifier: { value: '7' } } };
    for (const subject of [{}, twice, listed, numbered, { subject: 'Patient/p1' }])
      expect(objectionTo('physician', { resourceType: 'Condition', ...subject }, null)).toContain(
        'exactly one Patient',
      );
  });

  it('a consent and a contact name it as patient, not as subject', () => {
    for (const resourceType of ['Consent', 'RelatedPerson']) {
      const patient = { reference: 'Patient/p1' };
      expect(objectionTo('physician', { resourceType, patient }, null)).toBeNull();
      expect(objectionTo('physician', about(resourceType), null)).toContain(`${resourceType}.patient must be`);
    }
  });

  it('a Patient is about itself', () => {
    expect(objectionTo('physician', { resourceType: 'Patient' }, null)).toBeNull();
    expect(objectionTo('therapist', { resourceType: 'Patient' }, { resourceType: 'Patient' })).toBeNull();
  });

  it('stays about the same patient for ever', () => {
    const other = { ...about('Condition'), subject: { reference: 'Patient/p2' } };
    expect(objectionTo('physician', other, about('Condition'))).toContain('Condition.subject stays as it was');
    expect(objectionTo('physician', about('Condition', { code: {} }), about('Condition'))).toBeNull();
    const absolute = { resourceType: 'Condition', subject: { reference: 'https://clinic.example/fhir/Patient/p1' } };
    expect(objectionTo('physician', absolute, about('Condition'))).toBeNull();
  });
});

describe('what the patient may read stays what the patient may read', () => {
  it('an observation is not turned from told to found, or back', () => {
    const exam = about('Observation', category('exam'));
    expect(objectionTo('physician', exam, survey)).toContain('Observation.category stays survey');
    expect(objectionTo('physician', survey, exam)).toContain('Observation.category stays survey');
    expect(objectionTo('physician', about('Observation', category('survey', 'survey')), survey)).toBeNull();
    expect(objectionTo('physician', about('Observation', category('imaging')), exam)).toBeNull();
  });
});

describe('a patient and a proxy', () => {
  it.each([
    ['exam', category('exam')],
    ['survey and exam', category('survey', 'exam')],
    ['none', {}],
    ['an empty list', { category: [] }],
    ['an empty coding', { category: [{ coding: [] }] }],
    ['a category in words', { category: [{ text: 'survey' }] }],
    ['survey, and one in words', { category: [...(category('survey').category as JsonObject[]), { text: 'exam' }] }],
    ['a code of another system', { category: [{ coding: [{ system: 'http://x', code: 'survey' }] }] }],
    ['a code that is no text', { category: [{ coding: [{ system: OBSERVATION_CATEGORY, code: 1 }] }] }],
    ['a category that is no list', { category: { coding: [{ system: OBSERVATION_CATEGORY, code: 'survey' }] } }],
    ['a category that is no concept', { category: ['survey'] }],
    ['a coding that is no object', { category: [{ coding: ['survey'] }] }],
    [
      'a second coding',
      { category: [{ coding: [{ system: OBSERVATION_CATEGORY, code: 'survey' }, { code: 'exam' }] }] },
    ],
  ])('send no observation with the category %s', (_, more) => {
    for (const role of ['patient', 'proxy'] as const)
      expect(objectionTo(role, about('Observation', more as JsonObject), null)).toContain(
        `a ${role} may write Observation only with the category survey`,
      );
    expect(objectionTo('therapist', about('Observation', more as JsonObject), null)).toBeNull();
  });

  it('send nothing hidden inside', () => {
    const contained = { contained: [{ resourceType: 'Patient' }] };
    expect(objectionTo('patient', about('Media', contained), null)).toContain('a patient may not send Media.contained');
    expect(objectionTo('proxy', about('Media', contained), null)).toContain('a proxy may not send Media.contained');
    expect(objectionTo('physician', about('Media', contained), null)).toBeNull();
  });
});

describe('a document kept as a Bundle', () => {
  it('is about no patient by itself, and may change its content', () => {
    const bundle = { resourceType: 'Bundle', type: 'document' };
    expect(objectionTo('physician', bundle, null)).toBeNull();
    expect(objectionTo('physician', bundle, about('Bundle'))).toBeNull();
    expect(objectionTo('patient', bundle, null)).toBe('a patient may not write Bundle');
  });
});

describe('what belongs to the house', () => {
  it('names no patient, wherever in it', () => {
    const device = (more: JsonObject): string | null =>
      objectionTo('operator', { resourceType: 'Device', ...more }, null);
    expect(device({})).toBeNull();
    expect(device({ owner: { reference: 'Organization/o1' }, note: [{ text: 'Patient' }, null, 3] })).toBeNull();
    const why = 'Device belongs to the house and is read by all of the staff: it may not name a patient';
    expect(device({ patient: { reference: 'Patient/p1' } })).toBe(why);
    expect(device({ extension: [{ url: 'x', valueReference: { reference: 'https://a/Patient/p1' } }] })).toBe(why);
    expect(device({ contained: [{ resourceType: 'Patient', id: 'x' }] })).toBe(why);
    expect(device({ note: [{ text: 'x' }, { authorReference: { reference: 'Patient/1' } }, null] })).toBe(why);
    expect(device({ owner: { reference: 'Patient?identifier=http://x|7' } })).toBe(why);
    expect(device({ owner: { type: 'Patient', identifier: { value: '7' } } })).toBe(why);
    // What a plan is for is no patient.
    expect(device({ extension: [{ type: 'Patient' }, { reference: 'MyPatient/1' }, { reference: 7 }] })).toBeNull();
    expect(device({ owner: { type: 'Organization', identifier: { value: '7' } } })).toBeNull();
  });

  it('may change without a patient to stay with', () => {
    const organization = { resourceType: 'Organization', name: 'North' };
    expect(objectionTo('operator', organization, { resourceType: 'Organization' })).toBeNull();
  });
});
