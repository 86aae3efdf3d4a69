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

export function challengesOver(world: ServerWorld): Challenges {
  /** In the order of making. */
  const open = new Map<string, { readonly purpose: string; readonly asker: string; readonly until: number }>();
  return {
    make(purpose, asker) {
      const now = world.now();
      let mine = 0;
      for (const [challenge, { until }] of open) if (now >= until) open.delete(challenge);
      for (const one of open.values()) if (one.asker === asker) mine++;
      for (const [challenge, one] of open) {
        if (mine < MOST_OF_ONE && open.size < MOST) break;
        if (one.asker === asker) mine--;
        else if (open.size < MOST) continue;
        open.delete(challenge);
      }
      const challenge = Buffer.from(world.random(32)).toString('base64url');
      open.set(challenge, { purpose, asker, until: now + GOOD_FOR_MS });
      return challenge;
    },
    use(challenge, purpose) {
      const found = open.get(challenge);
      open.delete(challenge);
      return found !== undefined && found.purpose === purpose && world.now() < found.until;
    },
  };
}
