// Provenance as it is asked for over HTTP.
import { beforeAll, describe, expect, it } from 'vitest';
import { type Happened, happened, names, seqs, VERSION } from './happened.js';
import { auditor, CLINIC, operator, patientOf, physician } from './log-door.js';

let clinic: Happened;
beforeAll(async () => {
  clinic = await happened();
});

describe('the Provenance of a version', () => {
  it('says who made it, by which rules, and with which knowledge it was reasoned out', async () => {
    const [provenance] = await clinic.provenances(physician, `&target=RiskAssessment/${clinic.risk}`);
    expect(provenance).toMatchObject({
      target: [{ reference: `RiskAssessment/${clinic.risk}/_history/1` }],
      policy: [`https://cluneal.org/fhir/policy/${VERSION}`],
      activity: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-DataOperation', code: 'CREATE' }] },
      agent: [
        { type: { coding: [{ code: 'author' }] }, role: [{ text: 'physician' }], who: { display: 'Dr Ada Lovelace' } },
      ],
      entity: [
        {
          role: 'source',
          what: {
            identifier: { system: 'https://cluneal.org/fhir/NamingSystem/knowledge', value: '2026-11-24' },
            display: 'knowledge 2026-11-24',
          },
        },
      ],
    });
    expect(provenance.meta.lastUpdated).toBe(provenance.recorded);
    expect(
      (await clinic.provenances(physician, `&target=Observation/${clinic.observation}`)).map((p) => [
        p.activity.coding[0].code,
        p.target[0].reference,
        p.entity,
      ]),
    ).toEqual([
      ['DELETE', `Observation/${clinic.observation}/_history/2`, undefined],
      ['CREATE', `Observation/${clinic.observation}/_history/1`, undefined],
    ]);
  });

  it('is there for each version and for nothing else', async () => {
    const made = clinic.where(
      (row) => ['create', 'update', 'delete'].includes(row.action) && row.version !== undefined,
    );
    expect(seqs(await clinic.provenances(auditor))).toEqual(made);
    for (const who of [auditor, physician]) {
      const { json, status } = await clinic.ask(who, 'GET', `/fhir/Provenance/p-${names.nameOf(made[0]!)}`);
      expect([status, json.id]).toEqual([200, `p-${names.nameOf(made[0]!)}`]);
    }
    const [read] = clinic.where((row) => row.action === 'read');
    expect((await clinic.ask(auditor, 'GET', `/fhir/Provenance/p-${names.nameOf(read!)}`)).status).toBe(404);
  });

  it('is shown to a patient where the patient may read the resource, and to an operator never', async () => {
    const targets = (await clinic.provenances(patientOf(clinic.anna))).map((p) => p.target[0].reference);
    expect(targets).toContain(`Patient/${clinic.anna}/_history/1`);
    expect(targets.some((target) => target.startsWith('RiskAssessment'))).toBe(false);
    expect(await clinic.provenances(operator)).toEqual([]);
    expect(await clinic.provenances(auditor, `&target=Patient/nobody`)).toEqual([]);
    const [first] = seqs(await clinic.provenances(auditor, `&target=Patient/${clinic.anna}`));
    expect(
      seqs(
        await clinic.provenances(
          auditor,
          `&target=Patient/${clinic.anna}&_id=p-${names.nameOf(first!)},p-${names.nameOf(first! + 1)}`,
        ),
      ),
    ).toEqual([first]);
    expect(await clinic.provenances(auditor, `&target=Patient/${clinic.anna}&agent=therapist-1`)).toEqual([]);
    expect(
      seqs(
        await clinic.provenances(
          auditor,
          `&target=Patient/${clinic.anna}&patient=${clinic.anna}&_cursor=${names.cursorOf(first! + 1)}`,
        ),
      ),
    ).toEqual([first]);
    expect(
      await clinic.provenances(auditor, `&target=Patient/${clinic.anna}&_cursor=${names.cursorOf(first!)}`),
    ).toEqual([]);
  });

  it('of a delete says nothing of knowledge, and none carries a reason: nobody writes by breaking the glass', async () => {
    const { repository, risk } = clinic;
    const scope = { clinic: CLINIC, read: { RiskAssessment: 'all' }, write: { RiskAssessment: 'all' } } as const;
    const note = { actor: 'physician-1', role: 'physician', policy: VERSION, reason: 'why' };
    await repository.delete(scope, 'RiskAssessment', risk, { note });
    const [deleted, created] = await clinic.found(auditor, `/fhir/Provenance?target=RiskAssessment/${risk}`);
    expect([deleted.activity.coding[0].code, deleted.entity, deleted.reason]).toEqual(['DELETE', undefined, undefined]);
    expect(created.entity).toHaveLength(1);
  });

  it('is found by target and time together', async () => {
    const target = `/fhir/Provenance?target=Observation/${clinic.observation}`;
    const [deleted, created] = await clinic.found(auditor, target);
    expect(await clinic.found(auditor, `${target}&recorded=${created.recorded}`)).toEqual([created]);
    expect(await clinic.found(auditor, `${target}&recorded=gt${created.recorded}`)).toEqual([deleted]);
    expect(await clinic.found(auditor, `${target}&recorded=lt2026`)).toEqual([]);
    expect(await clinic.found(auditor, `${target}&recorded=gt2026`)).toEqual([]);
  });
});
