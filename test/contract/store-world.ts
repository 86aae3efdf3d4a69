// A world for stores under test: a clock that ticks, ids that count, the real definitions.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type DefinitionFiles, type Definitions, definitionsOf } from '#server/store/definitions.js';
import { type StoreWorld } from '#server/store/repository.js';

const built = <T>(name: string): T =>
  JSON.parse(readFileSync(fileURLToPath(new URL(`../../dist/definitions/${name}.json`, import.meta.url)), 'utf8')) as T;

let known: Definitions | null = null;
/** As the build made them; read once for a test file, for it takes a second. */
export function testDefinitions(): Definitions {
  known ??= definitionsOf({
    structures: built<DefinitionFiles['structures']>('structures'),
    searches: built<DefinitionFiles['searches']>('searches'),
  });
  return known;
}

export const BASE = 'https://clinic.example/fhir';
export const START = Date.UTC(2026, 10, 24);

export interface TestWorld extends StoreWorld {
  /** Milliseconds the clock stands at; it moves one at each reading. */
  clock: number;
}

export function testWorld(prefix = 'x'): TestWorld {
  let made = 0;
  const world = {
    clock: START,
    now: () => world.clock++,
    newId: () => `${prefix}-${String(++made).padStart(6, '0')}`,
    bases: [BASE],
  };
  return world;
}
