// The policy against the rules said a second time, on real stores: who sees which resource of a random history.
import { afterAll, expect, it } from 'vitest';
import { seededRandom } from '#core/random.js';
import { ROLES, type Role } from '#server/authorization/principal.js';
import { rolePolicy } from '#server/authorization/role-policy.js';
import { testWorld } from '../../contract/store-world.js';
import { closeStores, onEachStore } from '../../contract/stores.js';
import { AFTER, keyOf, randomPair, visible } from './story.js';
import { tell } from './told-history.js';

afterAll(closeStores, 60_000);
const ROUNDS = 3;

onEachStore('who reads what', (opened) => {
  it.each(ROLES)('a %s reads what the rules say, and nothing else', async (role: Role) => {
    const world = testWorld();
    const store = await opened(world);
    let [shown, hidden] = [0, 0];
    for (let seed = 0; seed < ROUNDS; seed++) {
      const pair = randomPair(seededRandom(seed, `rules ${role}`), role);
      for (const [name, things] of [
        ['one', pair.one],
        ['two', pair.two],
      ] as const) {
        const clinic = `${role}-${seed}-${name}`;
        await tell(store, clinic, things, (ms) => {
          world.clock = ms;
        });
        const scope = rolePolicy().scopeOf({ ...pair.asker, clinic }, AFTER);
        // What shows is the same in both worlds.
        if (name === 'two')
          for (const thing of pair.one.filter((t) => visible(pair.asker, pair.one, t)))
            expect(things.some((t) => keyOf(t) === keyOf(thing) && visible(pair.asker, things, t))).toBe(true);
        for (const thing of things) {
          const read = await store.read(scope, thing.type, thing.id);
          const shows = read.ok || read.refusal.type === 'deleted';
          const says = visible(pair.asker, things, thing);
          expect([seed, name, keyOf(thing), shows]).toEqual([seed, name, keyOf(thing), says]);
          if (shows) shown++;
          else hidden++;
        }
      }
    }
    expect(hidden).toBeGreaterThan(30);
    if (role !== 'auditor') expect(shown).toBeGreaterThan(10);
  });
});
