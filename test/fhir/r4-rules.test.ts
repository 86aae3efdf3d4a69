// Formats and invariants of R4's data types, references and contained resources, which the general validator lets pass.
import { describe, expect, it } from 'vitest';
import { type Resource } from '#fhir/r4.js';
import { errorsOf, validate } from './validator.js';

const observation = { resourceType: 'Observation', status: 'final', code: { text: 'x' } };
const patient = { resourceType: 'Patient' };
const condition = { resourceType: 'Condition', subject: { reference: 'Patient/p1' } };
const encounter = { resourceType: 'Encounter', status: 'finished', class: { system: 'http://x', code: 'AMB' } };
const questionnaire = { resourceType: 'Questionnaire', status: 'active' };
const item = (linkId: string, ...inner: object[]) =>
  inner.length > 0 ? { linkId, type: 'group', item: inner } : { linkId, type: 'string', text: 'x' };
const quantity = (more: object) => ({ value: 3, system: 'http://unitsofmeasure.org', code: 'mm', ...more });
const range = (low: object, high: object) => ({
  ...observation,
  valueRange: { low: quantity(low), high: quantity(high) },
});
const verified = (coding: object) => ({ ...condition, verificationStatus: { coding: [coding] } });
const CONDITION_VERIFICATION = 'http://terminology.hl7.org/CodeSystem/condition-ver-status';
const practitioner = { resourceType: 'Practitioner', id: 'a', name: [{ family: 'A' }] };

describe('a date', () => {
  it.each([
    ['2026-11-24T09:30:00', 'a dateTime with a time has seconds and a zone'],
    ['2026-11-24T09:30:00.123', 'a dateTime with a time has seconds and a zone'],
    ['2026-11-24T09Z', 'a dateTime with a time has seconds and a zone'],
    ['2026-11-24Z', 'a dateTime with a time has seconds and a zone'],
  ])('%s is refused', (effectiveDateTime, why) => {
    const [error, ...more] = errorsOf({ ...observation, effectiveDateTime });
    expect([error, more]).toEqual([expect.stringContaining(`Observation.effectiveDateTime: ${effectiveDateTime}`), []]);
    expect(error).toContain(why);
  });

  it.each(['2026', '2026-11', '2024-02-29', '2026-11-24T09:30:00Z', '2026-11-24T09:30:00.5+01:00'])(
    '%s is accepted',
    (effectiveDateTime) => {
      expect(errorsOf({ ...observation, effectiveDateTime })).toEqual([]);
    },
  );

  it.each(['2026-02-30', '2026-02-29T09:30:00Z'])('%s is refused: no calendar has that day', (effectiveDateTime) => {
    expect(errorsOf({ ...observation, effectiveDateTime })).toHaveLength(1);
  });
});

describe('a period', () => {
  it.each([
    ['2026-11-24T10:00:00Z', '2026-11-24T09:59:59Z'],
    ['2026-11-24T10:00:00+01:00', '2026-11-24T08:59:59Z'],
    ['2026-11-24', '2026-11-23'],
    ['2026-11', '2026-10-31'],
    ['2026', '2025-12'],
    ['2026-11-26T00:00:00Z', '2026-11-24'],
  ])('that begins %s and ends %s is refused', (start, end) => {
    expect(errorsOf({ ...encounter, period: { start, end } })).toEqual([
      `Encounter.period: per-1 is not kept: it ends (${end}) before it begins (${start})`,
    ]);
  });

  it.each([
    ['2026-11-24T10:00:00Z', '2026-11-24T10:00:00Z'],
    ['2026-11-24T10:00:00+01:00', '2026-11-24T09:00:00Z'],
    ['2026-11-24', '2026-11-24'],
    ['2026-11-24', '2026-11'],
    ['2026-11-24', '2026'],
    ['2026-11-24T23:00:00Z', '2026-11-24'],
    ['2026-11-25T08:00:00+10:00', '2026-11-24'],
    ['2026-12-31', '2026-12'],
  ])('that begins %s and ends %s is accepted: it may be so', (start, end) => {
    expect(errorsOf({ ...encounter, period: { start, end } })).toEqual([]);
  });

  it('may have one end', () => {
    for (const period of [{ start: '2026' }, { end: '2026' }]) expect(errorsOf({ ...encounter, period })).toEqual([]);
  });
});

describe('a code that is required', () => {
  it('needs its system: a word alone names nothing', () => {
    expect(errorsOf(verified({ code: 'confirmed' }))).toEqual([
      'Condition.verificationStatus: confirmed is not in http://hl7.org/fhir/ValueSet/condition-ver-status',
    ]);
    expect(errorsOf(verified({ system: CONDITION_VERIFICATION, code: 'confirmed' }))).toEqual([]);
  });
});

describe('the rules of the data types', () => {
  // biome-ignore format: one rule a line
  it.each([
    ['qty-3', { ...observation, valueQuantity: { value: 3, code: 'mm' } }, 'Observation.valueQuantity: qty-3 is not kept: the code mm of a unit has no system'],
    ['qty-3', { ...condition, onsetAge: { value: 3, code: 'a' } }, 'Condition.onsetAge: qty-3 is not kept: the code a of a unit has no system'],
    ['sqty-1', range({ comparator: '<' }, {}), 'Observation.valueRange.low: sqty-1 is not kept: a comparator where a plain quantity belongs'],
    ['rng-2', range({ value: 5 }, {}), 'Observation.valueRange: rng-2 is not kept: low (5) is above high (3)'],
    ['att-1', { ...patient, photo: [{ data: 'AAAA' }] }, 'Patient.photo[0]: att-1 is not kept: data without their contentType'],
    ['cpt-2', { ...patient, telecom: [{ value: '123' }] }, 'Patient.telecom[0]: cpt-2 is not kept: a contact without its system'],
    ['org-1', { resourceType: 'Organization', active: true }, 'Organization: org-1 is not kept: neither a name nor an identifier'],
    ['que-2', { ...questionnaire, item: [item('1', item('2')), item('2')] }, 'Questionnaire: que-2 is not kept: two items have the linkId 2'],
    ['ref-1', { ...observation, performer: [{ reference: '#a' }] }, 'Observation.performer[0].reference: ref-1 is not kept: nothing contained has the id a'],
    ['dom-3', { ...observation, contained: [practitioner] }, 'Observation.contained[0]: dom-3 is not kept: nothing refers to the contained Practitioner'],
  ])('%s is kept: %j', (_, resource, error) => {
    expect(errorsOf(resource)).toEqual([error]);
  });

  // biome-ignore format: one a line
  it.each([
    [{ ...observation, valueQuantity: { value: 3, unit: 'mm' } }],
    [{ ...observation, valueQuantity: quantity({ comparator: '<' }) }],
    [range({ value: 3 }, { value: 3 })],
    [range({ value: 5, code: 'cm' }, { value: 30 })],
    [{ ...patient, photo: [{ data: 'AAAA', contentType: 'image/png' }, { url: 'http://x.example/a.png' }] }],
    [{ ...patient, telecom: [{ system: 'phone', value: '123' }, { use: 'home' }] }],
    [{ resourceType: 'Organization', identifier: [{ value: '1' }] }],
    [{ ...questionnaire, item: [item('1', item('2')), item('3')] }],
    [{ ...observation, performer: [{ reference: '#a' }], contained: [practitioner] }],
    [{ ...observation, contained: [{ ...encounter, id: 'e', serviceProvider: { reference: '#o' }, partOf: { reference: '#' } }, { resourceType: 'Organization', id: 'o', name: 'x' }] }],
  ])('and nothing more is asked: %j', (resource) => {
    expect(errorsOf(resource)).toEqual([]);
  });

  it('hold inside a Bundle, each resource containing its own', () => {
    const entry = [
      { resource: { ...observation, performer: [{ reference: '#a' }], contained: [practitioner] } },
      { resource: { ...observation, performer: [{ reference: '#a' }] } },
    ];
    expect(errorsOf({ resourceType: 'Bundle', type: 'collection', entry })).toEqual([
      'Bundle.entry[1].resource.performer[0].reference: ref-1 is not kept: nothing contained has the id a',
    ]);
  });

  it('a narrative that shows nothing may stay, and is told of', () => {
    const text = { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml"> </div>' };
    expect(validate({ ...patient, text } as Resource)).toMatchObject([
      { severity: 'warning', details: { text: 'txt-2 is not kept: a narrative that shows nothing' } },
    ]);
  });
});

describe('a reference', () => {
  const subject = (reference: object) => ({ ...observation, subject: reference });

  // biome-ignore format: one a line
  it.each([
    [{ reference: 'not a reference' }, '.reference: not a reference is no reference'],
    [{ reference: 'p1' }, '.reference: p1 is no reference'],
    [{ reference: 'Patient' }, '.reference: Patient is no reference'],
    [{ reference: 'Patient/a_b' }, '.reference: Patient/a_b is no reference'],
    [{ reference: 'Patient?identifier=1' }, '.reference: Patient?identifier=1 is no reference'],
    [{ reference: '/Patient/1' }, '.reference: /Patient/1 is no reference'],
    [{ reference: 'Patiant/1' }, '.reference: Patiant/1: R4 has no resource Patiant'],
    [{ reference: 'Patient/1', type: 'Group' }, '.type: the type is Group, the reference Patient/1 is to Patient'],
    [{ reference: 'http://x.example/fhir/Patient/1', type: 'Group' }, '.type: the type is Group, the reference http://x.example/fhir/Patient/1 is to Patient'],
    [{ reference: 'Medication/1' }, '.reference: a reference to Medication where Patient, Group, Device, Location belongs'],
    [{ reference: 'urn:uuid:00000000-0000-4000-8000-000000000000', type: 'Medication' }, '.reference: a reference to Medication where Patient, Group, Device, Location belongs'],
    [{ type: 'Medication', identifier: { value: '1' } }, '.reference: a reference to Medication where Patient, Group, Device, Location belongs'],
  ])('%j is refused', (reference, error) => {
    expect(errorsOf(subject(reference))).toEqual([`Observation.subject${error}`]);
  });

  // biome-ignore format: one a line
  it.each([
    [{ reference: 'Patient/1' }],
    [{ reference: 'Patient/1/_history/2', type: 'Patient' }],
    [{ reference: 'http://x.example/fhir/Patient/1' }],
    [{ reference: 'http://x.example/people?id=1' }],
    [{ reference: 'urn:uuid:00000000-0000-4000-8000-000000000000', type: 'Patient' }],
    [{ display: 'a patient of elsewhere' }],
    [{ identifier: { value: '1' }, type: 'Patient' }],
  ])('%j is accepted', (reference) => {
    expect(validate(subject(reference) as Resource)).toEqual([]);
  });

  it('to an observation names nobody who observed', () => {
    expect(errorsOf({ ...observation, performer: [{ reference: 'Observation/1' }] })).toHaveLength(1);
  });

  it('to a contained resource is held to its type', () => {
    const contained = [{ resourceType: 'Organization', id: 'a', name: 'x' }];
    expect(errorsOf({ ...subject({ reference: '#a' }), contained })).toEqual([
      'Observation.subject.reference: a reference to Organization where Patient, Group, Device, Location belongs',
    ]);
  });

  it('elsewhere to a wrong type, or in a type the record does not keep, is a warning', () => {
    const elsewhere = validate(subject({ reference: 'http://x.example/fhir/Medication/1' }) as Resource);
    expect(elsewhere.map((i) => i.severity)).toEqual(['warning']);
    const account = { resourceType: 'Account', status: 'active', owner: { reference: 'Patient/1' } };
    expect(validate(account as Resource).map((i) => i.severity)).toEqual(['warning']);
  });

  it('by a search is for a transaction to resolve', () => {
    const entry = [
      { resource: subject({ reference: 'Patient?identifier=1' }), request: { method: 'POST', url: 'Observation' } },
    ];
    expect(errorsOf({ resourceType: 'Bundle', type: 'transaction', entry })).toEqual([]);
  });
});
