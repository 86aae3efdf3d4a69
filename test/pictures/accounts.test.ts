// The screens of the accounts, light and dark, on a tablet and on a phone, held against the reviewed pictures beside this
// file. Words are in the system's font: journeys read them, pictures leave them out.
import { type Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { type Screen, tour } from '../journeys/account-tour.js';
import { type Compared, comparePicture, isSame } from './picture.js';

const LOOKS = [
  { name: 'light-tablet', colorScheme: 'light', size: { width: 1024, height: 768 } },
  { name: 'dark-tablet', colorScheme: 'dark', size: { width: 1024, height: 768 } },
  { name: 'light-phone', colorScheme: 'light', size: { width: 390, height: 844 } },
  { name: 'dark-phone', colorScheme: 'dark', size: { width: 390, height: 844 } },
] as const;
/** The work has pictures of its own. */
const LEFT_OUT: readonly Screen[] = ['demo-work', 'without-record'];

/** Words and carets are there and not seen; a code and a link are as long as they fall out. */
const wordless = (page: Page) =>
  page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      '* { color: transparent !important; caret-color: transparent !important; text-decoration-color: transparent !important; } .panes, .day, .slip__code, .slip__link { visibility: hidden; }',
    );
    document.adoptedStyleSheets = [sheet];
  });
const withWords = (page: Page) =>
  page.evaluate(() => {
    document.adoptedStyleSheets = [];
  });

it('every screen of the accounts looks as it was reviewed', async () => {
  const compared: Compared[] = [];
  await tour({ deviceScaleFactor: 0.5, reducedMotion: 'reduce' }, async (screen, page) => {
    if (LEFT_OUT.includes(screen)) return;
    await wordless(page);
    for (const { name, colorScheme, size } of LOOKS) {
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme });
      compared.push(comparePicture(`accounts/${screen}-${name}`, await page.screenshot({ caret: 'hide' })));
    }
    await withWords(page);
    await page.emulateMedia({ colorScheme: null });
    await page.setViewportSize({ width: 1440, height: 900 });
  });
  expect(compared.filter((c) => !isSame(c))).toEqual([]);
}, 240_000);
