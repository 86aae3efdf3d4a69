// A world for stores under test: a clock that ticks, ids that count, the real definitions.

import { type DefinitionFiles, type Definitions, definitionsOf } from '#server/store/definitions.js';
import { type StoreWorld } from '#server/store/repository.js';
import { compactDefinitions } from '../../scripts/definitions.mjs';

let known: Definitions | null = null;
/** Read once for a test file: it takes a second. */
export function testDefinitions(): Definitions {
  known ??= definitionsOf(compactDefinitions() as DefinitionFiles);
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
