// Search as it is asked over HTTP, on every kind of store: parameters, pages, includes, parts, and what is refused.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testWorld } from '../contract/store-world.js';
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
} from './test-door.js';

afterAll(closeStores, 60_000);

const LOINC = 'http://loinc.org';
const ids = ({ json }: Answered): string[] =>
  (json.entry ?? [])
    .filter((e: { search: { mode: string } }) => e.search.mode === 'match')
    .map((e: { resource: { id: string } }) => e.resource.id);
const included = ({ json }: Answered): string[] =>
  (json.entry ?? [])
    .filter((e: { search: { mode: string } }) => e.search.mode === 'include')
    .map((e: { resource: { resourceType: string; id: string } }) => `${e.resource.resourceType}/${e.resource.id}`);
const linkOf = ({ json }: Answered, relation: string): string | undefined =>
  json.link.find((l: { relation: string }) => l.relation === relation)?.url;
/** What a link asks below /fhir. */
const below = (url: string): string => url.slice(`${ORIGIN}/fhir`.length);

onEachStore('search', (opened) => {
  let door: Door;
  let [erika, max] = ['', ''];
  const pain: string[] = [];
  const get = (path: string) => door.ask(physician, 'GET', path);

  beforeAll(async () => {
    const world = testWorld();
    door = testDoor(world, await opened(world));
    erika = await created(door, physician, aPatient('Mustermann', { birthDate: '1970-05-04' }));
    max = await created(door, physician, aPatient('Winter', { birthDate: '1981-01-02', gender: 'male' }));
    for (const [i, value] of [3, 5, 7, 2, 9].entries())
      pain.push(
        await created(
          door,
          physician,
          anObservation(erika, { effectiveDateTime: `2026-11-${10 + i}`, valueQuantity: { value, unit: '/10' } }),
        ),
      );
    await created(door, physician, anObservation(max, { code: { coding: [{ system: LOINC, code: '30525-0' }] } }));
    // Of another team: in no answer below.
    const hidden = await created(door, stranger, aPatient('Mustermann', { birthDate: '1970-05-04' }));
    await created(door, stranger, anObservation(hidden));
  });

  it.each([
    ['a string, from its start', () => '/Patient?family=muster', () => [erika]],
    ['a string, exactly', () => '/Patient?family:exact=winter', () => []],
    ['a string, anywhere', () => '/Patient?family:contains=inte', () => [max]],
    ['a token', () => '/Patient?gender=male', () => [max]],
    ['a token with its system', () => `/Observation?code=${LOINC}|30525-0&_summary=false`, null],
    ['not a token', () => '/Patient?gender:not=male', () => [erika]],
    ['a date', () => '/Patient?birthdate=gt1980', () => [max]],
    ['a quantity', () => '/Observation?value-quantity=gt6', () => [pain[4], pain[2]]],
    ['a reference', () => `/Observation?subject=Patient/${max}`, null],
    [
      'a reference by this server’s address',
      () => `/Observation?subject=${ORIGIN}/fhir/Patient/${erika}`,
      () => [...pain].reverse(),
    ],
    ['alternatives', () => `/Patient?_id=${erika},${max}&_sort=birthdate`, () => [erika, max]],
    ['what is missing', () => '/Patient?telecom:missing=true&_sort=-birthdate', () => [max, erika]],
    ['a chain', () => '/Observation?subject:Patient.family=Muster&_sort=date', () => pain],
    ['what refers to it', () => `/Patient?_has:Observation:subject:code=30525-0`, () => [max]],
    ['when it was changed', () => '/Patient?_lastUpdated=lt2000', () => []],
  ])('finds by %s', async (_, path, expected) => {
    const answer = await get(path());
    expect([answer.status, answer.json.type]).toEqual([200, 'searchset']);
    if (expected) expect(ids(answer)).toEqual(expected());
    else expect(ids(answer)).toHaveLength(1);
  });

  it('sorts as asked, the newest first where nothing is asked', async () => {
    expect(ids(await get(`/Observation?subject=${erika}`))).toEqual([...pain].reverse());
    expect(ids(await get(`/Observation?subject=${erika}&_sort=value-quantity`))).toEqual(
      [3, 0, 1, 2, 4].map((i) => pain[i]),
    );
  });

  it('goes through its pages once each, though rows come and go meanwhile', async () => {
    const first = await get(`/Observation?subject=${erika}&_count=2`);
    expect(ids(first)).toEqual([pain[4], pain[3]]);
    expect(linkOf(first, 'self')).toBe(`${ORIGIN}/fhir/Observation?subject=${erika}&_count=2`);
    const extra = await created(door, physician, anObservation(erika, { effectiveDateTime: '2026-11-25' }));
    const second = await get(below(linkOf(first, 'next')!));
    expect(ids(second)).toEqual([pain[2], pain[1]]);
    await door.ask(physician, 'DELETE', `/Observation/${extra}`, { headers: { 'if-match': 'W/"1"' } });
    const third = await get(below(linkOf(second, 'next')!));
    expect(ids(third)).toEqual([pain[0]]);
    expect(linkOf(third, 'next')).toBeUndefined();
    expect(linkOf(third, 'first')).toBe(linkOf(first, 'self'));
  });

  it('pages in every order that can be asked', async () => {
    for (const sort of ['_id', '-_id', '_lastUpdated', 'date', '-value-quantity', 'value-quantity,-date']) {
      const seen: string[] = [];
      let path: string | undefined = `/Observation?subject=${erika}&_sort=${sort}&_count=2`;
      while (path !== undefined) {
        const page = await get(path);
        expect(page.status).toBe(200);
        seen.push(...ids(page));
        const next = linkOf(page, 'next');
        path = next === undefined ? undefined : below(next);
      }
      expect(seen).toEqual(ids(await get(`/Observation?subject=${erika}&_sort=${sort}`)));
    }
  });

  it('includes what is referred to and what refers here, marked as such', async () => {
    const forward = await get(`/Observation?_id=${pain[0]}&_include=Observation:subject`);
    expect([ids(forward), included(forward)]).toEqual([[pain[0]], [`Patient/${erika}`]]);
    const back = await get(`/Patient?_id=${max}&_revinclude=Observation:subject`);
    expect([ids(back), included(back).length]).toEqual([[max], 1]);
  });

  it('counts when asked, and says for nothing what is on one page', async () => {
    expect((await get(`/Observation?subject=${erika}&_count=2`)).json.total).toBeUndefined();
    expect((await get(`/Observation?subject=${erika}&_count=2&_total=accurate`)).json.total).toBe(5);
    expect((await get(`/Observation?subject=${erika}`)).json.total).toBe(5);
    expect((await get(`/Observation?subject=${erika}&_total=none`)).json.total).toBeUndefined();
    for (const only of ['_summary=count', '_count=0']) {
      const { json } = await get(`/Observation?subject=${erika}&${only}`);
      expect([json.total, json.entry]).toEqual([5, undefined]);
    }
  });

  it('takes a form as it takes an address, and gives a link that can be followed', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = `subject=${erika}&_count=3`;
    const answer = await door.ask(physician, 'POST', '/Observation/_search?status=final', { body, headers });
    expect(ids(answer)).toEqual([pain[4], pain[3], pain[2]]);
    expect(ids(await get(below(linkOf(answer, 'next')!)))).toEqual([pain[1], pain[0]]);
    expect((await door.ask(physician, 'POST', '/Patient/_search')).json.total).toBe(2);
    const shaped = await door.ask(physician, 'POST', '/Patient/_search', { body: '_format=xml', headers });
    expect([shaped.status, told(shaped)[0]]).toEqual([400, 'bad-parameter']);
    const wrong = await door.ask(physician, 'POST', '/Patient/_search', { body: '{}' });
    expect([wrong.status, told(wrong)[0]]).toEqual([415, 'unsupported-media-type']);
  });
});

describe('what a search refuses, in words', () => {
  const door = testDoor();
  it.each([
    ['an unknown parameter', '/Patient?shoe-size=44', 'unknown-parameter'],
    ['an unknown modifier', '/Patient?family:sounds=a', 'unknown-parameter'],
    ['a date that is none', '/Patient?birthdate=soon', 'bad-parameter'],
    ['an order it cannot give', '/Patient?_sort=address', 'unknown-parameter'],
    ['a page number', '/Patient?_page=2', 'unknown-parameter'],
    ['a cursor of its own making', '/Patient?_cursor=abc', 'bad-parameter'],
    ['a total it does not know', '/Patient?_total=roughly', 'bad-parameter'],
    ['a summary it does not know', '/Patient?_summary=short', 'bad-parameter'],
    ['elements that are no names', '/Patient?_elements=name[0]', 'bad-parameter'],
    ['a summary of elements', '/Patient?_summary=true&_elements=name', 'bad-parameter'],
    ['two counts', '/Patient?_count=1&_count=2', 'bad-parameter'],
    ['an include of another type', '/Patient?_include=Observation:subject', 'unknown-parameter'],
    ['what is not UTF-8', '/Patient?family=%ff', 'bad-parameter'],
    ['a broken escape', '/Patient?family=%4', 'bad-parameter'],
    ['a NUL', '/Patient?_id=%00', 'bad-parameter'],
    ['a value without end', `/Patient?_id=${'a,'.repeat(6000)}`, 'bad-parameter'],
    ['more parameters than a screen has', `/Patient?${'gender=male&'.repeat(65)}`, 'bad-parameter'],
  ])('%s', async (_, path, kind) => {
    const answer = await door.ask(physician, 'GET', path);
    expect([answer.status, told(answer)[0]]).toEqual([400, kind]);
    expect(told(answer)[1]).not.toBe('');
  });

  it('and does not look the other way when asked to', async () => {
    const headers = { prefer: 'handling=lenient' };
    const answer = await door.ask(physician, 'GET', '/Patient?shoe-size=44', { headers });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('handling=lenient is not honoured');
  });

  it('a type that the role never sees, rather than an empty list', async () => {
    const answer = await door.ask(operator, 'GET', '/Patient');
    expect([answer.status, told(answer)[0]]).toEqual([403, 'forbidden']);
    expect((await door.ask(operator, 'GET', '/Patient/x')).status).toBe(404);
  });

  it('a cursor of another order, or one that was changed', async () => {
    for (let i = 0; i < 3; i++) await created(door, physician, aPatient());
    const page = await door.ask(physician, 'GET', '/Patient?_count=1');
    const cursor = new URL(linkOf(page, 'next')!).searchParams.get('_cursor')!;
    const inside = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const word = (json: unknown) => Buffer.from(JSON.stringify(json)).toString('base64url');
    const asked = async (path: string) => (await door.ask(physician, 'GET', path)).status;
    expect(await asked(`/Patient?_cursor=${cursor}`)).toBe(200);
    expect(await asked(`/Patient?_sort=family&_cursor=${cursor}`)).toBe(400);
    for (const changed of [
      { ...inside, more: 1 },
      { ...inside, id: "x' OR 1=1" },
      { ...inside, keys: [] },
      { ...inside, keys: ['1'] },
      { ...inside, keys: [0.5] },
      [inside],
      null,
    ])
      expect(await asked(`/Patient?_cursor=${word(changed)}`)).toBe(400);
  });
});
