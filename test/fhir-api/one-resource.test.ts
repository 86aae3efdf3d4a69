// One resource over its life, on every kind of store: created, read, changed, patched, deleted, brought back.
import { afterAll, describe, expect, it } from 'vitest';
import { testWorld } from '../contract/store-world.js';
import { closeStores, onEachStore } from '../contract/stores.js';
import { aPatient, created, ORIGIN, physician, stranger, testDoor, told, W } from './test-door.js';

afterAll(closeStores, 60_000);

onEachStore('the life of a resource', (opened) => {
  const door = async () => {
    const world = testWorld();
    return testDoor(world, await opened(world));
  };

  it('is created under an id of the server, with its address, version and time', async () => {
    const { ask } = await door();
    const answer = await ask(physician, 'POST', '/Patient', { body: { ...aPatient(), id: 'mine' } });
    expect(answer.status).toBe(201);
    const { id, meta } = answer.json;
    expect(id).not.toBe('mine');
    expect(answer.headers.get('location')).toBe(`${ORIGIN}/fhir/Patient/${id}/_history/1`);
    expect(answer.headers.get('etag')).toBe('W/"1"');
    expect(answer.headers.get('content-type')).toBe('application/fhir+json; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(new Date(answer.headers.get('last-modified')!).getTime()).toBe(
      Math.floor(new Date(meta.lastUpdated).getTime() / 1000) * 1000,
    );
    expect(meta.versionId).toBe('1');
  });

  it('is read as it was sent, decimals in their own text', async () => {
    const d = await door();
    const patient = await created(d, physician, aPatient());
    const text = `{"resourceType":"Observation","status":"final","code":{"text":"pain"},"subject":{"reference":"Patient/${patient}"},"valueQuantity":{"value":1.00,"unit":"cm"}}`;
    const made = await d.ask(physician, 'POST', '/Observation', { body: text });
    expect(made.status).toBe(201);
    const read = await d.ask(physician, 'GET', `/Observation/${made.json.id}`);
    expect(read.status).toBe(200);
    expect(read.text).toContain('"value":1.00,');
    expect(read.text).toBe(made.text);
  });

  it('is changed by whoever names the version they read, and by nobody else', async () => {
    const d = await door();
    const id = await created(d, physician, aPatient());
    const body = { ...aPatient('Sommer'), id };
    const unnamed = await d.ask(physician, 'PUT', `/Patient/${id}`, { body });
    expect([unnamed.status, told(unnamed)[0]]).toEqual([428, 'version-required']);
    const changed = await d.ask(physician, 'PUT', `/Patient/${id}`, { body, headers: W(1) });
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, 'W/"2"']);
    expect(changed.headers.get('location')).toBe(`${ORIGIN}/fhir/Patient/${id}/_history/2`);
    const late = await d.ask(physician, 'PUT', `/Patient/${id}`, { body: { ...body, gender: 'other' }, headers: W(1) });
    expect([late.status, told(late)[0], late.headers.get('etag')]).toEqual([412, 'version-conflict', 'W/"2"']);
    const first = await d.ask(physician, 'GET', `/Patient/${id}/_history/1`);
    expect(first.json.name[0].family).toBe('Mustermann');
    expect((await d.ask(physician, 'GET', `/Patient/${id}`)).json.name[0].family).toBe('Sommer');
  });

  it('is patched, decimals and all else as they were', async () => {
    const d = await door();
    const patient = await created(d, physician, aPatient());
    const text = `{"resourceType":"Observation","status":"final","code":{"text":"pain"},"subject":{"reference":"Patient/${patient}"},"valueQuantity":{"value":2.50}}`;
    const { json } = await d.ask(physician, 'POST', '/Observation', { body: text });
    const patch =
      '[{"op":"test","path":"/valueQuantity/value","value":2.5},{"op":"add","path":"/valueQuantity/unit","value":"cm"}]';
    const headers = { ...W(1), 'content-type': 'application/json-patch+json' };
    const answer = await d.ask(physician, 'PATCH', `/Observation/${json.id}`, { body: patch, headers });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('"valueQuantity":{"value":2.50,"unit":"cm"}');
    expect(answer.headers.get('etag')).toBe('W/"2"');
  });

  it('is gone after its delete, keeps its versions, and comes back by an update', async () => {
    const d = await door();
    const id = await created(d, physician, aPatient());
    const unnamed = await d.ask(physician, 'DELETE', `/Patient/${id}`);
    expect(unnamed.status).toBe(428);
    const gone = await d.ask(physician, 'DELETE', `/Patient/${id}`, { headers: W(1) });
    expect([gone.status, gone.text, gone.headers.get('etag')]).toEqual([204, '', 'W/"2"']);
    const again = await d.ask(physician, 'DELETE', `/Patient/${id}`, { headers: W(1) });
    expect([again.status, again.headers.get('etag')]).toEqual([204, 'W/"2"']);
    const read = await d.ask(physician, 'GET', `/Patient/${id}`);
    expect([read.status, told(read)[0]]).toEqual([410, 'deleted']);
    expect((await d.ask(physician, 'GET', `/Patient/${id}/_history/1`)).status).toBe(200);
    expect((await d.ask(physician, 'GET', `/Patient/${id}/_history/2`)).status).toBe(410);
    const back = await d.ask(physician, 'PUT', `/Patient/${id}`, { body: { ...aPatient(), id }, headers: W(2) });
    expect([back.status, back.headers.get('etag')]).toEqual([201, 'W/"3"']);
    expect((await d.ask(physician, 'GET', `/Patient/${id}`)).status).toBe(200);
  });

  it('shows its history newest first, the delete among it', async () => {
    const d = await door();
    const id = await created(d, physician, aPatient());
    await d.ask(physician, 'PUT', `/Patient/${id}`, { body: { ...aPatient('Sommer'), id }, headers: W(1) });
    await d.ask(physician, 'DELETE', `/Patient/${id}`, { headers: W(2) });
    const { status, json } = await d.ask(physician, 'GET', `/Patient/${id}/_history`);
    expect([status, json.type]).toEqual([200, 'history']);
    expect(
      json.entry.map((e: { request: object; response: { status: string; etag: string } }) => [
        e.request,
        e.response.status,
        e.response.etag,
      ]),
    ).toEqual([
      [{ method: 'DELETE', url: `Patient/${id}` }, '204 No Content', 'W/"3"'],
      [{ method: 'PUT', url: `Patient/${id}` }, '200 OK', 'W/"2"'],
      [{ method: 'POST', url: 'Patient' }, '201 Created', 'W/"1"'],
    ]);
    expect(json.entry[0].resource).toBeUndefined();
    expect(json.entry[1].resource.name[0].family).toBe('Sommer');
  });

  it('is to a stranger what nothing is, whatever is tried', async () => {
    const d = await door();
    const id = await created(d, physician, aPatient());
    const tries = async (target: string) => {
      const body = { ...aPatient(), id: target };
      const json = '[{"op":"replace","path":"/gender","value":"male"}]';
      const patch = { body: json, headers: { ...W(1), 'content-type': 'application/json-patch+json' } };
      const answers = [
        await d.ask(stranger, 'GET', `/Patient/${target}`),
        await d.ask(stranger, 'GET', `/Patient/${target}/_history/1`),
        await d.ask(stranger, 'GET', `/Patient/${target}/_history`),
        await d.ask(stranger, 'PUT', `/Patient/${target}`, { body, headers: W(1) }),
        await d.ask(stranger, 'PATCH', `/Patient/${target}`, patch),
        await d.ask(stranger, 'DELETE', `/Patient/${target}`, { headers: W(1) }),
        await d.ask(stranger, 'GET', `/Patient/${target}/$everything`),
        await d.ask(stranger, 'GET', `/Patient?_id=${target}&_total=accurate`),
      ];
      return answers.map(({ status, headers, text }) => [status, [...headers], text.replaceAll(target, 'ID')]);
    };
    const hidden = await tries(id);
    expect(hidden.slice(0, 7).map(([status]) => status)).toEqual([404, 404, 404, 404, 404, 404, 404]);
    expect(hidden).toEqual(await tries('nobody'));
    expect((await d.ask(physician, 'GET', `/Patient/${id}`)).headers.get('etag')).toBe('W/"1"');
  });
});

describe('ids and versions that can be nobody’s', () => {
  it.each([
    '/Patient/a_b',
    '/Patient/%00',
    '/Patient/x/_history/0',
    '/Patient/x/_history/one',
    `/Patient/${'a'.repeat(65)}`,
  ])('are not found: %s', async (path) => {
    const answer = await testDoor().ask(physician, 'GET', path);
    expect([answer.status, told(answer)[0]]).toEqual([404, 'not-found']);
  });
});
