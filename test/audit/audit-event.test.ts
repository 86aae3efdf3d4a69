// AuditEvent as it is asked for over HTTP: who sees which rows, and in which form.
import { beforeAll, describe, expect, it } from 'vitest';
import { type Principal } from '#server/authorization/principal.js';
import { type AuditRow } from '#server/store/audit-chain.js';
import { errorsOf } from '../fhir/validator.js';
import { type Any, type Happened, happened, names, seqs } from './happened.js';
import { auditor, CLINIC, operator, patientOf, person, physician, therapist } from './log-door.js';

let clinic: Happened;
beforeAll(async () => {
  clinic = await happened();
});

describe('who sees which rows', () => {
  it('a patient sees all that was done about the own record and nothing else', async () => {
    expect(seqs(await clinic.events(patientOf(clinic.anna)))).toEqual(
      clinic.where((row) => row.patient === clinic.anna),
    );
    expect(seqs(await clinic.events(patientOf(clinic.bela)))).toEqual(
      clinic.where((row) => row.patient === clinic.bela),
    );
    expect(await clinic.events(patientOf('nobody'))).toEqual([]);
    expect(await clinic.events(person('patient'))).toEqual([]);
  });

  it('a physician and a therapist see their own deeds', async () => {
    expect(seqs(await clinic.events(physician))).toEqual(clinic.where((row) => row.actor === 'physician-1'));
    expect(seqs(await clinic.events(therapist))).toEqual(clinic.where((row) => row.actor === 'therapist-1'));
    expect((await clinic.events(therapist)).length).toBeGreaterThan(3);
  });

  it('an operator sees what is about no patient, an auditor everything', async () => {
    expect(seqs(await clinic.events(operator))).toEqual(clinic.where((row) => row.patient === undefined));
    expect(seqs(await clinic.events(auditor))).toEqual(clinic.where(() => true));
  });

  it('whoever acts for another sees none of it', async () => {
    for (const path of [
      '/fhir/AuditEvent',
      '/fhir/Provenance',
      `/fhir/AuditEvent/a-${names.nameOf(1)}`,
      `/audit/who-looked?patient=${clinic.anna}`,
    ])
      expect((await clinic.ask(person('proxy', { patients: [clinic.anna] }), 'GET', path)).status).toBe(403);
  });

  it('a row that may not be seen is answered as one that is not there', async () => {
    const [hidden] = clinic.where((row) => row.patient === clinic.bela);
    const absent = await clinic.ask(patientOf(clinic.anna), 'GET', `/fhir/AuditEvent/a-${names.nameOf(999_999)}`);
    for (const id of [
      `a-${names.nameOf(hidden!)}`,
      'a-1',
      'a-x',
      'x',
      `p-${names.nameOf(1)}`,
      names.nameOf(1),
      `a-${names.cursorOf(1)}`,
      `a-${'0'.repeat(32)}`,
    ]) {
      const answer = await clinic.ask(patientOf(clinic.anna), 'GET', `/fhir/AuditEvent/${id}`);
      expect([id, answer.status, answer.json]).toEqual([id, 404, absent.json]);
    }
    for (const id of [`a-${names.nameOf(1)}`, `p-${names.nameOf(999_999)}`, 'p-1'])
      expect((await clinic.ask(auditor, 'GET', `/fhir/Provenance/${id}`)).status).toBe(404);
  });

  it('a search for what is hidden finds nothing', async () => {
    expect(await clinic.events(patientOf(clinic.anna), `&patient=${clinic.bela}`)).toEqual([]);
    expect(await clinic.events(physician, '&agent=therapist-1')).toEqual([]);
    expect(await clinic.events(operator, `&patient=${clinic.anna}`)).toEqual([]);
    expect(await clinic.events(operator, '&agent=physician-1')).toEqual([]);
    const [hidden] = clinic.where((row) => row.patient === clinic.bela);
    expect(await clinic.events(patientOf(clinic.anna), `&_id=a-${names.nameOf(hidden!)}`)).toEqual([]);
    expect(await clinic.provenances(patientOf(clinic.anna), `&target=Patient/${clinic.bela}`)).toEqual([]);
  });
});

describe('the AuditEvent of a row', () => {
  const one = async (who: Principal, keep: (row: AuditRow) => boolean): Promise<Any> => {
    const [seq] = clinic.where(keep);
    const answer = await clinic.ask(who, 'GET', `/fhir/AuditEvent/a-${names.nameOf(seq!)}`);
    expect(answer.status).toBe(200);
    return answer.json;
  };

  it('is a resource of FHIR R4 whoever looks at it', async () => {
    let seen = 0;
    for (const who of [auditor, physician, therapist, operator, patientOf(clinic.anna)])
      for (const resource of [...(await clinic.events(who)), ...(await clinic.provenances(who))]) {
        seen++;
        expect([resource.id, errorsOf(resource)]).toEqual([resource.id, []]);
      }
    expect(seen).toBeGreaterThan(60);
  });

  it('says who looked, as what, at what, when and why', async () => {
    const event = await one(auditor, (row) => row.action === 'read' && row.reason !== undefined);
    const [row] = (await clinic.repository.auditRows(CLINIC, names.placeOf(event.id.slice(2))!, 1)) as Any[];
    expect(event).toMatchObject({
      resourceType: 'AuditEvent',
      meta: { versionId: '1', lastUpdated: new Date(row.at).toISOString() },
      type: { system: 'http://terminology.hl7.org/CodeSystem/audit-event-type', code: 'rest' },
      subtype: [{ system: 'http://hl7.org/fhir/restful-interaction', code: 'read' }],
      action: 'R',
      recorded: new Date(row.at).toISOString(),
      outcome: '0',
      purposeOfEvent: [{ coding: [{ code: 'BTG' }], text: 'found unconscious' }],
      source: { observer: { display: 'Cluneal' }, type: [{ code: '4' }] },
      entity: [
        {
          what: { reference: `Observation/${clinic.observation}/_history/1`, type: 'Observation' },
          type: { code: '2' },
          role: { code: '4' },
        },
        { what: { reference: `Patient/${clinic.anna}` }, type: { code: '1' }, role: { code: '1' } },
      ],
    });
    expect(event.outcomeDesc).toBeUndefined();
    expect(event.entity).toHaveLength(2);
    expect(event.agent).toEqual([
      {
        type: { coding: [expect.objectContaining({ code: 'IRCP' })] },
        role: [
          { coding: [{ system: 'https://cluneal.org/fhir/CodeSystem/role', code: 'physician' }], text: 'physician' },
        ],
        who: {
          identifier: { system: 'https://cluneal.org/fhir/NamingSystem/account', value: 'physician-2' },
          display: 'physician-2',
        },
        ...{ altId: 'physician-2', name: 'physician-2', requestor: true },
      },
      {
        type: { coding: [expect.objectContaining({ code: '110152' })] },
        who: { display: 'Cluneal' },
        requestor: false,
      },
    ]);
  });

  it.each([
    ['create', 'C', 'rest', 'create', 'AUT'],
    ['delete', 'D', 'rest', 'delete', 'AUT'],
    ['update', 'U', 'rest', 'update', 'AUT'],
    ['search', 'E', 'rest', 'search', 'IRCP'],
    ['vread', 'R', 'rest', 'vread', 'IRCP'],
    ['history', 'R', 'rest', 'history', 'IRCP'],
    ['sign-in', 'E', '110114', '110122', 'IRCP'],
    ['sign-out', 'E', '110114', '110123', 'IRCP'],
    ['break-glass', 'E', '110113', '110127', 'IRCP'],
    ['export', 'R', '110106', 'operation', 'IRCP'],
    ['refused', 'E', '110113', 'refused', 'IRCP'],
    ['other', 'E', '110113', 'administration', 'IRCP'],
  ] as const)('of a %s carries the codes of it', async (action, code, type, subtype, part) => {
    const event = await one(auditor, (row) => row.action === action);
    expect([event.action, event.type.code, event.subtype[0].code, event.agent[0].type.coding[0].code]).toEqual([
      ...[code, type, subtype, part],
    ]);
  });

  it('tells a success, a refusal and a failure apart, and what the reason was', async () => {
    const event = await one(auditor, (row) => row.action === 'sign-in' && row.outcome === 'refused');
    expect(event).toMatchObject({ outcome: '4', outcomeDesc: 'wrong login or password' });
    expect(event.agent[0].network).toEqual({ address: '10.0.0.9', type: '5' });
    expect(event.entity).toBeUndefined();
    expect((await one(auditor, (row) => row.outcome === 'failed')).outcome).toBe('8');
    const opened = await one(auditor, (row) => row.action === 'break-glass');
    expect(opened.purposeOfEvent[0].text).toBe('found unconscious');
    const given = await one(auditor, (row) => row.action === 'other' && row.patient !== undefined);
    expect(given.outcomeDesc).toBe('account x may see this record as patient');
    expect(given.purposeOfEvent).toBeUndefined();
  });

  it('names the person by their account’s name', async () => {
    const event = await one(patientOf(clinic.anna), (row) => row.action === 'create' && row.patient === clinic.anna);
    expect(event.agent[0]).toMatchObject({
      name: 'Dr Ada Lovelace',
      who: { display: 'Dr Ada Lovelace' },
      altId: 'physician-1',
    });
  });

  it('of a read of the patient names the patient once', async () => {
    const event = await one(auditor, (row) => row.action === 'read' && row.type === 'Patient');
    expect(event.entity).toEqual([expect.objectContaining({ what: { reference: `Patient/${clinic.bela}` } })]);
  });

  it('says on whose behalf somebody acted', async () => {
    const event = await one(auditor, (row) => row.action === 'export');
    expect(event.agent).toHaveLength(3);
    expect(event.agent[1]).toEqual({
      role: [{ text: 'on whose behalf' }],
      who: { reference: `Patient/${clinic.anna}` },
      requestor: false,
    });
  });

  it('tells a patient the type of what was seen, and its id only where the patient may read it', async () => {
    const hidden = (await clinic.events(patientOf(clinic.anna))).find(
      (e) => e.action === 'R' && e.entity[0].what.type === 'RiskAssessment',
    );
    expect(hidden.entity[0].what).toEqual({ type: 'RiskAssessment' });
    const shown = (await clinic.events(patientOf(clinic.anna))).find(
      (e) => e.action === 'C' && e.entity[0].what.type === 'Observation',
    );
    expect(shown.entity[0].what.reference).toBe(`Observation/${clinic.observation}/_history/1`);
    expect(JSON.stringify(await clinic.events(patientOf(clinic.anna)))).not.toContain(clinic.risk);
  });

  it('shows hashes and addresses to whoever did it and to an auditor, not to a patient', async () => {
    const search = (row: AuditRow) => row.action === 'search' && row.patient === clinic.anna;
    const detail = [{ type: 'SHA-256 of the query', valueString: expect.stringMatching(/^[0-9a-f]{64}$/) }];
    expect((await one(auditor, search)).entity[0].detail).toEqual(detail);
    expect((await one(therapist, search)).entity[0].detail).toEqual(detail);
    expect((await one(patientOf(clinic.anna), search)).entity[0].detail).toBeUndefined();
    const write = (row: AuditRow) => row.action === 'create' && row.type === 'Patient' && row.id === clinic.anna;
    expect((await one(physician, write)).entity[0].detail[0].type).toBe('SHA-256 of the text');
    expect(
      (await one(physician, (row) => row.action === 'sign-in' && row.outcome === 'success')).agent[0].network.address,
    ).toBe('10.0.0.7');
  });

  it('shows an operator what kind of deed, when, in which role and how it ended, and no more', async () => {
    for (const event of await clinic.events(operator)) {
      const { id, meta, recorded, type, subtype, action, outcome, source, resourceType, ...rest } = event;
      expect(Object.keys(rest)).toEqual(['agent']);
      const [doer, server] = rest.agent;
      expect(Object.keys(doer).sort()).toEqual(['requestor', 'role', 'type']);
      expect(server.who).toEqual({ display: 'Cluneal' });
      expect(rest.agent).toHaveLength(2);
    }
  });
});
