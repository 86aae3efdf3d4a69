// The statement is put to the server: each claim is asked for and granted, and what is not claimed is refused.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CapabilityStatement, type CapabilityStatementRestResource } from '#fhir/r4.js';
import { isRecordType, type RecordType } from '#server/fhir-api/served-types.js';
import { r4Resources } from '../../scripts/r4-package.mjs';
import { testDefinitions } from '../contract/store-world.js';
import { openPolicy, patientOf, physician, W } from '../fhir-api/test-door.js';
import { oneOf } from './one-of-each.js';
import { errorsOf } from './validator.js';
import { wholeApi } from './whole-api.js';

const api = wholeApi(openPolicy());
afterAll(() => api.close());

let patient = '';
let statement: CapabilityStatement;
const ask = (method: string, path: string, sent?: Parameters<typeof api.ask>[3]) =>
  api.ask(physician, method, path, sent);
const status = async (method: string, path: string, sent?: Parameters<typeof api.ask>[3]): Promise<number> =>
  (await ask(method, path, sent)).status;
const made = async (type: string): Promise<string> => {
  const answer = await ask('POST', `/${type}`, { body: oneOf(type as RecordType, patient) });
  if (answer.status !== 201) throw new Error(`${type}: ${answer.text}`);
  return answer.json.id;
};

beforeAll(async () => {
  patient = await made('Patient');
  statement = (await api.ask(null, 'GET', '/metadata')).json;
});
const resources = (): readonly CapabilityStatementRestResource[] => statement.rest![0]!.resource!;
const named = (type: string) => resources().find((r) => r.type === type)!;
const records = () => resources().filter((r) => isRecordType(r.type!));
const codes = (of: { interaction?: { code?: string }[] }) => of.interaction!.map((i) => i.code!);

describe('the statement itself', () => {
  it('is known without being signed in, and is one of R4', async () => {
    expect(errorsOf(statement)).toEqual([]);
    expect(statement).toMatchObject({
      ...{ fhirVersion: '4.0.1', kind: 'instance', software: { name: 'Cluneal', version: '1.2.3' } },
      implementation: { url: 'https://clinic.example/fhir' },
    });
  });

  it('names each served type once', () => {
    const types = resources().map((r) => r.type);
    expect(types).toEqual([...new Set(types)].sort());
    expect(types).toHaveLength(31);
  });

  it('is laid out for people where they ask, in no time', async () => {
    const began = performance.now();
    const pretty = await api.ask(null, 'GET', '/metadata?_pretty=true');
    expect(pretty.text).toBe(JSON.stringify(statement, null, 2));
    // It took two seconds while each bracket read again all that was written before it.
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it('mode, _format and _pretty are read, another parameter is refused', async () => {
    expect(await status('GET', '/metadata?mode=full&_format=json&_pretty=true')).toBe(200);
    expect(await status('GET', '/metadata?mode=terminology')).toBe(400);
    expect(await status('GET', '/metadata?foo=1')).toBe(400);
    expect(await status('GET', '/metadata?_format=xml')).toBe(406);
  });
});

const AT: Readonly<Record<string, (type: string, id: string) => Promise<number>>> = {
  create: (type) => status('POST', `/${type}`, { body: oneOf(type as RecordType, patient) }),
  read: (type, id) => status('GET', `/${type}/${id}`),
  vread: (type, id) => status('GET', `/${type}/${id}/_history/1`),
  'history-instance': (type, id) => status('GET', `/${type}/${id}/_history`),
  'history-type': (type) => status('GET', `/${type}/_history`),
  'search-type': (type) => status('GET', `/${type}`),
  update: (type, id) =>
    status('PUT', `/${type}/${id}`, { body: { ...oneOf(type as RecordType, patient), id }, headers: W(1) }),
  patch: (type, id) =>
    status('PATCH', `/${type}/${id}`, {
      body: '[{"op":"add","path":"/language","value":"de"}]',
      headers: { ...W(2), 'content-type': 'application/json-patch+json' },
    }),
  delete: (type, id) => status('DELETE', `/${type}/${id}`, { headers: W(3) }),
};

describe('interactions', () => {
  it('of the record are all there', async () => {
    for (const record of records()) {
      const type = record.type!;
      const id = await made(type);
      expect(codes(record).sort()).toEqual(Object.keys(AT).sort());
      const answers = [];
      for (const [code, at] of Object.entries(AT)) answers.push([code, await at(type, id)]);
      const wanted = Object.keys(AT).map((code) => [code, code === 'create' ? 201 : code === 'delete' ? 204 : 200]);
      expect([type, answers]).toEqual([type, wanted]);
    }
  });

  it('of the audit log and of our definitions are the claimed ones and no others', async () => {
    const ids: [string, string][] = [];
    for (const type of [
      'AuditEvent',
      'Provenance',
      'StructureDefinition',
      'CodeSystem',
      'ValueSet',
      'OperationDefinition',
    ])
      ids.push([type, (await ask('GET', `/${type}`)).json.entry[0].resource.id]);
    for (const [type, id] of ids) {
      const claimed = codes(named(type));
      expect(claimed.sort()).toEqual(['read', 'search-type']);
      const body = { resourceType: type, id };
      for (const [code, at] of Object.entries(AT)) {
        if (code === 'create' || code === 'update') continue;
        const answer = await at(type, id);
        if (claimed.includes(code)) expect([type, code, answer]).toEqual([type, code, 200]);
        else expect([404, 405]).toContain(answer);
      }
      expect([404, 405]).toContain(await status('POST', `/${type}`, { body }));
      expect([404, 405]).toContain(await status('PUT', `/${type}/${id}`, { body, headers: W(1) }));
    }
  });

  it('of other types are refused', async () => {
    const served = new Set(resources().map((r) => r.type as string));
    for (const type of testDefinitions().types) {
      if (served.has(type) || type === 'ViewDefinition') continue;
      expect([type, await status('GET', `/${type}`)]).toEqual([type, 404]);
      expect([type, await status('POST', `/${type}`, { body: { resourceType: type } })]).toEqual([type, 404]);
    }
  });

  it('ViewDefinition, which R4 has no word for, is served as the documentation says', async () => {
    expect(statement.rest![0]!.documentation).toMatch('ViewDefinition of SQL on FHIR 2 is served');
    const id = await made('ViewDefinition');
    expect(await AT.read!('ViewDefinition', id)).toBe(200);
    expect(await status('GET', '/ViewDefinition?name=patients')).toBe(200);
  });

  it('of the whole server are the claimed ones; a search over all types is not', async () => {
    expect(codes(statement.rest![0] as never).sort()).toEqual(['batch', 'history-system', 'transaction']);
    expect(await status('GET', '/_history')).toBe(200);
    for (const type of ['batch', 'transaction'])
      expect(await status('POST', '', { body: { resourceType: 'Bundle', type } })).toBe(200);
    expect(await status('GET', '?_id=1')).toBeGreaterThanOrEqual(400);
    expect(await status('POST', '/_search')).toBeGreaterThanOrEqual(400);
  });
});

describe('conditions and versions', () => {
  it('are kept as claimed', async () => {
    const all = ['versioned-update', true, false, true, 'not-match', true, 'single'];
    for (const r of records())
      expect([
        ...[r.versioning, r.readHistory, r.updateCreate, r.conditionalCreate],
        ...[r.conditionalRead, r.conditionalUpdate, r.conditionalDelete],
      ]).toEqual(all);
    const body = { ...oneOf('Organization', patient), identifier: [{ system: 'urn:x', value: '1' }] };
    const where = 'identifier=urn:x|1';
    const create = { body, headers: { 'if-none-exist': where } };
    const [first, second] = [await ask('POST', '/Organization', create), await ask('POST', '/Organization', create)];
    expect([first.status, second.status, second.json.id]).toEqual([201, 200, first.json.id]);
    const path = `/Organization/${first.json.id}`;
    expect(await status('GET', path, { headers: { 'if-none-match': 'W/"1"' } })).toBe(304);
    expect(await status('PUT', path, { body: { ...body, id: first.json.id } })).toBe(428);
    expect(await status('PUT', '/Organization/new', { body: { ...body, id: 'new' }, headers: W(1) })).toBe(404);
    expect(await status('PUT', `/Organization?${where}`, { body })).toBe(200);
    expect(await status('DELETE', `/Organization?${where}`)).toBe(204);
    for (const method of ['DELETE', 'PATCH'])
      expect(
        await status(method, path, { headers: { 'content-type': 'application/json-patch+json' }, body: '[]' }),
      ).toBe(428);
  });

  it('formats are JSON and JSON Patch', async () => {
    const id = await made('Organization');
    expect(statement.format).toEqual(['application/fhir+json', 'json']);
    for (const format of statement.format!)
      expect(await status('GET', `/Organization/${id}?_format=${format}`)).toBe(200);
    expect(await status('GET', `/Organization/${id}?_format=xml`)).toBe(406);
    expect(statement.patchFormat).toEqual(['application/json-patch+json']);
    for (const type of ['application/fhir+json', 'application/xml', 'application/xml-patch+xml'])
      expect(
        await status('PATCH', `/Organization/${id}`, { body: '[]', headers: { ...W(1), 'content-type': type } }),
      ).toBe(415);
  });
});

const VALUE: Readonly<Record<string, string>> = {
  ...{ token: 'x', date: '2026-11-24', string: 'x', number: '1', quantity: '1' },
  uri: 'http://x.example',
};
const MODIFIERS: Readonly<Record<string, readonly string[]>> = {
  token: ['not', 'text', 'missing'],
  uri: ['not', 'text', 'missing'],
  string: ['exact', 'contains', 'missing'],
  reference: ['identifier', 'missing'],
  ...{ date: ['missing'], number: ['missing'], quantity: ['missing'] },
};
const EVERY_MODIFIER = ['above', 'below', 'in', 'not-in', 'of-type', 'not', 'text', 'exact', 'contains', 'identifier'];

describe('searches', () => {
  /** What the types claim of pages: each type by itself, for not all of them take all of it. */
  const SHAPING: Readonly<Record<string, (of: CapabilityStatementRestResource) => string>> = {
    _count: () => '1',
    _sort: ({ type }) => (type === 'AuditEvent' ? '-date' : type === 'Provenance' ? '-recorded' : '_id'),
    _total: () => 'accurate',
    _include: ({ searchInclude }) => searchInclude?.[0] ?? '',
    _revinclude: ({ searchRevInclude }) => searchRevInclude?.[0] ?? '',
    _summary: () => 'true',
    _elements: () => 'id,meta',
  };
  /** Codes of the log are a closed list. */
  const OF_LOG: Readonly<Record<string, string>> = {
    ...{ agent: 'physician-1', type: 'rest', subtype: 'read', action: 'R', outcome: '0' },
  };

  /** A value that a parameter of the type takes. */
  const sampleOf = (type: string, name: string, kind: string): string =>
    type === 'AuditEvent' || (type === 'Provenance' && name === 'agent')
      ? (OF_LOG[name] ?? VALUE[kind] ?? 'Patient/x')
      : kind === 'reference'
        ? `${testDefinitions().parametersOf(type).get(name)?.targets[0] ?? 'Patient'}/x`
        : VALUE[kind]!;

  it('each claimed parameter is known, by itself and with the modifiers it is claimed with', async () => {
    for (const { type, searchParam } of resources())
      for (const { name, type: kind } of searchParam!.filter((p) => p.type !== 'special')) {
        const value = encodeURIComponent(sampleOf(type!, name!, kind!));
        expect([type, name, await status('GET', `/${type}?${name}=${value}`)]).toEqual([type, name, 200]);
        if (!isRecordType(type!) || name!.startsWith('_')) continue;
        for (const modifier of MODIFIERS[kind!]!)
          expect([
            ...[type, name, modifier],
            await status('GET', `/${type}?${name}:${modifier}=${modifier === 'missing' ? 'true' : value}`),
          ]).toEqual([type, name, modifier, 200]);
        for (const modifier of EVERY_MODIFIER.filter((m) => !MODIFIERS[kind!]!.includes(m)))
          expect([type, name, modifier, await status('GET', `/${type}?${name}:${modifier}=${value}`)]).toEqual([
            ...[type, name, modifier, 400],
          ]);
      }
  }, 120_000);

  it('the documentation of a parameter names its modifiers', () => {
    for (const { type, searchParam } of records())
      for (const { name, type: kind, documentation } of searchParam!.filter((p) => !p.name!.startsWith('_')))
        for (const modifier of MODIFIERS[kind!]!)
          expect([type, name, documentation!.includes(`:${modifier}`)]).toEqual([type, name, true]);
  });

  it('a parameter of R4 that is not claimed is refused, and so is one of nobody', async () => {
    const all = r4Resources('search-parameters.json') as { code: string; base: string[] }[];
    let refused = 0;
    for (const { type, searchParam } of resources()) {
      const claimed = new Set(searchParam!.map((p) => p.name));
      const unclaimed = all
        .filter((p) => p.base.some((base) => [type, 'Resource', 'DomainResource'].includes(base as never)))
        .map((p) => p.code)
        .filter((code) => !claimed.has(code));
      for (const code of [...new Set(unclaimed), 'nonsense', '_nonsense']) {
        expect([type, code, await status('GET', `/${type}?${code}=x`)]).toEqual([type, code, 400]);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(100);
  });

  it('includes are the claimed ones', async () => {
    for (const { type, searchInclude, searchRevInclude } of records()) {
      for (const include of searchInclude ?? [])
        expect([type, include, await status('GET', `/${type}?_include=${include}`)]).toEqual([type, include, 200]);
      for (const include of searchRevInclude ?? [])
        expect([type, include, await status('GET', `/${type}?_revinclude=${include}`)]).toEqual([type, include, 200]);
      expect(await status('GET', `/${type}?_include=${type}:_id`)).toBe(400);
      expect(await status('GET', `/${type}?_include:iterate=${searchInclude?.[0] ?? `${type}:x`}`)).toBe(400);
    }
  });

  it('sorting is by what each type says', async () => {
    for (const { type, documentation, searchParam } of records()) {
      const sorted = /^Sorted by (.*)\.$/.exec(documentation!)![1]!.split(', ');
      for (const code of sorted)
        for (const by of [code, `-${code}`])
          expect([type, by, await status('GET', `/${type}?_sort=${by}`)]).toEqual([type, by, 200]);
      for (const { name } of searchParam!.filter((p) => !sorted.includes(p.name!)))
        expect([type, name, await status('GET', `/${type}?_sort=${name}`)]).toEqual([type, name, 400]);
    }
  }, 120_000);

  it('what shapes a page is as claimed, with its limits', async () => {
    // A parameter named for all types would have to hold for each of them.
    expect(statement.rest![0]!.searchParam).toBeUndefined();
    for (const resource of resources()) {
      const { type, searchParam } = resource;
      const claimed = searchParam!.filter((p) => p.type === 'special').map((p) => p.name!);
      expect(claimed.filter((name) => !Object.hasOwn(SHAPING, name))).toEqual([]);
      for (const [name, sample] of Object.entries(SHAPING)) {
        const value = sample(resource);
        // What nothing refers to, or what refers to nothing, has nothing to join.
        if (value === '') continue;
        const wanted = claimed.includes(name) ? 200 : 400;
        expect([type, name, await status('GET', `/${type}?${name}=${value}`)]).toEqual([type, name, wanted]);
      }
      if (isRecordType(type!)) expect(claimed.sort()).toEqual(Object.keys(SHAPING).sort());
    }
    for (const name of ['_contained', '_containedType', '_content', '_text', '_filter', '_list', '_score', '_query'])
      expect([name, await status('GET', `/Patient?${name}=x`)]).toEqual([name, 400]);
    expect(await status('GET', '/Patient?_sort=_id,_lastUpdated,birthdate')).toBe(200);
    expect(await status('GET', '/Patient?_sort=_id,_lastUpdated,birthdate,name')).toBe(400);
    const nine = Array(9).fill('_include=Patient:organization');
    expect(await status('GET', `/Patient?${nine.slice(1).join('&')}`)).toBe(200);
    expect(await status('GET', `/Patient?${nine.join('&')}`)).toBe(400);
    const chain = (links: string) => status('GET', `/Observation?${links}=x`);
    expect(await chain('subject:Patient.organization.name')).toBe(200);
    expect(await chain('subject:Patient.organization.partof.name')).toBe(400);
    expect(await status('GET', '/Patient?_has:Observation:patient:status=final')).toBe(200);
    const many = Array.from({ length: 64 }, () => 'name=x');
    expect(await status('GET', `/Patient?${many.join('&')}`)).toBe(200);
    expect(await status('GET', `/Patient?${[...many, 'name=x'].join('&')}`)).toBe(400);
    const lenient = await ask('GET', '/Patient?nonsense=1', { headers: { prefer: 'handling=lenient' } });
    expect(lenient.status).toBe(400);
  });
});

describe('operations and definitions', () => {
  it('each claimed operation answers, another is refused', async () => {
    const observation = oneOf('Observation', patient);
    for (const { type, operation } of resources())
      for (const { name } of operation ?? []) {
        // An export is asked of the matrix, whatever else this policy opens: it is the patient who asks.
        const answer =
          name === 'everything'
            ? await api.ask(patientOf(patient), 'POST', `/${type}/${patient}/$${name}`)
            : await ask('POST', `/${type}/$${name}`, { body: observation });
        expect([type, name, answer.status]).toEqual([type, name, 200]);
      }
    const system = statement.rest![0]!.operation!;
    expect(system.map((o) => o.name).sort()).toEqual(['assess', 'validate']);
    expect(await status('POST', '/$validate', { body: observation })).toBe(200);
    const subject = { name: 'subject', valueReference: { reference: `Patient/${patient}` } };
    expect(await status('POST', '/$assess', { body: { resourceType: 'Parameters', parameter: [subject] } })).toBe(200);
    for (const path of ['/$export', '/Patient/$match', '/Observation/$lastn', `/Encounter/x/$everything`, '/$nonsense'])
      for (const method of ['GET', 'POST']) expect(await status(method, path)).toBeGreaterThanOrEqual(400);
  });

  it('each profile, code system, value set and operation of ours is there for everybody', async () => {
    const get = (path: string) => api.ask(null, 'GET', path);
    const profiles = records().flatMap((r) => r.supportedProfile ?? []);
    expect(profiles).toHaveLength(10);
    for (const url of profiles) {
      const found = await get(`/StructureDefinition?url=${encodeURIComponent(url)}`);
      expect([found.json.total, found.json.entry[0].resource.url]).toEqual([1, url]);
    }
    const assess = statement.rest![0]!.operation!.find((o) => o.name === 'assess')!;
    expect((await get(`/OperationDefinition?url=${encodeURIComponent(assess.definition!)}`)).json.total).toBe(1);
    for (const type of ['StructureDefinition', 'CodeSystem', 'ValueSet', 'OperationDefinition']) {
      const all = await get(`/${type}`);
      expect(all.json.total).toBe(all.json.entry.length);
      expect(errorsOf(all.json)).toEqual([]);
      for (const { fullUrl, resource } of all.json.entry) {
        expect(fullUrl).toBe(`https://clinic.example/fhir/${type}/${resource.id}`);
        expect((await get(`/${type}/${resource.id}`)).json).toEqual(resource);
      }
      expect((await get(`/${type}?_id=nobody`)).json).toMatchObject({ total: 0, link: [{ relation: 'self' }, {}] });
      expect((await get(`/${type}/nobody`)).status).toBe(404);
    }
  });
});
