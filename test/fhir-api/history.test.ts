// Histories of a resource, a type and the server, on every kind of store: paged, from a time on, and without a count of
// what is hidden.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { START, testWorld } from '../contract/store-world.js';
import { closeStores, onEachStore } from '../contract/stores.js';
import {
  type Answered,
  anObservation,
  aPatient,
  created,
  type Door,
  ORIGIN,
  operator,
  physician,
  stranger,
  testDoor,
  told,
  W,
} from './test-door.js';

afterAll(closeStores, 60_000);

const versions = ({ json }: Answered): string[] =>
  (json.entry ?? []).map(
    (e: { fullUrl: string; response: { etag: string } }) => `${e.fullUrl.split('/fhir/')[1]} ${e.response.etag}`,
  );
const nextOf = ({ json }: Answered): string | undefined =>
  json.link.find((l: { relation: string }) => l.relation === 'next')?.url.slice(`${ORIGIN}/fhir`.length);

onEachStore('a history', (opened) => {
  let door: Door;
  let [patient, observation] = ['', ''];
  const get = (path: string) => door.ask(physician, 'GET', path);
  const allPages = async (path: string): Promise<string[]> => {
    const seen: string[] = [];
    let at: string | undefined = path;
    while (at !== undefined) {
      const page = await get(at);
      expect(page.status).toBe(200);
      seen.push(...versions(page));
      at = nextOf(page);
    }
    return seen;
  };

  beforeAll(async () => {
    const world = testWorld();
    door = testDoor(world, await opened(world));
    patient = await created(door, physician, aPatient());
    observation = await created(door, physician, anObservation(patient));
    const hidden = await created(door, stranger, aPatient('Fremd'));
    world.clock = START + 100_000;
    await door.ask(stranger, 'DELETE', `/Patient/${hidden}`, { headers: W(1) });
    for (const [i, family] of ['Sommer', 'Winter', 'Herbst'].entries())
      await door.ask(physician, 'PUT', `/Patient/${patient}`, {
        body: { ...aPatient(family), id: patient },
        headers: W(i + 1),
      });
    // A patient to whom something refers is not deleted.
    await door.ask(physician, 'DELETE', `/Observation/${observation}`, { headers: W(1) });
    await door.ask(physician, 'DELETE', `/Patient/${patient}`, { headers: W(4) });
    await door.ask(physician, 'PUT', `/Patient/${patient}`, { body: { ...aPatient(), id: patient }, headers: W(5) });
  });

  const ofPatient = () => [6, 5, 4, 3, 2, 1].map((n) => `Patient/${patient} W/"${n}"`);
  const ofAll = () => [
    ...ofPatient().slice(0, 2),
    `Observation/${observation} W/"2"`,
    ...ofPatient().slice(2, 5),
    `Observation/${observation} W/"1"`,
    ofPatient()[5],
  ];

  it('of a resource, a type and the whole shows each change once, page by page', async () => {
    for (const count of [1, 2, 5, 100]) {
      expect(await allPages(`/Patient/${patient}/_history?_count=${count}`)).toEqual(ofPatient());
      expect(await allPages(`/Patient/_history?_count=${count}`)).toEqual(ofPatient());
      expect(await allPages(`/_history?_count=${count}`)).toEqual(ofAll());
    }
  });

  it('begins where it is asked to', async () => {
    const since = new Date(START + 100_000).toISOString();
    expect(await allPages(`/_history?_count=2&_since=${since}`)).toEqual(ofAll().slice(0, 6));
    expect(await allPages('/_history?_since=2030-01-01')).toEqual([]);
  });

  it('tells nothing of how much is hidden: its links name what was shown', async () => {
    const page = await get('/_history?_count=1');
    const cursor = new URL(`${ORIGIN}${nextOf(page)}`).searchParams.get('_cursor')!;
    expect(JSON.parse(Buffer.from(cursor, 'base64url').toString())).toEqual({
      type: 'Patient',
      id: patient,
      version: 6,
    });
  });

  it('does not go on from what cannot be seen', async () => {
    const page = await door.ask(physician, 'GET', '/Patient/_history?_count=1');
    const path = nextOf(page)!;
    expect((await door.ask(stranger, 'GET', path)).status).toBe(400);
    expect((await door.ask(physician, 'GET', path.replace('/Patient/_history', '/Observation/_history'))).status).toBe(
      400,
    );
    expect((await door.ask(physician, 'GET', path.replace('/Patient/', `/Patient/${observation}/`))).status).toBe(400);
  });
});

describe('a history refuses, in words,', () => {
  const door = testDoor();
  it.each([
    ['a filter', '/Patient/_history?family=a', 400, 'unknown-parameter'],
    ['a point in time', '/Patient/_history?_at=2020', 400, 'unknown-parameter'],
    ['a count of none', '/Patient/_history?_count=0', 400, 'bad-parameter'],
    ['a time that is none', '/Patient/_history?_since=yesterday', 400, 'bad-parameter'],
    ['a cursor that it did not give', '/Patient/_history?_cursor=e30', 400, 'bad-parameter'],
    ['a resource that is not there', '/Patient/none/_history', 404, 'not-found'],
  ])('%s', async (_, path, status, kind) => {
    const answer = await door.ask(physician, 'GET', path);
    expect([answer.status, told(answer)[0]]).toEqual([status, kind]);
  });

  it('a type that the role never sees', async () => {
    expect((await door.ask(operator, 'GET', '/Patient/_history')).status).toBe(403);
  });
});
