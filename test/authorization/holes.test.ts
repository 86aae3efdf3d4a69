// The ways around a rule that other servers were opened by, each tried through the real routes.
import { beforeEach, describe, expect, it } from 'vitest';
import { type JsonObject } from '#fhir/json-value.js';
import { OBSERVATION_CATEGORY } from '#fhir/system.js';
import { type Principal } from '#server/authorization/principal.js';
import { BASE } from '../contract/store-world.js';
import { fresh, person, smallClinic } from './small-clinic.js';
import { type Face } from './two-world/face.js';

let face: Face;
let n = 0;
beforeEach(async () => {
  face = await smallClinic(['Observation', 'Composition', 'Encounter']);
});

async function ask(
  asker: Principal,
  method: string,
  path: string,
  body: object | null = null,
  more: Readonly<Record<string, string>> = {},
) {
  const headers = { ...(body ? { 'content-type': 'application/fhir+json' } : {}), ...more };
  const answer = await face.ask(asker, { method, path, headers, ...(body ? { body: JSON.stringify(body) } : {}) }, ++n);
  return { ...answer, json: answer.body === '' ? {} : (JSON.parse(answer.body) as JsonObject) };
}
const version = (v: number) => ({ 'if-match': `W/"${v}"` });

const physician = person('physician');
const patient = person('patient');
const therapist: Principal = { ...person('therapist'), account: 'colleague' };
/** Of both care teams of the site. */
const ofBoth: Principal = { ...physician, teams: ['red', 'blue'], opened: [] };
const category = (code: string): JsonObject => ({
  category: [{ coding: [{ system: OBSERVATION_CATEGORY, code }] }],
});
const observation = (reference: string, code = 'exam'): JsonObject => ({
  ...{ resourceType: 'Observation', status: 'final', code: { text: 'x' }, subject: { reference } },
  ...category(code),
});

describe('a resource and its patient', () => {
  it('two patients in one resource are refused, so that neither door is opened by the other', async () => {
    const subject = [{ reference: 'Patient/red' }, { reference: 'Patient/green' }];
    const { status } = await ask(physician, 'POST', 'Observation', { ...observation('Patient/red'), subject });
    expect([400, 403, 422]).toContain(status);
  });

  it('a resource is not moved to another patient, not even by somebody who treats both', async () => {
    const id = 'red-mine-found';
    const moved = { ...observation('Patient/blue'), id };
    const put = await ask(ofBoth, 'PUT', `Observation/${id}`, moved, version(1));
    expect([put.status, put.body]).toEqual([403, expect.stringContaining('Observation.subject stays as it was')]);
    const patch = [{ op: 'replace', path: '/subject/reference', value: 'Patient/blue' }];
    const headers = { ...version(1), 'content-type': 'application/json-patch+json' };
    expect((await ask(ofBoth, 'PATCH', `Observation/${id}`, patch, headers)).status).toBe(403);
    const where = await ask(ofBoth, 'PUT', `Observation?_id=${id}`, observation('Patient/blue'));
    expect(where.status).toBe(403);
  });

  it('an absolute address of this server means the same patient; that of another server means nobody here', async () => {
    const own = await ask(physician, 'POST', 'Observation', observation(`${BASE}/Patient/red`));
    expect(own.status).toBe(201);
    expect((await ask(patient, 'GET', `Observation/${own.json.id}`)).status).toBe(404);
    const told = await ask(physician, 'POST', 'Observation', observation(`${BASE}/Patient/red`, 'survey'));
    expect((await ask(patient, 'GET', `Observation/${told.json.id}`)).status).toBe(200);
    const other = await ask(physician, 'POST', 'Observation', observation('https://other.example/fhir/Patient/red'));
    expect(other.status).toBe(403);
    const hidden = await ask(physician, 'POST', 'Observation', observation(`${BASE}/Patient/green`));
    expect(hidden.status).toBe(403);
  });

  it('a link between two Patients opens neither to the reader of the other', async () => {
    const link = [{ other: { reference: 'Patient/green' }, type: 'seealso' }];
    const linked = { resourceType: 'Patient', id: 'red', link };
    expect((await ask(physician, 'PUT', 'Patient/red', linked, version(1))).status).toBe(200);
    expect((await ask(patient, 'GET', 'Patient/green')).status).toBe(404);
    expect((await ask(physician, 'GET', 'Observation/green-others-found')).status).toBe(404);
    const included = await ask(patient, 'GET', 'Patient?_include=Patient:link&_revinclude=Patient:link');
    expect(included.body).not.toContain('Patient/green"},"fullUrl');
    expect((included.json.entry as JsonObject[]).length).toBe(1);
  });

  it('a patient inside a resource is content, and nobody in the record', async () => {
    const contained = [{ resourceType: 'Patient', id: 'green' }];
    const hash = { ...observation('#green'), contained };
    expect((await ask(physician, 'POST', 'Observation', hash)).status).toBe(403);
  });
});

describe('what the patient may read', () => {
  it('what was told does not become what was found, and the other way round', async () => {
    const found = { ...observation('Patient/red', 'exam'), id: 'red-others-told' };
    const told = { ...observation('Patient/red', 'survey'), id: 'red-others-found' };
    for (const resource of [found, told])
      expect((await ask(physician, 'PUT', `Observation/${resource.id}`, resource, version(1))).status).toBe(403);
  });

  it('what comes back after its delete has the labels of what it is then', async () => {
    const id = 'red-others-told';
    expect((await ask(physician, 'DELETE', `Observation/${id}`, null, version(1))).status).toBeLessThan(300);
    const back = { ...observation('Patient/red', 'exam'), id };
    expect((await ask(physician, 'PUT', `Observation/${id}`, back, version(2))).status).toBe(201);
    expect((await ask(physician, 'GET', `Observation/${id}`)).status).toBe(200);
    expect((await ask(patient, 'GET', `Observation/${id}`)).status).toBe(404);
    expect((await ask(patient, 'GET', `Observation/${id}/_history/1`)).status).toBe(404);
  });

  it("what a clinician enters in the words of the patient is shown to the patient, and stays the clinician's to change", async () => {
    const created = await ask(therapist, 'POST', 'QuestionnaireResponse', fresh('QuestionnaireResponse', 'red', true));
    const path = `QuestionnaireResponse/${created.json.id}`;
    expect((await ask(patient, 'GET', path)).status).toBe(200);
    expect((await ask(patient, 'PUT', path, created.json, version(1))).status).toBe(403);
    expect((await ask(therapist, 'PUT', path, created.json, version(1))).status).toBe(200);
  });

  it('a correction by the physician leaves the author the author', async () => {
    const created = await ask(patient, 'POST', 'Observation', observation('Patient/red', 'survey'));
    const path = `Observation/${created.json.id}`;
    expect((await ask(physician, 'PUT', path, created.json, version(1))).status).toBe(200);
    expect((await ask(patient, 'PUT', path, created.json, version(2))).status).toBe(200);
  });
});

describe('labels', () => {
  it('are not taken from what was sent', async () => {
    const meta = { security: [{ system: 'http://x', code: 'team/green' }] };
    const { status } = await ask(physician, 'POST', 'Observation', { ...observation('Patient/red'), meta });
    expect([403, 422]).toContain(status);
  });

  it('a new patient is seen by the team of who registers, by physicians of the site, and by no other', async () => {
    const created = await ask(therapist, 'POST', 'Patient', { resourceType: 'Patient', name: [{ family: 'New' }] });
    expect(created.status).toBe(201);
    const path = `Patient/${created.json.id}`;
    const peer = (teams: string[], sites: string[]): Principal => ({ ...physician, account: 'peer', teams, sites });
    expect((await ask(peer(['red'], ['north']), 'GET', path)).status).toBe(200);
    expect((await ask(peer(['blue'], ['north']), 'GET', path)).status).toBe(200);
    expect((await ask(peer(['green'], ['south']), 'GET', path)).status).toBe(404);
    expect((await ask({ ...therapist, teams: ['blue'] }, 'GET', path)).status).toBe(404);
  });

  it('somebody without a team registers nobody', async () => {
    const { status } = await ask({ ...therapist, teams: [] }, 'POST', 'Patient', { resourceType: 'Patient' });
    expect(status).toBe(403);
  });

  it('an id that was sent is not taken, so nobody can wait for a reference that is already there', async () => {
    const created = await ask(physician, 'POST', 'Patient', { resourceType: 'Patient', id: 'wished-for' });
    expect(created.json.id).not.toBe('wished-for');
    const put = await ask(
      physician,
      'PUT',
      'Patient/wished-for',
      { resourceType: 'Patient', id: 'wished-for' },
      version(1),
    );
    expect(put.status).toBe(404);
  });
});

describe('a broken glass', () => {
  it('shows and does not write, and not in another site', async () => {
    expect((await ask(physician, 'GET', 'Observation/blue-others-found')).status).toBe(200);
    expect((await ask(physician, 'GET', 'Observation/green-others-found')).status).toBe(404);
    expect((await ask(physician, 'GET', 'Observation/alone-others-found')).status).toBe(404);
    const created = await ask(physician, 'POST', 'Observation', observation('Patient/blue'));
    expect(created.status).toBe(403);
    const update = { ...observation('Patient/blue'), id: 'blue-others-found' };
    expect((await ask(physician, 'PUT', 'Observation/blue-others-found', update, version(1))).status).toBe(403);
  });

  it('closes by itself', async () => {
    const until = 5;
    const soon = { ...physician, opened: [{ patient: 'blue', reason: 'unconscious', until }] };
    expect((await ask(soon, 'GET', 'Observation/blue-others-found')).status).toBe(404);
  });
});

describe('a letter', () => {
  it('is changed by its author only', async () => {
    const letter = (id: string) => ({ ...fresh('Composition', 'red', false), id });
    for (const asker of [physician, person('therapist')]) {
      face = await smallClinic(['Composition']);
      const [mine, others] = ['red-mine-found', 'red-others-found'];
      expect((await ask(asker, 'GET', `Composition/${others}`)).status).toBe(200);
      expect((await ask(asker, 'PUT', `Composition/${others}`, letter(others), version(1))).status).toBe(403);
      expect((await ask(asker, 'PUT', `Composition/${mine}`, letter(mine), version(1))).status).toBe(200);
    }
  });
});
