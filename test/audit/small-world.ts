// A clock that ticks and ids that count, without the definitions that test/contract/store-world.ts brings along.
import { type StoreWorld } from '#server/store/repository.js';

export interface SmallWorld extends StoreWorld {
  /** Milliseconds the clock stands at; it moves one at each reading. */
  clock: number;
}

export function smallWorld(): SmallWorld {
  let made = 0;
  const world = {
    clock: Date.UTC(2026, 10, 24),
    now: () => world.clock++,
    newId: () => `x-${String(++made).padStart(6, '0')}`,
    bases: [],
  };
  return world;
}
