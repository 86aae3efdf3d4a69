// A code in our name that there is none of is refused wherever it stands: above all a side.
import { afterAll, describe, expect, it } from 'vitest';
import { type Resource } from '#fhir/r4.js';
import { CODE_SYSTEM, EXTENSION, PROFILE, SNOMED } from '#fhir/system.js';
import { physician } from '../fhir-api/test-door.js';
import { errorsOf, validate } from './validator.js';
import { wholeApi } from './whole-api.js';

const api = wholeApi();
afterAll(() => api.close());

const side = (code: string, ...more: object[]) => ({ coding: [{ system: CODE_SYSTEM.side, code }, ...more] });
const finding = (code: string, more: object = {}) => ({
  ...{ resourceType: 'Observation', status: 'final', subject: { reference: 'Patient/p1' } },
  ...{ effectiveDateTime: '2026-11-24', code: { coding: [{ system: CODE_SYSTEM.finding, code }] } },
  ...{ valueCodeableConcept: { coding: [{ system: CODE_SYSTEM.presence, code: 'present' }] }, ...more },
});
const first = (resource: object) => {
  const [issue] = validate(resource as Resource).filter((i) => i.severity === 'error');
  return [issue?.expression?.[0], issue?.details?.text, issue?.diagnostics];
};

describe('a code of ours', () => {
  it('that is right is accepted, on either side and on both', () => {
    for (const code of ['L', 'R', 'B'])
      expect(errorsOf(finding('tender.crest', { meta: { profile: [PROFILE.finding] }, bodySite: side(code) }))).toEqual(
        [],
      );
  });

  it.each(['right', 'r', 'left', 'Right', 'unknown'])('for a side, %j is refused, and the codes are named', (code) => {
    const [where, what, mend] = first(finding('tender.crest', { bodySite: side(code) }));
    expect(where).toMatch(/^Observation\.bodySite\.coding\[0\]/);
    expect([what, mend]).toEqual([`${code} is no code of ${CODE_SYSTEM.side}`, 'use one of L, R, B']);
  });

  it('for a finding is refused with the one that was meant', () => {
    const [where, what, mend] = first(finding('tender.crst'));
    expect(where).toBe('Observation.code.coding[0]');
    expect(what).toBe(`tender.crst is no code of ${CODE_SYSTEM.finding}`);
    expect(mend).toMatch(/^did you mean tender\.crest\? all \d+ stand in CodeSystem\/finding of this server$/);
    expect(first(finding('xxxxxxxxxxxxxxxxxxxxx'))[2]).toMatch(/^all \d+ stand in/);
  });

  // biome-ignore format: one place a line
  it.each([
    ['with the right side of another system beside it', finding('tender.crest', { bodySite: side('right', { system: SNOMED, code: '24028007' }) }), 'Observation.bodySite.coding[0]'],
    ['in a history', { resourceType: 'Condition', subject: { reference: 'Patient/p1' }, bodySite: [side('left')] }, 'Condition.bodySite[0].coding[0]'],
    ['in a procedure', { resourceType: 'Procedure', status: 'completed', subject: { reference: 'Patient/p1' }, bodySite: [side('l')] }, 'Procedure.bodySite[0].coding[0]'],
    ['in an order', { resourceType: 'ServiceRequest', status: 'active', intent: 'order', subject: { reference: 'Patient/p1' }, bodySite: [side('Left')] }, 'ServiceRequest.bodySite[0].coding[0]'],
    ['in a tag', { resourceType: 'Patient', meta: { tag: [{ system: CODE_SYSTEM.setting, code: 'moon' }] } }, 'Patient.meta.tag[0]'],
    ['in a contained resource', { resourceType: 'Observation', status: 'final', code: { text: 'x' }, hasMember: [{ reference: '#f' }], contained: [finding('tender.crst', { id: 'f' })] }, 'Observation.contained[0].code.coding[0]'],
    ['in an entry of a Bundle', { resourceType: 'Bundle', type: 'collection', entry: [{ resource: finding('tender.crst') }] }, 'Bundle.entry[0].resource.code.coding[0]'],
    ['in an extension of others', { resourceType: 'Patient', extension: [{ url: 'http://x.example/side', valueCodeableConcept: side('right') }] }, 'Patient.extension[0].valueCodeableConcept.coding[0]'],
  ])('that there is none of is refused %s', (_, resource, where) => {
    const issues = validate(resource as unknown as Resource).filter((i) => i.severity === 'error');
    expect(issues.map((i) => [i.expression?.[0], i.code])).toContainEqual([where, 'code-invalid']);
  });

  it('of a system that there is none of is refused, and the system named that was meant', () => {
    for (const system of [`${CODE_SYSTEM.side}s`, CODE_SYSTEM.side.replace('https', 'http'), `${CODE_SYSTEM.side}/`]) {
      const [, what, mend] = first(finding('tender.crest', { bodySite: { coding: [{ system, code: 'R' }] } }));
      expect([what, mend]).toEqual([`${system} is no code system of ours`, `did you mean ${CODE_SYSTEM.side}?`]);
    }
    expect(
      first(finding('tender.crest', { category: [{ coding: [{ system: 'https://cluneal.org/x', code: 'R' }] }] }))[2],
    ).toMatch(/^use one of/);
  });

  it('that is left out where its system is given is refused', () => {
    const bodySite = { coding: [{ system: CODE_SYSTEM.side, display: 'right' }] };
    expect(first(finding('tender.crest', { bodySite }))).toEqual([
      'Observation.bodySite.coding[0]',
      `a coding of ${CODE_SYSTEM.side} without a code`,
      'give it its code',
    ]);
  });

  it('for a side that SNOMED CT beside it contradicts is refused: nobody can tell which was meant', () => {
    const bodySite = side('R', { system: SNOMED, code: '7771000' });
    expect(first(finding('tender.crest', { bodySite }))[1]).toMatch(/^two sides at once: .*side\|R, .*7771000$/);
    expect(errorsOf(finding('tender.crest', { bodySite: side('R', { system: SNOMED, code: '24028007' }) }))).toEqual(
      [],
    );
  });

  it('is not asked of the codes of others, nor of an identifier in our name', () => {
    const others = { coding: [{ system: 'http://x.example/side', code: 'right' }] };
    expect(errorsOf(finding('tender.crest', { bodySite: others }))).toEqual([]);
    const identifier = [{ system: 'https://cluneal.org/patients', value: '1' }];
    expect(errorsOf({ resourceType: 'Patient', identifier })).toEqual([]);
  });

  it('in an extension of ours is told once', () => {
    const extension = [{ url: EXTENSION.course, valueCode: 'better' }];
    expect(errorsOf(finding('tender.crest', { extension }))).toHaveLength(1);
  });
});

describe('a finding with a side that there is none of', () => {
  const wrong = finding('tender.crest', { bodySite: side('right') });

  it('is refused by $validate, by a create and by $assess', async () => {
    const checked = await api.ask(physician, 'POST', '/Observation/$validate', { body: wrong });
    expect(checked.json.issue[0].details.text).toBe(`right is no code of ${CODE_SYSTEM.side}`);
    const made = await api.ask(physician, 'POST', '/Observation', { body: wrong });
    expect([made.status, made.json.issue[0].diagnostics]).toEqual([422, 'use one of L, R, B']);
    const record = { resourceType: 'Bundle', type: 'collection', entry: [{ resource: { ...wrong, id: 'f1' } }] };
    const body = { resourceType: 'Parameters', parameter: [{ name: 'record', resource: record }] };
    const assessed = await api.ask(physician, 'POST', '/$assess', { body });
    expect([assessed.status, assessed.json.issue[0].details.text]).toEqual([
      422,
      `Observation/f1: right is no code of ${CODE_SYSTEM.side}`,
    ]);
  });
});

describe('our profiles', () => {
  it('bind what they code to our lists', () => {
    const held = (url: string, resource: object) => errorsOf({ ...resource, meta: { profile: [url] } }).join('; ');
    expect(held(PROFILE.finding, finding('tender.crst'))).toMatch(/ValueSet\/finding/);
    expect(held(PROFILE.finding, finding('tender.crest', { bodySite: side('right') }))).toMatch(/ValueSet\/side/);
    const history = {
      ...{ resourceType: 'Condition', subject: { reference: 'Patient/p1' }, bodySite: [side('right')] },
      code: { coding: [{ system: CODE_SYSTEM.finding, code: 'hx.lumbar-surgry' }] },
    };
    expect(held(PROFILE.history, history)).toMatch(/ValueSet\/finding/);
    expect(held(PROFILE.history, history)).toMatch(/ValueSet\/side/);
    const type = { coding: [{ system: CODE_SYSTEM.drawing, version: '1', code: 'picture' }] };
    const drawing = { resourceType: 'Media', status: 'completed', content: { title: 'x' }, type };
    expect(held(PROFILE.drawing, drawing)).toMatch(/ValueSet\/drawing/);
  });
});
