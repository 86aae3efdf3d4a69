// The sessions in use, as they were read last. What a change touched is read anew before it is used again; when a
// session was used last is remembered across that, because it is kept to the minute only. Where other processes write to
// the record this one does not see their changes, and reads every session anew each time.
import { type Principal } from '../authorization/principal.js';
import { type Touched } from './change.js';
import { type KeptAccount, type KeptSession } from './kept.js';

export interface Remembered {
  readonly session: KeptSession;
  readonly account: KeptAccount;
  /** Exact, in memory. */
  used: number;
  /** Null until it is asked for; true until then. */
  principal: { readonly principal: Principal; readonly until: number } | null;
  fresh: boolean;
}

/** Beyond this the one looked up longest ago is forgotten. */
const MOST = 10_000;

export class SessionCache {
  readonly #byKey = new Map<string, Remembered>();
  readonly #othersWrite: boolean;
  #changes = 0;

  constructor(othersWrite: boolean) {
    this.#othersWrite = othersWrite;
  }

  /** How often something was touched: what was read before and after may differ. */
  get changes(): number {
    return this.#changes;
  }

  fresh(key: string): Remembered | null {
    if (this.#othersWrite) return null;
    const found = this.#byKey.get(key);
    return found?.fresh ? found : null;
  }

  remember(key: string, session: KeptSession, account: KeptAccount): Remembered {
    const before = this.#byKey.get(key);
    const used = Math.max(session.used, before?.used ?? session.used);
    const remembered: Remembered = { session, account, used, principal: null, fresh: true };
    // Set anew, so that the map's order is the order of reading.
    this.#byKey.delete(key);
    this.#byKey.set(key, remembered);
    if (this.#byKey.size > MOST) this.#byKey.delete(this.#byKey.keys().next().value!);
    return remembered;
  }

  forget(key: string): void {
    this.#byKey.delete(key);
  }

  touch({ sessions, accounts }: Touched): void {
    if (sessions.size === 0 && accounts.size === 0) return;
    this.#changes++;
    for (const [key, remembered] of this.#byKey)
      if (sessions.has(key) || accounts.has(remembered.account.id)) remembered.fresh = false;
  }
}
