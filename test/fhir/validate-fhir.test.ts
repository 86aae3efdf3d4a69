// What FHIR R4 refuses, and what the general validator would let pass; then the official examples.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bindingIssues, codeIndexOf } from '#fhir/bindings.js';
import { plainFromJson, textFromJson } from '#fhir/json-value.js';
import { type Resource } from '#fhir/r4.js';
import { readJson } from '#fhir/strict-json.js';
import { type Validation, validateFhirOf } from '#fhir/validate-fhir.js';
import { definitions, errorsOf, validate } from './validator.js';

const observation = { resourceType: 'Observation', status: 'final', code: { text: 'x' } };

describe('required codes', () => {
  // biome-ignore format: one wrong code a line
  it.each([
    [{ ...observation, status: 'banana' }, 'Observation.status: banana is not in http://hl7.org/fhir/ValueSet/observation-status'],
    [{ resourceType: 'Patient', gender: 'xx' }, 'Patient.gender: xx is not in http://hl7.org/fhir/ValueSet/administrative-gender'],
    [{ resourceType: 'Patient', name: [{ use: 'pet' }] }, 'Patient.name[0].use: pet is not in http://hl7.org/fhir/ValueSet/name-use'],
    [{ ...observation, status: 'Final' }, 'Observation.status: Final is not in http://hl7.org/fhir/ValueSet/observation-status'],
    [{ resourceType: 'Condition', subject: { display: 'x' }, clinicalStatus: { text: 'active' } }, 'Condition.clinicalStatus: no code is not in http://hl7.org/fhir/ValueSet/condition-clinical'],
    [{ resourceType: 'Condition', subject: { display: 'x' }, clinicalStatus: { coding: [{ system: 'http://x', code: 'active' }] } }, 'Condition.clinicalStatus: http://x|active is not in http://hl7.org/fhir/ValueSet/condition-clinical'],
  ])('%j', (resource, error) => {
    expect(errorsOf(resource)).toContain(error);
  });

  it('a code in the set passes, with a mend for one that is not', () => {
    expect(validate(observation as Resource)).toEqual([]);
    expect(validate({ ...observation, status: 'x' } as unknown as Resource)[0]).toMatchObject({
      ...{ severity: 'error', code: 'code-invalid', diagnostics: 'use a code of that value set' },
    });
  });

  it('a concept whose code is told absent by an extension is not refused', () => {
    const index = codeIndexOf({ v: { s: ['a'] } });
    const met = (value: object) => ({ v: [{ type: 'CodeableConcept', value, path: 'X.y' }] });
    expect(bindingIssues(met({ extension: [{ url: 'http://x' }] }), index)).toEqual([]);
    expect(bindingIssues(met({ coding: [{ display: 'a' }] }), index)).toHaveLength(1);
    expect(bindingIssues(met({ coding: [{ code: 'b' }, { system: 's', code: 'a' }] }), index)).toEqual([]);
    expect(
      bindingIssues({ v: [{ type: 'Coding', value: { system: 't', code: 'a' }, path: 'X.y' }] }, index),
    ).toHaveLength(1);
  });

  it('are known for all required value sets but six, which no list holds', () => {
    const unlisted = Object.entries(definitions.bindings).filter(([, codes]) => codes === null);
    expect(Object.keys(definitions.bindings)).toHaveLength(232);
    expect(unlisted.map(([url]) => url)).toEqual([
      'http://hl7.org/fhir/ValueSet/characteristic-combination',
      'http://hl7.org/fhir/ValueSet/currencies',
      'http://hl7.org/fhir/ValueSet/mimetypes',
      'http://hl7.org/fhir/ValueSet/subscription-notification-type',
      'http://hl7.org/fhir/ValueSet/ucum-units',
      'http://loinc.org/vs/LL379-9',
    ]);
  });
});

describe('what is not FHIR', () => {
  // biome-ignore format: one a line
  it.each([
    [{ resourceType: 'Nonsense' }, ': unknown resourceType: Nonsense'],
    [{ resourceType: 'HumanName', family: 'x' }, ': unknown resourceType: HumanName'],
    [{ resourceType: 'toString' }, ': unknown resourceType: toString'],
    [{ resourceType: 'Patient', foo: 1 }, 'Patient.foo: no element is called foo'],
    [{ resourceType: 'Patient', toString: 1 }, 'Patient.toString: no element is called toString'],
    [{ resourceType: 'Patient', _name: {} }, 'Patient._name: no element is called _name'],
    [{ resourceType: 'Patient', meta: 1 }, 'Patient.meta: 1 where an object belongs'],
    [{ resourceType: 'Patient', name: [1] }, 'Patient.name[0]: 1 where an object belongs'],
    [{ resourceType: 'Patient', name: [[]] }, 'Patient.name[0]: [] where an object belongs'],
    [{ resourceType: 'Patient', name: {} }, 'Patient.name: a single value where a list belongs'],
    [{ resourceType: 'Patient', gender: ['male'] }, 'Patient.gender: a list where a single value belongs'],
    [{ ...observation, subject: 5 }, 'Observation.subject: 5 where an object belongs'],
    [{ ...observation, valueQuantity: 3 }, 'Observation.valueQuantity: 3 where an object belongs'],
    [{ ...observation, valueQuantity: { value: '3' } }, 'Observation.valueQuantity.value: 3 where a number belongs'],
    [{ ...observation, valueNonsense: 3 }, 'Observation.valueNonsense: no element is called valueNonsense'],
    [{ ...observation, valueInteger: 3, valueString: 'x' }, 'Observation.valueString: valueInteger is given too'],
    [{ resourceType: 'Patient', birthDate: {} }, 'Patient.birthDate: {} where a string belongs'],
    [{ resourceType: 'Patient', birthDate: null }, 'Patient.birthDate: null where a string belongs'],
    [{ resourceType: 'Patient', name: [null] }, 'Patient.name[0]: null where an object belongs'],
    [{ resourceType: 'Patient', _gender: 1 }, 'Patient._gender: 1 where an object belongs'],
    [{ resourceType: 'Patient', _gender: { foo: 1 } }, 'Patient._gender.foo: no element is called foo'],
    [{ resourceType: 'Patient', contained: [1] }, 'Patient.contained[0]: 1 where an object belongs'],
    [{ resourceType: 'Patient', contained: [{ resourceType: 'X' }] }, 'Patient.contained[0]: unknown resourceType: X'],
    [{ resourceType: 'Bundle', type: 'batch', entry: [{ resource: {} }] }, 'Bundle.entry[0].resource: it has no resourceType'],
    [{ resourceType: 'Patient', id: 'a b' }, 'Patient.id: a b is no id'],
    [{ resourceType: 'Patient', id: 'x'.repeat(65) }, `Patient.id: ${'x'.repeat(65)} is no id`],
    [{ resourceType: 'Patient', birthDate: '2024-13-01' }, 'Patient.birthDate: invalid date format'],
    [{ resourceType: 'Patient', active: 'true' }, 'Patient.active: true where a boolean belongs'],
    [{ resourceType: 'Patient', name: [] }, 'Patient.name: a list that is empty'],
    [{ resourceType: 'Patient', name: [{ family: '' }] }, 'Patient.name[0].family: a text that is empty'],
    [{ resourceType: 'Patient', name: [{}] }, 'Patient.name[0]: an object that is empty'],
    [{ resourceType: 'Patient', name: [{ family: 'a\u0000b' }] }, 'Patient.name[0].family: invalid string format'],
    [{ ...observation, code: undefined }, 'Observation.code: missing required property'],
    [{ resourceType: 'Patient', text: { status: 'generated', div: '<div><script>x</script></div>' } }, 'Patient.text.div: narrative: element script is not allowed'],
    [{ resourceType: 'Patient', extension: [{ url: 'https://cluneal.org/fhir/StructureDefinition/x', valueCode: 'x' }] }, 'Patient.extension[0]: https://cluneal.org/fhir/StructureDefinition/x is not defined'],
    [{ resourceType: 'Patient', meta: { profile: ['https://cluneal.org/fhir/StructureDefinition/cluneal-finding'] } }, 'Patient.meta.profile: https://cluneal.org/fhir/StructureDefinition/cluneal-finding is a profile of Observation'],
  ])('%j is refused', (resource, error) => {
    expect(errorsOf(JSON.parse(JSON.stringify(resource)))).toContain(error);
  });

  it.each([
    null,
    'x',
    1,
    [],
    {},
    { resourceType: 1 },
    { resourceType: 'Patient', meta: 1 },
    { resourceType: 'Patient', meta: { profile: 'x' } },
    { resourceType: 'Patient', extension: [1, null] },
  ])('whatever it is, it is refused and nothing breaks: %j', (value) => {
    expect(errorsOf(value)).not.toEqual([]);
  });

  it('a primitive may have an extension in place of a value', () => {
    const absent = {
      extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }],
    };
    expect(errorsOf({ resourceType: 'Patient', _gender: absent })).toEqual([]);
    expect(errorsOf({ resourceType: 'Patient', name: [{ given: ['A', null], _given: [null, absent] }] })).toEqual([]);
  });

  it('another profile than ours is passed over', () => {
    const profile = ['http://hl7.org/fhir/us/core/StructureDefinition/us-core-patient'];
    expect(errorsOf({ resourceType: 'Patient', meta: { profile } })).toEqual([]);
  });

  it('a validator that breaks on a resource refuses it', () => {
    const breaks = () => {
      throw new TypeError('x is undefined');
    };
    const anything = { elements: { implicitRules: { type: [{ code: 'uri' }] } } };
    const broken = validateFhirOf(
      { validateResource: breaks, tryGetDataType: () => anything } as unknown as Validation,
      {
        bindings: {},
        profiles: [],
      },
    );
    expect(broken({ resourceType: 'Basic', implicitRules: 'http://x' } as Resource)[0]!.details!.text).toBe(
      'it cannot be made out as a FHIR R4 resource',
    );
  });
});

const corpora = process.env.CLUNEAL_CORPORA ?? '../shared/corpora';
const examples = join(corpora, 'fhir-r4-examples');

/** The official examples that are refused, each with the reason: the examples are wrong, not the check. */
const REFUSED: Readonly<Record<string, readonly [issues: number, error: string, why: string]>> = {
  'Binary-example.json': [1, 'Binary.data: invalid base64Binary format', 'the data are elided: "/9j/4...KAP//Z"'],
  'DiagnosticReport-gingival-mass.json': [
    1,
    'DiagnosticReport.presentedForm[0].data: invalid base64Binary format',
    'the data are elided',
  ],
  'Media-example.json': [1, 'Media.content.data: invalid base64Binary format', 'the data are elided'],
  'Observation-clinical-gender.json': [
    1,
    'Observation.performer[0].reference: a reference to Encounter where Practitioner, PractitionerRole, Organization, CareTeam, Patient, RelatedPerson belongs',
    'an Encounter performs nothing: R4 allows a person, a team or an organization',
  ],
  'Questionnaire-qs1.json': [
    32,
    'Questionnaire.item[0].item[0].linkId: missing required property',
    'linkId is required (1..1) and 32 items have none',
  ],
};

/** One thing changed anywhere in a JSON value. */
function mutated(value: unknown, at: number, into: unknown): unknown {
  let left = at;
  const walk = (v: unknown): unknown => {
    if (left-- === 0) return into;
    if (Array.isArray(v)) return v.map(walk);
    if (typeof v !== 'object' || v === null) return v;
    return Object.fromEntries(Object.entries(v).map(([k, x]) => [k, walk(x)]));
  };
  return walk(value);
}

describe.skipIf(!existsSync(examples))('the official examples of FHIR R4', () => {
  const names = existsSync(examples) ? readdirSync(examples).filter((name) => name.endsWith('.json')) : [];
  const read = (name: string) => {
    const json = readJson(readFileSync(join(examples, name), 'utf8'));
    if (!json.ok) throw new Error(`${name}: ${json.error.message}`);
    return json.value;
  };

  it('are accepted but for those in the table, each for its reason', { timeout: 300_000 }, () => {
    const refused = Object.fromEntries(
      names.flatMap((name) => {
        const errors = errorsOf(plainFromJson(read(name)));
        return errors.length > 0 ? [[name, [errors.length, errors[0]]]] : [];
      }),
    );
    expect(refused).toEqual(
      Object.fromEntries(Object.entries(REFUSED).map(([name, [n, error]]) => [name, [n, error]])),
    );
    expect(names.length - Object.keys(refused).length).toBeGreaterThanOrEqual(710);
    expect(names).toHaveLength(716);
  });

  it('with one thing changed anywhere are accepted or refused in words, within a second each', {
    timeout: 300_000,
  }, () => {
    const small = names
      .filter((name) => statSync(join(examples, name)).size < 20_000)
      .map((name) => plainFromJson(read(name)));
    const odd = fc.constantFrom(
      null,
      0,
      -1,
      1e21,
      '',
      'x',
      true,
      [],
      {},
      [[]],
      [null],
      { extension: [] },
      { resourceType: 'Patient' },
      { url: 1 },
    );
    fc.assert(
      fc.property(fc.constantFrom(...small), fc.nat(400), odd, (example, at, into) => {
        const start = performance.now();
        for (const issue of validate(mutated(example, at, into) as Resource)) expect(issue.details?.text).toBeTruthy();
        expect(performance.now() - start).toBeLessThan(1000);
      }),
      { numRuns: 1500 },
    );
  });

  it('are written back as they were read, decimals as their text', () => {
    for (const name of names) {
      const value = read(name);
      const again = readJson(textFromJson(value));
      expect(again.ok && again.value).toEqual(value);
      expect(plainFromJson(value)).toEqual(JSON.parse(readFileSync(join(examples, name), 'utf8')));
    }
  });
});
