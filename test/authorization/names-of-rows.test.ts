// The audit log of a clinic counts all deeds; the names of the rows somebody sees must not: from two numbers they could
// reckon how much was done in between that they may not see.
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#core/random.js';
import { memoryRepository } from '#server/store/memory/memory-repository.js';
import { testDefinitions } from '../contract/store-world.js';
import { facesOf, setWorld } from './two-world/face.js';
import { randomAsker, type Thing } from './two-world/story.js';
import { tell } from './two-world/told-history.js';
import { validResource } from './two-world/valid-resource.js';

const ROWS = 40;
const world = setWorld();
const store = memoryRepository(testDefinitions(), world);
const faces = facesOf(store, world);
const random = seededRandom(1, 'names of rows');

/** A clinic in which the asker has written so many observations, each after as many deeds of others as `between` says. */
async function rowsOf(clinic: string, between: number) {
  const things: Thing[] = Array.from({ length: ROWS * (between + 1) }, (_, slot) => {
    const author = slot % (between + 1) === between ? 'me' : 'other';
    const resource = validResource(random, 'Organization', 'p0', (of) => `${of}-1`);
    return { type: 'Organization', id: `o-${slot}`, labels: {}, deeds: [{ slot, author, resource }] };
  });
  await tell(store, clinic, things, (ms) => {
    world.clock = ms;
  });
  const face = faces.of(clinic);
  const asker = randomAsker(random, 'physician');
  const pages: { id: string[]; next: string | undefined }[] = [];
  for (const type of ['AuditEvent?action=C&', 'Provenance?'])
    for (const count of [ROWS, 3]) {
      const { body } = await face.ask(asker, { method: 'GET', path: `${type}_count=${count}`, headers: {} }, 1);
      const json = JSON.parse(body) as {
        entry: { resource: { id: string } }[];
        link: { relation: string; url: string }[];
      };
      const next = json.link.find((link) => link.relation === 'next')?.url;
      pages.push({ id: json.entry.map((e) => e.resource.id), next });
    }
  return pages;
}

describe('the rows of the audit log', () => {
  it('have names that tell neither their order nor how many others stand between them', async () => {
    for (const between of [0, 3])
      for (const { id, next } of await rowsOf(`names-${between}`, between)) {
        expect(id.filter((name) => !/^[ap]-[0-9a-f]{32}$/.test(name))).toEqual([]);
        if (next) expect(new URL(next).searchParams.get('_cursor')).toMatch(/^[\w-]{22,}$/);
        const numbers = id.map((name) => BigInt(`0x${name.slice(2)}`));
        const rises = numbers.filter((number, i) => i > 0 && number > numbers[i - 1]!).length;
        // Of 39 neighbours in no order about half rise: fewer than 8 or more than 31 once in ten thousand times.
        if (id.length === ROWS) expect(rises > 7 && rises < 32).toBe(true);
      }
  });
});
