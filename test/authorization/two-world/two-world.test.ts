// Two-world non-interference: what somebody may not read changes nothing in any answer they can get. One trial is one
// request to both worlds. CLUNEAL_TWO_WORLD_TRIALS and _SEED lengthen the run; a difference is made small and printed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { memoryRepository } from '#server/store/memory/memory-repository.js';
import { type Repository } from '#server/store/repository.js';
import { sqliteRepository } from '#server/store/sqlite/sqlite-repository.js';
import { testDefinitions } from '../../contract/store-world.js';
import { facesOf, type SetWorld, setWorld } from './face.js';
import { countingAll, postFiltering, postFilteringCarefully, tellingOfHidden } from './leaky-server.js';
import { explained, runTrials, type Side, type Sides } from './two-worlds.js';
import { MADE } from './valid-resource.js';

const TRIALS = Number(process.env.CLUNEAL_TWO_WORLD_TRIALS ?? 3000);
const SEED = Number(process.env.CLUNEAL_TWO_WORLD_SEED ?? 1);
const EACH = 75;

const folder = mkdtempSync(join(tmpdir(), 'cluneal-worlds-'));
const open: Repository[] = [];
afterAll(async () => {
  for (const store of open) await store.close();
  rmSync(folder, { recursive: true });
});

const kinds: Readonly<Record<string, (name: string, world: SetWorld) => Promise<Repository>>> = {
  memory: async (_, world) => memoryRepository(testDefinitions(), world),
  // What is flushed to the disk is not what is asked here.
  sqlite: (name, world) =>
    sqliteRepository({ path: join(folder, `${name}.db`), definitions: testDefinitions(), world, synchronous: 'OFF' }),
};

async function sideOf(kind: string, name: string): Promise<Side> {
  const world = setWorld();
  const store = await kinds[kind]!(name, world);
  open.push(store);
  return { store, world, faces: facesOf(store, world) };
}
const twoSides = async (kind: string, name = kind): Promise<Sides> => ({
  one: await sideOf(kind, `${name}-1`),
  two: await sideOf(kind, `${name}-2`),
});

describe.each(Object.keys(kinds))('what is hidden changes no answer: %s', (kind) => {
  it(`${TRIALS / 2} requests to two worlds, seed ${SEED}`, async () => {
    const sides = await twoSides(kind);
    const { difference, found, tally, done } = await runTrials(sides, { seed: SEED, trials: TRIALS / 2, each: EACH });
    const kindsOfAnswers = [...tally].sort().map(([answer, times]) => `${answer} x${times}`);
    console.log(`${kind}: ${done} trials, seed ${SEED}: ${kindsOfAnswers.join(', ')}`);
    if (difference) throw new Error(`seed ${difference.seed} differs:\n${await explained(sides, found!)}`);
    // A server that refuses everything would pass: a third of the answers must show something or have written.
    const good = [...tally]
      .filter(([answer]) => / 20[01]| 204/.test(answer))
      .reduce((sum, [, times]) => sum + times, 0);
    expect(good).toBeGreaterThan(done / 3);
  }, 36_000_000);
});

const types = new Set(MADE);
/** Trials in which each wrong server must have been caught. */
const SOON = 500;

it.each([
  ['filters what it has found', postFiltering],
  ['filters and counts what is left', postFilteringCarefully],
  ['counts what is hidden in the total', countingAll],
  ['tells hidden from absent', tellingOfHidden],
] as const)(
  `a server that %s is caught within ${SOON} trials`,
  async (name, wrong) => {
    const sides = { ...(await twoSides('memory', name)), wrong: (store: Repository) => wrong(store, types) };
    const { difference, done } = await runTrials(sides, { seed: 10, trials: SOON, each: EACH });
    console.log(`a server that ${name}: caught after ${done} trials`);
    expect(difference).not.toBeNull();
  },
  120_000,
);
