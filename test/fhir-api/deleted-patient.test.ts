// A patient is not deleted from under what is about them, and nothing new is written about a deleted one.
import { afterAll, describe, expect, it } from 'vitest';
import { type JsonObject } from '#fhir/json-value.js';
import { testWorld } from '../contract/store-world.js';
import { closeStores, onEachStore } from '../contract/stores.js';
import { anObservation, aPatient, created, type Door, physician, stranger, testDoor, told, W } from './test-door.js';

afterAll(closeStores, 60_000);

const gone = (d: Door, path: string) => d.ask(physician, 'DELETE', path, { headers: W(1) });
const bundle = (...entry: JsonObject[]) => ({ body: { resourceType: 'Bundle', type: 'transaction', entry } });
const deleteOf = (url: string) => ({ request: { method: 'DELETE', url, ifMatch: 'W/"1"' } });

onEachStore('a patient the record refers to', (opened) => {
  const door = async () => {
    const world = testWorld();
    return testDoor(world, await opened(world));
  };

  it('is not deleted, and how much of what refers to them is told', async () => {
    const d = await door();
    const patient = await created(d, physician, aPatient());
    const first = await created(d, physician, anObservation(patient));
    const second = await created(d, physician, anObservation(patient));
    const subject = { reference: `Patient/${patient}` };
    const condition = await created(d, physician, { resourceType: 'Condition', subject, code: { text: 'pain' } });
    const other = await created(d, physician, aPatient());
    await created(d, physician, anObservation(other));

    const refused = await gone(d, `/Patient/${patient}`);
    expect([refused.status, ...told(refused)]).toEqual([
      409,
      'conflict',
      'the record still refers to this patient: 1 Condition, 2 Observation; what you may not see may refer to them too',
    ]);
    expect(refused.json.issue[0].diagnostics).toMatch(/active: false/);
    const there = await d.ask(physician, 'GET', `/Patient/${patient}`);
    expect([there.status, there.headers.get('etag')]).toEqual([200, 'W/"1"']);
    const where = await d.ask(physician, 'DELETE', `/Patient?_id=${patient}`);
    expect(where.status).toBe(409);

    for (const path of [`/Observation/${first}`, `/Observation/${second}`, `/Condition/${condition}`])
      expect((await gone(d, path)).status).toBe(204);
    expect((await gone(d, `/Patient/${patient}`)).status).toBe(204);
  });

  it('is deleted together with what is about them, in whatever order that is sent', async () => {
    const d = await door();
    const patient = await created(d, physician, aPatient());
    const observation = await created(d, physician, anObservation(patient));
    const alone = await d.ask(physician, 'POST', '', bundle(deleteOf(`Patient/${patient}`)));
    expect([alone.status, told(alone)[0]]).toEqual([409, 'conflict']);
    const both = bundle(deleteOf(`Patient/${patient}`), deleteOf(`Observation/${observation}`));
    expect((await d.ask(physician, 'POST', '', both)).status).toBe(200);
    expect((await d.ask(physician, 'GET', `/Patient/${patient}`)).status).toBe(410);
  });

  it('by a link from another patient alone is not deleted; by a link to themselves they are', async () => {
    const d = await door();
    const one = await created(d, physician, aPatient());
    const link = (id: string) => [{ type: 'seealso', other: { reference: `Patient/${id}` } }];
    await created(d, physician, aPatient('Sommer', { link: link(one) }));
    expect(told(await gone(d, `/Patient/${one}`))[1]).toMatch(/: 1 Patient;/);
    const own = await created(d, physician, aPatient());
    const body = { ...aPatient(), id: own, link: link(own) };
    await d.ask(physician, 'PUT', `/Patient/${own}`, { body, headers: W(1) });
    expect((await d.ask(physician, 'DELETE', `/Patient/${own}`, { headers: W(2) })).status).toBe(204);
  });

  it('is to whoever may not see them what nobody is', async () => {
    const d = await door();
    const patient = await created(d, physician, aPatient());
    await created(d, physician, anObservation(patient));
    expect((await d.ask(stranger, 'DELETE', `/Patient/${patient}`, { headers: W(1) })).status).toBe(404);
  });

  it('by more than a page is told as at least a page', async () => {
    const d = await door();
    const patient = await created(d, physician, aPatient());
    for (let i = 0; i < 201; i++) await created(d, physician, anObservation(patient));
    expect(told(await gone(d, `/Patient/${patient}`))[1]).toMatch(/: 200 or more Observation;/);
  }, 60_000);
});

describe('about a patient who was deleted', () => {
  const deleted = async () => {
    const d = testDoor();
    const patient = await created(d, physician, aPatient());
    const observation = await created(d, physician, anObservation(patient));
    await gone(d, `/Observation/${observation}`);
    expect((await gone(d, `/Patient/${patient}`)).status).toBe(204);
    return { d, patient, observation };
  };

  it('nothing is created, by itself or in a transaction', async () => {
    const { d, patient } = await deleted();
    const body = anObservation(patient);
    const alone = await d.ask(physician, 'POST', '/Observation', { body });
    expect([alone.status, ...told(alone)]).toEqual([
      409,
      'conflict',
      `Patient/${patient} was deleted as version 2: nothing more is written about them`,
    ]);
    const absolute = { ...body, subject: { reference: `https://clinic.example/fhir/Patient/${patient}` } };
    expect((await d.ask(physician, 'POST', '/Observation', { body: absolute })).status).toBe(409);
    const consent = { resourceType: 'Consent', status: 'active', patient: body.subject!, policyRule: { text: 'x' } };
    const more = { scope: { text: 'x' }, category: [{ text: 'x' }] };
    expect((await d.ask(physician, 'POST', '/Consent', { body: { ...consent, ...more } })).status).toBe(409);
    const entry = { resource: body, request: { method: 'POST', url: 'Observation' } };
    expect((await d.ask(physician, 'POST', '', bundle(entry))).status).toBe(409);
  });

  it('nothing is created in the transaction that deletes them', async () => {
    const d = testDoor();
    const patient = await created(d, physician, aPatient());
    const entry = { resource: anObservation(patient), request: { method: 'POST', url: 'Observation' } };
    const both = await d.ask(physician, 'POST', '', bundle(deleteOf(`Patient/${patient}`), entry));
    expect([both.status, told(both)[0]]).toEqual([409, 'conflict']);
    expect((await d.ask(physician, 'GET', `/Patient/${patient}`)).status).toBe(200);
  });

  it('nothing comes back before they do', async () => {
    const { d, patient, observation } = await deleted();
    const back = { body: { ...anObservation(patient), id: observation }, headers: W(2) };
    expect((await d.ask(physician, 'PUT', `/Observation/${observation}`, back)).status).toBe(409);
    const patientBack = { body: { ...aPatient(), id: patient }, headers: W(2) };
    expect((await d.ask(physician, 'PUT', `/Patient/${patient}`, patientBack)).status).toBe(201);
    expect((await d.ask(physician, 'PUT', `/Observation/${observation}`, back)).status).toBe(201);
  });
});
