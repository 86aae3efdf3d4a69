// Batches: entries that have nothing to do with each other.
import { afterAll, expect, it } from 'vitest';
import { testWorld } from '../contract/store-world.js';
import { closeStores, onEachStore } from '../contract/stores.js';
import { anObservation, aPatient, created, physician, stranger, testDoor } from './test-door.js';

afterAll(closeStores, 60_000);

onEachStore('a batch', (opened) => {
  it('does each entry by itself: one that is refused spoils no other', async () => {
    const world = testWorld();
    const d = testDoor(world, await opened(world));
    const there = await created(d, physician, aPatient());
    const hidden = await created(d, stranger, aPatient());
    const patch = Buffer.from('[{"op":"replace","path":"/gender","value":"male"}]').toString('base64');
    const entries: [object, string][] = [
      [{ resource: aPatient('Neu'), request: { method: 'POST', url: 'Patient' } }, '201 Created'],
      [
        { resource: { ...aPatient(), gender: 'banana' }, request: { method: 'POST', url: 'Patient' } },
        '422 Unprocessable Entity',
      ],
      ['no entry' as unknown as object, '400 Bad Request'],
      [{ request: { method: 'GET', url: `Patient/${there}` } }, '200 OK'],
      [{ request: { method: 'GET', url: `Patient/${there}`, ifNoneMatch: 'W/"1"' } }, '304 Not Modified'],
      [{ request: { method: 'GET', url: `Patient/${hidden}` } }, '404 Not Found'],
      [{ request: { method: 'GET', url: `Patient/${there}/_history/1` } }, '200 OK'],
      [{ request: { method: 'GET', url: `/Patient/${there}/_history` } }, '200 OK'],
      [{ request: { method: 'GET', url: 'https://clinic.example/fhir/Patient?_count=1' } }, '200 OK'],
      [{ request: { method: 'GET', url: '_history?_count=1' } }, '200 OK'],
      [{ request: { method: 'GET', url: 'Patient/_history' } }, '200 OK'],
      [{ request: { method: 'GET', url: 'Patient?shoe-size=44' } }, '400 Bad Request'],
      [{ request: { method: 'GET', url: 'Patient/1/_history/0' } }, '404 Not Found'],
      [{ request: { method: 'GET', url: '../account/state' } }, '404 Not Found'],
      [{ request: { method: 'GET', url: 'metadata' } }, '405 Method Not Allowed'],
      [{ request: { method: 'POST', url: 'Patient' } }, '422 Unprocessable Entity'],
      [{ request: { method: 'GET', url: 'Patient', ifModifiedSince: '2020-01-01T00:00:00Z' } }, '400 Bad Request'],
      [{ resource: anObservation(hidden), request: { method: 'POST', url: 'Observation' } }, '403 Forbidden'],
      [
        { resource: aPatient(), request: { method: 'PATCH', url: `Patient/${there}`, ifMatch: 'W/"1"' } },
        '415 Unsupported Media Type',
      ],
      [
        {
          resource: { resourceType: 'Binary', contentType: 'application/json-patch+json', data: 'no base64' },
          request: { method: 'PATCH', url: `Patient/${there}`, ifMatch: 'W/"1"' },
        },
        '400 Bad Request',
      ],
      [
        {
          resource: { resourceType: 'Binary', contentType: 'application/json-patch+json', data: patch },
          request: { method: 'PATCH', url: `Patient/${there}`, ifMatch: 'W/"1"' },
        },
        '200 OK',
      ],
      [{ request: { method: 'DELETE', url: `Patient/${there}` } }, '428 Precondition Required'],
    ];
    const body = { resourceType: 'Bundle', type: 'batch', entry: entries.map(([entry]) => entry) };
    const { status, json } = await d.ask(physician, 'POST', '', { body });
    expect([status, json.type]).toEqual([200, 'batch-response']);
    const answered = json.entry.map((e: { response: { status: string } }, i: number) => [i, e.response.status]);
    expect(answered).toEqual(entries.map(([, expected], i) => [i, expected]));
    for (const entry of json.entry)
      if (Number.parseInt(entry.response.status, 10) >= 400)
        expect(entry.response.outcome.resourceType).toBe('OperationOutcome');
    expect(json.entry[1].response.outcome.issue[0].expression).toEqual(['Patient.gender']);
    expect(json.entry[3].resource.id).toBe(there);
    expect((await d.ask(physician, 'GET', `/Patient/${there}`)).json.gender).toBe('male');
  });
});
