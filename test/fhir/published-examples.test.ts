// The examples for those who write to the record (examples/fhir): each is what its profile says it is, no profile is
// without one, and the request for a differential gets one.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { type Resource } from '#fhir/r4.js';
import { PROFILE } from '#fhir/system.js';
import { physician } from '../fhir-api/test-door.js';
import { definitions, referenceErrors, validate } from './validator.js';
import { wholeApi } from './whole-api.js';

const folder = fileURLToPath(new URL('../../examples/fhir', import.meta.url));
const examples = readdirSync(folder).map((name) => ({
  name,
  resource: JSON.parse(readFileSync(join(folder, name), 'utf8')) as Resource,
}));
const api = wholeApi();
afterAll(() => api.close());

describe('the published examples', () => {
  it.each(examples)('$name is valid, with nothing to object to', ({ name, resource }) => {
    expect(validate(resource)).toEqual([]);
    if (name === 'assess-request.json') return;
    const [profile, ...more] = resource.meta?.profile ?? [];
    expect(more).toEqual([]);
    const { id } = definitions.profiles.find(({ url }) => url === profile)!;
    expect(name.startsWith(id!)).toBe(true);
    expect(referenceErrors(resource, profile!)).toEqual([]);
  });

  it('show every profile', () => {
    const shown = new Set(examples.flatMap(({ resource }) => resource.meta?.profile ?? []));
    expect([...shown].sort()).toEqual(Object.values(PROFILE).sort());
  });

  it('name nobody but the invented person', () => {
    const named = examples.filter(({ resource }) => resource.resourceType === 'Patient');
    expect(named.map(({ resource }) => 'name' in resource && resource.name)).toEqual([
      [{ use: 'official', family: 'Beispiel', given: ['Erika'] }],
    ]);
  });

  it('ask for a differential, and get it', async () => {
    const body = examples.find(({ name }) => name === 'assess-request.json')!.resource;
    const answer = await api.ask(physician, 'POST', '/$assess', { body });
    const names = answer.json.parameter.map(({ name }: { name: string }) => name);
    expect([answer.status, names]).toEqual([200, ['notice', 'impression', 'differential']]);
  });
});
