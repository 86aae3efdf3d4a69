// The official R4 examples of the served types through HTTP: sent, and read back as they were but for what the server
// gives, decimals in their own text.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isJsonObject, type JsonObject, textFromJson } from '#fhir/json-value.js';
import { readJson } from '#fhir/strict-json.js';
import { isRecordType } from '#server/fhir-api/served-types.js';
import { sqliteRepository } from '#server/store/sqlite/sqlite-repository.js';
import { testDefinitions, testWorld } from '../contract/store-world.js';
import { openPolicy, physician, testDoor, told } from './test-door.js';

const folder = join(process.env.CLUNEAL_CORPORA ?? '../shared/corpora', 'fhir-r4-examples');

/** Those that are refused, and why. */
const REFUSED: Readonly<Record<string, string>> = {
  // They hold whole libraries of definitions: more values than are checked in one piece.
  'Bundle-searchParams.json': 'too-costly',
  'Bundle-terminologies.json': 'too-costly',
  'Bundle-types.json': 'too-costly',
  'Bundle-72ac8493-52ac-41bd-8d5d-7258c289b5ea.json': 'too-costly',
  // It says who may see it; here this server alone does.
  'Condition-f202.json': 'broken-rule',
  // Its data is elided, and is no base64.
  'Media-example.json': 'invalid',
  // It names an Encounter as who performed it.
  'Observation-clinical-gender.json': 'invalid',
  // Its items have no linkId.
  'Questionnaire-qs1.json': 'missing-element',
};

/** Without what the server gives, in the order of members that it keeps. */
function content({ resourceType, id: _, meta, ...rest }: JsonObject): string {
  const { versionId: __, lastUpdated: ___, ...kept } = isJsonObject(meta) ? meta : {};
  return textFromJson({ resourceType: resourceType!, meta: kept, ...rest });
}

it.skipIf(!existsSync(folder))(
  'the official examples of the served types come back as they were sent, or are refused for a reason that is known',
  async () => {
    const world = testWorld();
    const at = mkdtempSync(join(tmpdir(), 'cluneal-examples-'));
    const repository = await sqliteRepository({ path: join(at, 'record.db'), definitions: testDefinitions(), world });
    const door = testDoor(world, repository, openPolicy());
    const odd: string[] = [];
    const refused: Record<string, string> = {};
    let same = 0;
    for (const name of readdirSync(folder).filter((n) => n.endsWith('.json'))) {
      if (!isRecordType(name.split('-')[0]!)) continue;
      const text = readFileSync(join(folder, name), 'utf8').replace(/^\ufeff/, '');
      const read = readJson(text);
      if (!read.ok || !isJsonObject(read.value) || !isRecordType(String(read.value.resourceType))) continue;
      const type = String(read.value.resourceType);
      const made = await door.ask(physician, 'POST', `/${type}`, { body: text });
      if (made.status !== 201) {
        refused[name] = told(made)[0];
        continue;
      }
      const back = await door.ask(physician, 'GET', `/${type}/${made.json.id}`);
      const again = readJson(back.text);
      if (!again.ok || content(again.value as JsonObject) !== content(read.value)) odd.push(name);
      else same++;
    }
    expect(odd).toEqual([]);
    expect(refused).toMatchObject(REFUSED);
    expect(Object.keys(refused).sort()).toEqual(Object.keys(REFUSED).sort());
    expect(same).toBe(296);
    await repository.close();
    rmSync(at, { recursive: true });
  },
  180_000,
);
