// The walked paths against the FHIRPath engine, on everything there is: every search parameter of every type, on all
// official examples.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isJsonObject, type JsonObject, type JsonValue, plainFromJson } from '#fhir/json-value.js';
import { readJson } from '#fhir/strict-json.js';
import { expressionFor, type Typed, valuesAt } from '#server/store/fhirpath.js';
import { indexValuesOf } from '#server/store/index-values.js';
import { compactDefinitions } from '../../scripts/definitions.mjs';
import { BASE, testDefinitions } from './store-world.js';

interface SearchParameter {
  readonly code: string;
  readonly base: readonly string[];
  readonly expression: string;
}
const folder = join(process.env.CLUNEAL_CORPORA ?? '../shared/corpora', 'fhir-r4-examples');
const definitions = testDefinitions();
const parameters = (compactDefinitions() as { searches: { parameters: readonly SearchParameter[] } }).searches
  .parameters;

/** What the engine finds for the parameter `code` of the type; a general one has to be said of it. */
function byEngine(type: string, code: string, resource: object): readonly Typed[] {
  const { base, expression } = parameters.find(
    (p) => p.code === code && p.base.some((b) => [type, 'Resource', 'DomainResource'].includes(b)),
  )!;
  const own = base.includes(type) ? expression : expression.replace(/\b(Domain)?Resource\./g, `${type}.`);
  return valuesAt(expressionFor(type, own)!, type, resource);
}

/** The engine takes quantities for one that differ by their comparator, or by less than it sees: 1 and 1e-245. */
const UNITED = new Set(['Observation.component-value-quantity']);

/** Without the extensions of primitive values, which make the engine lose the value beside them. */
function withoutShadows(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(withoutShadows);
  if (!isJsonObject(value)) return value;
  const kept = Object.entries(value).filter(([name]) => !name.startsWith('_'));
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutShadows(inner)]));
}

const said = (values: readonly Typed[]): readonly string[] =>
  values.map((v) => JSON.stringify([v.type, v.value])).sort();

describe('a search parameter', () => {
  it.skipIf(!existsSync(folder))('finds by its path what the engine finds by its expression', () => {
    const differences: string[] = [];
    let compared = 0;
    let found = 0;
    for (const name of readdirSync(folder).filter((n) => n.endsWith('.json'))) {
      const read = readJson(readFileSync(join(folder, name), 'utf8').replace(/^\ufeff/, ''));
      const resource = withoutShadows(read.ok ? read.value : null) as JsonObject;
      const type = resource.resourceType as string;
      const plain = plainFromJson(resource) as object;
      for (const { code, at } of definitions.parametersOf(type).values()) {
        if (typeof at !== 'function') continue;
        const [walked, evaluated] = [said(at(resource, [BASE])), said(byEngine(type, code, plain))];
        compared++;
        found += walked.length;
        const same = UNITED.has(`${type}.${code}`)
          ? evaluated.every((v) => walked.includes(v))
          : JSON.stringify(walked) === JSON.stringify(evaluated);
        if (!same) differences.push(`${name} ${type}.${code}: ${walked} instead of ${evaluated}`);
      }
    }
    expect(differences).toEqual([]);
    expect(compared).toBeGreaterThan(5_000);
    expect(found).toBeGreaterThan(3_000);
  });

  it('leaves but a handful of expressions to the engine', () => {
    const all = [...definitions.types].flatMap((type) => [...definitions.parametersOf(type).values()]);
    const engine = all.filter((p) => typeof p.at !== 'function').map((p) => p.name);
    expect(engine.sort()).toEqual(['Bundle.composition', 'Bundle.message', 'ConceptMap.product', 'Patient.deceased']);
    expect(all.length).toBeGreaterThan(2_000);
  });

  it('finds a date that has an extension, and a patient by this server’s own address', () => {
    const values = (resource: JsonObject) =>
      indexValuesOf(definitions, resource, resource.resourceType as string, 'x', [BASE]);
    const born = { resourceType: 'Patient', birthDate: '1970-01-01', _birthDate: { extension: [{ url: 'http://x' }] } };
    expect(values(born).date.map((d) => d.param)).toEqual(['Patient.birthdate']);
    const about = { resourceType: 'Observation', subject: { reference: `${BASE}/Patient/p1` } };
    expect(values(about).reference).toEqual([
      { param: 'Observation.patient', type: 'Patient', id: 'p1' },
      { param: 'Observation.subject', type: 'Patient', id: 'p1' },
    ]);
    for (const reference of ['https://other.example/Patient/p1', 'Group/p1', '#p1', 'urn:uuid:p1'])
      expect(
        values({ ...about, subject: { reference } }).reference.filter((r) => r.param === 'Observation.patient'),
      ).toEqual([]);
  });
});
