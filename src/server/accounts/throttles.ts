// Who has to wait before the next try, counted per account (or name that nobody has) and per address. The counts live
// here and are kept with the row that tells of the failure, so that a restart forgives nobody. Tries that are still
// running count as failures: a hundred at once are no way around the delay.
import { createHmac } from 'node:crypto';
import { type ServerWorld } from '../world.js';
import { addressKey } from './address-key.js';
import { type Change } from './change.js';
import { type KeptReads } from './kept.js';
import { type Answer, good, objected } from './objection.js';
import {
  afterFailure,
  type Failures,
  FORGOTTEN_MS,
  OF_ADDRESS,
  OF_LOGIN,
  type ThrottleRule,
  waitOf,
} from './throttle-rules.js';

/** One try that may go on. */
export interface Try {
  /** Counts it as failed, with the row that tells of it. */
  failed(change: Change): Promise<void>;
  /** Forgets the failures of the account, not those of the address: another account's password must not clear them. */
  passed(change: Change): Promise<void>;
  /** Always, at the end. */
  over(): void;
}

export interface Throttles {
  /** A try from this address, in the name of this account or login where there is one; or how long to wait. */
  begin(address: string, name: TriedName | null): Promise<Answer<Try>>;
  /** Drops what is forgotten. */
  sweep(change: Change): Promise<void>;
}
export type TriedName = { readonly account: string } | { readonly login: string };

interface Counted {
  readonly key: string;
  readonly rule: ThrottleRule;
}

const NONE: Failures = { failures: 0, last: Number.NEGATIVE_INFINITY };

export function throttlesOver(reads: KeptReads, world: ServerWorld): Throttles {
  /** Holds every key that is running. */
  const known = new Map<string, Failures>();
  const running = new Map<string, number>();
  /** Somebody may have typed a password as the name: without this process nobody can tell what it was. */
  const secret = world.random(32);
  const keyOf = (name: TriedName): string =>
    'account' in name
      ? `account ${name.account}`
      : `name ${createHmac('sha256', secret).update(name.login).digest('hex')}`;

  function waitNow({ key, rule }: Counted, now: number): number {
    const { failures, last } = known.get(key)!;
    const tries = running.get(key) ?? 0;
    return waitOf(rule, { failures: failures + tries, last: tries > 0 ? now : last }, now);
  }

  return {
    async begin(address, name) {
      const counted: readonly Counted[] = [
        { key: `address ${addressKey(address)}`, rule: OF_ADDRESS },
        ...(name === null ? [] : [{ key: keyOf(name), rule: OF_LOGIN }]),
      ];
      const kept = await Promise.all(counted.map(({ key }) => (known.has(key) ? null : reads.get('throttle', key))));
      // From here to the end nothing waits: what is asked and what is counted are of one moment.
      // Another try may have been counted while this one was reading.
      for (const [i, { key }] of counted.entries()) if (!known.has(key)) known.set(key, kept[i] ?? NONE);
      const now = world.now();
      const wait = Math.max(...counted.map((one) => waitNow(one, now)));
      if (wait > 0) {
        const seconds = Math.ceil(wait / 1000);
        return objected('throttled', 'too many failed tries', `wait ${seconds} s, then try again`, {
          retryAfter: seconds,
        });
      }
      for (const { key } of counted) running.set(key, (running.get(key) ?? 0) + 1);
      return good({
        async failed(change) {
          for (const { key } of counted) {
            const failures = afterFailure(known.get(key)!, world.now());
            known.set(key, failures);
            await change.put('throttle', key, failures);
          }
        },
        async passed(change) {
          for (const { key, rule } of counted)
            if (rule === OF_LOGIN && known.get(key)!.failures > 0) {
              known.set(key, NONE);
              await change.drop('throttle', key);
            }
        },
        over() {
          for (const { key } of counted) {
            const rest = running.get(key)! - 1;
            if (rest > 0) running.set(key, rest);
            else running.delete(key);
          }
        },
      });
    },
    async sweep(change) {
      const now = world.now();
      for (const [key, { last }] of await change.all('throttle'))
        if (now - last >= FORGOTTEN_MS) await change.drop('throttle', key);
      for (const [key, { last }] of known) if (now - last >= FORGOTTEN_MS && !running.has(key)) known.delete(key);
    },
  };
}
