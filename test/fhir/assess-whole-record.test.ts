// Who sees only a part of a patient's record is told so, and gets no differential of that part.
import { afterAll, describe, expect, it } from 'vitest';
import { type Principal } from '#server/authorization/principal.js';
import { START } from '../contract/store-world.js';
import { type Answered, anObservation, aPatient, physician, therapist, told } from '../fhir-api/test-door.js';
import { wholeApi } from './whole-api.js';

const api = wholeApi();
afterAll(() => api.close());

/** Of the patient's site and of another team: sees who the patient is. */
const colleague: Principal = { ...physician, account: 'physician-3', teams: ['red'] };

const assess = (who: Principal, patient: string): Promise<Answered> => {
  const subject = { name: 'subject', valueReference: { reference: `Patient/${patient}` } };
  return api.ask(who, 'POST', '/$assess', { body: { resourceType: 'Parameters', parameter: [subject] } });
};

async function patientWithFindings(): Promise<string> {
  const made = await api.ask(physician, 'POST', '/Patient', { body: aPatient() });
  await api.ask(physician, 'POST', '/Observation', { body: anObservation(made.json.id) });
  return made.json.id;
}

describe('$assess of a record that is seen in part', () => {
  it('is refused to a colleague of the site who sees who the patient is, with what to do', async () => {
    const patient = await patientWithFindings();
    expect((await api.ask(colleague, 'GET', `/Patient/${patient}`)).status).toBe(200);
    expect((await api.ask(colleague, 'GET', `/Observation?patient=${patient}&_total=accurate`)).json.total).toBe(0);
    const answer = await assess(colleague, patient);
    expect([answer.status, ...told(answer)]).toEqual([
      403,
      'forbidden',
      'you may see who this patient is, and not all that was found: a differential of a part of it would mislead',
    ]);
    expect(answer.json.issue[0].diagnostics).toBe(
      'open the record with a reason first, or ask somebody of the care team',
    );
    expect(answer.text).not.toMatch(/cauda|missing/);
    expect((await api.audit()).at(-1)).toMatchObject({ outcome: 'refused', type: 'Patient', id: patient });
  });

  it('is answered once they have opened it with a reason, and no longer than that', async () => {
    const patient = await patientWithFindings();
    const opened = (until: number) => [{ patient, reason: 'on call', until }];
    expect((await assess({ ...colleague, opened: opened(START + 3_600_000_000) }, patient)).status).toBe(200);
    expect((await assess({ ...colleague, opened: opened(START - 1) }, patient)).status).toBe(403);
  });

  it('is answered to the care team, and tells a stranger nothing', async () => {
    const patient = await patientWithFindings();
    for (const who of [physician, therapist]) expect((await assess(who, patient)).status).toBe(200);
    const stranger: Principal = { ...colleague, sites: ['south'] };
    const [hidden, absent] = [await assess(stranger, patient), await assess(stranger, 'nobody')];
    expect([hidden.status, hidden.text]).toEqual([404, absent.text]);
  });
});
