// Taking a right away never adds an answer; and every door gives the same.
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { seededRandom } from '#core/random.js';
import { type Principal } from '#server/authorization/principal.js';
import { memoryRepository } from '#server/store/memory/memory-repository.js';
import { testDefinitions } from '../contract/store-world.js';
import { type Face, facesOf, setWorld } from './two-world/face.js';
import { indexed, queryOf, randomFilters, randomForm, randomIndexed } from './two-world/search-probe.js';
import { PATIENTS, type Pair, randomPair } from './two-world/story.js';
import { tell } from './two-world/told-history.js';
import { MADE } from './two-world/valid-resource.js';

const world = setWorld();
const store = memoryRepository(testDefinitions(), world);
const faces = facesOf(store, world);
afterAll(() => store.close());

let clinics = 0;
async function clinicOf(pair: Pair): Promise<Face> {
  const clinic = `c${++clinics}`;
  await tell(store, clinic, pair.one, (ms) => {
    world.clock = ms;
  });
  return faces.of(clinic);
}

/** The principal with one right less, in every way there is. */
function withLess(asker: Principal): readonly Principal[] {
  const without = <T>(list: readonly T[], i: number): readonly T[] => list.filter((_, at) => at !== i);
  return [
    ...asker.sites.map((_, i) => ({ ...asker, sites: without(asker.sites, i) })),
    ...asker.teams.map((_, i) => ({ ...asker, teams: without(asker.teams, i) })),
    ...asker.patients.map((_, i) => ({ ...asker, patients: without(asker.patients, i) })),
    ...asker.opened.map((_, i) => ({ ...asker, opened: without(asker.opened, i) })),
    ...asker.opened.map((o, i) => ({ ...asker, opened: asker.opened.with(i, { ...o, until: 1 }) })),
  ];
}

interface Told {
  readonly names: ReadonlySet<string>;
  readonly total: number;
}

/** Every version that an answer holds, and its total. */
async function told(face: Face, asker: Principal, path: string): Promise<Told> {
  const { status, body } = await face.ask(asker, { method: 'GET', path, headers: {} }, 1);
  if (status !== 200) return { names: new Set(), total: 0 };
  const json = JSON.parse(body) as {
    resourceType: string;
    total?: number;
    entry?: { fullUrl: string; resource?: { meta: object } }[];
  };
  const entries = json.entry?.map((e) => `${e.fullUrl} ${JSON.stringify(e.resource?.meta ?? 'deleted')}`) ?? [];
  const names = json.resourceType === 'Bundle' ? entries : [body];
  return { names: new Set(names), total: json.total ?? 0 };
}

describe('fewer rights', () => {
  it('never show more: reads, versions, histories, searches of every form, all about a patient', async () => {
    let [narrower, answers] = [0, 0];
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.constantFrom('patient', 'proxy', 'therapist', 'physician', 'physician'),
        async (seed, role) => {
          const random = seededRandom(seed, 'fewer rights');
          const pair = randomPair(random, role);
          const face = await clinicOf(pair);
          const all = indexed(pair.one);
          const paths = Array.from({ length: 12 }, () => {
            const from = randomIndexed(random, all);
            const form = randomForm(random, from, all).filter(([name]) => name !== '_count');
            return `${from.type}?${queryOf([...randomFilters(random, from, all), ...form, ['_count', '200']])}`;
          });
          const { type, id } = pair.one[Math.floor(random.uniform() * pair.one.length)]!;
          paths.push(`${type}/${id}`, `${type}/${id}/_history`, `${type}/${id}/_history/1`, '_history?_count=200');
          paths.push(...PATIENTS.slice(0, 3).map((p) => `Patient/${p}/$everything?_count=200`));
          for (const less of withLess(pair.asker))
            for (const path of paths) {
              const [more, fewer] = [await told(face, pair.asker, path), await told(face, less, path)];
              for (const name of fewer.names)
                if (!more.names.has(name)) throw new Error(`${path} shows ${name} to ${JSON.stringify(less)} only`);
              expect(fewer.total).toBeLessThanOrEqual(more.total);
              answers += more.names.size > 0 ? 1 : 0;
              narrower += fewer.names.size < more.names.size ? 1 : 0;
            }
        },
      ),
      { numRuns: 40 },
    );
    // Where nothing is taken away, nothing is shown.
    expect(answers).toBeGreaterThan(100);
    expect(narrower).toBeGreaterThan(50);
  }, 120_000);
});

describe('every door shows the same', () => {
  it('search by GET and by POST, an entry of a batch, a read of each, the history, all about a patient', async () => {
    let shown = 0;
    for (let seed = 0; seed < 24; seed++) {
      const random = seededRandom(seed, 'doors');
      const pair = randomPair(random, (['patient', 'proxy', 'therapist', 'physician'] as const)[seed % 4]);
      const face = await clinicOf(pair);
      const namesIn = async (path: string) => [...(await told(face, pair.asker, path)).names];
      const seen = new Set<string>();
      for (const type of MADE) {
        const query = '_count=200&_sort=_id';
        const found = await namesIn(`${type}?${query}`);
        const headers = { 'content-type': 'application/x-www-form-urlencoded' };
        const form = { method: 'POST', path: `${type}/_search`, headers, body: query };
        const posted = await face.ask(pair.asker, form, 1);
        const batch = {
          resourceType: 'Bundle',
          type: 'batch',
          entry: [{ request: { method: 'GET', url: `${type}?${query}` } }],
        };
        const json = { 'content-type': 'application/fhir+json' };
        const batched = await face.ask(
          pair.asker,
          { method: 'POST', path: '', headers: json, body: JSON.stringify(batch) },
          1,
        );
        if (!found[0]?.startsWith('https')) continue;
        for (const body of [posted.body, batched.body])
          expect(found.every((name) => body.includes(name.split(' ')[0]!))).toBe(true);
        expect((JSON.parse(posted.body) as { entry: unknown[] }).entry.length).toBe(found.length);
        for (const name of found) {
          const path = name.split(' ')[0]!.replace('https://clinic.example/fhir/', '');
          expect((await face.ask(pair.asker, { method: 'GET', path, headers: {} }, 1)).status).toBe(200);
          expect((await namesIn(`${path}/_history?_count=200`)).length).toBeGreaterThan(0);
          seen.add(name);
        }
      }
      const history = await namesIn('_history?_count=200');
      for (const name of seen) expect(history).toContain(name);
      for (const patient of PATIENTS) {
        const everything = await namesIn(`Patient/${patient}/$everything?_count=200`);
        for (const name of everything.filter((n) => n.startsWith('https'))) expect(seen).toContain(name);
        shown += everything.length;
      }
    }
    expect(shown).toBeGreaterThan(50);
  }, 120_000);
});
