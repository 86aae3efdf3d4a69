// Parts of resources: _summary and _elements, marked as parts, and never taken for the whole.
import { describe, expect, it } from 'vitest';
import { type JsonObject } from '#fhir/json-value.js';
import { ELEMENT_FORMS, NOT_IN_SUMMARY } from '#server/fhir-api/element-forms.js';
import { RECORDS } from '#server/fhir-api/served-types.js';
import { compactDefinitions } from '../../scripts/definitions.mjs';
import { anObservation, aPatient, created, physician, testDoor, told, W } from './test-door.js';

const SUBSETTED = { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' };

describe('a part of a resource', () => {
  const door = testDoor();
  const text = { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">pain</div>' };
  const whole = {
    ...{ meta: { tag: [{ system: 'urn:x', code: 'kept' }] }, text },
    ...{ valueQuantity: { value: 7 }, note: [{ text: 'at night' }] },
  };
  const readWith = async (query: string): Promise<JsonObject> => {
    const patient = await created(door, physician, aPatient());
    const id = await created(door, physician, anObservation(patient, whole));
    const read = (await door.ask(physician, 'GET', `/Observation/${id}?${query}`)).json;
    const found = (await door.ask(physician, 'GET', `/Observation?_id=${id}&${query}`)).json;
    expect(found.entry[0].resource).toEqual(read);
    expect(read.meta.tag).toEqual([{ system: 'urn:x', code: 'kept' }, SUBSETTED]);
    return read;
  };

  it('is the summary that R4 lists', async () => {
    const { id: _, meta: __, ...summary } = await readWith('_summary=true');
    const names = ['resourceType', 'status', 'code', 'subject', 'effectiveDateTime', 'valueQuantity'];
    expect(Object.keys(summary).sort()).toEqual(names.sort());
  });

  it('is all but the narrative', async () => {
    const data = await readWith('_summary=data');
    expect(data).not.toHaveProperty('text');
    expect(data).toHaveProperty('note');
  });

  it('is the narrative and what must be there', async () => {
    const { id: _, meta: __, ...narrative } = await readWith('_summary=text');
    expect(Object.keys(narrative).sort()).toEqual(['code', 'resourceType', 'status', 'text']);
  });

  it('is the elements asked for, any type of a choice among them, and what must be there', async () => {
    const { id: _, meta: __, ...elements } = await readWith('_elements=value,Patient.name');
    expect(Object.keys(elements).sort()).toEqual(['code', 'resourceType', 'status', 'valueQuantity']);
  });

  it('keeps what changes the meaning of the rest: a refuted condition stays refuted', async () => {
    const patient = await created(door, physician, aPatient());
    const system = 'http://terminology.hl7.org/CodeSystem/condition-ver-status';
    const id = await created(door, physician, {
      ...{ resourceType: 'Condition', subject: { reference: `Patient/${patient}` }, code: { text: 'fracture' } },
      verificationStatus: { coding: [{ system, code: 'refuted' }] },
    });
    const { json } = await door.ask(physician, 'GET', `/Condition/${id}?_elements=code`);
    expect(json.verificationStatus.coding[0].code).toBe('refuted');
  });

  it('has no file inside its summary', async () => {
    const patient = await created(door, physician, aPatient());
    const id = await created(door, physician, {
      ...{ resourceType: 'Media', status: 'completed', subject: { reference: `Patient/${patient}` } },
      content: { contentType: 'text/plain', data: 'eHh4' },
    });
    const { json } = await door.ask(physician, 'GET', `/Media/${id}?_summary=true`);
    expect(json.content).toEqual({ contentType: 'text/plain' });
  });

  it('is refused in place of the whole', async () => {
    const id = await created(door, physician, aPatient());
    const body = (await door.ask(physician, 'GET', `/Patient/${id}?_elements=gender`)).json;
    const answer = await door.ask(physician, 'PUT', `/Patient/${id}`, { body, headers: W(1) });
    expect([answer.status, told(answer)[0]]).toEqual([422, 'broken-rule']);
    expect(told(answer)[1]).toContain('SUBSETTED');
  });

  it('is not a count of one', async () => {
    const id = await created(door, physician, aPatient());
    const answer = await door.ask(physician, 'GET', `/Patient/${id}?_summary=count`);
    expect([answer.status, told(answer)[0]]).toEqual([400, 'bad-parameter']);
  });
});

interface Element {
  readonly path: string;
  readonly min: number;
  readonly isSummary?: boolean;
  readonly isModifier?: boolean;
  readonly type?: readonly { readonly code: string }[];
}
interface Structure {
  readonly type: string;
  readonly kind: string;
  readonly snapshot: { readonly element: readonly Element[] };
}

describe('the table of parts', () => {
  const structures = compactDefinitions().structures as Structure[];
  const COMMON = ['id', 'meta', 'implicitRules', 'modifierExtension'];
  const inR4 = RECORDS.filter((type) => type !== 'ViewDefinition');

  it.each(inR4)('says of %s what R4 says', (type) => {
    const { element } = structures.find((s) => s.type === type && s.kind === 'resource')!.snapshot;
    const top = element.filter(({ path }) => path.split('.').length === 2);
    const names = (elements: readonly Element[]) =>
      elements
        .map(({ path }) => path.split('.')[1]!.replace('[x]', ''))
        .filter((name) => !COMMON.includes(name))
        .sort();
    const isKept = ({ min, isModifier }: Element) => min > 0 || isModifier === true;
    const { kept, summary, choices } = ELEMENT_FORMS[type];
    expect([...kept].sort()).toEqual(names(top.filter(isKept)));
    expect([...summary].sort()).toEqual(names(top.filter((e) => e.isSummary && !isKept(e))));
    expect([...choices].sort()).toEqual(names(top.filter(({ path }) => path.endsWith('[x]'))));
  });

  it('says what a summary leaves out inside, as R4 says it', () => {
    const typesWith = new Map(
      structures
        .filter(({ kind }) => kind === 'complex-type')
        .map((s) => [
          s.type,
          s.snapshot.element.filter((e) => /\.(data|sigFormat|targetFormat)$/.test(e.path) && !e.isSummary),
        ]),
    );
    const left = inR4.flatMap((type) => {
      const { element } = structures.find((s) => s.type === type && s.kind === 'resource')!.snapshot;
      const shown = new Set(element.filter((e) => e.isSummary && e.path.split('.').length === 2).map((e) => e.path));
      const inside = element.filter((e) => shown.has(e.path.split('.').slice(0, 2).join('.')));
      const own = inside
        .filter((e) => e.path.split('.').length > 2 && !e.isSummary && !/\.(id|extension)$/.test(e.path))
        .map((e) => e.path);
      const files = inside
        .filter((e) => e.isSummary)
        .flatMap((e) =>
          (e.type ?? []).flatMap(({ code }) =>
            (typesWith.get(code) ?? []).map((f) => `${e.path.replace('[x]', code)}.${f.path.split('.').at(-1)}`),
          ),
        );
      return [...own, ...files];
    });
    const outermost = left.filter((path) => !left.some((other) => path.startsWith(`${other}.`)));
    expect([...NOT_IN_SUMMARY].sort()).toEqual([...new Set(outermost)].sort());
  });
});
