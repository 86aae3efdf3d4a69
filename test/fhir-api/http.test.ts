// The form of requests and answers: types, encodings, sizes, preferences, caching.
import { describe, expect, it } from 'vitest';
import { textFromJson } from '#fhir/json-value.js';
import { readJson } from '#fhir/strict-json.js';
import { MOST_FHIR_BYTES } from '#server/fhir-api/body.js';
import { aPatient, created, physician, stranger, testDoor, told, W } from './test-door.js';

const door = testDoor();
const patient = JSON.stringify(aPatient());
const post = (headers: Readonly<Record<string, string>>, body: string = patient) =>
  door.ask(physician, 'POST', '/Patient', { body, headers });

describe('what is answered in', () => {
  it.each([
    ['nothing said', {}, '', 'application/fhir+json'],
    ['anything', { accept: '*/*' }, '', 'application/fhir+json'],
    ['a browser', { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }, '', 'application/fhir+json'],
    ['FHIR 4.0', { accept: 'application/fhir+json; fhirVersion=4.0' }, '', 'application/fhir+json'],
    ['plain JSON only', { accept: 'application/json' }, '', 'application/json'],
    ['plain JSON rather', { accept: 'application/json, application/*;q=0.1' }, '', 'application/json'],
    ['_format=json', { accept: 'application/fhir+xml' }, '?_format=json', 'application/fhir+json'],
    ['_format with its plus', {}, '?_format=application/fhir+json', 'application/fhir+json'],
    ['_format of plain JSON', {}, '?_format=application/json', 'application/json'],
  ])('%s', async (_, headers, query, type) => {
    const answer = await door.ask(physician, 'GET', `/Patient${query}`, { headers });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, `${type}; charset=utf-8`]);
  });

  it.each([
    ['XML', { accept: 'application/fhir+xml' }, ''],
    ['_format=xml', {}, '?_format=xml'],
    ['HTML only', { accept: 'text/html' }, ''],
    ['JSON that is not wanted', { accept: 'application/fhir+json;q=0' }, ''],
    ['another version of FHIR', { accept: 'application/fhir+json; fhirVersion=5.0' }, ''],
  ])('is never %s', async (_, headers, query) => {
    const answer = await door.ask(physician, 'GET', `/Patient${query}`, { headers });
    expect([answer.status, told(answer)[0]]).toEqual([406, 'not-acceptable']);
    expect(answer.headers.get('content-type')).toBe('application/fhir+json; charset=utf-8');
  });

  it('has line breaks where they are asked for, and else is the same', async () => {
    const body = `{"resourceType":"Patient","name":[{"family":"a \\"{[,:]}\\" b"}],"extension":[{"url":"urn:x","valueDecimal":1.0}]}`;
    const { json } = await post({}, body);
    const flat = (await door.ask(physician, 'GET', `/Patient/${json.id}`)).text;
    const pretty = (await door.ask(physician, 'GET', `/Patient/${json.id}?_pretty=true`)).text;
    expect(pretty.split('\n').length).toBeGreaterThan(10);
    const again = readJson(pretty);
    expect(again.ok && textFromJson(again.value)).toBe(flat);
    expect((await door.ask(physician, 'GET', '/Patient?_pretty=very')).status).toBe(400);
  });
});

describe('what a body may be', () => {
  it.each([
    ['XML', { 'content-type': 'application/fhir+xml' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['text', { 'content-type': 'text/plain' }],
    ['Latin 1', { 'content-type': 'application/fhir+json; charset=iso-8859-1' }],
    ['another version of FHIR', { 'content-type': 'application/fhir+json; fhirVersion=5.0' }],
    ['packed', { 'content-encoding': 'gzip' }],
  ])('is not %s', async (_, headers) => {
    const answer = await post(headers);
    expect([answer.status, told(answer)[0]]).toEqual([415, 'unsupported-media-type']);
  });

  it('is JSON under its plain name too', async () => {
    expect((await post({ 'content-type': 'application/json; charset=UTF-8' })).status).toBe(201);
  });

  it.each([
    ['no JSON', '{"resourceType":', 'bad-json'],
    ['nothing', '', 'bad-json'],
    ['a name said twice', '{"resourceType":"Patient","gender":"male","gender":"female"}', 'bad-json'],
    ['a byte order mark', `\ufeff${patient}`, 'bad-json'],
    ['a list', '[]', 'bad-element'],
    ['another type', '{"resourceType":"Observation"}', 'bad-element'],
    ['of no shape', '{"resourceType":"Patient","name":"Erika"}', 'bad-element'],
  ])('is refused with 400: %s', async (_, body, kind) => {
    const answer = await post({}, body);
    expect([answer.status, told(answer)[0]]).toEqual([400, kind]);
  });

  it('is refused with all that is wrong with it', async () => {
    const body = { ...aPatient(), gender: 'banana', birthDate: '1970-13-45' };
    const answer = await door.ask(physician, 'POST', '/Patient', { body });
    expect(answer.status).toBe(422);
    expect(answer.json.issue.map((i: { expression: string[] }) => i.expression[0]).sort()).toEqual([
      'Patient.birthDate',
      'Patient.gender',
    ]);
  });

  it('is not UTF-8 in disguise', async () => {
    const url = 'https://clinic.example/fhir/Patient';
    const body = Buffer.from(patient.replace('Mustermann', 'M\xfcller'), 'latin1');
    const headers = { 'content-type': 'application/fhir+json' };
    const answer = await door.app.request(url, { method: 'POST', body, headers });
    expect([answer.status, (await answer.json()).issue[0].details.text]).toEqual([400, 'the body is not UTF-8']);
  });

  it('has an end: what is said to be too long, and what is without saying so', async () => {
    const said = await post({ 'content-length': String(MOST_FHIR_BYTES + 1) });
    expect([said.status, told(said)[0]]).toEqual([413, 'too-large']);
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536).fill(32));
      },
    });
    const answer = await door.app.request('https://clinic.example/fhir/Patient', {
      ...{ method: 'POST', body: endless, headers: { 'content-type': 'application/fhir+json' }, duplex: 'half' },
    } as RequestInit);
    expect(answer.status).toBe(413);
    expect(sent).toBeLessThan(MOST_FHIR_BYTES + 4 * 65_536);
  });

  it('that breaks off is refused, not waited for', async () => {
    const broken = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"resourceType":'));
        controller.error(new Error('gone'));
      },
    });
    const answer = await door.app.request('https://clinic.example/fhir/Patient', {
      ...{ method: 'POST', body: broken, headers: { 'content-type': 'application/fhir+json' }, duplex: 'half' },
    } as RequestInit);
    expect(answer.status).toBe(400);
  });

  it('does not say who may see it', async () => {
    const body = aPatient('Mustermann', { meta: { security: [{ code: 'R' }] } });
    const answer = await door.ask(physician, 'POST', '/Patient', { body });
    expect([answer.status, told(answer)[0]]).toEqual([422, 'broken-rule']);
  });

  it('keeps its tags and profiles', async () => {
    const meta = { tag: [{ system: 'urn:x', code: 'y' }], profile: ['http://example.org/p'] };
    const answer = await door.ask(physician, 'POST', '/Patient', { body: aPatient('Mustermann', { meta }) });
    expect(answer.json.meta).toEqual({ ...meta, versionId: '1', lastUpdated: answer.json.meta.lastUpdated });
  });

  it('has at most as many values as can be checked in passing', async () => {
    const given = Array.from({ length: 6000 }, () => 'a');
    const answer = await door.ask(physician, 'POST', '/Patient', { body: aPatient('x', { name: [{ given }] }) });
    expect([answer.status, told(answer)[0]]).toEqual([422, 'too-costly']);
  });
});

describe('a write answers with what is preferred', () => {
  it.each([
    ['the resource', undefined, 'Patient'],
    ['the resource', 'return=representation', 'Patient'],
    ['nothing', 'return=minimal', null],
    ['an outcome', 'return=OperationOutcome', 'OperationOutcome'],
    ['an outcome', 'respond-async; return="OperationOutcome"', 'OperationOutcome'],
    ['the resource, where the wish is not known', 'return=poem', 'Patient'],
  ])('%s', async (_, prefer, type) => {
    const headers = prefer === undefined ? {} : { prefer };
    const made = await post(headers);
    expect([made.status, made.json?.resourceType ?? null]).toEqual([201, type]);
    expect(made.headers.get('etag')).toBe('W/"1"');
    const id = made.headers.get('location')!.split('/')[5]!;
    const body = { ...aPatient('Sommer'), id };
    const changed = await door.ask(physician, 'PUT', `/Patient/${id}`, { body, headers: { ...headers, ...W(1) } });
    expect([changed.status, changed.json?.resourceType ?? null]).toEqual([200, type]);
    const gone = await door.ask(physician, 'DELETE', `/Patient/${id}`, { headers: { ...headers, ...W(2) } });
    expect([gone.status, gone.json?.resourceType ?? null]).toEqual(
      type === 'OperationOutcome' ? [200, type] : [204, null],
    );
  });
});

describe('a read', () => {
  it('answers 304 to whoever has that version', async () => {
    const id = await created(door, physician, aPatient());
    const ask = (tag: string) => door.ask(physician, 'GET', `/Patient/${id}`, { headers: { 'if-none-match': tag } });
    for (const tag of ['W/"1"', '"1"', 'W/"7", W/"1"', '*']) {
      const answer = await ask(tag);
      expect([answer.status, answer.text, answer.headers.get('etag')]).toEqual([304, '', 'W/"1"']);
    }
    expect((await ask('W/"2"')).status).toBe(200);
  });

  it('takes no parameter that would mean nothing', async () => {
    const id = await created(door, physician, aPatient());
    const answer = await door.ask(physician, 'GET', `/Patient/${id}?gender=male`);
    expect([answer.status, told(answer)[0]]).toEqual([400, 'unknown-parameter']);
  });

  it('answers HEAD as GET, without the body', async () => {
    const id = await created(door, physician, aPatient());
    const answer = await door.ask(physician, 'HEAD', `/Patient/${id}`);
    expect([answer.status, answer.text, answer.headers.get('etag')]).toEqual([200, '', 'W/"1"']);
  });
});

describe('a write by id', () => {
  it('takes no parameters, and the id of its address', async () => {
    const id = await created(door, physician, aPatient());
    const body = { ...aPatient(), id };
    const put = (path: string, sent: object) => door.ask(physician, 'PUT', path, { body: sent, headers: W(1) });
    expect(told(await put(`/Patient/${id}?gender=male`, body))[0]).toBe('unknown-parameter');
    expect(told(await put(`/Patient/${id}`, aPatient()))[0]).toBe('bad-element');
    expect(told(await put(`/Patient/${id}`, { ...body, id: 'x' }))[0]).toBe('bad-element');
    expect((await door.ask(physician, 'POST', '/Patient?gender=male', { body: aPatient() })).status).toBe(400);
  });

  it.each(['3', 'W/3', '*', 'W/"0"', 'W/"1", W/"2"'])('takes one version in If-Match, not %s', async (tag) => {
    const id = await created(door, physician, aPatient());
    const body = { ...aPatient(), id };
    const answer = await door.ask(physician, 'PUT', `/Patient/${id}`, { body, headers: { 'if-match': tag } });
    expect([answer.status, told(answer)[0]]).toEqual([400, 'bad-parameter']);
  });

  it('does not make what is not there', async () => {
    const body = { ...aPatient(), id: 'x-1' };
    const hidden = await created(door, stranger, aPatient());
    for (const headers of [W(1), {}])
      for (const id of ['x-1', hidden]) {
        const sent = { body: { ...body, id }, headers };
        const answer = await door.ask(physician, 'PUT', `/Patient/${id}`, sent);
        expect([answer.status, ...told(answer)]).toEqual([
          ...[404, 'not-found', `nothing here that you may see under the id ${id}`],
        ]);
        // No circle: what is not there cannot be read first.
        expect(answer.json.issue[0].diagnostics).toMatch(/^ids are given by this server: .*POST .*PUT it with a condi/);
      }
  });
});

describe('an address', () => {
  it('of a type that is not served names those that are', async () => {
    for (const path of ['/Account', '/Account/1', '/Account/1/_history']) {
      const answer = await door.ask(physician, 'GET', path);
      expect([answer.status, told(answer)[1]]).toEqual([404, 'Account is not a type that is served here']);
      expect(answer.json.issue[0].diagnostics).toContain(
        'Media, MedicationAdministration, MedicationStatement, Observation',
      );
    }
  });

  it('that is answered in other ways says so', async () => {
    for (const [method, path] of [
      ['POST', '/Patient/1'],
      ['PUT', '/Patient/1/_history'],
      ['DELETE', '/Patient/1/_history/1'],
    ] as const) {
      const answer = await door.ask(physician, method, path, method === 'DELETE' ? {} : { body: aPatient() });
      expect([answer.status, told(answer)[0]]).toEqual([405, 'method-not-allowed']);
    }
    expect((await door.ask(physician, 'GET', '')).status).toBe(405);
  });
});
