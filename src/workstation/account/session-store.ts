// Who is here, apart from React: asks the server, locks after a time without use, and keeps the open pages of one
// browser of one mind. What is shown follows from this alone.
import { type Answer, type Failure } from './account-api.js';
import { type AccountState, type Session } from './account-state.js';

export interface Here {
  /** What the server said last; null until it has answered once. */
  readonly state: AccountState | null;
  /** Nothing of the record may be on the page, whatever the server knows of it. */
  readonly locked: boolean;
  /** The last question found nobody at the other end. */
  readonly away: boolean;
  /** The page is used without the record, because the server did not answer when it was opened. */
  readonly without: boolean;
  /** The session that was here ended, and not by the person's own hand. */
  readonly ended: boolean;
}

/** What the pages of one browser tell each other. */
export type Told = 'locked' | 'unlocked' | 'changed';

/** What the platform gives: read in main.tsx, stubbed in tests. */
export interface SessionSurroundings {
  readonly now: () => number;
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly tellOthers: (told: Told) => void;
  readonly askState: () => Promise<Answer<AccountState>>;
  readonly lock: () => Promise<Answer<null>>;
  readonly signOut: () => Promise<Answer<null>>;
  /** Called before the content leaves the page: what waits to be written is written. */
  readonly beforeHiding: () => void;
}

export interface SessionStore {
  subscribe(listener: () => void): () => void;
  here(): Here;
  /** Asks the server who is here. */
  refresh(): Promise<void>;
  /** Looks at what a request met: an ended or locked session and an absent server change what is shown. */
  met(failure: Failure): void;
  /** The secret was right: asks anew and shows the record again. */
  unlocked(): Promise<void>;
  /** Somebody signed in, or changed role: asks anew. */
  changed(): Promise<void>;
  lockNow(): void;
  signOut(): Promise<void>;
  /** A key, a touch, a pointer: puts the lock off. */
  used(): void;
  /** Locks if it is time; asked every few seconds and whenever the page comes into view. */
  tick(): void;
  workWithout(): void;
  /** Ends working without the record: asks who is here. */
  workWith(): Promise<void>;
  /** What another page of this browser told. */
  told(by: Told): void;
}

/** Holds the account whose screen was locked here, so that loading the page again without a server opens nothing. */
export const LOCKED_UNDER = 'cluneal.locked';
/** When this browser was last used, milliseconds since 1970; shared by its pages. */
export const USED_UNDER = 'cluneal.used';
const NOTED_EVERY_MS = 1_000;
const WRITTEN_EVERY_MS = 5_000;
/** The server ends an idle session; while somebody works it hears of it this often. */
const HEARD_EVERY_MS = 120_000;
/** An absent server is asked again this often. */
const SOUGHT_EVERY_MS = 10_000;

export function sessionStore(around: SessionSurroundings): SessionStore {
  const listeners = new Set<() => void>();
  let here: Here = { state: null, locked: false, away: false, without: false, ended: false };
  let written = 0;
  let heard = around.now();
  let asked = 0;
  let ending = false;

  const keep = (key: string, value: string | null): void => {
    try {
      if (value === null) around.storage.removeItem(key);
      else around.storage.setItem(key, value);
    } catch {
      // A browser that keeps nothing still locks while the page is open.
    }
  };
  const kept = (key: string): string | null => {
    try {
      return around.storage.getItem(key);
    } catch {
      return null;
    }
  };
  // A page that is loaded again after a long pause is as old as its last use, not as its loading.
  let lastUse = Number(kept(USED_UNDER)) || around.now();

  function set(next: Partial<Here>): void {
    if (next.locked && !here.locked) around.beforeHiding();
    here = { ...here, ...next };
    for (const l of listeners) l();
  }
  const session = (): Session | null => here.state?.session ?? null;
  const idleFor = (): number => around.now() - Math.max(lastUse, Number(kept(USED_UNDER)) || 0);
  const overdue = (s: Session): boolean => idleFor() >= s.lockAfterMinutes * 60_000;

  /** The server may not know yet that the screen is locked here: it is told until it does. */
  const tellServer = (): void => {
    void around.lock().then((answer) => {
      if (!answer.ok && answer.failure.type === 'ended') void refresh();
    });
  };

  async function refresh(): Promise<void> {
    asked = around.now();
    const answer = await around.askState();
    if (!answer.ok) {
      set({ away: true });
      return;
    }
    heard = around.now();
    const before = session();
    const { session: now } = answer.value;
    if (!now) {
      keep(LOCKED_UNDER, null);
      const ended = here.ended || (before !== null && !ending);
      set({ state: answer.value, away: false, locked: false, ended });
      return;
    }
    const same = before === null || before.account === now.account;
    const lockedHere = same && (here.locked || kept(LOCKED_UNDER) === now.account || overdue(now));
    const locked = now.locked || lockedHere;
    keep(LOCKED_UNDER, locked ? now.account : null);
    set({ state: answer.value, away: false, locked, ended: false });
    if (locked && !now.locked) tellServer();
  }

  function lockNow(): void {
    const s = session();
    if (!s || here.locked) return;
    keep(LOCKED_UNDER, s.account);
    set({ locked: true });
    around.tellOthers('locked');
    tellServer();
  }

  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    here: () => here,
    refresh,
    met: (failure) => {
      if (failure.type === 'away') set({ away: true });
      else if (failure.type === 'ended' || failure.type === 'locked') void refresh();
    },
    unlocked: async () => {
      keep(LOCKED_UNDER, null);
      here = { ...here, locked: false };
      lastUse = around.now();
      keep(USED_UNDER, String(lastUse));
      await refresh();
      around.tellOthers('unlocked');
    },
    changed: async () => {
      lastUse = around.now();
      keep(USED_UNDER, String(lastUse));
      keep(LOCKED_UNDER, null);
      await refresh();
      around.tellOthers('changed');
    },
    lockNow,
    signOut: async () => {
      ending = true;
      around.beforeHiding();
      const answer = await around.signOut();
      // Without the server nobody can sign out of it; what is on the page goes all the same.
      if (!answer.ok && answer.failure.type === 'away') {
        ending = false;
        lockNow();
        set({ away: true });
        return;
      }
      await refresh();
      ending = false;
      around.tellOthers('changed');
    },
    used: () => {
      const s = session();
      const now = around.now();
      // A pointer tells of itself many times a second.
      if (!s || here.locked || Math.abs(now - lastUse) < NOTED_EVERY_MS) return;
      if (overdue(s)) {
        lockNow();
        return;
      }
      lastUse = now;
      if (now - written >= WRITTEN_EVERY_MS) {
        written = now;
        keep(USED_UNDER, String(now));
      }
      if (now - heard >= HEARD_EVERY_MS) {
        heard = now;
        void refresh();
      }
    },
    tick: () => {
      const s = session();
      if (s && !here.locked && overdue(s)) lockNow();
      if (here.away && around.now() - asked >= SOUGHT_EVERY_MS) void refresh();
    },
    workWithout: () => set({ without: true }),
    workWith: async () => {
      await refresh();
      if (!here.away) set({ without: false });
    },
    told: (by) => {
      if (by === 'locked' && session()) set({ locked: true });
      else if (by === 'unlocked') {
        here = { ...here, locked: false };
        void refresh();
      } else void refresh();
    },
  };
}
