// Two worlds side by side: the same requests to both, and the first answer that is not the same.
import { seededRandom } from '#core/random.js';
import { type Policy } from '#server/authorization/policy.js';
import { type Role } from '#server/authorization/principal.js';
import { SERVED } from '#server/fhir-api/served-types.js';
import { type Repository } from '#server/store/repository.js';
import { type Answered, type Face, faceOf, type SetWorld } from './face.js';
import { type Asked, randomRequests } from './random-request.js';
import { indexed } from './search-probe.js';
import { type Case, shrunk } from './shrunk.js';
import { type Pair, randomPair } from './story.js';
import { tell } from './told-history.js';

/** Two stores that hold nothing of each other, each with its world. */
export interface Stores {
  readonly one: Repository;
  readonly two: Repository;
  readonly worlds: readonly [SetWorld, SetWorld];
  /** Puts a store that is wrong on purpose, or a policy, in the place of the right one. */
  readonly wrong?: (store: Repository) => Repository;
  readonly policy?: Policy;
}

export interface Difference {
  readonly seed: number;
  /** Place among the requests; those of the last look come after all requests. */
  readonly at: number;
  readonly asked: Asked;
  readonly one: Answered;
  readonly two: Answered;
}

/** How often each kind of answer came: a test in which all is refused shows nothing. */
export type Tally = Map<string, number>;

let clinics = 0;
const identity = (store: Repository): Repository => store;

async function facesOf(
  { one, two, worlds, wrong = identity, policy }: Stores,
  pair: Pair,
): Promise<readonly [Face, Face]> {
  // A clinic of its own for each case: the stores are opened once and never emptied.
  const clinic = `clinic-${++clinics}`;
  const face = async (store: Repository, world: SetWorld, things: Pair['one']): Promise<Face> => {
    await tell(store, clinic, things, (ms) => {
      world.clock = ms;
    });
    return faceOf(wrong(store), world, clinic, policy);
  };
  return [await face(one, worlds[0], pair.one), await face(two, worlds[1], pair.two)];
}

/** Headers that name the moment or the request, and nothing of the record. */
const PASSING: ReadonlySet<string> = new Set(['date', 'x-request-id']);
const said = ({ status, headers, body }: Answered): string =>
  JSON.stringify([
    status,
    Object.entries(headers)
      .filter(([name]) => !PASSING.has(name))
      .sort(),
    body,
  ]);

/** What is asked after all requests, to see whether what is left is the same for the asker. */
const lastLook = ({ auditAlike }: Pair): readonly Asked[] =>
  [
    ...SERVED.filter((type) => auditAlike || (type !== 'AuditEvent' && type !== 'Provenance')).map(
      (type) => `${type}?_count=200&_total=accurate`,
    ),
    '_history?_count=200',
  ].map((path) => ({ method: 'GET', path, headers: {} }));

function nextOf(body: string): string | null {
  const found = /"relation":"next","url":"([^"]+)"/.exec(body);
  return found ? new URL(found[1]!).pathname.replace('/fhir/', '') + new URL(found[1]!).search : null;
}

/** The first difference in the answers to a case; null where there is none. */
export async function differenceIn(
  stores: Stores,
  { pair, requests }: Case,
  tally?: Tally,
): Promise<Omit<Difference, 'seed'> | null> {
  const [one, two] = await facesOf(stores, pair);
  let [next, last] = ['Patient', 'Patient/p0'];
  for (const [at, request] of [...requests, ...lastLook(pair)].entries()) {
    const path = request.path === '@next' ? next : request.path === '@last' ? last : request.path;
    const asked = { ...request, path };
    const answers = [await one.ask(pair.asker, asked, at), await two.ask(pair.asker, asked, at)] as const;
    if (said(answers[0]) !== said(answers[1])) return { at, asked, one: answers[0], two: answers[1] };
    const { status, headers, body } = answers[0];
    if (at < requests.length) {
      const full = /"(?:mode":"match|response":\{"status":"20)/.test(body) ? ' with entries' : '';
      const key = `${request.method} ${status}${full}`;
      tally?.set(key, (tally.get(key) ?? 0) + 1);
    }
    next = nextOf(body) ?? next;
    const created = /\/fhir\/([A-Za-z]+\/[^/]+)\/_history\/1$/.exec(headers.location ?? '')?.[1];
    last = created ?? last;
  }
  return null;
}

export interface Run {
  readonly seed: number;
  readonly trials: number;
  /** Requests to one pair of worlds. */
  readonly each: number;
  readonly role?: Role;
}

/** Runs so many trials, each one request to both worlds; stops at the first difference. */
export async function runTrials(
  stores: Stores,
  { seed, trials, each, role }: Run,
): Promise<{
  readonly done: number;
  readonly difference: Difference | null;
  readonly found: Case | null;
  readonly tally: Tally;
}> {
  const tally: Tally = new Map();
  let done = 0;
  for (let n = seed * 1_000_000; done < trials; n++) {
    const random = seededRandom(n, 'two worlds');
    const pair = randomPair(random, role);
    const count = Math.min(each, trials - done);
    const requests = randomRequests(random, pair, indexed(pair.one, pair.two), count);
    const difference = await differenceIn(stores, { pair, requests }, tally);
    if (difference)
      return {
        ...{ done: done + Math.min(difference.at + 1, count), tally, difference: { seed: n, ...difference } },
        found: { pair, requests: requests.slice(0, difference.at + 1) },
      };
    done += count;
  }
  return { done, difference: null, found: null, tally };
}

/** The smallest case that differs, with how it differs, as text to be read and run again. */
export async function explained(stores: Stores, found: Case): Promise<string> {
  const small = await shrunk(found, async (smaller) => (await differenceIn(stores, smaller)) !== null);
  const difference = await differenceIn(stores, small);
  return JSON.stringify({ ...small, difference }, null, 1);
}
