// A house as the accounts know it, over real stores, with a clock that stands still until it is moved; and browsers that
// keep their cookie and say where they are.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { accountRoutes } from '#server/accounts/account-routes.js';
import { authenticate, crossSiteCheck } from '#server/accounts/authenticate.js';
import { accountsOver } from '#server/accounts/clinic-accounts.js';
import { type House, type HouseClinic } from '#server/accounts/house.js';
import { type PasswordHasher, passwordHasher } from '#server/accounts/password-hasher.js';
import { seedDemo } from '#server/accounts/seed-demo.js';
import { readAuditOver } from '#server/audit/read-audit-over.js';
import { policedApp } from '#server/authorization/policed-app.js';
import { rolePolicy } from '#server/authorization/role-policy.js';
import { type PolicedApp } from '#server/authorization/route-policy.js';
import { type RecordKind } from '#server/open-clinic.js';
import { type AuditRow } from '#server/store/audit-chain.js';
import { type Definitions, definitionsOf } from '#server/store/definitions.js';
import { memoryRepository } from '#server/store/memory/memory-repository.js';
import { type Repository, type StoreWorld } from '#server/store/repository.js';
import { sqliteRepository } from '#server/store/sqlite/sqlite-repository.js';
import { type ServerWorld } from '#server/world.js';
import { BASE, START } from '../contract/store-world.js';
import { knowledge } from '../pack.js';
import { watched } from './row-watch.js';

export const CLINIC = 'c1';
/** The tests sign in a thousand times; rules.test.ts sees to the cost of the product. */
const CHEAP = { memoryCost: 1024, timeCost: 1 };
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export type StoreKind = 'memory' | 'sqlite';
export const STORES: readonly StoreKind[] = ['memory', 'sqlite'];

/** What the house and its browsers share. */
export interface FrontDesk {
  readonly house: House;
  readonly policed: PolicedApp;
  readonly hasher: PasswordHasher;
  readonly world: ServerWorld;
  /** Where requests seem to come from and how; changed by tests. */
  readonly outside: {
    loopback: boolean;
    secure: boolean;
    address: string;
    code: string | null;
    demo: boolean;
    /** Answered instead of what was asked for, as by a house where another choice was faster. */
    chosenInstead: RecordKind | null;
  };
  /** Moves the clock. */
  pass(ms: number): void;
  /** The record that is open. */
  open(): HouseClinic;
  /** All rows of its chain. */
  rows(): Promise<readonly AuditRow[]>;
  /** Opens the same record anew, as after a restart. */
  restart(): void;
  browser(more?: BrowserOptions): Browser;
}

export interface BrowserOptions {
  /** Scheme, name and port of the page; the request goes there. */
  readonly at?: string;
}

export interface Reply {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: an answer of any route
  readonly body: any;
  readonly headers: Headers;
}

/** A browser at the page of the server, with its cookie. */
export interface Browser {
  cookie: string | null;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Reply>;
  post(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Reply>;
}

const built = (path: string) =>
  JSON.parse(readFileSync(fileURLToPath(new URL(`../../dist/${path}`, import.meta.url)), 'utf8'));
let known: Definitions | null = null;
/** As the build made them: a fifth of the time of making them anew. */
export function definitions(): Definitions {
  known ??= definitionsOf({
    ...{ structures: built('definitions/structures.json'), searches: built('definitions/searches.json') },
  });
  return known;
}

const closing: (() => Promise<void>)[] = [];
/** Call after all tests of the file. */
export async function closeDesks(): Promise<void> {
  for (const close of closing) await close();
}

async function repositoryOf(kind: StoreKind, world: StoreWorld): Promise<Repository> {
  if (kind === 'memory') return watched(memoryRepository(definitions(), world));
  const folder = mkdtempSync(join(tmpdir(), 'cluneal-accounts-'));
  const repository = await sqliteRepository({
    ...{ path: join(folder, 'record.db'), definitions: definitions(), world },
  });
  closing.push(async () => {
    await repository.close();
    rmSync(folder, { recursive: true });
  });
  return watched(repository);
}

/** Opens a record that other processes may write to as well. */
export type SharedStore = (world: StoreWorld) => Promise<Repository>;

const opened = async (store: StoreKind | SharedStore, world: StoreWorld): Promise<Repository> =>
  typeof store === 'function' ? watched(await store(world)) : repositoryOf(store, world);

/** A house where nothing has been chosen yet. */
export async function frontDesk(store: StoreKind | SharedStore = 'memory'): Promise<FrontDesk> {
  const othersWrite = typeof store === 'function';
  let clock = START;
  let made = 0;
  const world: ServerWorld = {
    now: () => clock,
    elapsed: () => clock - START,
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
    newId: () => `id-${String(++made).padStart(5, '0')}`,
  };
  const hasher = passwordHasher(world, CHEAP);
  const outside: FrontDesk['outside'] = {
    ...{ loopback: true, secure: false, address: '127.0.0.1', code: null, demo: true, chosenInstead: null },
  };
  const records = new Map<RecordKind, Repository>();
  let open: HouseClinic | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  const openOver = (kind: RecordKind, repository: Repository): HouseClinic => {
    const policy = rolePolicy();
    const accounts = accountsOver({ repository, clinic: CLINIC, policy, world, hasher, othersWrite });
    const readAudit = readAuditOver(repository, CLINIC, policy, world);
    // What the accounts' routes ask for; the FHIR definitions are not among it.
    return { kind, clinic: CLINIC, repository, accounts, policy, readAudit, world, knowledge } as HouseClinic;
  };
  const house: House = {
    record: () => open?.kind ?? 'unset',
    open: () => open,
    choose: (asked) => {
      const next = turn.then(async () => {
        const kind = outside.chosenInstead ?? asked;
        if (open && (open.kind === kind || open.kind === 'clinic')) return open;
        const repository = records.get(kind) ?? (await opened(store, { ...world, bases: [BASE] }));
        records.set(kind, repository);
        open = openOver(kind, repository);
        if (kind === 'demo') await seedDemo(repository, { ...open, hasher });
        return open;
      });
      turn = next.catch(() => {});
      return next;
    },
    loopback: () => outside.loopback,
    secure: () => outside.secure,
    origin: (c) => {
      const host = c.req.header('host');
      return host ? `${outside.secure ? 'https' : 'http'}://${host}` : null;
    },
    address: () => outside.address,
    demo: () => outside.demo,
    setupCode: () => outside.code,
    knowledge: knowledge.version,
  };
  const policed = policedApp();
  policed.app.use('*', authenticate(house), crossSiteCheck(house));
  accountRoutes(policed, house);

  return {
    ...{ house, policed, hasher, world, outside },
    pass: (ms) => {
      clock += ms;
    },
    open: () => open!,
    rows: async () => {
      await open!.readAudit.flush();
      return open!.repository.auditRows(CLINIC, 1, 10_000);
    },
    restart: () => {
      open = openOver(open!.kind, open!.repository);
    },
    browser: ({ at = 'http://localhost:8080' } = {}) => {
      const browser: Browser = {
        cookie: null,
        get: (path, headers = {}) => send('GET', path, undefined, headers),
        post: (path, body = {}, headers = {}) => send('POST', path, body, headers),
      };
      const send = async (
        method: string,
        path: string,
        body: unknown,
        headers: Readonly<Record<string, string>>,
      ): Promise<Reply> => {
        const answer = await policed.app.request(`${at}${path}`, {
          method,
          headers: {
            host: new URL(at).host,
            ...(browser.cookie === null ? {} : { cookie: `cluneal-session=${browser.cookie}` }),
            ...(method === 'POST' ? { origin: at, 'content-type': 'application/json' } : {}),
            ...headers,
          },
          ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        });
        const given = /^cluneal-session=([^;]*)/.exec(answer.headers.get('set-cookie') ?? '')?.[1];
        if (given !== undefined) browser.cookie = given === '' ? null : given;
        const text = await answer.text();
        return { status: answer.status, body: text === '' ? null : JSON.parse(text), headers: answer.headers };
      };
      return browser;
    },
  };
}

export const OWNER = {
  ...{ name: 'Dr Ono', login: 'Ono', password: 'lantern ferry onyx mouse', treatsAs: 'physician' },
};
export const FOUNDING = {
  ...{ choice: 'clinic', clinicName: 'Hill Clinic', siteName: 'Hill', teamName: 'Back pain', owner: OWNER },
};

/** A clinic with its owner, and the owner's browser. */
export async function foundedClinic(
  store: StoreKind | SharedStore = 'memory',
): Promise<FrontDesk & { readonly owner: Browser }> {
  const desk = await frontDesk(store);
  const owner = desk.browser();
  const answer = await owner.post('/account/setup', FOUNDING);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return { ...desk, owner };
}

/** Signs somebody in with a new browser. */
export async function signedIn(desk: FrontDesk, login: string, password: string): Promise<Browser> {
  const browser = desk.browser();
  const answer = await browser.post('/account/sign-in', { login, password });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return browser;
}

/** Changes the role a browser acts in. */
export async function inRole(browser: Browser, role: string): Promise<void> {
  const answer = await browser.post('/account/role', { role });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
}

/** The session a browser is in; null for none. */
// biome-ignore lint/suspicious/noExplicitAny: JSON of the state
export const sessionOf = async (browser: Browser): Promise<any> => (await browser.get('/account/state')).body.session;

/** An operator's browser invites somebody, who comes in; their browser and their id. */
export async function joined(
  desk: FrontDesk,
  operator: Browser,
  login: string,
  grants: readonly object[],
): Promise<{ readonly id: string; readonly browser: Browser; readonly password: string }> {
  const invited = await operator.post('/account/people', { name: `Person ${login}`, login, grants });
  if (invited.status !== 200) throw new Error(JSON.stringify(invited.body));
  const browser = desk.browser();
  const password = `${login} rides a slow bicycle`;
  const accepted = await browser.post('/account/accept', { code: invited.body.code, password });
  if (accepted.status !== 200) throw new Error(JSON.stringify(accepted.body));
  return { id: invited.body.id, browser, password };
}

/** Ids of the first site and care team. */
export async function firstPlaces(desk: FrontDesk): Promise<{ readonly site: string; readonly team: string }> {
  const { accounts } = desk.open();
  return { site: (await accounts.places('site'))[0]!.id, team: (await accounts.places('team'))[0]!.id };
}

/** Puts a patient into the record, with labels. */
export async function patientAt(desk: FrontDesk, site: string, team: string | null): Promise<string> {
  const { repository } = desk.open();
  const scope = { clinic: CLINIC, read: { Patient: 'all' }, write: { Patient: 'all' } } as const;
  const made = await repository.create(
    scope,
    { resourceType: 'Patient', name: [{ family: 'Test' }] },
    {
      note: { actor: 'test', role: 'test', policy: 'test' },
      labels: { site: [site], team: team === null ? [] : [team] },
    },
  );
  if (!made.ok) throw new Error(JSON.stringify(made.refusal));
  return made.value.stored.id;
}
