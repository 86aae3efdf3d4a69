import { afterAll, describe, expect, it } from 'vitest';
import { PROFILE } from '#fhir/system.js';
import { MOST_VALUES } from '#server/fhir-api/fhir-validation.js';
import { type Answered, anObservation, aPatient, operator, physician, stranger, W } from '../fhir-api/test-door.js';
import { wholeApi } from './whole-api.js';

const api = wholeApi();
afterAll(() => api.close());

const said = ({ json }: Answered): string[] =>
  json.issue.map(
    // biome-ignore lint/suspicious/noExplicitAny: issues as they come
    (i: any) => `${i.severity} ${i.expression?.[0] ?? ''}: ${i.details.text}`,
  );
const check = (path: string, body?: object | string, who = physician) =>
  api.ask(who, 'POST', path, body === undefined ? {} : { body });
const GOOD = ['information : nothing to object to'];
const inParameters = (...parameter: object[]) => ({ resourceType: 'Parameters', parameter });

const patient = async (): Promise<string> => {
  const made = await api.ask(physician, 'POST', '/Patient', { body: aPatient() });
  return made.json.id;
};

describe('$validate', () => {
  it('answers 200 with an outcome, whether the resource is good or not', async () => {
    const good = await check('/$validate', aPatient());
    expect([good.status, said(good)]).toEqual([200, GOOD]);
    const bad = await check('/Patient/$validate', { ...aPatient(), gender: 'xx', foo: 1 });
    expect([bad.status, said(bad)]).toEqual([200, ['error Patient.foo: no element is called foo']]);
    expect((await check('/$validate', {})).status).toBe(200);
    expect(said(await check('/$validate', { resourceType: 'Nonsense' }))).toEqual([
      'error : unknown resourceType: Nonsense',
    ]);
  });

  it('keeps nothing and notes nothing of what is only checked', async () => {
    const before = (await api.audit()).length;
    await check('/$validate', aPatient());
    expect((await api.audit()).length).toBe(before);
  });

  it('also takes types that are not served, for whoever sends them elsewhere', async () => {
    expect(said(await check('/Account/$validate', { resourceType: 'Account', status: 'active' }))).toEqual(GOOD);
    expect((await check('/Nonsense/$validate', {})).status).toBe(404);
  });

  it('says what the address says the resource is not', async () => {
    expect(said(await check('/Observation/$validate', aPatient()))).toContain(
      'error resourceType: it is Patient, asked of Observation',
    );
    expect(said(await check('/Patient/p1/$validate', { ...aPatient(), id: 'p2' }))).toContain(
      'error id: its id is not the one of the address',
    );
  });

  it('reads the resource, the mode and the profile from Parameters too', async () => {
    expect(said(await check('/$validate', inParameters({ name: 'resource', resource: aPatient() })))).toEqual(GOOD);
    const held = inParameters(
      { name: 'resource', resource: anObservation('p1') },
      { name: 'profile', valueUri: PROFILE.finding },
    );
    expect(said(await check('/$validate', held)).join('; ')).toMatch(/cln-1/);
  });

  it.each([
    [
      '?profile=http://hl7.org/fhir/StructureDefinition/bp',
      /^the profile .*bp is not known here$/,
      /^use one of https:\/\/cluneal/,
    ],
    [`?profile=${PROFILE.finding}s`, /findings is not known here/, /^did you mean .*cluneal-finding\?$/],
    ['?mode=banana', /^mode is banana$/, /^use create, update, profile$/],
    ['?mode=delete', /^mode is delete$/, /^ask for the delete itself/],
    ['?mode=create&mode=create', /^mode is given twice$/, /./],
    ['?foo=1', /^this takes no parameter foo$/, /mode, profile/],
    ['?mode=profile', /^mode=profile checks what is kept$/, /send no resource$/],
  ])('%s is refused in words', async (query, what, mend) => {
    const answer = await check(`/$validate${query}`, aPatient());
    expect(answer.status).toBe(400);
    expect(answer.json.issue[0].details.text).toMatch(what);
    expect(answer.json.issue[0].diagnostics).toMatch(mend);
  });

  it.each([
    ['no list', { resourceType: 'Parameters', parameter: {} }],
    ['no object', inParameters(1 as never)],
    ['another name', inParameters({ name: 'resources', resource: aPatient() })],
    ['a name without its value', inParameters({ name: 'resource' })],
    ['two resources', inParameters(...Array(2).fill({ name: 'resource', resource: aPatient() }))],
    ['no resource', inParameters()],
    ['a list', '[]'],
    ['no JSON', '{'],
  ])('Parameters with %s are refused in words', async (_, body) => {
    const answer = await check('/$validate', body);
    expect(answer.status).toBe(400);
    expect(answer.json.issue[0].diagnostics ?? answer.json.issue[0].details.text).toBeTruthy();
  });

  it('a resource too large to be checked between two requests is refused with the limit', async () => {
    const name = Array.from({ length: MOST_VALUES }, () => ({ family: 'A' }));
    const answer = await check('/$validate', { resourceType: 'Patient', name });
    expect(answer.status).toBe(422);
    expect(answer.json.issue[0].details.text).toBe('a resource of more than 5000 values');
    expect(
      said(await check('/$validate', { resourceType: 'Patient', name: name.slice(0, MOST_VALUES / 2 - 2) })),
    ).toEqual(GOOD);
  });

  it('mode=create and mode=update tell what the role may not write', async () => {
    const id = await patient();
    expect(said(await check('/$validate?mode=create', aPatient()))).toEqual(GOOD);
    expect(said(await check('/$validate?mode=create', aPatient(), operator))).toEqual([
      'error : your role may not write this here',
    ]);
    expect(
      said(await check('/$validate?mode=create', { ...aPatient(), meta: { security: [{ code: 'R' }] } }))[0],
    ).toMatch('meta.security is not taken');
    expect(said(await check(`/Patient/${id}/$validate?mode=update`, { ...aPatient('B'), id }))).toEqual(GOOD);
    // Hidden and absent are one answer.
    const hidden = await check(`/Patient/${id}/$validate?mode=update`, { ...aPatient('B'), id }, stranger);
    const absent = await check('/Patient/nobody/$validate?mode=update', { ...aPatient('B'), id: 'nobody' }, stranger);
    expect(said(hidden)).toEqual(said(absent));
    expect(said(hidden)).toEqual(['error : nothing here that you may see']);
  });

  it('mode=profile checks what is kept, for those who may see it, and is noted as a look at it', async () => {
    const id = await patient();
    const kept = await check(`/Patient/${id}/$validate?mode=profile&profile=${PROFILE.patient}`);
    expect([kept.status, said(kept)]).toEqual([200, GOOD]);
    expect((await api.audit()).at(-1)).toMatchObject({ action: 'other', type: 'Patient', id, patient: id });
    expect((await check(`/Patient/${id}/$validate?mode=profile`, undefined, stranger)).status).toBe(404);
    await api.ask(physician, 'DELETE', `/Patient/${id}`, { headers: W(1) });
    expect((await check(`/Patient/${id}/$validate?mode=profile`)).status).toBe(410);
  });

  it('takes the definition that R4 has of each type the CapabilityStatement names, and says when it is of another', async () => {
    const { json } = await api.ask(null, 'GET', '/metadata');
    const claimed: { type: string; profile: string }[] = json.rest[0].resource;
    expect(claimed.length).toBeGreaterThan(20);
    for (const { type, profile } of claimed) {
      const answer = await check(`/$validate?profile=${profile}`, aPatient());
      const of = type === 'Patient' ? GOOD : [`error Patient.meta.profile: ${profile} is of ${type}`];
      expect([type, answer.status, said(answer)]).toEqual([type, 200, of]);
    }
    const base = 'http://hl7.org/fhir/StructureDefinition/Patient';
    expect(said(await check(`/$validate?profile=${base}|4.0.1`, aPatient()))).toEqual(GOOD);
    expect((await check(`/$validate?profile=${base}|5.0.0`, aPatient())).status).toBe(400);
    const named = { ...anObservation('p1'), meta: { profile: [base] } };
    expect(said(await check('/$validate', named))).toEqual([`error Observation.meta.profile: ${base} is of Patient`]);
  });

  it('with GET checks what is kept at the address, and asks for a resource anywhere else', async () => {
    const id = await patient();
    const get = (path: string, who = physician) => api.ask(who, 'GET', path);
    const base = 'http://hl7.org/fhir/StructureDefinition';
    for (const query of ['', '?mode=profile', `?profile=${base}/Patient`, `?profile=${PROFILE.patient}`])
      expect(said(await get(`/Patient/${id}/$validate${query}`))).toEqual(GOOD);
    expect(said(await get(`/Patient/${id}/$validate?profile=${base}/Observation`))[0]).toMatch(/is of Observation$/);
    expect((await api.audit()).at(-1)).toMatchObject({ action: 'other', type: 'Patient', id });
    expect((await get(`/Patient/${id}/$validate`, stranger)).status).toBe(404);
    for (const path of ['/$validate', '/Observation/$validate']) {
      const answer = await get(`${path}?profile=${base}/Observation`);
      expect([answer.status, answer.json.issue[0].details.text]).toEqual([400, 'no resource was sent']);
    }
  });

  it('is for whoever is signed in', async () => {
    expect((await api.ask(null, 'POST', '/$validate', { body: aPatient() })).status).toBe(401);
  });
});
