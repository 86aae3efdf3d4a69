// Conditional writes, on every kind of store: a search that must mean one resource.
import { afterAll, describe, expect, it } from 'vitest';
import { testWorld } from '../contract/store-world.js';
import { closeStores, onEachStore } from '../contract/stores.js';
import { aPatient, created, type Door, ORIGIN, physician, stranger, testDoor, told, W } from './test-door.js';

afterAll(closeStores, 60_000);

const numbered = (value: string, family = 'Mustermann') =>
  aPatient(family, { identifier: [{ system: 'urn:clinic', value }] });
const PATCH = 'application/json-patch+json';
const rename = '[{"op":"replace","path":"/name/0/family","value":"Sommer"}]';

onEachStore('a conditional write', (opened) => {
  const door = async (): Promise<Door> => {
    const world = testWorld();
    return testDoor(world, await opened(world));
  };

  it('creates once: the second time it names what is there', async () => {
    const d = await door();
    const headers = { 'if-none-exist': 'identifier=urn:clinic|7' };
    const first = await d.ask(physician, 'POST', '/Patient', { body: numbered('7'), headers });
    const second = await d.ask(physician, 'POST', '/Patient', { body: numbered('7', 'Other'), headers });
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.headers.get('location')).toBe(`${ORIGIN}/fhir/Patient/${first.json.id}/_history/1`);
    expect(second.json.name[0].family).toBe('Mustermann');
    // The store logs what it writes; what it found and showed is a search.
    expect((await d.audit()).map(({ action, patient }) => [action, patient])).toEqual([
      ['create', first.json.id],
      ['search', first.json.id],
    ]);
    // What others have is no match: it would tell that it exists.
    const others = await d.ask(stranger, 'POST', '/Patient', { body: numbered('7'), headers });
    expect(others.status).toBe(201);
  });

  it('is refused where several are meant', async () => {
    const d = await door();
    await created(d, physician, numbered('7'));
    await created(d, physician, numbered('7'));
    const where = '/Patient?identifier=urn:clinic|7';
    const answers = [
      await d.ask(physician, 'POST', '/Patient', {
        body: numbered('7'),
        headers: { 'if-none-exist': 'identifier=urn:clinic|7' },
      }),
      await d.ask(physician, 'PUT', where, { body: numbered('7') }),
      await d.ask(physician, 'PATCH', where, { body: rename, headers: { 'content-type': PATCH } }),
      await d.ask(physician, 'DELETE', where),
    ];
    for (const answer of answers) expect([answer.status, told(answer)[0]]).toEqual([412, 'multiple-matches']);
  });

  it('updates the one that is meant, and creates where there is none', async () => {
    const d = await door();
    const where = '/Patient?identifier=urn:clinic|7';
    const first = await d.ask(physician, 'PUT', where, { body: numbered('7') });
    expect([first.status, first.headers.get('etag')]).toEqual([201, 'W/"1"']);
    const second = await d.ask(physician, 'PUT', where, { body: numbered('7', 'Sommer') });
    expect([second.status, second.headers.get('etag'), second.json.id]).toEqual([200, 'W/"2"', first.json.id]);
    // The labels stay: whoever could see it sees it still, and only they.
    expect((await d.ask(stranger, 'GET', `/Patient/${first.json.id}`)).status).toBe(404);
    const other = await d.ask(physician, 'PUT', where, { body: { ...numbered('7'), id: 'x-9' } });
    expect([other.status, told(other)[0]]).toEqual([400, 'bad-element']);
    const late = await d.ask(physician, 'PUT', where, { body: numbered('7'), headers: W(1) });
    expect(late.status).toBe(412);
    const fresh = await d.ask(physician, 'PUT', '/Patient?identifier=urn:clinic|8', {
      body: { ...numbered('8'), id: 'x-9' },
    });
    expect([fresh.status, told(fresh)[0]]).toEqual([400, 'bad-element']);
  });

  it('patches and deletes the one that is meant', async () => {
    const d = await door();
    const id = await created(d, physician, numbered('7'));
    const where = '/Patient?identifier=urn:clinic|7';
    const patched = await d.ask(physician, 'PATCH', where, { body: rename, headers: { 'content-type': PATCH } });
    expect([patched.status, patched.json.id, patched.json.name[0].family]).toEqual([200, id, 'Sommer']);
    expect((await d.ask(physician, 'DELETE', where)).status).toBe(204);
    expect((await d.ask(physician, 'GET', `/Patient/${id}`)).status).toBe(410);
    for (const method of ['PATCH', 'DELETE']) {
      const none = await d.ask(physician, method, where, {
        ...(method === 'PATCH' ? { body: rename, headers: { 'content-type': PATCH } } : {}),
      });
      expect([none.status, told(none)[0]]).toEqual([404, 'not-found']);
    }
  });
});

describe('a condition', () => {
  const door = testDoor();
  it.each([
    ['that is none', 'DELETE', '/Patient', 'bad-parameter'],
    ['that only shapes the answer', 'DELETE', '/Patient?_count=1', 'unknown-parameter'],
    ['that is not understood', 'DELETE', '/Patient?shoe-size=44', 'unknown-parameter'],
  ])('%s deletes nothing', async (_, method, path, kind) => {
    const id = await created(door, physician, aPatient());
    const answer = await door.ask(physician, method, path);
    expect([answer.status, told(answer)[0]]).toEqual([400, kind]);
    expect((await door.ask(physician, 'GET', `/Patient/${id}`)).status).toBe(200);
  });

  it('in If-None-Exist is held to the same', async () => {
    const ask = (condition: string) =>
      door.ask(physician, 'POST', '/Patient', { body: aPatient(), headers: { 'if-none-exist': condition } });
    expect((await ask('')).status).toBe(400);
    expect((await ask('shoe-size=44')).status).toBe(400);
  });
});
