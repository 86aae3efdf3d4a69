import { it } from 'vitest';
import { memoryRepository } from '#server/store/memory/memory-repository.js';
import { testDefinitions } from '../../contract/store-world.js';
import { facesOf, setWorld } from './face.js';
import { countingAll, postFiltering, postFilteringCarefully, tellingOfHidden } from './leaky-server.js';
import { runTrials } from './two-worlds.js';
import { MADE } from './valid-resource.js';
it('controls', async () => {
  const side = () => { const world = setWorld(); const store = memoryRepository(testDefinitions(), world); return { store, world, faces: facesOf(store, world) }; };
  for (const [name, wrong] of Object.entries({ postFiltering, postFilteringCarefully, countingAll, tellingOfHidden })) {
    const found: number[] = [];
    for (let seed = 10; seed < 18; seed++) {
      const sides = { one: side(), two: side(), wrong: (s: any) => wrong(s, new Set(MADE)) };
      const { done, difference } = await runTrials(sides, { seed, trials: 900, each: 75 });
      found.push(difference ? done : -1);
    }
    console.log(name, found.join(' '));
  }
}, 600_000);
