// Two worlds side by side: the same requests to both, and the first answer that is not the same.
import { seededRandom } from '#core/random.js';
import { type Role } from '#server/authorization/principal.js';
import { RECORDS } from '#server/fhir-api/served-types.js';
import { type Repository } from '#server/store/repository.js';
import { Conversation } from './conversation.js';
import { type Answered, type Face, type Faces, type SetWorld } from './face.js';
import { type Asked, randomRequests } from './random-request.js';
import { indexed } from './search-probe.js';
import { type Case, shrunk } from './shrunk.js';
import { type Pair, randomPair } from './story.js';
import { tell } from './told-history.js';

/** A store with the app over it. */
export interface Side {
  readonly store: Repository;
  readonly world: SetWorld;
  readonly faces: Faces;
}
/** Two that know nothing of each other. */
export interface Sides {
  readonly one: Side;
  readonly two: Side;
  /** Puts a store that is wrong on purpose in the place of the right one. */
  readonly wrong?: (store: Repository) => Repository;
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

async function facesIn({ one, two, wrong = identity }: Sides, pair: Pair): Promise<readonly [Face, Face]> {
  // A clinic of its own for each case: the stores are opened once and never emptied.
  const clinic = `clinic-${++clinics}`;
  const told = async ({ store, world, faces }: Side, things: Pair['one']): Promise<Face> => {
    await tell(store, clinic, things, (ms) => {
      world.clock = ms;
    });
    return faces.of(clinic, wrong(store));
  };
  return [await told(one, pair.one), await told(two, pair.two)];
}

/** What is asked after all requests, to see whether what is left is the same for the asker. */
const lastLook = ({ auditAlike }: Pair): readonly Asked[] =>
  [
    ...RECORDS.map((type) => `${type}?_count=200&_total=accurate`),
    ...(auditAlike ? ['AuditEvent?_count=200', 'Provenance?_count=200'] : []),
    '_history?_count=200',
  ].map((path) => ({ method: 'GET', path, headers: {} }));

/** The first difference in the answers to a case; null where there is none. */
export async function differenceIn(
  sides: Sides,
  { pair, requests }: Case,
  tally?: Tally,
): Promise<Omit<Difference, 'seed'> | null> {
  const [one, two] = (await facesIn(sides, pair)).map((face) => new Conversation(face, pair.asker));
  for (const [at, request] of [...requests, ...lastLook(pair)].entries()) {
    const [first, second] = [await one!.ask(request, at), await two!.ask(request, at)];
    if (first.text !== second.text) return { at, asked: first.asked, one: first.answer, two: second.answer };
    if (at >= requests.length) continue;
    const { status, body } = first.answer;
    const full = /"(?:mode":"match|response":\{"status":"20)/.test(body) ? ' with entries' : '';
    const key = `${request.method} ${status}${full}`;
    tally?.set(key, (tally.get(key) ?? 0) + 1);
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
  sides: Sides,
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
    const difference = await differenceIn(sides, { pair, requests }, tally);
    if (difference)
      return {
        ...{ done: done + Math.min(difference.at + 1, count), tally, difference: { seed: n, ...difference } },
        found: { pair, requests: requests.slice(0, difference.at + 1) },
      };
    done += count;
  }
  return { done, difference: null, found: null, tally };
}

/** The smallest case that differs, with how it differs: one line a resource, one a request. */
export async function explained(sides: Sides, found: Case): Promise<string> {
  const small = await shrunk(found, async (smaller) => (await differenceIn(sides, smaller)) !== null);
  const difference = await differenceIn(sides, small);
  const lines = (list: readonly unknown[]) => list.map((item) => `  ${JSON.stringify(item)}`).join('\n');
  const { asker, one, two } = small.pair;
  return [
    `asker ${JSON.stringify(asker)}`,
    `world one:\n${lines(one)}`,
    `world two:\n${lines(two)}`,
    `requests:\n${lines(small.requests)}`,
    `difference at ${difference?.at}: ${JSON.stringify(difference?.asked)}`,
    `one: ${JSON.stringify(difference?.one)}`,
    `two: ${JSON.stringify(difference?.two)}`,
  ].join('\n');
}
