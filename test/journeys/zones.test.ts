// Points are zones: each study can be reached and says what it is, who disagrees and how it is felt; and the zones follow
// the examiner's own landmarks.
import { AxeBuilder } from '@axe-core/playwright';
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Journeys, startJourneys } from './browser.js';

let journeys: Journeys;
beforeAll(async () => {
  journeys = await startJourneys();
});
afterAll(() => journeys?.end());

async function showZones(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Layers', exact: true }).click();
  await page.getByText('Tender points as zones').click();
  await page.keyboard.press('Escape');
  await page.locator('.zone').first().waitFor();
}

const groove = (page: Page) =>
  page.getByRole('button', { name: /^Iwanaga 2019, superior cluneal groove, 12 grooves.*right$/ });
const boxOf = async (page: Page) => (await groove(page).locator('.zone__near').boundingBox())!;

describe('the zones of the studies', () => {
  it('are one stop for Tab, are walked with the arrows, and tell study, size, distances and both sides of the dispute', async () => {
    const { page, close } = await journeys.open();
    await showZones(page);
    expect(await page.locator('.zone[tabindex="0"]').count()).toBe(1);
    await page.locator('.zone[tabindex="0"]').focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('.zone[tabindex="0"]').getAttribute('aria-label')).toMatch(
      /pooled from \d+ study points/,
    );
    await groove(page).focus();
    await page.keyboard.press('Enter');
    const card = page.getByRole('dialog', { name: 'Iwanaga 2019, superior cluneal groove' });
    await card.locator('[data-sources-ready]').waitFor();
    const text = await card.innerText();
    expect(text).toContain('12 grooves, on 11 of 20 cadaveric sides');
    expect(text).toContain('65.3 mm (SD 8.2)');
    expect(text).toContain('45.2 mm (SD 11.2)');
    expect(text).toContain('Fixed distances are contested');
    expect(text).toContain('Palpation of the posterior superior iliac spine repeats badly');
    expect(text).toContain('Where on the crest is the superior point?');
    expect(text).toContain('About 45 to 50 mm from the posterior superior spine');
    expect(text).toContain('57 to 73 mm from the spine');
    expect((await new AxeBuilder({ page }).include('dialog').analyze()).violations).toEqual([]);
    await card.getByRole('button', { name: /Lu 1998/ }).click();
    await page
      .getByRole('dialog', { name: /Lu 1998/ })
      .getByText('64.7 mm (SD 5.3)', { exact: true })
      .waitFor();
    await close();
  });
});

describe('personal landmarks', () => {
  it('move the zones with the measured spine, refuse an impossible one, and go back', async () => {
    const { page, close } = await journeys.open();
    await showZones(page);
    const before = await boxOf(page);
    await page.getByRole('button', { name: 'Body', exact: true }).click();
    const field = page.getByLabel('Posterior superior iliac spine to midline, mm');
    await field.fill('50');
    await expect.poll(async () => (await boxOf(page)).y).toBeLessThan(before.y);
    await field.fill('400');
    await page.keyboard.press('Tab');
    await page.getByText('400 is not between 20 and 70 mm.').waitFor();
    await page.getByRole('button', { name: 'Back to the assumed landmarks' }).click();
    await expect.poll(async () => (await boxOf(page)).y).toBeCloseTo(before.y, 1);
    await close();
  });

  it('take a mark that the examiner taps on the figure, and the zones of that side follow', async () => {
    const { page, close } = await journeys.open();
    await showZones(page);
    const before = await boxOf(page);
    await page.getByRole('button', { name: 'Body', exact: true }).click();
    await page.getByRole('button', { name: 'Mark the spine' }).click();
    await page.keyboard.press('Escape');
    const stage = (await page.locator('.stage').boundingBox())!;
    // Right of the midline and below the drawn spine, where no zone lies in the way.
    await page.mouse.click(stage.x + stage.width * 0.632, stage.y + stage.height * 0.465);
    await expect.poll(async () => (await boxOf(page)).y).toBeGreaterThan(before.y + 2);
    await page.getByRole('button', { name: 'Body', exact: true }).click();
    await page.getByText(/^Spine, right: \d+ mm from the midline/).waitFor();
    await close();
  });
});
