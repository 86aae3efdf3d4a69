// Every layer of the figure, both sexes, light and dark, phone and tablet, held against the reviewed pictures beside this
// file. Layers are taken with the other three in pairs: every layer with both sexes, both themes and both widths.
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Journeys, startJourneys } from '../journeys/browser.js';
import { comparePicture, isSame } from './picture.js';

const drawings = join(dirname(fileURLToPath(import.meta.url)), '../drawings');
const PHONE = { width: 390, height: 844 };
const TABLET = { width: 1024, height: 768 };

let journeys: Journeys;
beforeAll(async () => {
  journeys = await startJourneys();
});
afterAll(() => journeys?.end());

/** Words are in the system's font: journeys read them, pictures leave them out. */
const bare = (page: Page) =>
  page.evaluate(() => {
    for (const word of document.querySelectorAll<HTMLElement>('.stage__side, .hung figcaption'))
      word.style.visibility = 'hidden';
  });

async function gallery(options: { dark?: boolean; phone?: boolean; scale?: number; sex?: 'Female' | 'Male' }) {
  const opened = await journeys.open({
    query: '/gallery',
    ready: '.hung',
    viewport: options.phone ? PHONE : TABLET,
    colorScheme: options.dark ? 'dark' : 'light',
    deviceScaleFactor: options.scale ?? 1,
  });
  await bare(opened.page);
  if (options.sex) await opened.page.getByRole('button', { name: options.sex, exact: true }).click();
  return opened;
}

/** A figure is drawn when it comes near. */
async function shotOf(page: Page, id: string): Promise<Buffer> {
  const stage = page.locator(`#${id} .hung__stage`);
  await stage.scrollIntoViewIfNeeded();
  await stage.locator('svg').waitFor();
  // Which letters the machine has is not what is looked at.
  await stage.evaluate((hung) => {
    for (const word of hung.querySelectorAll<SVGElement>('.map__label')) word.style.visibility = 'hidden';
  });
  return stage.screenshot();
}

/** Everything that hangs in these rooms. */
const hanging = (page: Page, rooms: readonly string[]): Promise<readonly string[]> =>
  page.evaluate(
    (ids) => ids.flatMap((id) => [...document.querySelectorAll(`#room-${id} .hung`)].map((x) => x.id)),
    rooms,
  );

const LAYERS = ['plate', 'points', 'regions', 'cutaneous', 'dermatome'];
/** With layers in turn taking one pair of rows, all pairs of sex, theme and width meet. */
const ROWS = [
  { name: 'female-light-phone', sex: 'Female', dark: false, phone: true, turn: 0 },
  { name: 'male-dark-tablet', sex: 'Male', dark: true, phone: false, turn: 0 },
  { name: 'female-dark-tablet', sex: 'Female', dark: true, phone: false, turn: 1 },
  { name: 'male-light-phone', sex: 'Male', dark: false, phone: true, turn: 1 },
  { name: 'female-light-tablet', sex: 'Female', dark: false, phone: false, turn: 2 },
  { name: 'male-dark-phone', sex: 'Male', dark: true, phone: true, turn: 2 },
] as const;

describe('every layer looks as it was reviewed', () => {
  it.each(ROWS)('$name', async ({ name, turn, ...options }) => {
    const { page, close } = await gallery(options);
    const ids = (await hanging(page, LAYERS)).filter((_, i) => i % 3 === turn);
    expect(ids.length).toBeGreaterThan(5);
    const compared = [];
    for (const id of ids) compared.push(comparePicture(`layers/${id}-${name}`, await shotOf(page, id)));
    expect(compared.filter((c) => !isSame(c))).toEqual([]);
    await close();
  });

  it('referral zones, one by one', async () => {
    const { page, close } = await gallery({ scale: 0.5 });
    const compared = [];
    for (const id of await hanging(page, ['referral']))
      compared.push(comparePicture(`referral/${id}`, await shotOf(page, id)));
    expect(compared.length).toBeGreaterThan(40);
    expect(compared.filter((c) => !isSame(c))).toEqual([]);
    await close();
  });
});

describe('the golden drawings look as they were reviewed', () => {
  it('all forty', async () => {
    const { page, close } = await gallery({ scale: 0.5 });
    const files = readdirSync(drawings).filter((f) => f.endsWith('.drawing.json'));
    expect(files.length).toBe(40);
    const compared = [];
    for (const file of files) {
      await page.locator('input[type=file]').setInputFiles(join(drawings, file));
      await page.getByText(`Drawing ${file}`).waitFor();
      await bare(page);
      for (const hung of await page.locator('.hung').all()) {
        await hung.scrollIntoViewIfNeeded();
        await hung.locator('svg').waitFor();
      }
      const name = file.replace('.drawing.json', '');
      compared.push(comparePicture(`drawings/${name}`, await page.locator('.gallery__wall').screenshot()));
      await page.getByRole('button', { name: 'Take it down' }).click();
    }
    expect(compared.filter((c) => !isSame(c))).toEqual([]);
    await close();
  });
});
