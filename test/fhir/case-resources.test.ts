import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_CASE, mirrorCase, type PatientCase } from '#core/case.js';
import { caseFromResources } from '#fhir/case-from-resources.js';
import { plainFromJson, textFromJson } from '#fhir/json-value.js';
import { type Condition, type Observation, type Resource } from '#fhir/r4.js';
import { resourcesFromCase } from '#fhir/resources-from-case.js';
import { bodySiteOfSide } from '#fhir/side.js';
import { readJson } from '#fhir/strict-json.js';
import { caseOf, publishedCases } from '../pack.js';
import { arbitraryCase, book, context } from './arbitrary-case.js';

const options = { subject: 'p1', encounter: 'e1', at: context.at };
const read = (resources: readonly Resource[]) => caseFromResources(resources, book, options);
const written = (c: PatientCase) => resourcesFromCase(c, book, context);
/** As the record gives it back: through JSON text. */
const throughText = (resources: readonly Resource[]): Resource[] => {
  const text = readJson(JSON.stringify(resources));
  if (!text.ok) throw new Error(text.error.message);
  expect(textFromJson(text.value)).toBe(JSON.stringify(resources));
  return plainFromJson(text.value) as Resource[];
};

describe('a case in the record', () => {
  it('comes back as it was, whatever it holds', () => {
    fc.assert(
      fc.property(arbitraryCase, (c) => {
        const resources = throughText(written(c));
        const readFrom = resources
          .filter((r) => r.resourceType !== 'Encounter')
          .map((r) => `${r.resourceType}/${r.id}`);
        expect(read(resources)).toEqual({ patient: c, leftOut: [], readFrom });
      }),
      { numRuns: 1000 },
    );
  });

  it('comes back the same when the record gives its resources in another order', () => {
    const shuffled = arbitraryCase.chain((c) => {
      const all = written(c);
      return fc.tuple(fc.constant(c), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }));
    });
    fc.assert(
      fc.property(shuffled, ([c, resources]) => {
        expect(read(resources).patient).toEqual(c);
      }),
    );
  });

  it('seen in a mirror, its sides change places and nothing else does', () => {
    const swap = (r: unknown): unknown => JSON.parse(JSON.stringify(r, (_, v) => (isSideConcept(v) ? mirrored(v) : v)));
    const isSideConcept = (v: unknown): v is { text: string } =>
      typeof v === 'object' && v !== null && 'text' in v && ['left', 'right'].includes((v as { text: string }).text);
    const mirrored = (v: { text: string }) => bodySiteOfSide(v.text === 'left' ? 'R' : 'L');
    fc.assert(
      fc.property(arbitraryCase, (c) => {
        expect(swap(written(c))).toEqual(JSON.parse(JSON.stringify(written(mirrorCase(c)))));
        expect(read(written(mirrorCase(c))).patient).toEqual(mirrorCase(c));
      }),
    );
  });

  it('the published patients come back as they were', () => {
    expect(publishedCases.length).toBeGreaterThan(10);
    for (const { patient } of publishedCases) expect(read(written(patient))).toMatchObject({ patient, leftOut: [] });
  });

  it('every resource tells its profile and whose it is', () => {
    for (const r of written(caseOf({ findings: ['tender.crest@L', '-hx.lumbar-surgery'], nrs: 4, age: 50 }))) {
      if (r.resourceType === 'Encounter') continue;
      expect(r.meta?.profile?.[0]).toMatch('https://cluneal.org/fhir/StructureDefinition/cluneal-');
      if (r.resourceType !== 'Patient') expect(r.subject).toEqual({ reference: 'Patient/p1' });
    }
  });

  it('without an encounter none is made', () => {
    const { encounter: _, ...without } = context;
    const resources = resourcesFromCase(caseOf({ findings: ['tender.crest'] }), book, without);
    expect(resources.map((r) => r.resourceType)).toEqual(['Patient', 'Observation']);
    expect(resources[1]).not.toHaveProperty('encounter');
  });

  it('a finding that the knowledge does not have is our mistake', () => {
    const c = { ...EMPTY_CASE, findings: [{ id: 'tender.crst', presence: 'present' as const }] };
    expect(() => written(c)).toThrow('unknown finding: tender.crst');
  });
});

describe('how a finding is kept', () => {
  const one = (text: string) =>
    written(caseOf({ findings: [text] })).at(-1) as Omit<Observation, 'resourceType'> &
      Omit<Condition, 'resourceType'> & { resourceType: string };

  it('a sign is an Observation with its side in words that any reader of SNOMED CT knows', () => {
    expect(one('tender.crest@L')).toMatchObject({
      resourceType: 'Observation',
      status: 'final',
      code: { coding: [{ system: 'https://cluneal.org/fhir/CodeSystem/finding', code: 'tender.crest' }] },
      valueCodeableConcept: { text: 'present' },
      bodySite: { coding: [{ code: 'L' }, { system: 'http://snomed.info/sct', code: '7771000' }], text: 'left' },
    });
  });

  it('what is unknown has no value', () => {
    const o = one('?tender.crest');
    expect(o).not.toHaveProperty('valueCodeableConcept');
    expect(o.dataAbsentReason?.coding?.[0]?.code).toBe('unknown');
  });

  it('a history is a Condition, refuted where it was denied; one nobody asked for is no Condition at all', () => {
    expect(one('hx.lumbar-surgery').verificationStatus?.coding?.[0]?.code).toBe('confirmed');
    expect(one('-hx.lumbar-surgery').verificationStatus?.coding?.[0]?.code).toBe('refuted');
    expect(one('?hx.lumbar-surgery').resourceType).toBe('Observation');
  });

  it('a code with a source stands beside ours', () => {
    expect(one('quality.burning').code?.coding).toContainEqual({ system: 'http://snomed.info/sct', code: '36349006' });
  });

  it('duration is an onset that others can read, to the day', () => {
    const resources = written(caseOf({ findings: ['tender.crest'], duration: '10 days' }));
    expect(resources.find((r) => r.resourceType === 'Condition')).toMatchObject({
      onsetPeriod: { start: '2026-11-14', end: '2026-11-14' },
    });
    const open = written(caseOf({ findings: ['tender.crest'], duration: 'over a year' }));
    const onset = (open.find((r) => r.resourceType === 'Condition') as Condition).onsetPeriod;
    expect(onset).toEqual({ end: '2025-11-24' });
  });
});
