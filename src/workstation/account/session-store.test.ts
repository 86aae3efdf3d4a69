import { expect, it } from 'vitest';
import { type Answer } from './account-api.js';
import { type AccountState, type Session } from './account-state.js';
import { LOCKED_UNDER, sessionStore, type Told } from './session-store.js';

const MINUTE = 60_000;
const SESSION: Session = {
  locked: false,
  account: 'a1',
  name: 'Dr A',
  login: 'a',
  role: 'physician',
  roles: [],
  hasPin: true,
  hasPasskey: false,
  lockAfterMinutes: 5,
  opened: [],
};
const STATE: AccountState = {
  record: 'clinic',
  clinicName: 'Clinic',
  session: SESSION,
  passkeys: false,
  setUp: 'done',
  demo: false,
};

/** A browser with a storage, a clock, and a server at the other end that can be away. */
function browser(kept = new Map<string, string>()) {
  const world = { now: 1_000_000, server: STATE as AccountState | null, told: [] as Told[], hidden: 0, locks: 0 };
  const away: Answer<never> = { ok: false, failure: { type: 'away' } };
  const open = () =>
    sessionStore({
      now: () => world.now,
      storage: {
        getItem: (k) => kept.get(k) ?? null,
        setItem: (k, v) => void kept.set(k, v),
        removeItem: (k) => void kept.delete(k),
      },
      tellOthers: (told) => void world.told.push(told),
      askState: async () => (world.server ? { ok: true, value: world.server } : away),
      lock: async () => {
        if (!world.server) return away;
        world.locks++;
        if (world.server.session) server({ ...world.server.session, locked: true });
        return { ok: true, value: null };
      },
      signOut: async () => {
        if (!world.server) return away;
        server(null);
        return { ok: true, value: null };
      },
      beforeHiding: () => void world.hidden++,
    });
  const server = (session: Session | null) => {
    world.server = { ...STATE, session };
  };
  const cut = () => {
    world.server = null;
  };
  return { world, open, server, kept, cut };
}

it('the screen locks after the time without use, and use puts it off', async () => {
  const { world, open } = browser();
  const store = open();
  await store.changed();
  world.now += 4 * MINUTE;
  store.used();
  world.now += 4 * MINUTE;
  store.tick();
  expect(store.here().locked).toBe(false);
  world.now += MINUTE;
  store.tick();
  expect(store.here().locked).toBe(true);
  expect([world.hidden, world.locks, world.told.at(-1)]).toEqual([1, 1, 'locked']);
});

it('a touch after the time without use locks, where it would have put the lock off before', async () => {
  const { world, open } = browser();
  const store = open();
  await store.changed();
  world.now += 6 * MINUTE;
  store.used();
  expect(store.here().locked).toBe(true);
});

it('use of another page of the browser puts the lock off here too', async () => {
  const { world, open } = browser();
  const [one, other] = [open(), open()];
  await one.changed();
  await other.refresh();
  world.now += 4 * MINUTE;
  other.used();
  world.now += 2 * MINUTE;
  one.tick();
  expect(one.here().locked).toBe(false);
});

it('loading the page again opens nothing that was locked without a server', async () => {
  const { world, open, cut, server } = browser();
  const store = open();
  await store.changed();
  cut();
  store.lockNow();
  expect(store.here().locked).toBe(true);
  server(SESSION);
  const again = open();
  await again.refresh();
  expect(again.here().locked).toBe(true);
  expect(world.locks).toBe(1);
});

it('a page that is opened long after its last use is locked, though the session lives', async () => {
  const { world, open } = browser();
  await open().changed();
  world.now += 6 * MINUTE;
  const later = open();
  await later.refresh();
  expect(later.here().locked).toBe(true);
});

it('the right secret opens, and the next person who signs in is not locked out by the one before', async () => {
  const { open, server, kept } = browser();
  const store = open();
  await store.changed();
  store.lockNow();
  server(SESSION);
  await store.unlocked();
  expect([store.here().locked, kept.has(LOCKED_UNDER)]).toEqual([false, false]);
  store.lockNow();
  server({ ...SESSION, account: 'b2' });
  const next = open();
  await next.refresh();
  expect(next.here().locked).toBe(false);
});

it('an ended session is told apart from a sign-out by hand', async () => {
  const { open, server } = browser();
  const store = open();
  await store.changed();
  server(null);
  await store.refresh();
  expect(store.here().ended).toBe(true);
  server(SESSION);
  await store.changed();
  await store.signOut();
  expect([store.here().state?.session, store.here().ended]).toEqual([null, false]);
});

it('signing out without a server hides the work all the same', async () => {
  const { open, cut } = browser();
  const store = open();
  await store.changed();
  cut();
  await store.signOut();
  expect([store.here().locked, store.here().away]).toEqual([true, true]);
});

it('an absent server is sought again, and what was shown stays meanwhile', async () => {
  const { world, open, cut, server } = browser();
  const store = open();
  await store.changed();
  cut();
  await store.refresh();
  expect([store.here().away, store.here().state?.session?.account]).toEqual([true, 'a1']);
  server(SESSION);
  world.now += 11_000;
  store.tick();
  await Promise.resolve();
  await Promise.resolve();
  expect(store.here().away).toBe(false);
});
