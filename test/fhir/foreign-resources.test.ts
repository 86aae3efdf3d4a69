// Resources of others' making: what is read in them, and what is left out with its reason.
import { describe, expect, it } from 'vitest';
import { type PatientCase } from '#core/case.js';
import { resourcesOfBundle } from '#fhir/bundle-resources.js';
import { caseFromResources } from '#fhir/case-from-resources.js';
import { codeBookOf } from '#fhir/code-book.js';
import { issueOfLeftOut, shown } from '#fhir/left-out.js';
import { ageAt } from '#fhir/person.js';
import { type Bundle, type CodeableConcept, type Condition, type Observation, type Resource } from '#fhir/r4.js';
import { sideOfBodySites } from '#fhir/side.js';
import { knowledge } from '../pack.js';
import { book } from './arbitrary-case.js';

const SNOMED = 'http://snomed.info/sct';
const OURS = 'https://cluneal.org/fhir/CodeSystem';
const subject = { reference: 'Patient/p1' };
const coded = (system: string, code: string): CodeableConcept => ({ coding: [{ system, code }] });
const finding = (id: string): CodeableConcept => coded(`${OURS}/finding`, id);
const observation = (code: CodeableConcept, more: Partial<Observation>): Observation => ({
  resourceType: 'Observation',
  id: 'o1',
  status: 'final',
  code,
  subject,
  ...more,
});
const condition = (code: CodeableConcept, more: Partial<Condition>): Condition => ({
  resourceType: 'Condition',
  id: 'c1',
  code,
  subject,
  ...more,
});
const read = (...resources: Resource[]) =>
  caseFromResources(resources, book, { subject: 'p1', at: '2026-11-24T09:30:00Z' });
/** The one thing read in one resource, or why it was not. */
const one = (r: Resource): PatientCase['findings'][number] | string => {
  const { patient, leftOut } = read(r);
  return patient.findings[0] ?? leftOut.map((l) => `${l.type} ${l.element}: ${l.message}`).join('; ');
};
const burning = coded(SNOMED, '36349006');
const verified = (code: string) => coded('http://terminology.hl7.org/CodeSystem/condition-ver-status', code);

describe('a yes, a no, and neither', () => {
  it.each([
    [{ valueBoolean: true }, 'present'],
    [{ valueBoolean: false }, 'absent'],
    [{ valueCodeableConcept: coded('http://terminology.hl7.org/CodeSystem/v2-0136', 'Y') }, 'present'],
    [{ valueCodeableConcept: coded('http://terminology.hl7.org/CodeSystem/v2-0136', 'N') }, 'absent'],
    [{ valueCodeableConcept: coded(SNOMED, '52101004') }, 'present'],
    [{ valueCodeableConcept: coded(SNOMED, '2667000') }, 'absent'],
    [{ valueCodeableConcept: coded(SNOMED, '261665006') }, 'unknown'],
    [
      { dataAbsentReason: coded('http://terminology.hl7.org/CodeSystem/data-absent-reason', 'not-performed') },
      'unknown',
    ],
  ] as const)('%j is %s', (value, presence) => {
    expect(one(observation(burning, value as Partial<Observation>))).toEqual({ id: 'quality.burning', presence });
  });

  it('an observation without a value, or with one that says neither, is not a yes', () => {
    const neither =
      'unreadable Observation.value: quality.burning has a value that is neither present, absent nor a reason why it is not known';
    expect(one(observation(burning, {}))).toBe(neither);
    expect(one(observation(burning, { valueString: 'some' }))).toBe(neither);
    expect(one(observation(burning, { valueString: 'some', dataAbsentReason: { text: 'x' } }))).toBe(neither);
    expect(one(observation(burning, { valueCodeableConcept: coded(SNOMED, '36349006') }))).toBe(neither);
    expect(one(observation(burning, { valueCodeableConcept: { text: 'present' } }))).toBe(neither);
  });

  it('a value that says yes in one code and no in another is not read', () => {
    const both = {
      coding: [
        { system: `${OURS}/presence`, code: 'present' },
        { system: SNOMED, code: '2667000' },
      ],
    };
    expect(one(observation(burning, { valueCodeableConcept: both }))).toMatch('unreadable');
  });

  it('a condition is a yes when confirmed, a no when refuted, and nothing when suspected', () => {
    const surgery = finding('hx.lumbar-surgery');
    const clinicalStatus = coded('http://terminology.hl7.org/CodeSystem/condition-clinical', 'resolved');
    const present = { id: 'hx.lumbar-surgery', presence: 'present' };
    expect(one(condition(surgery, { verificationStatus: verified('confirmed') }))).toEqual(present);
    expect(one(condition(surgery, { verificationStatus: verified('refuted') }))).toMatchObject({ presence: 'absent' });
    expect(one(condition(surgery, { clinicalStatus }))).toEqual(present);
    for (const code of ['provisional', 'differential', 'unconfirmed'])
      expect(one(condition(surgery, { verificationStatus: verified(code), clinicalStatus }))).toBe(
        'unreadable Condition.verificationStatus: hx.lumbar-surgery is neither confirmed nor refuted',
      );
    expect(one(condition(surgery, {}))).toMatch('neither confirmed nor refuted');
  });
});

describe('sides', () => {
  const yes = { valueBoolean: true };
  const tender = (bodySite?: CodeableConcept) =>
    observation(finding('tender.crest'), { ...yes, ...(bodySite ? { bodySite } : {}) });

  it.each([
    ['7771000', 'L'],
    ['24028007', 'R'],
    ['51440002', 'B'],
    ['419161000', 'L'],
    ['419465000', 'R'],
  ])('SNOMED CT %s is %s', (code, side) => {
    expect(one(tender(coded(SNOMED, code)))).toMatchObject({ side });
  });

  it('a body site without a side is read without one, and says so', () => {
    const { patient, leftOut } = read(tender(coded(SNOMED, '29836001')));
    expect(patient.findings).toEqual([{ id: 'tender.crest', presence: 'present' }]);
    expect(leftOut.map((l) => l.message)).toEqual(['tender.crest was read without a side: bodySite names none']);
    expect(sideOfBodySites([coded(`${OURS}/side`, 'X')])).toBe('unknown-site');
    expect(sideOfBodySites([])).toBe('none');
  });

  it('two sides are never made both', () => {
    const two = {
      coding: [
        { system: `${OURS}/side`, code: 'L' },
        { system: SNOMED, code: '24028007' },
      ],
    };
    expect(one(tender(two))).toBe('unreadable Observation.bodySite: tender.crest names two sides at once');
    const confirmed = { verificationStatus: verified('confirmed') };
    const sites = [coded(SNOMED, '7771000'), coded(SNOMED, '24028007')];
    expect(one(condition(finding('tender.crest'), { ...confirmed, bodySite: sites }))).toMatch('two sides at once');
  });

  it('a course we do not know is left out, the finding is not', () => {
    const extension = [{ url: 'https://cluneal.org/fhir/StructureDefinition/course', valueCode: 'better' }];
    const { patient, leftOut } = read(observation(burning, { ...yes, extension }));
    expect(patient.findings).toHaveLength(1);
    expect(leftOut[0]).toMatchObject({ type: 'read-in-part', mend: 'use new, worse or stable' });
  });
});

describe('what must not be read', () => {
  it('what was taken back, or never happened', () => {
    expect(one(observation(burning, { valueBoolean: true, status: 'entered-in-error' }))).toBe(
      'not-to-be-read Observation.status: its status is entered-in-error',
    );
    expect(one(condition(burning, { verificationStatus: verified('entered-in-error') }))).toMatch('entered in error');
    expect(one({ resourceType: 'Procedure', status: 'not-done', subject, code: { text: 'Block' } })).toMatch(
      'not-done',
    );
  });

  it('what carries a modifier or rules we do not know', () => {
    const modifierExtension = [{ url: 'http://example.org/negated', valueBoolean: true }];
    expect(one(observation(burning, { valueBoolean: true, modifierExtension }))).toMatch('may change what it means');
    expect(one(observation(burning, { valueBoolean: true, implicitRules: 'http://x' }))).toMatch(
      'rules we do not know',
    );
  });

  it('what is about somebody else, nobody, or another encounter', () => {
    const yes = { valueBoolean: true };
    for (const reference of ['Patient/p2', 'https://elsewhere.example/Patient/p1', 'Group/p1'])
      expect(one(observation(burning, { ...yes, subject: { reference } }))).toMatch('not Patient/p1');
    const { subject: _, ...nobody } = observation(burning, yes);
    expect(one(nobody)).toMatch('does not say whom it is about');
    expect(one({ resourceType: 'Patient', id: 'p2', gender: 'male' })).toMatch('not Patient/p1');
    expect(one(observation(burning, { ...yes, subject: { reference: 'Patient/p1/_history/3' } }))).toBeTypeOf('object');
    const other = observation(burning, { ...yes, encounter: { reference: 'Encounter/e2' } });
    const options = { encounter: 'e1', at: '2026-11-24' };
    expect(caseFromResources([other], book, options).leftOut[0]!.message).toBe(
      'it is of Encounter/e2, not Encounter/e1',
    );
  });

  it('without a patient named, the first is whose case it is', () => {
    const other = observation(burning, { valueBoolean: true, id: 'o2', subject: { reference: 'Patient/p2' } });
    const mine = observation(burning, { valueBoolean: true });
    const { patient, leftOut, readFrom } = caseFromResources([mine, other], book, { at: '2026-11-24' });
    expect([patient.findings.length, leftOut.length]).toEqual([1, 1]);
    expect(readFrom).toEqual([`${mine.resourceType}/${mine.id}`]);
    const named = caseFromResources([other, { resourceType: 'Patient', id: 'p1' }], book, { at: '2026-11-24' });
    expect(named.leftOut).toHaveLength(1);
    expect(caseFromResources([{ resourceType: 'Patient' }], book, { at: '2026-11-24' }).leftOut).toEqual([]);
  });

  it('what has no place in a case', () => {
    expect(one(observation(coded('http://loinc.org', '8867-4'), { valueInteger: 70 }))).toBe(
      'no-place-in-a-case Observation.code: code http://loinc.org|8867-4 stands for no finding we know',
    );
    expect(one({ resourceType: 'Device', id: 'd1', patient: subject } as Resource)).toMatch('whom it is about');
    expect(one({ resourceType: 'Media', status: 'completed', subject, content: {} })).toMatch('no place for a Media');
    const two = { coding: [...finding('tender.crest').coding!, ...burning.coding!] };
    expect(one(observation(two, { valueBoolean: true }))).toMatch('stands for several findings');
    expect(one(observation({ text: 'burning' }, { valueBoolean: true }))).toMatch('code burning stands for no finding');
    expect(one(observation({}, { valueBoolean: true }))).toMatch('code no code stands for no finding');
  });
});

describe('a Bundle of resources not yet in any record', () => {
  const bundled = (...entry: NonNullable<Bundle['entry']>) => {
    const { patient, leftOut } = caseFromResources(
      resourcesOfBundle({ resourceType: 'Bundle', type: 'collection', entry }),
      book,
      { at: '2026-11-24' },
    );
    return [patient.sex, patient.findings.length, leftOut.map((l) => l.message)];
  };
  const uuid = 'urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a';
  const mine = { ...observation(burning, { valueBoolean: true }), subject: { reference: uuid } };

  it('is tied together by its own addresses', () => {
    const person: Resource = { resourceType: 'Patient', gender: 'female' };
    expect(bundled({ fullUrl: uuid, resource: person }, { resource: mine }, {})).toEqual(['F', 1, []]);
    const named = { fullUrl: 'https://ehr.example/Patient/9', resource: { ...person, id: '9' } };
    const theirs = { ...mine, subject: { reference: 'https://ehr.example/Patient/9' } };
    expect(bundled(named, { resource: theirs })).toEqual(['F', 1, []]);
  });

  it('an address of nobody in it stays somebody else', () => {
    const other = { ...mine, subject: { reference: 'urn:uuid:0' } };
    expect(bundled({ fullUrl: uuid, resource: { resourceType: 'Patient' } }, { resource: other })[1]).toBe(0);
    expect(resourcesOfBundle({ resourceType: 'Bundle', type: 'collection' })).toEqual([]);
  });
});

describe('the person', () => {
  const person = (...resources: Resource[]) => {
    const { patient, leftOut } = read(...resources);
    return { age: patient.age, sex: patient.sex, nrs: patient.nrs, left: leftOut.map((l) => l.message) };
  };
  const loinc = (code: string, more: Partial<Observation>) => observation(coded('http://loinc.org', code), more);

  it('is of an age that the birth date tells at the time of the case', () => {
    expect(person({ resourceType: 'Patient', id: 'p1', gender: 'female', birthDate: '1960-11-25' })).toEqual({
      ...{ age: 65, sex: 'F', nrs: 'unknown', left: [] },
    });
    expect(ageAt('1960-11-24', '2026-11-24')).toEqual({ years: 66, exact: true });
    expect(ageAt('1960', '2026-11-24')).toEqual({ years: 66, exact: false });
    expect(ageAt('2030-01-01', '2026-11-24')).toBeUndefined();
    expect(ageAt('yesterday', '2026')).toBeUndefined();
  });

  it('a birth year gives an age that may be one too high, and says so', () => {
    expect(person({ resourceType: 'Patient', id: 'p1', birthDate: '1960' }).left).toEqual([
      'age 66 may be one too high: no whole date',
    ]);
    expect(person({ resourceType: 'Patient', id: 'p1', birthDate: '1800-01-01' }).left[0]).toMatch(
      'birth date has no value',
    );
  });

  it('the recorded age counts before the birth date, and a difference is told', () => {
    const age = loinc('30525-0', { valueQuantity: { value: 40, system: 'http://unitsofmeasure.org', code: 'a' } });
    const told = person(age, { resourceType: 'Patient', id: 'p1', birthDate: '1960-01-01' });
    expect(told).toMatchObject({ age: 40, left: ['it makes 66, the recorded age 40 was taken'] });
    expect(person(age, { resourceType: 'Patient', id: 'p1', birthDate: '1986-01-01' }).left).toEqual([]);
  });

  it('a sex that we have no numbers for is unknown, and says so', () => {
    expect(person({ resourceType: 'Patient', id: 'p1', gender: 'other' })).toMatchObject({
      sex: 'unknown',
      left: [expect.stringContaining('by F and M')],
    });
    expect(person({ resourceType: 'Patient', id: 'p1' })).toMatchObject({ sex: 'unknown', left: [] });
  });

  it('ages and scores out of range, in other units, or said twice are told', () => {
    const months = { value: 480, system: 'http://unitsofmeasure.org', code: 'mo' };
    expect(person(loinc('30525-0', { valueQuantity: months })).left[0]).toMatch('age has no value');
    expect(person(loinc('30525-0', { valueQuantity: { value: 40, unit: 'years' } })).age).toBe(40);
    expect(person(loinc('72514-3', { valueInteger: 7 })).nrs).toBe(7);
    expect(person(loinc('72514-3', { valueInteger: 70 })).left[0]).toMatch('pain score has no value');
    expect(person(loinc('72514-3', { valueInteger: 7 }), loinc('72514-3', { valueInteger: 3 }))).toMatchObject({
      ...{ nrs: 7, left: ['another pain score: the first was taken'] },
    });
    const age = loinc('30525-0', { valueQuantity: { value: 40, unit: 'a' } });
    expect(person(age, age).left).toEqual(['another age: the first was taken']);
  });
});

describe('duration and treatments', () => {
  const pain = (more: Partial<Condition>) => condition(coded(`${OURS}/case-item`, 'presenting-pain'), more);
  const days = (more: Partial<Condition>) => read(pain(more)).patient.duration;

  it('onset is counted to the time of the case, as exactly as it was told', () => {
    expect(days({ onsetDateTime: '2026-11-14T09:30:00Z' })).toEqual({ min: 10, max: 10 });
    expect(days({ onsetDateTime: '2026-11-14' })).toMatchObject({
      min: expect.closeTo(9.4, 1),
      max: expect.closeTo(10.4, 1),
    });
    expect(days({ onsetDateTime: '2026-10' })).toMatchObject({
      min: expect.closeTo(23.4, 1),
      max: expect.closeTo(54.4, 1),
    });
    expect(days({ onsetDateTime: '2025' })).toMatchObject({
      min: expect.closeTo(327.4, 1),
      max: expect.closeTo(692.4, 1),
    });
    expect(days({ onsetPeriod: { end: '2026-11-14T09:30:00Z' } })).toEqual({ min: 10, max: Number.POSITIVE_INFINITY });
    expect(days({ onsetPeriod: { start: '2026-11-14T09:30:00Z' } })).toEqual({ min: 0, max: 10 });
    expect(days({ onsetString: '8 months' })).toMatchObject({ min: expect.closeTo(243.2, 1) });
  });

  it('an onset that cannot be read is told', () => {
    for (const more of [
      {},
      { onsetDateTime: '2030-01-01' },
      { onsetDateTime: 'x' },
      { onsetString: 'long' },
      { onsetPeriod: { end: 'x' } },
    ])
      expect(read(pain(more)).leftOut[0]!.mend).toMatch('onsetDateTime');
    const url = 'https://cluneal.org/fhir/StructureDefinition/duration';
    const backwards = [
      { url: 'min', valueDecimal: 5 },
      { url: 'max', valueDecimal: 2 },
    ];
    for (const extension of [[], backwards]) expect(days({ extension: [{ url, extension }] })).toBe('unknown');
    expect(read(pain({ onsetString: '8 months' }), pain({ onsetString: '2 days' })).leftOut[0]!.message).toBe(
      'another duration: the first was taken',
    );
  });

  it('procedures and medication are treatments before, in their own words', () => {
    const { patient, leftOut } = read(
      { resourceType: 'Procedure', status: 'completed', subject, code: { text: 'Facet block' } },
      {
        resourceType: 'MedicationStatement',
        status: 'active',
        subject,
        medicationCodeableConcept: { coding: [{ display: 'Naproxen' }] },
      },
      { resourceType: 'Procedure', status: 'completed', subject },
      observation(coded(`${OURS}/case-item`, 'prior-treatment'), { valueInteger: 1 }),
    );
    expect(patient.priorTreatments).toEqual(['Facet block', 'Naproxen']);
    expect(leftOut.map((l) => l.element)).toEqual(['Procedure.code', 'Observation.value']);
  });
});

describe('a code book', () => {
  const codes = (...list: { system: string; code: string }[]) => ({ codes: list });
  const same = { system: 'loinc', code: '1-1' };
  const shared = codeBookOf(knowledge, {
    'tender.crest': codes(same, { system: 'cpt', code: '64450' }),
    'pain.low-back': codes(same),
  });

  it('takes a code that stands for two findings for neither, unless another code tells which', () => {
    expect(shared.findingOf(coded('http://loinc.org', '1-1'))).toBe('several');
    const told = { coding: [...coded('http://loinc.org', '1-1').coding!, ...finding('tender.crest').coding!] };
    expect(shared.findingOf(told)).toBe('tender.crest');
    const two = { coding: [...finding('tender.crest').coding!, ...finding('pain.low-back').coding!] };
    expect(shared.findingOf(two)).toBe('several');
    expect(shared.findingOf(undefined)).toBeUndefined();
  });

  it('writes no code of what is done', () => {
    expect(shared.conceptOf('tender.crest').coding!.map((c) => c.code)).toEqual(['tender.crest', '1-1']);
    expect(codeBookOf(knowledge).conceptOf('quality.burning').coding).toHaveLength(1);
  });
});

describe('what was left out', () => {
  it('becomes an issue: information where it is not of this case, else a warning', () => {
    const [mild] = read(observation(coded('http://loinc.org', '8867-4'), {})).leftOut;
    expect(issueOfLeftOut(mild!)).toMatchObject({ severity: 'information', expression: ['Observation.code'] });
    const [grave] = read(observation(burning, {})).leftOut;
    expect(issueOfLeftOut(grave!)).toMatchObject({
      severity: 'warning',
      details: { text: expect.stringMatching(/^Observation\/o1: quality.burning/) },
      diagnostics: expect.stringMatching('dataAbsentReason'),
    });
  });

  it('an element the case has no place for is named, not shown', () => {
    const note = [{ text: 'Secret Person said so' }];
    const extension = [{ url: 'http://example.org/x', valueString: 'Secret' }];
    const { patient, leftOut } = read(observation(burning, { valueBoolean: true, note, extension }));
    expect(patient.findings).toHaveLength(1);
    expect(leftOut.map((l) => l.message)).toEqual([
      'note was not read: a case has no place for it',
      'extension http://example.org/x was not read: a case has no place for it',
    ]);
    expect(JSON.stringify(leftOut)).not.toMatch('Secret');
  });

  it('shows long values short', () => {
    expect(shown('x'.repeat(100))).toHaveLength(80);
    expect(shown(undefined)).toBe('nothing');
    expect(shown({ a: 1 })).toBe('{"a":1}');
  });
});
