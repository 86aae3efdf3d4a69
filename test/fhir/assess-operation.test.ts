import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PatientCase } from '#core/case.js';
import { CAUDA_EQUINA_QUESTIONS } from '#core/cauda-equina.js';
import { type CaseContext } from '#fhir/case-context.js';
import { type Extension, type Observation, type ParametersParameter, type Resource } from '#fhir/r4.js';
import { resourcesFromCase } from '#fhir/resources-from-case.js';
import { CODE_SYSTEM, EXTENSION } from '#fhir/system.js';
import {
  type Answered,
  auditor,
  operator,
  patientOf,
  physician,
  stranger,
  therapist,
  told,
} from '../fhir-api/test-door.js';
import { caseOf } from '../pack.js';
import { book } from './arbitrary-case.js';
import { EXAMINED_THROUGH } from './examined-through.js';
import { errorsOf } from './validator.js';
import { wholeApi } from './whole-api.js';

const api = wholeApi();
afterAll(() => api.close());

const asked = CAUDA_EQUINA_QUESTIONS.map((id) => `-${id}`);
const found = caseOf({ age: 62, sex: 'F', findings: ['tender.crest@R', 'pain.low-back', 'pain.buttock@R', ...asked] });
const bodyOf = (...parameter: ParametersParameter[]): object => ({ resourceType: 'Parameters', parameter });
const bundleOf = (resources: readonly object[]): ParametersParameter => ({
  name: 'record',
  resource: {
    resourceType: 'Bundle',
    type: 'collection',
    entry: resources.map((resource) => ({ resource: resource as Resource })),
  },
});
const subject = (id: string): ParametersParameter => ({
  name: 'subject',
  valueReference: { reference: `Patient/${id}` },
});
const encounter = (id: string): ParametersParameter => ({
  name: 'encounter',
  valueReference: { reference: `Encounter/${id}` },
});
const assess = (who: Parameters<typeof api.ask>[0], ...parameter: ParametersParameter[]): Promise<Answered> =>
  api.ask(who, 'POST', '/$assess', { body: bodyOf(...parameter) });
const names = ({ json }: Answered): string[] => json.parameter.map((p: ParametersParameter) => p.name);
const out = ({ json }: Answered, name: string) => json.parameter.find((p: ParametersParameter) => p.name === name);

/** Keeps the resources of a case, each found in the encounter, and gives the ids of patient and encounter. */
async function kept(c: PatientCase, patient?: string): Promise<{ patient: string; encounter: string }> {
  const post = async (resource: object & { resourceType: string }): Promise<string> => {
    const made = await api.ask(physician, 'POST', `/${resource.resourceType}`, { body: resource });
    if (made.status !== 201) throw new Error(made.text);
    return made.json.id;
  };
  let context: CaseContext = { subject: 'p1', encounter: 'e1', at: '2026-11-24T09:30:00Z', idOf: (name) => name };
  const [person, visit] = resourcesFromCase(c, book, context);
  const p = patient ?? (await post(person!));
  const e = await post({ ...visit!, subject: { reference: `Patient/${p}` } } as never);
  context = { ...context, subject: p, encounter: e };
  for (const resource of resourcesFromCase(c, book, context).slice(2)) await post(resource);
  return { patient: p, encounter: e };
}

describe('$assess of resources that are sent', () => {
  const context: CaseContext = { subject: 'p1', encounter: 'e1', at: '2026-11-24T09:30:00Z', idOf: (name) => name };
  const resources = resourcesFromCase(found, book, context);
  const finding = resources.find((r) => r.id === 'finding-0') as Observation;
  const absent = {
    ...{ ...finding, id: 'again' },
    valueCodeableConcept: { coding: [{ system: CODE_SYSTEM.presence, code: 'absent' }] },
  };
  const elsewhere = { ...finding, subject: { reference: 'https://elsewhere.example/Patient/1' } };

  it('gives the differential, which is what our profiles say it is', async () => {
    const answer = await assess(physician, bundleOf(resources));
    expect([answer.status, names(answer)]).toEqual([200, ['notice', 'impression', 'differential']]);
    expect(errorsOf(answer.json)).toEqual([]);
    for (const name of ['impression', 'differential']) expect(errorsOf(out(answer, name).resource)).toEqual([]);
  });

  it('and nothing of it is kept', async () => {
    await assess(physician, bundleOf(resources));
    for (const type of ['RiskAssessment', 'ClinicalImpression', 'Observation'])
      expect((await api.ask(physician, 'GET', `/${type}?_total=accurate`)).json.total).toBe(0);
  });

  it('withholds the ranking until the five questions are in', async () => {
    const silent = resources.filter((r) => !JSON.stringify(r).includes('red.saddle'));
    const answer = await assess(physician, bundleOf(silent));
    expect(names(answer)).toEqual(['notice', 'impression', 'withheld', 'missing']);
    expect(answer.text).not.toMatch(/probability|such patients/);
    const excused = {
      name: 'could-not-ask',
      part: [
        { name: 'question', valueCode: 'red.saddle' },
        { name: 'reason', valueString: 'sedated' },
      ],
    };
    expect(names(await assess(physician, bundleOf(silent), excused))).toContain('differential');
  });

  it.each([
    [
      'a resource that is wrong, by its name',
      [{ ...finding, status: 'banana' }],
      422,
      /^Observation\/finding-0: banana is not in/,
    ],
    ['a resource that is misshapen', [{ resourceType: 'Observation', code: 1 }], 400, /1 where an object belongs/],
    ['nobody’s case', [elsewhere], 400, /^record does not say whose case it is$/],
    ['a record that contradicts itself', [...resources, absent], 422, /is stated both present and absent/],
    [
      'too much for a case',
      Array.from({ length: 2001 }, (_, i) => ({ resourceType: 'Patient', id: `p${i}` })),
      422,
      /^2001 resources, at most 2000$/,
    ],
  ])('refuses %s', async (_, sent, status, words) => {
    const answer = await assess(physician, bundleOf(sent));
    expect(answer.status).toBe(status);
    expect(answer.json.issue[0].details.text).toMatch(words);
  });

  it.each([
    ['a list', '[]', 'the body is no Parameters'],
    ['another resource', '{"resourceType":"Patient"}', 'the body is no Parameters'],
    ['no parameter', '{"resourceType":"Parameters"}', 'neither record nor subject is given'],
    [
      'a parameter that is none',
      '{"resourceType":"Parameters","parameter":[{"name":"recrd","valueCode":"x"}]}',
      'unknown parameter: recrd',
    ],
    ['a parameter that is misshapen', '{"resourceType":"Parameters","parameter":[1]}', '1 where an object belongs'],
  ])('refuses a body that is %s', async (_, body, words) => {
    const answer = await api.ask(physician, 'POST', '/$assess', { body });
    expect([answer.status, told(answer)[1]]).toEqual([400, words]);
  });

  it('refuses a parameter in the address', async () => {
    const answer = await api.ask(physician, 'POST', '/$assess?draws=50', { body: bodyOf(bundleOf(resources)) });
    expect([answer.status, told(answer)[1]]).toEqual([400, 'this takes no parameter draws']);
  });

  it('who comes when too many wait is told to come again', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => assess(physician, bundleOf(resources))));
    const late = answers.filter((a) => a.status !== 200);
    expect(late.map((a) => [a.status, a.headers.get('retry-after'), told(a)[0]])).toEqual(
      Array(late.length).fill([429, '1', 'throttled']),
    );
    expect(late.length).toBeGreaterThan(0);
    expect(answers.length - late.length).toBeGreaterThanOrEqual(9);
  });
});

describe('$assess of a patient’s record', () => {
  let first: { patient: string; encounter: string };
  let other: { patient: string; encounter: string };
  beforeAll(async () => {
    first = await kept(found);
    other = await kept(caseOf({ age: 40, sex: 'M', findings: ['pain.groin@L', ...asked] }));
  });

  it('reads it whole, and gives the answer that the same resources sent get', async () => {
    const fromRecord = await assess(physician, subject(first.patient));
    const context: CaseContext = { subject: 'p1', at: '2026-11-24T09:30:00Z', idOf: (name) => name };
    const fromBundle = await assess(physician, bundleOf(resourcesFromCase(found, book, context)));
    const predicted = (a: Answered) => out(a, 'differential').resource.prediction;
    expect(predicted(fromRecord)).toEqual(predicted(fromBundle));
    expect(out(fromRecord, 'differential').resource.subject).toEqual({ reference: `Patient/${first.patient}` });
  });

  it('over more pages than one', async () => {
    const many = caseOf({
      age: 50,
      findings: book.knowledge.findings
        .filter((f) => f.elsewhere && !['shorthand', 'context', 'history'].includes(f.role))
        .slice(0, 215)
        .map((f) => (f.sided ? `-${f.id}@B` : `-${f.id}`)),
    });
    const { patient } = await kept(many);
    const answer = await assess(physician, subject(patient));
    const { resource } = out(answer, 'impression');
    expect(resource.investigation[0].item.length).toBeGreaterThan(200);
  }, 60_000);

  it('only what was found in the encounter, and what names none', async () => {
    const again = caseOf({ age: 63, sex: 'F', findings: ['-tender.crest@R', 'pain.groin@R', ...asked] });
    const { encounter: second } = await kept(again, first.patient);
    const both = await assess(physician, subject(first.patient));
    expect(both.status).toBe(422);
    expect(told(both)[1]).toMatch('tender.crest is stated both present and absent');
    expect(both.json.issue[0].diagnostics).toMatch('name the encounter that is meant');
    const one = await assess(physician, subject(first.patient), encounter(first.encounter));
    const two = await assess(physician, subject(first.patient), encounter(second));
    for (const answer of [one, two]) expect(names(answer)).toContain('differential');
    expect(one.text).toContain(`Encounter/${first.encounter}`);
    expect(one.text).not.toContain('pain.groin');
    const unbound = {
      resourceType: 'Observation',
      status: 'final',
      code: { coding: [{ system: 'https://cluneal.org/fhir/CodeSystem/finding', code: 'course.night-pain' }] },
      subject: { reference: `Patient/${first.patient}` },
      valueBoolean: true,
    };
    const made = await api.ask(physician, 'POST', '/Observation', { body: unbound });
    const now = await assess(physician, subject(first.patient), encounter(second));
    expect(now.text).toContain(`Observation/${made.json.id}`);
  });

  it('notes each version it read, for the patient to see', async () => {
    const before = (await api.audit()).length;
    await assess(therapist, subject(other.patient));
    const rows = (await api.audit()).slice(before);
    expect(rows.map((r) => [r.actor, r.action, r.patient, r.type, r.id])).toEqual([
      ['therapist-1', 'other', other.patient, 'Patient', other.patient],
    ]);
  });

  it('of a patient who may not be seen, and of one who is not there, says the same', async () => {
    const hidden = await assess(stranger, subject(other.patient));
    const absent = await assess(stranger, subject('nobody'));
    expect([hidden.status, hidden.text]).toEqual([404, absent.text]);
    const strange = await assess(physician, subject(first.patient), encounter(other.encounter));
    expect([strange.status, strange.text]).toEqual([404, absent.text]);
    expect((await api.audit()).filter((r) => r.outcome === 'refused' && r.actor === 'physician-2')).toHaveLength(2);
  });

  it('proposes a block to a physician; a therapist is told that something is not shown', async () => {
    const { patient } = await kept(caseOf({ age: 60, sex: 'F', findings: [...EXAMINED_THROUGH, ...asked] }));
    const proposed = (answer: Answered): string[] =>
      out(answer, 'impression')
        .resource.extension.filter((e: Extension) => e.url === EXTENSION.nextStep)
        .map((e: Extension) => e.extension![0]!.valueCode);
    const whole = await assess(physician, subject(patient));
    expect(proposed(whole)).toEqual(['block.scn']);
    expect(names(whole)).not.toContain('steps-withheld');
    const shown = await assess(therapist, subject(patient));
    expect(proposed(shown)).toEqual([]);
    expect(out(shown, 'steps-withheld').valueInteger).toBe(1);
    expect(out(shown, 'impression').resource.note.at(-1).text).toMatch('for a physician to weigh');
    expect(out(shown, 'differential').resource.prediction).toEqual(out(whole, 'differential').resource.prediction);
    expect(errorsOf(shown.json)).toEqual([]);
  }, 60_000);

  it('is for therapists and physicians only', async () => {
    for (const who of [operator, auditor, patientOf(other.patient)])
      expect((await assess(who, subject(other.patient))).status).toBe(403);
    expect((await assess(null, subject(other.patient))).status).toBe(401);
    for (const who of [therapist, physician]) expect((await assess(who, subject(other.patient))).status).toBe(200);
  });
});
