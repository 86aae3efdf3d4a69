// Transactions, on every kind of store: all of it or none, in the standard's order, with references that hold.
import { afterAll, describe, expect, it } from 'vitest';
import { testWorld } from '../contract/store-world.js';
import { closeStores, onEachStore } from '../contract/stores.js';
import { anObservation, aPatient, created, type Door, physician, stranger, testDoor, told } from './test-door.js';

afterAll(closeStores, 60_000);

const URN = 'urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0';
const OTHER = 'urn:uuid:7b5e4a3c-1111-4222-8333-944455566677';
const post = (type: string, resource: object, more: object = {}, fullUrl?: string) => ({
  ...(fullUrl === undefined ? {} : { fullUrl }),
  resource,
  request: { method: 'POST', url: type, ...more },
});
const bundle = (...entry: object[]) => ({ resourceType: 'Bundle', type: 'transaction', entry });
const send = (d: Door, body: object, headers: Readonly<Record<string, string>> = {}) =>
  d.ask(physician, 'POST', '', { body, headers });
const statuses = (json: { entry: { response: { status: string } }[] }) => json.entry.map((e) => e.response.status);
const idIn = (location: string) => location.split('/')[1]!;

onEachStore('a transaction', (opened) => {
  const door = async (): Promise<Door> => {
    const world = testWorld();
    return testDoor(world, await opened(world));
  };

  it('gives new resources their ids, and references to them too', async () => {
    const d = await door();
    const narrative = {
      status: 'generated',
      div: `<div xmlns="http://www.w3.org/1999/xhtml"><a href="${URN}">the patient</a></div>`,
    };
    const body = bundle(
      post('Observation', { ...anObservation('x', { text: narrative }), subject: { reference: URN } }),
      post('Patient', aPatient('Mustermann', { identifier: [{ system: 'urn:ietf:rfc:3986', value: URN }] }), {}, URN),
      post('Observation', { ...anObservation('x'), subject: { reference: URN } }, {}, OTHER),
      post('ClinicalImpression', {
        ...{ resourceType: 'ClinicalImpression', status: 'completed', subject: { reference: URN } },
        finding: [{ itemReference: { reference: OTHER } }],
      }),
    );
    const answer = await send(d, body);
    expect([answer.status, answer.json.type]).toEqual([200, 'transaction-response']);
    expect(statuses(answer.json)).toEqual(Array(4).fill('201 Created'));
    expect(answer.json.entry.every((e: { resource?: object }) => e.resource === undefined)).toBe(true);
    const [first, patient, second, impression] = answer.json.entry.map((e: { response: { location: string } }) =>
      idIn(e.response.location),
    );
    const observation = (await d.ask(physician, 'GET', `/Observation/${first}`)).json;
    expect(observation.subject.reference).toBe(`Patient/${patient}`);
    expect(observation.text.div).toContain(`href="Patient/${patient}"`);
    expect((await d.ask(physician, 'GET', `/ClinicalImpression/${impression}`)).json.finding[0].itemReference).toEqual({
      reference: `Observation/${second}`,
    });
    // An identifier is no reference, whatever it looks like.
    expect((await d.ask(physician, 'GET', `/Patient/${patient}`)).json.identifier[0].value).toBe(URN);
  });

  it('reads references beside an absolute address as the standard does', async () => {
    const d = await door();
    const there = 'http://other.example/fhir';
    const answer = await send(
      d,
      bundle(
        post('Patient', { ...aPatient(), id: '7' }, {}, `${there}/Patient/7`),
        post('Observation', anObservation('7'), {}, `${there}/Observation/8`),
      ),
    );
    const [patient, observation] = answer.json.entry.map((e: { response: { location: string } }) =>
      idIn(e.response.location),
    );
    const { json } = await d.ask(physician, 'GET', `/Observation/${observation}`);
    expect(json.subject.reference).toBe(`Patient/${patient}`);
  });

  it('refers to what a condition found instead of making it again', async () => {
    const d = await door();
    const known = aPatient('Mustermann', { identifier: [{ system: 'urn:clinic', value: '7' }] });
    const patient = await created(d, physician, known);
    const answer = await send(
      d,
      bundle(
        post('Patient', known, { ifNoneExist: 'identifier=urn:clinic|7' }, URN),
        post('Observation', { ...anObservation('x'), subject: { reference: URN } }),
        post('Observation', { ...anObservation('x'), subject: { reference: 'Patient?identifier=urn:clinic|7' } }),
        {
          fullUrl: OTHER,
          resource: { ...known, gender: 'other' },
          request: { method: 'PUT', url: 'Patient?identifier=urn:clinic|7' },
        },
      ),
    );
    expect(statuses(answer.json)).toEqual(['200 OK', '201 Created', '201 Created', '200 OK']);
    for (const i of [1, 2]) {
      const { json } = await d.ask(physician, 'GET', `/Observation/${idIn(answer.json.entry[i].response.location)}`);
      expect(json.subject.reference).toBe(`Patient/${patient}`);
    }
    expect((await d.ask(physician, 'GET', `/Patient/${patient}`)).json.gender).toBe('other');
    const fresh = await send(
      d,
      bundle(
        {
          ...{ fullUrl: URN, resource: aPatient() },
          request: { method: 'PUT', url: 'Patient?identifier=urn:clinic|8' },
        },
        post('Observation', { ...anObservation('x'), subject: { reference: URN } }),
      ),
    );
    const [made, about] = fresh.json.entry.map((e: { response: { location: string } }) => idIn(e.response.location));
    expect((await d.ask(physician, 'GET', `/Observation/${about}`)).json.subject.reference).toBe(`Patient/${made}`);
  });

  it('deletes first, creates, changes, then reads, and answers in the order it was asked', async () => {
    const d = await door();
    const [stays, goes] = [
      await created(d, physician, aPatient('Bleibt')),
      await created(d, physician, aPatient('Geht')),
    ];
    const patch = Buffer.from('[{"op":"replace","path":"/gender","value":"male"}]').toString('base64');
    const answer = await send(
      d,
      bundle(
        { request: { method: 'GET', url: 'Patient?_sort=_lastUpdated' } },
        {
          resource: { resourceType: 'Binary', contentType: 'application/json-patch+json', data: patch },
          request: { method: 'PATCH', url: `Patient/${stays}`, ifMatch: 'W/"1"' },
        },
        post('Patient', aPatient('Kommt')),
        { request: { method: 'DELETE', url: `Patient/${goes}`, ifMatch: 'W/"1"' } },
        { request: { method: 'GET', url: `Patient/${stays}` } },
      ),
    );
    expect(statuses(answer.json)).toEqual(['200 OK', '200 OK', '201 Created', '204 No Content', '200 OK']);
    const found = answer.json.entry[0].resource.entry.map(
      (e: { resource: { name: { family: string }[] } }) => e.resource.name[0]!.family,
    );
    expect(found).toEqual(['Kommt', 'Bleibt']);
    expect(answer.json.entry[4].resource.gender).toBe('male');
    const reads = (await d.audit()).filter(({ action }) => action === 'read' || action === 'search');
    expect(reads.map(({ action }) => action).sort()).toEqual(['read', 'search', 'search']);
  });

  it('does nothing at all when one part is refused', async () => {
    const d = await door();
    const there = await created(d, physician, aPatient());
    const hidden = await created(d, stranger, aPatient('Fremd'));
    const rows = (await d.audit()).length;
    const good = post('Patient', aPatient('Neu'));
    const cases: [object, number, string][] = [
      [post('Patient', { ...aPatient(), gender: 'banana' }), 422, 'Bundle.entry[1].resource.gender'],
      [post('Patient', { ...aPatient(), nose: 'long' }), 400, 'Bundle.entry[1].resource.nose'],
      [post('Patient', aPatient('x'), { ifNoneExist: 'shoe-size=44' }), 400, 'Bundle.entry[1]'],
      [
        { resource: { ...aPatient(), id: there }, request: { method: 'PUT', url: `Patient/${there}` } },
        428,
        'Bundle.entry[1]',
      ],
      [
        {
          resource: { ...aPatient(), id: there },
          request: { method: 'PUT', url: `Patient/${there}`, ifMatch: 'W/"5"' },
        },
        412,
        'Bundle.entry[1]',
      ],
      [{ request: { method: 'DELETE', url: `Patient/${hidden}`, ifMatch: 'W/"1"' } }, 404, 'Bundle.entry[1]'],
      [{ request: { method: 'DELETE', url: 'Patient/nobody', ifMatch: 'W/"1"' } }, 404, 'Bundle.entry[1]'],
      [{ request: { method: 'GET', url: 'Patient/nobody' } }, 404, 'Bundle.entry[1]'],
      [post('Observation', anObservation(hidden)), 403, 'Bundle.entry[1]'],
      [post('Observation', anObservation('nobody')), 403, 'Bundle.entry[1]'],
      [post('Observation', { ...anObservation('x'), subject: { reference: URN } }), 422, 'Bundle.entry[1]'],
      [
        post('Observation', { ...anObservation('x'), subject: { reference: 'Patient?identifier=urn:clinic|9' } }),
        409,
        'Bundle.entry[1]',
      ],
      [post('Account', { resourceType: 'Account' }), 404, 'Bundle.entry[1].request.url'],
      [{ request: { method: 'GET', url: `Patient/${there}/$everything` } }, 405, 'Bundle.entry[1].request.url'],
      [{ request: { method: 'HEAD', url: 'Patient' } }, 405, 'Bundle.entry[1]'],
      [{ resource: aPatient() }, 400, 'Bundle.entry[1]'],
      [{ fullUrl: URN, resource: aPatient() }, 422, 'Bundle.entry[1]'],
      [
        { request: { method: 'GET', _url: { extension: [{ url: 'urn:x', valueString: 'y' }] } } },
        422,
        'Bundle.entry[1].request',
      ],
    ];
    for (const [bad, status, place] of cases) {
      const answer = await send(d, bundle(good, bad));
      expect([answer.status, answer.json.resourceType, JSON.stringify(bad)]).toEqual([
        status,
        'OperationOutcome',
        JSON.stringify(bad),
      ]);
      expect(answer.json.issue[0].expression[0]).toContain(place);
    }
    expect((await d.ask(physician, 'GET', '/Patient?_summary=count')).json.total).toBe(1);
    const written = (await d.audit())
      .slice(rows)
      .filter(({ action, outcome }) => action === 'create' && outcome === 'success');
    expect(written).toEqual([]);
  });

  it('gives back what was made where that is preferred', async () => {
    const d = await door();
    const whole = await send(d, bundle(post('Patient', aPatient())), { prefer: 'return=representation' });
    expect(whole.json.entry[0].resource.name[0].family).toBe('Mustermann');
    const outcome = await send(d, bundle(post('Patient', aPatient())), { prefer: 'return=OperationOutcome' });
    expect(outcome.json.entry[0].response.outcome.resourceType).toBe('OperationOutcome');
  });
});

describe('a bundle sent to the base', () => {
  const door = testDoor();
  it.each([
    ['that is no Bundle', { resourceType: 'Patient' }, 400, 'bad-element'],
    ['that is a document', { resourceType: 'Bundle', type: 'document' }, 400, 'bad-element'],
    ['whose entries are no list', { resourceType: 'Bundle', type: 'batch', entry: {} }, 400, 'bad-element'],
    ['with an element that is none', { resourceType: 'Bundle', type: 'batch', entry: [], size: 1 }, 400, 'bad-element'],
    ['that is too long', { resourceType: 'Bundle', type: 'batch', entry: Array(501).fill({}) }, 422, 'too-costly'],
    [
      'that writes one resource twice',
      bundle(
        { request: { method: 'DELETE', url: 'Patient?_id=ID' } },
        { resource: { ...aPatient(), id: 'ID' }, request: { method: 'PUT', url: 'Patient/ID', ifMatch: 'W/"1"' } },
      ),
      400,
      'bad-element',
    ],
    [
      'two of whose entries have one name',
      bundle(post('Patient', aPatient(), {}, URN), post('Patient', aPatient(), {}, URN)),
      400,
      'bad-element',
    ],
  ])('%s is refused', async (_, body, status, kind) => {
    const id = await created(door, physician, aPatient());
    const text = JSON.stringify(body)
      .replaceAll('"ID"', `"${id}"`)
      .replaceAll('=ID', `=${id}`)
      .replaceAll('/ID', `/${id}`);
    const answer = await door.ask(physician, 'POST', '', { body: text });
    expect([answer.status, told(answer)[0]]).toEqual([status, kind]);
  });

  it('may be empty', async () => {
    const answer = await send(door, { resourceType: 'Bundle', type: 'transaction' });
    expect([answer.status, answer.json]).toEqual([200, { resourceType: 'Bundle', type: 'transaction-response' }]);
  });

  it('may hold five hundred', async () => {
    const many = Array.from({ length: 500 }, (_, i) => post('Patient', aPatient(`P${i}`)));
    const answer = await send(door, bundle(...many));
    expect([answer.status, answer.json.entry.length]).toEqual([200, 500]);
  });
});
