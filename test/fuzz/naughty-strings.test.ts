// 515 strings that break programs, as what somebody typed: into a record, into a search, into the fields of an account.
// Each is kept and given back as it was, or refused in words; none is run, cut or mended.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type JsonObject } from '#fhir/json-value.js';
import {
  type Browser,
  closeDesks,
  FOUNDING,
  type FrontDesk,
  foundedClinic,
  frontDesk,
  HOUR,
  inRole,
  OWNER,
} from '../accounts/front-desk.js';
import { wholeApi } from '../fhir/whole-api.js';
import { openPolicy, physician } from '../fhir-api/test-door.js';
import { NAUGHTY as strings } from './odd-values.mjs';

describe('in a record', () => {
  const api = wholeApi(openPolicy());
  afterAll(() => api.close());
  const post = (resource: JsonObject) => api.ask(physician, 'POST', `/${resource.resourceType}`, { body: resource });
  /** What R4 lets no string be: empty, white space only, or with control characters. */
  const isString = (text: string) =>
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    text.trim() !== '' && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text);

  const fields: readonly (readonly [string, (text: string) => JsonObject, (resource: JsonObject) => unknown])[] = [
    // biome-ignore-start format: one field a line
    [
      'a name',
      (text) => ({ resourceType: 'Patient', name: [{ family: text, given: [text] }] }),
      (r) => [(r.name as JsonObject[])[0]!.family, (r.name as { given: string[] }[])[0]!.given[0]],
    ],
    [
      'a note',
      (text) => ({ resourceType: 'Observation', status: 'final', code: { text }, valueString: text, note: [{ text }] }),
      (r) => [r.valueString, (r.note as JsonObject[])[0]!.text],
    ],
    [
      'an answer',
      (text) => ({
        resourceType: 'QuestionnaireResponse',
        status: 'completed',
        item: [{ linkId: '1', text, answer: [{ valueString: text }] }],
      }),
      (r) => {
        const [item] = r.item as unknown as { text: string; answer: { valueString: string }[] }[];
        return [item!.text, item!.answer[0]!.valueString];
      },
    ],
    [
      'an identifier',
      (text) => ({ resourceType: 'Organization', name: text, identifier: [{ system: 'urn:x', value: text }] }),
      (r) => [r.name, (r.identifier as JsonObject[])[0]!.value],
    ],
    [
      'an extension',
      (text) => ({
        resourceType: 'Device',
        extension: [{ url: 'http://x.example/y', valueString: text }],
        lotNumber: text,
      }),
      (r) => [(r.extension as JsonObject[])[0]!.valueString, r.lotNumber],
    ],
    // biome-ignore-end format: one field a line
  ];

  it.each(fields)(
    'as %s',
    async (_, made, read) => {
      let kept = 0;
      for (const text of strings) {
        const answer = await post(made(text));
        const told = `${JSON.stringify(text)}: ${answer.status} ${answer.text.slice(0, 300)}`;
        if (answer.status !== 201) {
          expect([400, 422], told).toContain(answer.status);
          expect(answer.json.issue[0].details.text, told).toBeTruthy();
          expect(isString(text), told).toBe(false);
          continue;
        }
        kept++;
        const again = await api.ask(physician, 'GET', `/${answer.json.resourceType}/${answer.json.id}`);
        expect(read(again.json), told).toEqual([text, text]);
      }
      expect(kept).toBeGreaterThan(480);
    },
    60_000,
  );

  it.each([
    'id',
    'status',
    'gender',
    'birthDate',
    'language',
    'implicitRules',
    'div',
    'reference',
    'url',
    'resourceType',
    'name of a member',
  ])(
    'where no such text belongs: as %s',
    async (place) => {
      const wrong = (text: string): JsonObject => {
        const patient = { resourceType: 'Patient', active: true };
        if (place === 'div') return { ...patient, text: { status: 'generated', div: text } };
        if (place === 'reference') return { ...patient, managingOrganization: { reference: text } };
        if (place === 'url') return { ...patient, extension: [{ url: text, valueBoolean: true }] };
        if (place === 'name of a member')
          return Object.fromEntries([...Object.entries(patient), [text, 1]]) as JsonObject;
        return { ...patient, [place]: text };
      };
      for (const text of strings) {
        const answer = await api.ask(physician, 'POST', '/Patient', { body: wrong(text) });
        const told = `${JSON.stringify(text)}: ${answer.status} ${answer.text.slice(0, 300)}`;
        expect([201, 400, 422], told).toContain(answer.status);
        if (answer.status !== 201) expect(answer.json.issue[0].details.text, told).toBeTruthy();
      }
    },
    60_000,
  );
});

describe('in a search', () => {
  const all = wholeApi(openPolicy());
  const few = wholeApi(openPolicy());
  afterAll(async () => {
    await all.close();
    await few.close();
  });
  const patient = (family: string) => ({ body: { resourceType: 'Patient', name: [{ family }] } });
  beforeAll(async () => {
    for (const family of strings) await all.ask(physician, 'POST', '/Patient', patient(family));
    for (const family of strings.slice(10, 15)) await few.ask(physician, 'POST', '/Patient', patient(family));
  }, 60_000);

  it('each finds what is called by it, and nothing else by its signs', async () => {
    for (const text of strings.filter((s) => s !== '' && s.length < 1_000)) {
      const escaped = encodeURIComponent(text.replace(/[\\,|$]/g, '\\$&'));
      const answer = await all.ask(physician, 'GET', `/Patient?family:exact=${escaped}&_count=200`);
      const told = `${JSON.stringify(text)}: ${answer.status} ${answer.text.slice(0, 300)}`;
      expect(answer.status, told).toBe(200);
      const found: string[] = (answer.json.entry ?? []).map(
        (e: { resource: { name: { family: string }[] } }) => e.resource.name[0]!.family,
      );
      expect(
        [...new Set(found)].every((family) => family === text),
        told,
      ).toBe(true);
    }
  }, 60_000);

  it.each([
    ...[
      '/Patient?family=',
      '/Patient?family:contains=',
      '/Patient?identifier=',
      '/Patient?identifier=urn:x|',
      '/Patient?_id=',
    ],
    ...['/Patient?birthdate=', '/Patient?gender:not=', '/Patient?organization=', '/Patient?organization.name='],
    ...[
      '/Observation?value-quantity=',
      '/Observation?code:text=',
      '/Observation?subject:Patient.family=',
      '/Patient?_sort=',
    ],
    ...[
      '/Patient?_has:Observation:patient:code=',
      '/Patient?_include=',
      '/Patient?_elements=',
      '/Patient?_cursor=',
      '/Patient?',
    ],
    ...[
      '/Patient?_lastUpdated=',
      '/PlanDefinition?url=',
      '/Patient/',
      '/',
      '/StructureDefinition?url=',
      '/Patient/_history?_since=',
    ],
  ])(
    'as the rest of %s',
    async (query) => {
      for (const text of strings) {
        const answer = await few.ask(physician, 'GET', `${query}${encodeURIComponent(text)}`);
        const told = `${JSON.stringify(text)}: ${answer.status} ${answer.text.slice(0, 300)}`;
        expect([200, 400, 404, 405], told).toContain(answer.status);
        if (answer.status !== 200) expect(answer.json.issue[0].details.text, told).toBeTruthy();
      }
    },
    60_000,
  );
});

describe('in the fields of an account', () => {
  let desk: FrontDesk & { readonly owner: Browser };
  let grants: readonly object[];
  beforeAll(async () => {
    desk = await foundedClinic();
    await inRole(desk.owner, 'operator');
    const { sites, teams } = (await desk.owner.get('/account/people')).body;
    grants = [{ role: 'therapist', sites: [sites[0].id], teams: [teams[0].id], patients: [] }];
  });
  afterAll(closeDesks);
  beforeEach(async () => {
    desk.pass(24 * HOUR);
    await desk.owner.post('/account/sign-in', { login: OWNER.login, password: OWNER.password });
    await inRole(desk.owner, 'operator');
  });

  const ENTRANCES = ['the login of who signs in', 'the password', 'an invitation'];
  const doors: readonly (readonly [string, (text: string, i: number) => Promise<{ status: number; body: unknown }>])[] =
    [
      ['the login of who signs in', (login) => desk.browser().post('/account/sign-in', { login, password: 'x' })],
      ['the password', (password) => desk.browser().post('/account/sign-in', { login: 'nobody', password })],
      ['the name of a person', (name, i) => desk.owner.post('/account/people', { name, login: `person${i}`, grants })],
      ['the login of a person', (login) => desk.owner.post('/account/people', { name: 'A', login, grants })],
      [
        'the id of a person',
        (text) => desk.owner.post(`/account/people/${encodeURIComponent(text) || 'x'}`, { disabled: true }),
      ],
      [
        'a grant',
        (text) =>
          desk.owner.post('/account/people', {
            name: 'A',
            login: 'b',
            grants: [{ role: text, sites: [text], teams: [text], patients: [text] }],
          }),
      ],
      ['a site', (name) => desk.owner.post('/account/sites', { name })],
      ['a team', (name) => desk.owner.post('/account/teams', { name })],
      [
        'an invitation',
        (code) => desk.browser().post('/account/accept', { code, password: 'lantern ferry onyx horse' }),
      ],
      ['a PIN', (pin) => desk.owner.post('/account/pin', { pin, password: OWNER.password })],
      ['a role', (role) => desk.owner.post('/account/role', { role })],
      ['the reason of breaking the glass', (reason) => desk.owner.post('/break-glass', { patient: 'p1', reason })],
      ['a care team', (team) => desk.owner.post('/care-team', { patient: team, team, reason: team })],
      [
        'a token',
        async (text) => desk.browser().get('/account/people', { authorization: `Bearer ${encodeURIComponent(text)}` }),
      ],
      ['the whole body', (text) => desk.browser().post('/account/sign-in', text === '' ? ' ' : text)],
    ];

  it.each(doors)(
    'as %s',
    async (door, ask) => {
      const isEntrance = ENTRANCES.includes(door);
      for (const [i, text] of strings.entries()) {
        // Refusals make whoever tries wait longer and longer.
        if (isEntrance) desk.pass(HOUR / 4);
        const { status, body } = await ask(text, i);
        const told = `${JSON.stringify(text)}: ${status} ${JSON.stringify(body)?.slice(0, 300)}`;
        expect(status, told).toBeLessThan(500);
        if (status >= 400) expect((body as { error?: { what?: string } }).error?.what, told).toBeTruthy();
      }
    },
    120_000,
  );
});

describe('in the set-up of a clinic', () => {
  afterAll(closeDesks);
  const { owner } = FOUNDING;
  it.each([
    ['its name', (text: string) => ({ ...FOUNDING, clinicName: text })],
    ['its first site', (text: string) => ({ ...FOUNDING, siteName: text })],
    ['its first care team', (text: string) => ({ ...FOUNDING, teamName: text })],
    ['the name of its owner', (text: string) => ({ ...FOUNDING, owner: { ...owner, name: text } })],
    ['the login of its owner', (text: string) => ({ ...FOUNDING, owner: { ...owner, login: text } })],
    ['the password of its owner', (text: string) => ({ ...FOUNDING, owner: { ...owner, password: text } })],
    ['the choice', (text: string) => ({ ...FOUNDING, choice: text })],
  ])(
    'as %s',
    async (_, founding) => {
      for (const text of strings.filter((_, i) => i % 5 === 0)) {
        const desk = await frontDesk();
        const { status, body } = await desk.browser().post('/account/setup', founding(text));
        const told = `${JSON.stringify(text)}: ${status} ${JSON.stringify(body)?.slice(0, 300)}`;
        expect(status, told).toBeLessThan(500);
        if (status >= 400) expect(body.error.what, told).toBeTruthy();
      }
    },
    60_000,
  );
});
