// Every screen of the accounts, in every size, theme and language: nothing sticks out, nothing is too small or too pale,
// no word is left untranslated.
import { expect, it } from 'vitest';
import { SCREENS, type Screen, tour } from './account-tour.js';
import { overflow } from './browser.js';
import { clipped, plain, SIZES, small, violations } from './eyes.js';

const LONG = 180_000;

for (const colorScheme of ['light', 'dark'] as const)
  it(
    `has no axe violation (${colorScheme})`,
    async () => {
      const seen: Screen[] = [];
      await tour({ colorScheme, reducedMotion: 'reduce' }, async (screen, page) => {
        seen.push(screen);
        expect(await violations(page), screen).toEqual([]);
      });
      expect([...seen].sort()).toEqual([...SCREENS].sort());
    },
    LONG,
  );

it(
  'never scrolls sideways, and every target has 44 pixels, from a wide screen to 320',
  async () => {
    await tour({ hasTouch: true }, async (screen, page) => {
      for (const [width, height] of SIZES) {
        await page.setViewportSize({ width, height });
        expect(await overflow(page), `${screen} at ${width}`).toBe(0);
        expect(await clipped(page), `${screen} clipped at ${width}`).toEqual([]);
        expect(await small(page), `${screen} small at ${width}`).toEqual([]);
      }
      await page.setViewportSize({ width: 1440, height: 900 });
    });
  },
  LONG,
);

it(
  'every word comes from the messages',
  async () => {
    await tour(
      {},
      async (screen, page) => {
        expect(await plain(page), screen).toEqual([]);
      },
      '/?lang=pseudo',
    );
  },
  LONG,
);

it(
  'the focus is seen wherever the keyboard goes',
  async () => {
    await tour({}, async (screen, page) => {
      if (screen === 'demo-work' || screen === 'without-record') return;
      for (let i = 0; i < 15; i++) {
        await page.keyboard.press('Tab');
        const shown = await page.evaluate(() => {
          const e = document.activeElement;
          if (!e || e === document.body) return true;
          const { outlineStyle, outlineWidth } = getComputedStyle(e);
          return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
        });
        expect(shown, `${screen}, focus ${i}`).toBe(true);
      }
    });
  },
  LONG,
);
