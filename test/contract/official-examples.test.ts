// All official R4 examples through the contract: kept as they came, decimals' text included, and found by their type.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { isJsonObject, type JsonObject, textFromJson } from '#fhir/json-value.js';
import { readJson } from '#fhir/strict-json.js';
import { type Scope } from '#server/store/scope.js';
import { testDefinitions, testWorld } from './store-world.js';
import { closeStores, onEachStore } from './stores.js';

const folder = join(process.env.CLUNEAL_CORPORA ?? '../shared/corpora', 'fhir-r4-examples');
const there = existsSync(folder);
const note = { actor: 'a', role: 'operator', policy: '1' };

/** Without what the store gives, in the order of members that it keeps. */
function content({ resourceType, id: _, meta, ...rest }: JsonObject): string {
  const { versionId: __, lastUpdated: ___, ...kept } = isJsonObject(meta) ? meta : {};
  return textFromJson({ resourceType: resourceType!, meta: kept, ...rest });
}

afterAll(closeStores, 60_000);

onEachStore('the official examples', (opened) => {
  it.skipIf(!there)(
    'are read back as they were sent',
    async () => {
      const store = await opened(testWorld());
      const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
      const all = Object.fromEntries([...testDefinitions().types].map((type) => [type, 'all' as const]));
      const scope: Scope = { clinic: 'c1', read: all, write: all };
      const odd: string[] = [];
      await Promise.all(
        names.map(async (name) => {
          const read = readJson(readFileSync(join(folder, name), 'utf8').replace(/^\ufeff/, ''));
          if (!read.ok || !isJsonObject(read.value)) return odd.push(`${name}: not read`);
          const created = await store.create(scope, read.value, { note });
          if (!created.ok) return odd.push(`${name}: ${JSON.stringify(created.refusal)}`);
          const { type, id } = created.value.stored;
          const back = await store.read(scope, type, id);
          const again = back.ok ? readJson(back.value.text) : null;
          if (!again?.ok || content(again.value as JsonObject) !== content(read.value)) odd.push(`${name}: differs`);
          return null;
        }),
      );
      expect(names.length).toBeGreaterThan(700);
      expect(odd).toEqual([]);
    },
    180_000,
  );
});
