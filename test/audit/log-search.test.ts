// Searching the log as FHIR: what finds which rows, page by page, and what is refused.
import { beforeAll, describe, expect, it } from 'vitest';
import { type AuditRow } from '#server/store/audit-chain.js';
import { type Any, type Happened, happened, names, seqs } from './happened.js';
import { auditor, CLINIC, operator, patientOf, physician } from './log-door.js';

let clinic: Happened;
beforeAll(async () => {
  clinic = await happened();
});

describe('a search of the log', () => {
  it.each<[string, (row: AuditRow) => boolean]>([
    ['patient=ANNA', (row) => row.patient === clinic.anna],
    ['patient=Patient/ANNA', (row) => row.patient === clinic.anna],
    ['patient=https://clinic.example/fhir/Patient/ANNA', (row) => row.patient === clinic.anna],
    ['patient=https://other.example/fhir/Patient/ANNA', () => false],
    ['agent=therapist-1', (row) => row.actor === 'therapist-1'],
    [
      'agent:identifier=https://cluneal.org/fhir/NamingSystem/account|therapist-1',
      (row) => row.actor === 'therapist-1',
    ],
    ['agent=https://cluneal.org/fhir/NamingSystem/account|therapist-1', (row) => row.actor === 'therapist-1'],
    ['patient=ANNA&agent=therapist-1', (row) => row.patient === clinic.anna && row.actor === 'therapist-1'],
    ['type=rest', (row) => ['create', 'read', 'vread', 'history', 'update', 'delete', 'search'].includes(row.action)],
    [
      'type=http://dicom.nema.org/resources/ontology/DCM|',
      (row) => ['sign-in', 'sign-out', 'break-glass', 'export', 'other', 'refused'].includes(row.action),
    ],
    ['type=http://dicom.nema.org/resources/ontology/DCM|110114', (row) => ['sign-in', 'sign-out'].includes(row.action)],
    ['type=http://other|110114', () => false],
    ['subtype=read,vread', (row) => ['read', 'vread'].includes(row.action)],
    ['subtype=read&action=R', (row) => row.action === 'read'],
    ['action=C', (row) => row.action === 'create'],
    ['action=|C', (row) => row.action === 'create'],
    ['action=x|C', () => false],
    ['outcome=4', (row) => row.outcome === 'refused'],
    ['outcome=0&patient=BELA', (row) => row.outcome === 'success' && row.patient === clinic.bela],
    ['_sort=-date', () => true],
    [`_id=${[1, 3, 3, 99_999].map((seq) => `a-${names.nameOf(seq)}`)},a-1,x`, () => false],
  ])('%s finds the rows that meet it', async (query, keep) => {
    const asked = query.replace('ANNA', clinic.anna).replace('BELA', clinic.bela);
    const expected = query.startsWith('_id') ? [3, 1] : clinic.where((row) => keep(row as never));
    expect(seqs(await clinic.events(auditor, `&${asked}`))).toEqual(expected);
  });

  it('by date finds what the prefix says, without reading the rest of the chain', async () => {
    const rows = (await clinic.repository.auditRows(CLINIC, 1, 1000)).filter((row) => row.seq <= clinic.rows.length);
    const middle = rows[Math.floor(rows.length / 2)]!;
    const at = new Date(middle.at).toISOString();
    const cases: readonly (readonly [string, (t: number) => boolean])[] = [
      ['eq', (t) => t === middle.at],
      ['', (t) => t === middle.at],
      ['ne', (t) => t !== middle.at],
      ['lt', (t) => t < middle.at],
      ['le', (t) => t <= middle.at],
      ['gt', (t) => t > middle.at],
      ['ge', (t) => t >= middle.at],
      ['sa', (t) => t > middle.at],
      ['eb', (t) => t < middle.at],
    ];
    for (const [prefix, keep] of cases)
      expect([prefix, seqs(await clinic.events(auditor, `&date=${prefix}${at}`))]).toEqual([
        ...[
          prefix,
          rows
            .filter((row) => keep(row.at))
            .map((row) => row.seq)
            .reverse(),
        ],
      ]);
    const day = at.slice(0, 10);
    expect((await clinic.events(auditor, `&date=${day}`)).length).toBe(clinic.rows.length);
    expect(await clinic.events(auditor, '&date=2025')).toEqual([]);
    expect(await clinic.events(auditor, '&date=lt2026')).toEqual([]);
    expect(await clinic.events(auditor, '&date=gt2026')).toEqual([]);
    expect(seqs(await clinic.events(auditor, `&date=ge${at}&date=le${at}`))).toEqual(
      rows.filter((r) => r.at === middle.at).map((r) => r.seq),
    );
    expect((await clinic.events(auditor, `&date=2025,${day}`)).length).toBe(clinic.rows.length);
    expect(seqs(await clinic.provenances(auditor, `&recorded=le${at}`))).toEqual(
      seqs(await clinic.provenances(auditor)).filter((seq) => rows[seq - 1]!.at <= middle.at),
    );
  });

  it('goes page by page through all of it, and promises no page that is empty', async () => {
    for (const [who, count] of [
      [auditor, 7],
      [patientOf(clinic.anna), 3],
      [physician, 1],
    ] as const) {
      const seen: number[] = [];
      // Looking adds rows at the newer end; the pages go on from where they began.
      let path: string | undefined = `/fhir/AuditEvent?_count=${count}&date=lt2030`;
      const whole = seqs(await clinic.found(who, '/fhir/AuditEvent?_count=200'));
      while (path !== undefined) {
        const { json } = await clinic.ask(who, 'GET', path);
        const page = seqs((json.entry ?? []).map((entry: Any) => entry.resource));
        expect(page.length).toBeGreaterThan(0);
        seen.push(...page);
        const next = json.link.find((link: Any) => link.relation === 'next')?.url;
        expect(json.link.find((link: Any) => link.relation === 'self').url).toBe(`https://clinic.example${path}`);
        path = next?.slice('https://clinic.example'.length);
      }
      expect(seen.filter((seq) => seq <= whole[0]!)).toEqual(whole);
    }
  });

  it('can be sent as a form', async () => {
    const { json, status } = await clinic.ask(
      ...([
        auditor,
        'POST',
        '/fhir/AuditEvent/_search?_count=200',
        'agent=therapist-1',
        'application/x-www-form-urlencoded',
      ] as const),
    );
    expect(status).toBe(200);
    expect(json.entry.map((entry: Any) => entry.resource)).toEqual(await clinic.events(auditor, '&agent=therapist-1'));
    expect((await clinic.ask(auditor, 'POST', '/fhir/AuditEvent/_search', '{}', 'application/json')).status).toBe(415);
    const bare = await clinic.ask(auditor, 'POST', '/fhir/AuditEvent/_search?agent=therapist-1&_count=200');
    expect(bare.json.entry).toEqual(json.entry);
    expect((await clinic.ask(auditor, 'POST', '/fhir/AuditEvent/_search?a=%zz')).status).toBe(400);
  });

  it.each([
    ['AuditEvent?name=x', 'this takes no parameter name'],
    ['AuditEvent?type:not=rest', 'this takes no parameter type:not'],
    ['AuditEvent?patient.name=x', 'this takes no parameter patient.name'],
    ['AuditEvent?recorded=2026', 'this takes no parameter recorded'],
    ['AuditEvent?_include=x', 'this takes no parameter _include'],
    ['AuditEvent?_sort=date', 'AuditEvent comes newest first only'],
    ['AuditEvent?_sort=-date&_sort=-date', '_sort is given twice'],
    ['AuditEvent?_count=0', '_count must be a whole number of at least 1, not 0'],
    ['AuditEvent?_cursor=x', '_cursor is not one that this server gave for this search'],
    [`AuditEvent?_cursor=${names.nameOf(1)}`, '_cursor is not one that this server gave for this search'],
    ['AuditEvent?_cursor=1&_cursor=1', '_cursor is given twice'],
    ['AuditEvent?_id=a-1&_id=a-1', '_id is given twice'],
    ['AuditEvent?date=yesterday', 'search parameter date must be a date, not yesterday'],
    ['AuditEvent?patient=a&patient=b', 'patient must name one Patient, not a and b'],
    ['AuditEvent?patient=a,b&outcome=0', 'patient must name one Patient, not a,b'],
    ['AuditEvent?patient=Practitioner/a', 'patient must name one Patient, not Practitioner/a'],
    ['Provenance?target=Patient/a,Patient/b', 'target must name one resource, not Patient/a,Patient/b'],
    ['AuditEvent?agent=a,b', 'agent must be the id of one account, not a,b'],
    ['AuditEvent?agent=a&agent=a', 'agent must be the id of one account, not a and a'],
    ['AuditEvent?agent=Practitioner/x', 'agent must be the id of one account, not Practitioner/x'],
    ['AuditEvent?agent=', 'agent must be the id of one account, not (nothing)'],
    ['AuditEvent?action=Z', 'action is no code of the log: Z'],
    ['AuditEvent?action=R,Z', 'action is no code of the log: Z'],
    ['AuditEvent?subtype=reed', 'subtype is no code of the log: reed'],
    ['AuditEvent?outcome=http://x|5', 'outcome is no code of the log: 5'],
    ['Provenance?date=2026', 'this takes no parameter date'],
    ['Provenance?_sort=-date', 'Provenance comes newest first only'],
    ['Provenance?target=Patient/a,Patient/b', 'target must name one resource, not Patient/a,Patient/b'],
    ['Provenance?target=a', 'target must name one resource, not a'],
    [`AuditEvent/a-${names.nameOf(1)}?_elements=id`, 'this takes no parameter _elements'],
  ])('%s is refused in words', async (path, what) => {
    const { status, json } = await clinic.ask(auditor, 'GET', `/fhir/${path}`);
    expect(status).toBe(400);
    expect(json.issue[0].details.text).toBe(what);
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('%s is not answered: nobody writes the log', async (method) => {
    for (const path of [
      '/fhir/AuditEvent',
      `/fhir/AuditEvent/a-${names.nameOf(1)}`,
      '/fhir/Provenance',
      '/fhir/Provenance/p-1',
    ]) {
      const { status, json } = await clinic.ask(auditor, method, path, { resourceType: 'AuditEvent' });
      expect([path, status, json.resourceType]).toEqual([path, 405, 'OperationOutcome']);
    }
  });

  it('is a row of the log itself, for every patient that was in it', async () => {
    await clinic.readAudit.flush();
    const start = (await clinic.repository.auditFound(CLINIC, { count: 1 }))[0]!.seq;
    await clinic.found(patientOf(clinic.anna), '/fhir/AuditEvent?_count=1');
    await clinic.ask(auditor, 'GET', `/fhir/AuditEvent/a-${names.nameOf(1)}`);
    await clinic.ask(auditor, 'GET', '/fhir/AuditEvent/a-999999');
    await clinic.ask(operator, 'GET', '/fhir/AuditEvent?subtype=110122');
    await clinic.ask(auditor, 'GET', `/fhir/Provenance?_id=p-${names.nameOf(1)},p-${names.nameOf(2)}`);
    await clinic.readAudit.flush();
    const rows = await clinic.repository.auditRows(CLINIC, start + 1, 100);
    expect(
      rows.map(({ actor, action, type, id, patient, outcome }) => [actor, action, type, id, patient, outcome]),
    ).toEqual([
      [`account-of-${clinic.anna}`, 'search', 'AuditEvent', undefined, clinic.anna, 'success'],
      ['auditor-1', 'read', 'AuditEvent', `a-${names.nameOf(1)}`, clinic.anna, 'success'],
      ['auditor-1', 'read', 'AuditEvent', 'a-999999', undefined, 'refused'],
      ['operator-1', 'search', 'AuditEvent', undefined, undefined, 'success'],
      ['auditor-1', 'search', 'Provenance', undefined, clinic.bela, 'success'],
      ['auditor-1', 'search', 'Provenance', undefined, clinic.anna, 'success'],
    ]);
  });
});
