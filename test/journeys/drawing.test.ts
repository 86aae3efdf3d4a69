// The picture: drawn on with a mouse, with a finger and with the keyboard alone; what is drawn reaches the case, and
// nothing drawn is lost.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Journeys, startJourneys } from './browser.js';
import {
  type At,
  CREST,
  chips,
  finger,
  inView,
  kept,
  LEG,
  mouse,
  on,
  PHONE,
  painted,
  ready,
  saved,
  take,
} from './drawing-hands.js';

let journeys: Journeys;
beforeAll(async () => {
  journeys = await startJourneys();
});
afterAll(() => journeys?.end());

describe('with the keyboard alone', () => {
  it('a place is found in the list, filled, named, rated, read back; it is in the case and moves the answer', async () => {
    const { page, close } = await journeys.open();
    await ready(page);
    await page.keyboard.press('d');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('picture-heading');
    for (let i = 0; i < 3; i++) await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Show as list');
    await page.keyboard.press('Enter');
    await page.locator('.places input:focus').waitFor();
    await page.keyboard.type('right upper buttock');
    await page.keyboard.press('ArrowDown');
    const focused = () => page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.code);
    await expect.poll(focused).toBe('upper-buttock@R');
    await page.keyboard.press('Space');
    await page.keyboard.press('q');
    await page.keyboard.press('7');
    await page.locator('[role=status]', { hasText: 'Right upper buttock, burning, 7' }).waitFor({ state: 'attached' });
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-checked'))).toBe('true');
    const back = page.locator('.read-back');
    await expect.poll(() => back.innerText()).toMatch(/^Right upper buttock, burning, 7 of 10\. Is that correct\?/);
    await expect.poll(() => page.locator('.rank').count()).toBeGreaterThan(3);
    const before = await page.locator('.rank__count').allInnerTexts();
    // On to the answer "Yes" by Tab.
    for (let i = 0; i < 4; i++) {
      await page.keyboard.press('Tab');
      if ((await page.evaluate(() => document.activeElement?.textContent)) === 'Yes') break;
    }
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Yes');
    await page.keyboard.press('Enter');
    await page.locator('.read-back[data-confirmed=true]').waitFor();
    await expect
      .poll(() => chips(page))
      .toEqual(['pain.upper-buttock@R drawn', 'quality.burning@R drawn', 'pain.unilateral@R drawn']);
    expect(await page.locator('.recorded').innerText()).toMatch(/Pain in the upper buttock\s+present, right/);
    await expect.poll(() => page.locator('.rank__count').allInnerTexts()).not.toEqual(before);
    await close();
  });

  it('arrow keys go along the body, and the same keys work on the figure itself', async () => {
    const { page, close } = await journeys.open();
    await ready(page);
    await page.getByRole('button', { name: 'Show as list' }).click();
    await page.locator('.tree__place[data-code="upper-buttock@R"]').focus();
    const focused = () => page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.code);
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toBe('iliac-crest@R');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('upper-buttock@R');
    await page.locator('path.region[data-code="iliac-crest@L"]').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('1');
    await page.keyboard.press('0');
    await expect
      .poll(() => page.locator('path.region[data-code="iliac-crest@L"]').getAttribute('aria-label'))
      .toMatch(/^Left posterior iliac crest, pain, 10/);
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('upper-buttock@L');
    await close();
  });
});

describe('with a finger on a phone', () => {
  it('strokes, pin, arrow, eraser, undo and redo do what they say, and all of it is there after a reload', async () => {
    const { page, close } = await journeys.open(PHONE);
    const cdp = await page.context().newCDPSession(page);
    await ready(page);
    await finger(page, cdp, CREST);
    expect(await painted(page)).toEqual(['drawn__run 1']);
    await page.locator('.quality[data-quality=burning]').tap();
    await page.locator('.score', { hasText: /^7$/ }).tap();
    await expect.poll(() => page.locator('.stage .drawn__letter').allTextContents()).toEqual(['B7']);
    await take(page, 'pin');
    await inView(page);
    const spot = await on(page, [70, -60]);
    await page.touchscreen.tap(spot.x, spot.y);
    await take(page, 'arrow');
    await finger(page, cdp, LEG);
    expect(await painted(page)).toEqual(['drawn__run 1', 'drawn__pin 0', 'drawn__arrow 0']);
    await take(page, 'eraser');
    await finger(page, cdp, [
      [60, -60],
      [82, -60],
    ]);
    expect(await painted(page)).toEqual(['drawn__run 1', 'drawn__arrow 0']);
    const undo = page.locator('.tools__back .tool').nth(0);
    await undo.tap();
    expect(await painted(page)).toEqual(['drawn__run 1', 'drawn__pin 0', 'drawn__arrow 0']);
    await page.locator('.tools__back .tool').nth(1).tap();
    expect(await painted(page)).toEqual(['drawn__run 1', 'drawn__arrow 0']);
    await undo.tap();
    await saved(page);
    const before = await kept(page);
    expect(before.marks.map((m: { kind: string }) => m.kind)).toEqual(['brush', 'pin', 'arrow']);
    await page.reload();
    await ready(page);
    expect(await painted(page)).toEqual(['drawn__run 1', 'drawn__pin 0', 'drawn__arrow 0']);
    expect((await kept(page)).marks).toEqual(before.marks);
    await close();
  });

  it('those who cannot drag tap: dots, whole places, and both ends of an arrow', async () => {
    const { page, close } = await journeys.open(PHONE);
    await ready(page);
    const tap = async (at: At) => {
      await inView(page);
      const { x, y } = await on(page, at);
      await page.touchscreen.tap(x, y);
    };
    await tap([90, -60]);
    await take(page, 'fill');
    await tap([-90, -65]);
    await take(page, 'arrow');
    await tap([90, 60]);
    await page.locator('.stage__hint', { hasText: 'where the pain goes to' }).waitFor();
    await tap([95, 300]);
    expect(await painted(page)).toEqual(['drawn__run 2', 'drawn__arrow 0']);
    await saved(page);
    expect((await kept(page)).marks.map((m: { kind: string; region?: string }) => m.region ?? m.kind)).toEqual([
      'brush',
      'iliac-crest@L',
      'arrow',
    ]);
    await close();
  });

  it('a stroke that the page is left in, or that the system takes away, is kept', async () => {
    const { page, close } = await journeys.open(PHONE);
    const cdp = await page.context().newCDPSession(page);
    await ready(page);
    await inView(page);
    const { x, y } = await on(page, [80, -60]);
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: x + 20, y: y + 10 }] });
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchCancel', touchPoints: [] });
    await expect.poll(() => painted(page)).toEqual(['drawn__run 1']);
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y: y + 40 }] });
    await cdp.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: x + 20, y: y + 60 }] });
    await page.reload();
    await ready(page);
    expect((await kept(page)).marks.length).toBe(2);
    await close();
  });

  it('a finger scrolls the page where no drawing tool is in the hand, and draws where one is', async () => {
    const { page, close } = await journeys.open(PHONE);
    await ready(page);
    const action = () => page.locator('.stage').evaluate((e) => getComputedStyle(e).touchAction);
    expect(await action()).toBe('none');
    await take(page, 'look');
    expect(await action()).toBe('auto');
    await close();
  });
});

describe('with a mouse', () => {
  it('a stroke over the right crest says so in the case, takes its words and number, and the other side mirrors it', async () => {
    const { page, close } = await journeys.open();
    await ready(page);
    await mouse(page, CREST);
    await expect.poll(() => chips(page)).toContain('pain.iliac-crest@R drawn');
    await page.locator('.quality[data-quality=burning]').click();
    await page.locator('.score', { hasText: /^8$/ }).click();
    await expect.poll(() => chips(page)).toContain('quality.burning@R drawn');
    await expect.poll(() => page.getByLabel('Pain, 0-10').inputValue()).toBe('8');
    await expect.poll(() => page.locator('.tint').count()).toBeGreaterThan(2);
    await page.getByRole('button', { name: 'Other side' }).click();
    await expect.poll(() => page.locator('.read-back').innerText()).toMatch(/^Left posterior iliac crest/);
    expect((await chips(page)).every((c) => /@L drawn$/.test(c))).toBe(true);
    await page.keyboard.press('Control+z');
    await expect.poll(() => page.locator('.read-back').innerText()).toMatch(/^Right posterior iliac crest/);
    await close();
  });

  it('what a person corrects stays corrected however much is drawn after, until it is put back', async () => {
    const { page, close } = await journeys.open();
    await ready(page);
    await mouse(page, CREST);
    await page.locator('.chip[data-finding="pain.iliac-crest@R"] .chip__verb').click();
    await mouse(page, LEG);
    await expect.poll(() => chips(page)).toContain('pain.posterior-thigh@R drawn');
    expect(await chips(page)).toContain('pain.iliac-crest@R corrected');
    expect(await page.locator('.recorded [data-finding="pain.iliac-crest"]').count()).toBe(0);
    await page.getByRole('button', { name: /Put back/ }).click();
    await page.locator('.recorded [data-finding="pain.iliac-crest"]').waitFor();
    await close();
  });

  it('"no pain anywhere" is said, is not the same as empty, and a mark takes it back', async () => {
    const { page, close } = await journeys.open();
    await ready(page);
    await page.getByRole('button', { name: 'No pain anywhere' }).click();
    await page.getByRole('button', { name: 'Yes', exact: true }).click();
    await expect.poll(() => chips(page)).toEqual(['-pain.side@B drawn']);
    await mouse(page, CREST);
    await expect.poll(() => chips(page)).toContain('pain.iliac-crest@R drawn');
    await close();
  });

  it('fifty strokes are taken back one by one, and a piece can be changed or taken out by itself', async () => {
    const { page, close } = await journeys.open();
    await ready(page);
    for (let i = 0; i < 52; i++)
      await mouse(page, [
        [-120 + (i % 12) * 20, -150 + Math.floor(i / 12) * 60],
        [-114 + (i % 12) * 20, -140 + Math.floor(i / 12) * 60],
      ]);
    await page.waitForTimeout(300);
    for (let i = 0; i < 51; i++) await page.keyboard.press('Control+z');
    await expect.poll(() => painted(page)).toEqual(['drawn__run 1']);
    await mouse(page, CREST);
    await take(page, 'look');
    await inView(page);
    const { x, y } = await on(page, [100, -72]);
    await page.mouse.click(x, y);
    await page.locator('.piece[data-open=true] .quality[data-quality=tingling]').click();
    await expect.poll(() => page.locator('.stage .drawn__letter').allTextContents()).toEqual(['T']);
    await page
      .locator('.piece[data-open=true]')
      .getByRole('button', { name: /^Remove/ })
      .click();
    await expect.poll(() => painted(page)).toEqual(['drawn__run 1']);
    await close();
  });

  it('the drawing goes to a file with its case and comes back, and is printed with both sides in words', async () => {
    const { page, close } = await journeys.open();
    await ready(page);
    await mouse(page, CREST);
    await expect.poll(() => chips(page)).toContain('pain.iliac-crest@R drawn');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export this case' }).click(),
    ]);
    await saved(page);
    const { marks } = await kept(page);
    const path = await download.path();
    await page.getByRole('button', { name: 'Erase this case' }).click();
    await expect.poll(() => painted(page)).toEqual([]);
    await page.keyboard.press('p');
    await page.locator('input[type=file]').setInputFiles(path);
    await expect.poll(() => painted(page)).toEqual(['drawn__run 1']);
    await page.waitForTimeout(600);
    expect((await kept(page)).marks).toEqual(marks);
    await page.emulateMedia({ media: 'print' });
    const paper = page.locator('.printed-drawing');
    await paper.waitFor();
    expect(await paper.innerText()).toMatch(/Left\s+Lower back\s+Right/);
    expect(await paper.locator('.drawn__run').count()).toBeGreaterThan(0);
    await close();
  });
});
