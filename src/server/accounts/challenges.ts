// The random words that passkeys sign: each good once and for five minutes. They are kept in memory, because anybody may
// ask for one: a question before sign-in must not cost a write to the disk.
import { type ServerWorld } from '../world.js';

const GOOD_FOR_MS = 5 * 60_000;
/** Of one asker; the oldest gives way, so that nobody is locked out by a browser that asks too often. */
const MOST_OF_ONE = 20;
const MOST = 10_000;

export interface Challenges {
  /** A new one, base64url. `purpose` must be the same when it is used. */
  make(purpose: string, asker: string): string;
  /** Whether it was made for this and not used yet; uses it. */
  use(challenge: string, purpose: string): boolean;
}

interface Open {
  readonly purpose: string;
  readonly asker: string;
  readonly until: number;
}

export function challengesOver(world: ServerWorld): Challenges {
  /** In the order of making, so that those that have run out come first. */
  const open = new Map<string, Open>();
  const ofAsker = new Map<string, Set<string>>();

  function take(challenge: string): Open | undefined {
    const found = open.get(challenge);
    if (!found) return undefined;
    open.delete(challenge);
    const others = ofAsker.get(found.asker)!;
    others.delete(challenge);
    if (others.size === 0) ofAsker.delete(found.asker);
    return found;
  }
  const first = (challenges: Iterable<string>): string => challenges[Symbol.iterator]().next().value as string;

  return {
    make(purpose, asker) {
      const now = world.now();
      for (const [challenge, { until }] of open) {
        if (now < until) break;
        take(challenge);
      }
      const mine = ofAsker.get(asker);
      if (mine && mine.size >= MOST_OF_ONE) take(first(mine));
      else if (open.size >= MOST) take(first(open.keys()));
      const challenge = Buffer.from(world.random(32)).toString('base64url');
      open.set(challenge, { purpose, asker, until: now + GOOD_FOR_MS });
      ofAsker.set(asker, (ofAsker.get(asker) ?? new Set()).add(challenge));
      return challenge;
    },
    use(challenge, purpose) {
      const found = take(challenge);
      return found !== undefined && found.purpose === purpose && world.now() < found.until;
    },
  };
}
