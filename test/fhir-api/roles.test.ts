// What the policy decides, seen through the API; and what the audit log has of it afterwards.
import { describe, expect, it } from 'vitest';
import {
  anObservation,
  aPatient,
  created,
  operator,
  patientOf,
  physician,
  stranger,
  testDoor,
  therapist,
  told,
  W,
} from './test-door.js';

const survey = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'survey' }] };

describe('through the API', () => {
  it('a team shares its patients, and a stranger has none of them', async () => {
    const d = testDoor();
    const patient = await created(d, physician, aPatient());
    const observation = await created(d, physician, anObservation(patient));
    expect((await d.ask(therapist, 'GET', `/Observation/${observation}`)).status).toBe(200);
    expect((await d.ask(stranger, 'GET', `/Observation/${observation}`)).status).toBe(404);
    expect((await d.ask(stranger, 'GET', '/Observation')).json.total).toBe(0);
  });

  it('a role that may not write a type is told so, whatever is there', async () => {
    const d = testDoor();
    const patient = await created(d, physician, aPatient());
    const body = { resourceType: 'Procedure', status: 'completed', subject: { reference: `Patient/${patient}` } };
    const answer = await d.ask(therapist, 'POST', '/Procedure', { body });
    expect([answer.status, ...told(answer)]).toEqual([403, 'forbidden', 'the role therapist may not write Procedure']);
    expect(answer.json.issue[0].diagnostics).toMatch(/^may: physician; /);
    const register = await d.ask(operator, 'POST', '/Patient', { body: aPatient() });
    expect([register.status, told(register)[1]]).toEqual([403, 'the role operator may not write Patient']);
    expect(register.json.issue[0].diagnostics).toMatch(/^may: therapist, physician; /);
    const house = await d.ask(physician, 'POST', '/Organization', {
      body: { resourceType: 'Organization', name: 'x' },
    });
    expect(house.json.issue[0].diagnostics).toMatch(/^may: operator; /);
  });

  it('a role that may write the type, and not here, hears one answer for what is hidden and what is absent', async () => {
    const d = testDoor();
    const hidden = await created(d, stranger, aPatient());
    const answers = [];
    for (const id of [hidden, 'nobody'])
      answers.push(await d.ask(physician, 'POST', '/Observation', { body: anObservation(id) }));
    const [first, second] = answers;
    expect([first!.status, first!.text]).toEqual([403, second!.text]);
    expect(told(first!)[1]).toBe('the role physician may not write this Observation here');
    expect(first!.json.issue[0].diagnostics).toContain('patients of the own care teams');
  });

  it('a role that may not write this content is told why', async () => {
    const d = testDoor();
    const patient = await created(d, physician, aPatient());
    const finding = await d.ask(patientOf(patient), 'POST', '/Observation', { body: anObservation(patient) });
    expect([finding.status, told(finding)[0]]).toEqual([403, 'not-for-the-role']);
    expect(told(finding)[1]).toContain('survey');
    const own = anObservation(patient, { category: [survey] });
    expect((await d.ask(patientOf(patient), 'POST', '/Observation', { body: own })).status).toBe(201);
  });

  it('what a resource is about stays, in an update as in a patch', async () => {
    const d = testDoor();
    const [one, other] = [await created(d, physician, aPatient()), await created(d, physician, aPatient())];
    const id = await created(d, physician, anObservation(one));
    const put = await d.ask(physician, 'PUT', `/Observation/${id}`, {
      body: { ...anObservation(other), id },
      headers: W(1),
    });
    expect([put.status, told(put)[0]]).toEqual([403, 'not-for-the-role']);
    const patch = await d.ask(physician, 'PATCH', `/Observation/${id}`, {
      body: `[{"op":"replace","path":"/subject/reference","value":"Patient/${other}"}]`,
      headers: { ...W(1), 'content-type': 'application/json-patch+json' },
    });
    expect(patch.status).toBe(403);
  });

  it('what came back after its delete is owned anew', async () => {
    const d = testDoor();
    const patient = await created(d, physician, aPatient());
    const own = anObservation(patient, { category: [survey] });
    const id = await created(d, patientOf(patient), own);
    await d.ask(patientOf(patient), 'DELETE', `/Observation/${id}`, { headers: W(1) });
    const back = await d.ask(physician, 'PUT', `/Observation/${id}`, { body: { ...own, id }, headers: W(2) });
    expect(back.status).toBe(201);
    // Still the patient's to read, but no longer the patient's own hand.
    expect((await d.ask(patientOf(patient), 'GET', `/Observation/${id}`)).status).toBe(200);
    const again = { body: { ...own, id, status: 'amended' }, headers: W(3) };
    expect((await d.ask(patientOf(patient), 'PUT', `/Observation/${id}`, again)).status).toBe(403);
  });
});

describe('the audit log', () => {
  it('holds every version that left, by whom it is about', async () => {
    const d = testDoor();
    const patient = await created(d, physician, aPatient());
    const observation = await created(d, physician, anObservation(patient));
    const before = (await d.audit()).length;
    await d.ask(therapist, 'GET', `/Observation/${observation}`);
    await d.ask(therapist, 'GET', `/Observation/${observation}/_history/1`);
    await d.ask(therapist, 'GET', `/Patient?_id=${patient}&_revinclude=Observation:subject`);
    await d.ask(therapist, 'GET', '/Observation/_history');
    const headers = { 'if-none-match': 'W/"1"' };
    await d.ask(therapist, 'GET', `/Observation/${observation}`, { headers });
    const rows = (await d.audit()).slice(before);
    expect(rows.map((row) => [row.action, row.actor, row.patient])).toEqual(
      ['read', 'vread', 'search', 'history', 'read'].map((action) => [action, 'therapist-1', patient]),
    );
  });

  it('holds what was refused by the record, and no mistake of form', async () => {
    const d = testDoor();
    const patient = await created(d, physician, aPatient());
    const before = (await d.audit()).length;
    await d.ask(stranger, 'GET', `/Patient/${patient}`);
    await d.ask(stranger, 'POST', '/Observation', { body: anObservation(patient) });
    await d.ask(stranger, 'DELETE', `/Patient/${patient}`, { headers: W(1) });
    await d.ask(stranger, 'POST', '/Patient', { body: { resourceType: 'Patient', gender: 'banana' } });
    await d.ask(stranger, 'GET', '/Patient?shoe-size=44');
    const rows = (await d.audit()).slice(before);
    expect(rows.map((row) => [row.outcome, row.actor, row.type])).toEqual([
      ['refused', 'physician-2', 'Patient'],
      ['refused', 'physician-2', 'Observation'],
      ['refused', 'physician-2', 'Patient'],
    ]);
  });
});
