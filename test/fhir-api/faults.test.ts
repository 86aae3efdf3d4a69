// Two at once, and a disk that fails: what is answered then, and that nothing is lost or shown that may not be.
import { describe, expect, it } from 'vitest';
import { statusOf } from '#fhir/outcome.js';
import { refusedBy } from '#server/fhir-api/outcome-of-refusal.js';
import { memoryRepository } from '#server/store/memory/memory-repository.js';
import { refused } from '#server/store/refusal.js';
import { testDefinitions, testWorld } from '../contract/store-world.js';
import { anObservation, aPatient, created, physician, testDoor, told, W } from './test-door.js';

const numbered = aPatient('Mustermann', { identifier: [{ system: 'urn:clinic', value: '7' }] });
const CONDITION = 'identifier=urn:clinic|7';

describe('two at once', () => {
  const count = async (d: ReturnType<typeof testDoor>) =>
    (await d.ask(physician, 'GET', `/Patient?${CONDITION}&_summary=count`)).json.total;

  it('who create under one condition make one resource', async () => {
    const d = testDoor();
    const headers = { 'if-none-exist': CONDITION };
    const send = () => d.ask(physician, 'POST', '/Patient', { body: numbered, headers });
    const answers = await Promise.all([send(), send(), send()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
    expect(await count(d)).toBe(1);
  });

  it('who update under one condition make one, and the other is told to send it again', async () => {
    const d = testDoor();
    const send = () => d.ask(physician, 'PUT', `/Patient?${CONDITION}`, { body: numbered });
    const answers = await Promise.all([send(), send()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await count(d)).toBe(1);
    expect((await send()).status).toBe(200);
  });

  it('who change one version change it once', async () => {
    const d = testDoor();
    const id = await created(d, physician, aPatient());
    const put = (family: string) =>
      d.ask(physician, 'PUT', `/Patient/${id}`, { body: { ...aPatient(family), id }, headers: W(1) });
    const answers = await Promise.all([put('A'), put('B'), put('C')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    expect((await d.ask(physician, 'GET', `/Patient/${id}`)).json.meta.versionId).toBe('2');
  });

  it('whose transactions rest on the same condition are done once: no reference points to what was undone', async () => {
    const d = testDoor();
    const urn = 'urn:uuid:0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0';
    const body = {
      ...{ resourceType: 'Bundle', type: 'transaction' },
      entry: [
        { fullUrl: urn, resource: numbered, request: { method: 'POST', url: 'Patient', ifNoneExist: CONDITION } },
        {
          resource: { ...anObservation('x'), subject: { reference: urn } },
          request: { method: 'POST', url: 'Observation' },
        },
      ],
    };
    const send = () => d.ask(physician, 'POST', '', { body });
    const answers = await Promise.all([send(), send()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await d.ask(physician, 'GET', '/Observation?subject:Patient.family=Mustermann')).json.total).toBe(1);
    expect((await d.ask(physician, 'GET', '/Observation')).json.total).toBe(1);
  });
});

describe('a store that cannot write', () => {
  it.each([
    ['disk-full', 'no-store'],
    ['io-error', 'transient'],
    ['connection-lost', 'transient'],
  ] as const)('is answered with 503 and when to come again: %s', async (cause, code) => {
    const { outcome, headers } = refusedBy({ type: 'degraded', cause });
    expect([statusOf(outcome), outcome.issue[0]!.code]).toEqual([503, code]);
    const world = testWorld();
    const whole = memoryRepository(testDefinitions(), world);
    const d = testDoor(world, { ...whole, create: async () => refused({ type: 'degraded', cause }) });
    const answer = await d.ask(physician, 'POST', '/Patient', { body: aPatient() });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, headers!['retry-after']]);
  });

  it('shows nothing that it cannot note, alone or in a bundle', async () => {
    const world = testWorld();
    const whole = memoryRepository(testDefinitions(), world);
    let failed = false;
    const d = testDoor(world, {
      ...whole,
      health: () => (failed ? { type: 'degraded', cause: 'io-error', message: 'gone' } : whole.health()),
    });
    const id = await created(d, physician, aPatient());
    failed = true;
    const alone = await d.ask(physician, 'GET', `/Patient/${id}`);
    expect([alone.status, told(alone)[0], alone.headers.get('retry-after')]).toEqual([503, 'unavailable', '30']);
    for (const type of ['batch', 'transaction']) {
      const entry = [{ request: { method: 'GET', url: `Patient/${id}` } }];
      const answer = await d.ask(physician, 'POST', '', { body: { resourceType: 'Bundle', type, entry } });
      expect(answer.json.entry[0].response.status).toBe('503 Service Unavailable');
      expect(answer.text).not.toContain('Mustermann');
    }
  });
});
