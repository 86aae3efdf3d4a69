// $everything of a patient, on every kind of store: all that is about them and in reach, once each, and in the audit log
// before it leaves.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Principal } from '#server/authorization/principal.js';
import { START, testWorld } from '../contract/store-world.js';
import { closeStores, onEachStore } from '../contract/stores.js';
import {
  type Answered,
  anObservation,
  aPatient,
  auditor,
  created,
  type Door,
  ORIGIN,
  operator,
  patientOf,
  physician,
  stranger,
  testDoor,
  therapist,
  told,
} from './test-door.js';

afterAll(closeStores, 60_000);

const names = ({ json }: Answered): string[] =>
  (json.entry ?? []).map(
    (e: { resource: { resourceType: string; id: string } }) => `${e.resource.resourceType}/${e.resource.id}`,
  );
const nextOf = ({ json }: Answered): string | undefined =>
  json.link.find((l: { relation: string }) => l.relation === 'next')?.url.slice(`${ORIGIN}/fhir`.length);

onEachStore('everything about a patient', (opened) => {
  let door: Door;
  let erika = '';
  const about: string[] = [];
  const get = (path: string, who = physician) => door.ask(who, 'GET', path);

  beforeAll(async () => {
    const world = testWorld();
    door = testDoor(world, await opened(world));
    const subject = (id: string) => ({ subject: { reference: `Patient/${id}` } });
    erika = await created(door, physician, aPatient());
    const max = await created(door, physician, aPatient('Winter'));
    about.push(`Patient/${erika}`);
    for (const i of [1, 2, 3])
      about.push(
        `Observation/${await created(door, physician, anObservation(erika, { effectiveDateTime: `2026-11-0${i}` }))}`,
      );
    world.clock = START + 1_000_000;
    const procedure = { resourceType: 'Procedure', status: 'completed', ...subject(erika) };
    about.push(`Procedure/${await created(door, physician, procedure)}`);
    const dose = {
      ...{ resourceType: 'MedicationAdministration', status: 'completed', ...subject(erika) },
      ...{ medicationCodeableConcept: { text: 'lidocaine' }, effectiveDateTime: '2026-11-20' },
    };
    about.push(`MedicationAdministration/${await created(door, physician, dose)}`);
    await created(door, physician, anObservation(max));
    await created(door, operator, { resourceType: 'Device', status: 'active' });
  });

  it('is all that is about them and nothing else, on one page or on many', async () => {
    const whole = await get(`/Patient/${erika}/$everything`);
    expect([whole.status, whole.json.type]).toEqual([200, 'searchset']);
    expect(names(whole).sort()).toEqual([...about].sort());
    for (const count of [1, 2, 3, 6]) {
      const seen: string[] = [];
      let at: string | undefined = `/Patient/${erika}/$everything?_count=${count}`;
      while (at !== undefined) {
        const page = await get(at);
        expect(names(page).length).toBeLessThanOrEqual(count);
        seen.push(...names(page));
        at = nextOf(page);
      }
      expect(seen).toEqual(names(whole));
    }
  });

  it('is of some types, and from a time on, where that is asked', async () => {
    const since = new Date(START + 1_000_000).toISOString();
    expect(names(await get(`/Patient/${erika}/$everything?_since=${since}`)).sort()).toEqual(about.slice(4).sort());
    expect(names(await get(`/Patient/${erika}/$everything?_type=Procedure,Patient`)).sort()).toEqual(
      [about[0], about[4]].sort(),
    );
  });

  it('can be asked with a body', async () => {
    const parameter = [
      { name: '_type', valueString: 'Observation' },
      { name: '_count', valueInteger: 2 },
    ];
    const body = { resourceType: 'Parameters', parameter };
    const answer = await door.ask(physician, 'POST', `/Patient/${erika}/$everything`, { body });
    expect(names(answer)).toEqual([about[3], about[2]]);
    expect(names(await get(nextOf(answer)!))).toEqual([about[1]]);
    const bare = await door.ask(physician, 'POST', `/Patient/${erika}/$everything`);
    expect(names(bare)).toHaveLength(about.length);
  });

  it('is for the patient what the patient may see', async () => {
    expect(names(await get(`/Patient/${erika}/$everything`, patientOf(erika)))).toEqual([about[0]]);
    expect((await get(`/Patient/${erika}/$everything`, patientOf('other'))).status).toBe(404);
    expect((await get(`/Patient/${erika}/$everything`, stranger)).status).toBe(404);
    for (const who of [therapist, operator, auditor])
      expect((await get(`/Patient/${erika}/$everything`, who)).status).toBe(403);
  });

  describe('of a patient of the own site', () => {
    const colleague: Principal = { ...physician, account: 'physician-3', teams: ['green'] };
    const opening: Principal = {
      ...colleague,
      opened: [{ patient: '', reason: 'sees her at the emergency desk tonight', until: START + 9e9 }],
    };
    const opened = () => ({ ...opening, opened: opening.opened.map((o) => ({ ...o, patient: erika })) });

    it('is not for whoever may only see who they are, and the refusal is in the log as one of an export', async () => {
      expect((await get(`/Patient/${erika}`, colleague)).status).toBe(200);
      const before = (await door.audit()).length;
      for (const query of ['', '?_type=Patient']) {
        const answer = await get(`/Patient/${erika}/$everything${query}`, colleague);
        expect([answer.status, told(answer)[0]]).toEqual([403, 'forbidden']);
      }
      const rows = (await door.audit()).slice(before);
      expect(rows.map(({ action, outcome, type, id, actor }) => [action, outcome, type, id, actor])).toEqual(
        Array(2).fill(['export', 'refused', 'Patient', erika, 'physician-3']),
      );
    });

    it('is for whoever has opened the record with a reason, which stands in the log', async () => {
      const before = (await door.audit()).length;
      const answer = await get(`/Patient/${erika}/$everything`, opened());
      expect(names(answer).sort()).toEqual([...about].sort());
      const rows = await door.repository.auditRows('c1', before + 1, 10);
      expect(rows.map(({ action, outcome, patient, reason }) => [action, outcome, patient, reason])).toEqual([
        ['export', 'success', erika, 'sees her at the emergency desk tonight'],
      ]);
    });

    it('is closed again when the time of the opening is over', async () => {
      const over = { ...opened(), opened: opened().opened.map((o) => ({ ...o, until: START - 1 })) };
      expect((await get(`/Patient/${erika}/$everything`, over)).status).toBe(403);
    });
  });

  it('of an id that can be nobody’s is refused, and the refusal is an export’s in the log', async () => {
    const before = (await door.audit()).length;
    expect((await get('/Patient/no_id/$everything')).status).toBe(404);
    expect((await door.audit()).slice(before)).toMatchObject([
      { action: 'export', outcome: 'refused', type: 'Patient' },
    ]);
  });

  it('is in the audit log as an export when it arrives', async () => {
    const before = (await door.audit()).length;
    await get(`/Patient/${erika}/$everything?_count=1`);
    const rows = await door.repository.auditRows('c1', before + 1, 10);
    expect(rows.map(({ action, patient, actor }) => [action, patient, actor])).toEqual([
      ['export', erika, 'physician-1'],
    ]);
  });
});

describe('$everything refuses, in words,', () => {
  const door = testDoor();
  it.each([
    ['a type that is about nobody', 'GET', '?_type=Device', 'bad-parameter'],
    ['a type that is none', 'GET', '?_type=,', 'bad-parameter'],
    ['a filter', 'GET', '?gender=male', 'unknown-parameter'],
    ['a count of none', 'GET', '?_count=0', 'bad-parameter'],
    ['a cursor of its own making', 'GET', '?_cursor=e30', 'bad-parameter'],
    [
      'a cursor of another type',
      'GET',
      `?_cursor=${Buffer.from('{"type":"Device","after":null}').toString('base64url')}`,
      'bad-parameter',
    ],
  ])('%s', async (_, method, query, kind) => {
    const id = await created(door, physician, aPatient());
    const answer = await door.ask(physician, method, `/Patient/${id}/$everything${query}`);
    expect([answer.status, told(answer)[0]]).toEqual([400, kind]);
  });

  it.each([
    [{ resourceType: 'Patient' }],
    [{ resourceType: 'Parameters', parameter: {} }],
    [{ resourceType: 'Parameters', parameter: [{ name: '_count' }] }],
    [{ resourceType: 'Parameters', parameter: [{ valueInteger: 1 }] }],
    [{ resourceType: 'Parameters', parameter: [{ name: '_count', valueInteger: 1, valueString: '1' }] }],
    [{ resourceType: 'Parameters', parameter: [{ name: '_type', valueCoding: {} }] }],
  ])('a body that does not say it: %j', async (body) => {
    const id = await created(door, physician, aPatient());
    const answer = await door.ask(physician, 'POST', `/Patient/${id}/$everything`, { body });
    expect([answer.status, told(answer)[0]]).toEqual([400, 'bad-element']);
  });
});
