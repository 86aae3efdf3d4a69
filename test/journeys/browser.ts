// What every journey needs: the real server over the real build and packs, and a real browser.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Running, start } from '#server/start.js';

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

export interface OpenedPage {
  readonly page: Page;
  /** Closes the page; fails if it logged an error, threw, or broke its content policy. */
  close(): Promise<void>;
}

export interface Journeys {
  readonly url: string;
  open(options?: BrowserContextOptions & { readonly query?: string; readonly ready?: string }): Promise<OpenedPage>;
  end(): Promise<void>;
}

export async function startJourneys(): Promise<Journeys> {
  const executablePath = CHROMIUM.find((path) => path !== undefined && existsSync(path));
  if (executablePath === undefined)
    throw new Error('no chromium: apt-get install -y chromium, or name one in CLUNEAL_CHROMIUM');
  const server: Running = await start({ port: 0, root: dist });
  const browser: Browser = await chromium.launch({ executablePath, args: QUIET });
  return {
    url: server.url,
    open: async ({ query = '', ready = '.panes', ...options } = {}) => {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      const complaints: string[] = [];
      page.on('console', (m) => {
        if (m.type() === 'error' || m.type() === 'warning') complaints.push(m.text());
      });
      page.on('pageerror', (e) => complaints.push(e.message));
      page.on('request', (r) => {
        if (!r.url().startsWith(server.url) && !/^(blob|data|about):/.test(r.url()))
          complaints.push(`left the server: ${r.url()}`);
      });
      await page.goto(new URL(query, server.url).href);
      await page.waitForSelector(ready);
      return {
        page,
        close: async () => {
          await context.close();
          expect(complaints).toEqual([]);
        },
      };
    },
    end: async () => {
      await browser.close();
      await server.close();
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
