// The JSON parsing tests at the doors of the API: what no JSON is, is refused as that; what is, is refused as no resource.
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wholeApi } from '../fhir/whole-api.js';
import { openPolicy, physician, W } from '../fhir-api/test-door.js';

const folder = new URL('../fhir/json-parsing/', import.meta.url);
const files: readonly (readonly [string, Uint8Array])[] = [
  ...readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => [name, readFileSync(new URL(encodeURIComponent(name), folder))] as const),
  // The two that are too long to be kept as files.
  ['n_structure_100000_opening_arrays.json', Buffer.from('['.repeat(100_000))],
  ['n_structure_open_array_object.json', Buffer.from('[{"":'.repeat(50_000))],
];

const api = wholeApi(openPolicy());
afterAll(() => api.close());
let id = '';
beforeAll(async () => {
  id = (await api.ask(physician, 'POST', '/Patient', { body: { resourceType: 'Patient', active: true } })).json.id;
});

describe('each of the JSON parsing tests', () => {
  it('are all there', () => {
    expect(files).toHaveLength(318);
  });

  it.each([
    ['create', 'POST', '/Observation', {}],
    ['update', 'PUT', '/Patient/ID', W(1)],
    ['patch', 'PATCH', '/Patient/ID', { ...W(1), 'content-type': 'application/json-patch+json' }],
    ['a bundle', 'POST', '', {}],
    ['$validate', 'POST', '/$validate', {}],
    ['$validate of a type', 'POST', '/Patient/$validate', {}],
    ['$assess', 'POST', '/$assess', {}],
    ['$everything', 'POST', '/Patient/ID/$everything', {}],
  ])('at %s', async (_, method, path, headers) => {
    for (const [name, body] of files) {
      const answer = await api.ask(physician, method, path.replace('ID', id), { body, headers });
      const told = `${name}: ${answer.status} ${answer.text.slice(0, 200)}`;
      if (name.startsWith('n_')) expect([400, told]).toEqual([answer.status, told]);
      // An empty object or list can be asked about; none of the files is a resource.
      else expect([200, 400, 422], told).toContain(answer.status);
      expect(answer.json.resourceType, told).toMatch(
        answer.status === 200 ? /^(?:OperationOutcome|Patient)$/ : /^OperationOutcome$/,
      );
      if (answer.status !== 200) expect(answer.json.issue[0].details.text, told).toBeTruthy();
    }
    const kept = await api.ask(physician, 'GET', `/Patient/${id}`);
    expect(kept.json.active).toBe(true);
  });
});
