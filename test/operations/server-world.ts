// The server's world for tests of operations: a clock that is set, and real chance.
import { randomBytes, randomUUID } from 'node:crypto';
import { type ServerWorld } from '#server/world.js';
import { START } from '../contract/store-world.js';

export interface SetWorld extends ServerWorld {
  clock: number;
}

export function serverWorld(): SetWorld {
  const world = {
    clock: START,
    now: () => world.clock,
    elapsed: () => performance.now(),
    random: (bytes: number) => new Uint8Array(randomBytes(bytes)),
    newId: () => randomUUID(),
  };
  return world;
}
