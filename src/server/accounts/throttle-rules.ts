// How long one must wait after failures. The delay grows, and stops growing: nobody can lock a colleague out for longer
// than a minute by failing in their name, and still only some seventy guesses an hour are left.

/** Failures of one name or one address. */
export interface Failures {
  readonly failures: number;
  /** When the last one was. */
  readonly last: number;
}

export interface ThrottleRule {
  /** So many cost nothing. */
  readonly free: number;
  readonly longestMs: number;
}

export const OF_LOGIN: ThrottleRule = { free: 5, longestMs: 60_000 };
/** A clinic may share one address. */
export const OF_ADDRESS: ThrottleRule = { free: 20, longestMs: 300_000 };

/** Without a failure for so long all is forgotten. */
export const FORGOTTEN_MS = 3_600_000;

/** Milliseconds left to wait: 1 s after the last free failure, then 2, 4, 8. */
export function waitOf(rule: ThrottleRule, { failures, last }: Failures, now: number): number {
  const over = failures - rule.free;
  if (over < 0 || now - last >= FORGOTTEN_MS) return 0;
  const delay = Math.min(1000 * 2 ** over, rule.longestMs);
  // A clock that was set back must not make a wait longer.
  return Math.max(0, Math.min(delay, last + delay - now));
}

/** The failures after one more. */
export const afterFailure = (before: Failures, now: number): Failures => ({
  failures: now - before.last < FORGOTTEN_MS ? before.failures + 1 : 1,
  last: now,
});
