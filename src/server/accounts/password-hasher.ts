// argon2id over passwords and PINs. A hash takes 64 MB and about a tenth of a second, so at most two run at once and a
// flood of sign-ins is turned away before it takes the machine.
import { hash, verify } from '@node-rs/argon2';
import { type ServerWorld } from '../world.js';

/** 64 MiB, three passes: RFC 9106's second choice on one lane, above OWASP's least (19 MiB, two passes). */
const COST: HashCost = { memoryCost: 65_536, timeCost: 3 };
const SALT_BYTES = 16;
const MOST_AT_ONCE = 2;
const MOST_WAITING = 48;

export interface HashCost {
  /** KiB. */
  readonly memoryCost: number;
  /** Passes. */
  readonly timeCost: number;
}

export interface PasswordHasher {
  /** PHC text; 'busy' when too many wait. */
  hash(text: string): Promise<string | 'busy'>;
  /** Whether the text is the one hashed. A missing hash matches nothing, and takes as long. */
  matches(hashed: string | null, text: string): Promise<boolean | 'busy'>;
  /** How many hashes have been computed. */
  readonly done: number;
}

/** One for the process: its accounts share the limit. A lower cost exists so that tests can sign in often. */
export function passwordHasher(world: Pick<ServerWorld, 'random'>, cost: HashCost = COST): PasswordHasher {
  let done = 0;
  let running = 0;
  const waiting: (() => void)[] = [];
  let nobodys: Promise<string> | null = null;

  async function alone<T>(work: () => Promise<T>): Promise<T | 'busy'> {
    if (running >= MOST_AT_ONCE) {
      if (waiting.length >= MOST_WAITING) return 'busy';
      await new Promise<void>((resume) => waiting.push(resume));
    } else running++;
    try {
      done++;
      return await work();
    } finally {
      // Its place goes to the next at once, so that no newcomer takes it before.
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  }
  const hashed = (text: string) =>
    hash(text, { ...cost, algorithm: 2, parallelism: 1, salt: world.random(SALT_BYTES) });

  return {
    hash: (text) => alone(() => hashed(text)),
    matches: async (known, text) => {
      // Made at the first question of any kind: the first unknown name takes no longer than the first known one.
      nobodys ??= hashed('');
      const nobody = await nobodys;
      return alone(async () => (await verify(known ?? nobody, text)) && known !== null);
    },
    get done() {
      return done;
    },
  };
}
