// What every journey needs: the real server over the real build and packs with a record of its own, and a real browser.
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core';
import { expect } from 'vitest';
import { type Running, start } from '#server/start.js';
import { type ServerWorld } from '#server/world.js';

const dist = join(dirname(fileURLToPath(import.meta.url)), '../../dist');
const CHROMIUM = [
  process.env.CLUNEAL_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** An invented person of the demo; login and password are no secret (demo-people.ts). */
export type DemoPerson = 'physician' | 'therapist' | 'patient' | 'operator' | 'auditor';

export interface OpenedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Closes the page; fails if it logged an error, threw, or broke its content policy. */
  close(): Promise<void>;
}

export interface Opening extends BrowserContextOptions {
  readonly query?: string;
  readonly ready?: string;
  /** Who is signed in when the page opens; null: nobody. */
  readonly as?: DemoPerson | null;
  /** Complaints of the browser that belong to the journey: a refused request is one. */
  readonly expects?: RegExp;
}

export interface Journeys {
  readonly url: string;
  /** The clock of the server, to be set forward. */
  readonly clock: { ahead: number };
  open(options?: Opening): Promise<OpenedPage>;
  end(): Promise<void>;
}

/** The browser says so when Playwright keeps the service worker out: a journey that needs it lets it in. */
const KEPT_OUT = /Service Worker registration blocked by Playwright/;

async function startServer(data: string, clock: { ahead: number }, port = 0): Promise<Running> {
  const world: ServerWorld = {
    now: () => Date.now() + clock.ahead,
    elapsed: () => performance.now(),
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
    newId: randomUUID,
  };
  return start({
    ...{ port, trustPort: 0, host: '127.0.0.1', names: [], lan: false, behindProxy: undefined },
    ...{ root: dist, data, databaseUrl: undefined, wanted: null, program: '0.0.0', world },
    ...{ log: { write: () => {} }, backupCommand: null },
  });
}

/** Asks the server as the page would, with the cookies of the browser. */
async function post(context: BrowserContext, url: string, path: string, body: object): Promise<void> {
  const { origin } = new URL(url);
  const answer = await context.request.post(new URL(path, url).href, { data: body, headers: { origin } });
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
}

/** Signs an invented person in, so that a page opened next is theirs. */
export const signedIn = (context: BrowserContext, url: string, as: DemoPerson): Promise<void> =>
  post(context, url, '/account/sign-in', { login: as, password: `${as} in the demo` });

export interface JourneyOptions {
  /** Which record is there when the first page opens. */
  readonly record?: 'demo' | 'unset';
}

/** Starts the server on a temporary data folder, by default with the demo chosen, and the browser. */
export async function startJourneys({ record = 'demo' }: JourneyOptions = {}): Promise<Journeys> {
  const executablePath = CHROMIUM.find((path) => path !== undefined && existsSync(path));
  if (executablePath === undefined)
    throw new Error('no chromium: apt-get install -y chromium, or name one in CLUNEAL_CHROMIUM');
  const data = mkdtempSync(join(tmpdir(), 'cluneal-journeys-'));
  const clock = { ahead: 0 };
  const server = await startServer(data, clock);
  const browser: Browser = await chromium.launch({ executablePath, args: QUIET });
  // Signing in takes a third of a second of work on purpose: each person does it once for all pages of a file.
  const cookies = new Map<DemoPerson, Awaited<ReturnType<BrowserContext['cookies']>>>();
  // A passkey is bound to a name, not to a number; the server answers to both.
  const url = server.url.replace('127.0.0.1', 'localhost');
  if (record === 'demo') {
    const context = await browser.newContext();
    await post(context, url, '/account/setup', { choice: 'demo' });
    await context.close();
  }
  return {
    url,
    clock,
    open: async (asked = {}) => {
      const { query = '', as = record === 'demo' ? 'physician' : null, expects, ...options } = asked;
      const { ready = as === null ? 'h1' : '.panes', ...rest } = options;
      const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        serviceWorkers: 'block',
        ...rest,
      });
      const before = as === null ? undefined : cookies.get(as);
      if (before) await context.addCookies(before);
      else if (as !== null) {
        await signedIn(context, url, as);
        cookies.set(as, await context.cookies());
      }
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      const complaints: string[] = [];
      const complain = (text: string) => {
        if (!KEPT_OUT.test(text) && !expects?.test(text)) complaints.push(text);
      };
      page.on('console', (m) => {
        if (m.type() === 'error' || m.type() === 'warning') complain(m.text());
      });
      page.on('pageerror', (e) => complain(e.message));
      page.on('request', (r) => {
        if (!r.url().startsWith(url) && !/^(blob|data|about):/.test(r.url())) complain(`left the server: ${r.url()}`);
      });
      await page.goto(new URL(query, url).href);
      await page.waitForSelector(ready);
      return {
        page,
        context,
        close: async () => {
          await context.close();
          expect(complaints).toEqual([]);
        },
      };
    },
    end: async () => {
      await browser.close();
      await server.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** Opens the published patient whose title holds `words`. */
export async function openPublished(page: Page, words: string): Promise<void> {
  await page.keyboard.press('p');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('searchbox').fill(words);
  await dialog.locator('.picker__row', { hasText: words }).click();
  await page.waitForSelector('.ranks', { state: 'attached' });
}

/** Adds findings by the search field alone. */
export async function type(page: Page, findings: readonly string[]): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.locator('.search__input:focus').waitFor();
  for (const text of findings) {
    await page.keyboard.type(text);
    await page.locator('.search__option').first().waitFor();
    await page.keyboard.press('Enter');
  }
}

/** Taps yes or no, once the question has been there long enough to be read (ui/YesNo.tsx). */
export async function answer(button: Locator): Promise<void> {
  await button.waitFor();
  await button.page().waitForTimeout(400);
  await button.click();
}

/** Does anything make the page wider than the window? */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
