// Every screen of the accounts, in every size, theme and language: nothing sticks out, nothing is too small or too pale,
// no word is left untranslated.
import { type Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { SCREENS, type Screen, tour } from './account-tour.js';
import { overflow } from './browser.js';
import { clipped, plain, SIZES, small, violations } from './eyes.js';

const LONG = 240_000;
/** The work itself has journeys of its own; here only the head above it is looked at. */
const WORK: readonly Screen[] = ['demo-work', 'menu', 'without-record'];

async function expectFocusSeen(screen: Screen, page: Page): Promise<void> {
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press('Tab');
    const shown = await page.evaluate(() => {
      const e = document.activeElement;
      if (!e || e === document.body) return true;
      const { outlineStyle, outlineWidth } = getComputedStyle(e);
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
    });
    expect(shown, `${screen}, focus ${i}`).toBe(true);
  }
}

it(
  'in light: no axe violation, and the focus is seen wherever the keyboard goes',
  async () => {
    const seen: Screen[] = [];
    await tour({ colorScheme: 'light', reducedMotion: 'reduce' }, async (screen, page) => {
      seen.push(screen);
      expect(await violations(page), screen).toEqual([]);
      if (!WORK.includes(screen)) await expectFocusSeen(screen, page);
    });
    expect([...seen].sort()).toEqual([...SCREENS].sort());
  },
  LONG,
);

it(
  'in dark and in the pretend language: no axe violation, and no word that was never given to a translator',
  async () => {
    await tour(
      { colorScheme: 'dark', reducedMotion: 'reduce' },
      async (screen, page) => {
        expect(await violations(page), screen).toEqual([]);
        expect(await plain(page), screen).toEqual([]);
        expect(await overflow(page), screen).toBe(0);
      },
      '/?lang=pseudo',
    );
  },
  LONG,
);

it(
  'from a wide screen to 320 pixels: never scrolls sideways, nothing sticks out, every target has 44 pixels',
  async () => {
    await tour({ hasTouch: true }, async (screen, page) => {
      for (const [width, height] of SIZES) {
        await page.setViewportSize({ width, height });
        expect(await overflow(page), `${screen} at ${width}`).toBe(0);
        expect(await clipped(page), `${screen} clipped at ${width}`).toEqual([]);
        const within = WORK.includes(screen) ? '.top' : 'body';
        expect(await small(page, within), `${screen} small at ${width}`).toEqual([]);
      }
      await page.setViewportSize({ width: 1440, height: 900 });
    });
  },
  LONG,
);
