// A clinician's way with a case: open one, make one with the keyboard, keep it, move it, lose it and get it back.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, type Journeys, openPublished, startJourneys, type } from './browser.js';

let journeys: Journeys;
beforeAll(async () => {
  journeys = await startJourneys();
});
afterAll(() => journeys?.end());

const CREST = 'Crest, buttock, groin and leg pain';

describe('a published patient', () => {
  it('is opened and answered, and keeps its secret until asked', async () => {
    const { page, close } = await journeys.open();
    await openPublished(page, CREST);
    const first = page.locator('.rank').first();
    expect(await first.locator('.rank__what').innerText()).not.toBe('');
    expect(await first.locator('.rank__count').innerText()).toMatch(/(likely|possible), .*of 10+ such patients/);
    expect(await page.locator('.rank--else').count()).toBe(1);
    expect(await page.locator('.step').count()).toBe(3);
    const truth = page.locator('.truth ul');
    expect(await truth.isVisible()).toBe(false);
    await page.locator('.truth summary').click();
    expect(await truth.innerText()).toMatch(/cluneal/i);
    await close();
  });

  it('can be changed as a what-if and put back', async () => {
    const { page, close } = await journeys.open();
    await openPublished(page, CREST);
    const before = await page.locator('.rank__count').first().innerText();
    await answer(page.locator('.step .yesno__no').first());
    await page.getByText('You have changed this published patient.').waitFor();
    await page.getByRole('button', { name: 'Back to what was published' }).click();
    await expect.poll(() => page.locator('.rank__count').first().innerText()).toBe(before);
    await close();
  });

  it('is read from where it was seen, or with an equal start', async () => {
    const { page, close } = await journeys.open();
    await openPublished(page, CREST);
    expect(await page.locator('#setting').inputValue()).toBe('pain-clinic');
    const before = await page.locator('.rank__count').allInnerTexts();
    await page.selectOption('#setting', 'equal');
    await expect.poll(() => page.locator('.rank__count').allInnerTexts()).not.toEqual(before);
    await close();
  });
});

describe('an own patient', () => {
  it('is entered with the keyboard alone, and is there after a reload', async () => {
    const { page, close } = await journeys.open();
    await page.getByLabel('Age', { exact: true }).focus();
    await page.keyboard.type('61');
    await page.keyboard.press('Tab');
    await page.keyboard.type('7');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('8 months');
    await type(page, ['low back left', 'tender crest left', 'no straight leg left']);
    // The side of the last one, by Tab from the field: yes, no, left, right.
    for (let i = 0; i < 4; i++) await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Right');
    await page.keyboard.press('Enter');
    expect(await page.locator('.recorded').innerText()).toMatch(/absent, right/);
    expect(await page.locator('.recorded').innerText()).toMatch(/present, left/);
    await page.locator('.saved', { hasText: /Saved \d\d:\d\d/ }).waitFor();
    const headline = await page.locator('#answer-heading').innerText();
    await page.reload();
    await page.waitForSelector('.ranks');
    expect(await page.locator('#answer-heading').innerText()).toBe(headline);
    expect(await page.getByLabel('Duration').inputValue()).toBe('8 months');
    expect(await page.getByLabel('Age', { exact: true }).inputValue()).toBe('61');
    await close();
  });

  it('goes to a file and comes back, is erased and fetched back', async () => {
    const { page, close } = await journeys.open();
    await page.getByLabel('Label for this case').fill('bed 7');
    await page.getByLabel('Age', { exact: true }).fill('48');
    await type(page, ['low back left', 'tender crest left', 'no numb saddle']);
    const recorded = await page.locator('.recorded').innerText();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export this case' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('bed-7.yaml');
    const text = await readFile(await download.path(), 'utf8');
    expect(text).toContain('age: 48');
    await page.getByRole('button', { name: 'Erase this case' }).click();
    await page.getByText('Erased “bed 7”.').waitFor();
    expect(await page.locator('#answer-heading').innerText()).toMatch(/Add a place of pain/);
    await page.getByRole('button', { name: 'Undo' }).last().click();
    expect(await page.locator('.recorded').innerText()).toBe(recorded);
    await page.getByRole('button', { name: 'Erase this case' }).click();
    await page.keyboard.press('p');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'bed-7.yaml', mimeType: 'text/yaml', buffer: Buffer.from(text) });
    await page.getByText('1 case opened from bed-7.yaml.').waitFor();
    expect(await page.locator('.recorded').innerText()).toBe(recorded);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    expect(await page.locator('.recorded').innerText()).toBe(recorded);
    await close();
  });

  it('is refused from a bad file with the case, the field, the value and the mend; nothing is changed', async () => {
    const { page, close } = await journeys.open();
    await type(page, ['low back left']);
    const recorded = await page.locator('.recorded').innerText();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Patients', exact: true }).click();
    const bad = 'cases:\n  - {id: mrs-x, age: 222, findings: [tender.crst@L]}\n';
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'bad.yaml', mimeType: 'text/yaml', buffer: Buffer.from(bad) });
    const alert = page.locator('.notice--wrong');
    await alert.waitFor();
    expect(await alert.innerText()).toMatch(/mrs-x, age: .*222/);
    expect(await alert.innerText()).toMatch(/mrs-x, findings\[0\]: .*did you mean tender\.crest/);
    expect(await page.locator('.recorded').innerText()).toBe(recorded);
    await close();
  });

  it('takes back and repeats with Ctrl Z and Ctrl Shift Z', async () => {
    const { page, close } = await journeys.open();
    await type(page, ['low back left', 'tender crest left']);
    const both = await page.locator('.recorded .finding').count();
    await page.keyboard.press('Control+z');
    await expect.poll(() => page.locator('.recorded .finding').count()).toBe(both - 1);
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(() => page.locator('.recorded .finding').count()).toBe(both);
    await close();
  });

  it('below 13 years has red flags and no ranking', async () => {
    const { page, close } = await journeys.open();
    await type(page, ['low back']);
    await page.getByLabel('Age', { exact: true }).fill('9');
    await expect.poll(() => page.locator('#answer-heading').innerText()).toMatch(/No ranking below 13/);
    expect(await page.locator('.ranks').count()).toBe(0);
    expect(await page.locator('.flags').isVisible()).toBe(true);
    await close();
  });
});

describe('a red flag', () => {
  it('appears at once, says what to do, and stays whatever else is found', async () => {
    const { page, close } = await journeys.open();
    await type(page, ['low back', 'numb saddle']);
    const course = page.locator('.finding', { hasText: 'Numb saddle' }).first().getByRole('button', { name: 'New' });
    if (await course.count()) await course.click();
    const flag = page.locator('.flag[data-tier="emergency"]').first();
    await flag.waitFor();
    expect(await flag.locator('.flag__action').innerText()).not.toBe('');
    const name = await flag.locator('.flag__name').innerText();
    await type(page, ['tender crest left', 'crest pain left', 'burning left', 'insidious']);
    for (let i = 0; i < 3; i++) await answer(page.locator('.step .yesno__yes').first());
    expect(await page.locator('.flag__name').allInnerTexts()).toContain(name);
    await close();
  });

  it('is asked for with one tap, and what is absent is told', async () => {
    const { page, close } = await journeys.open();
    await type(page, ['low back']);
    const asked = page.locator('.ask__row').first();
    const name = await asked.locator('[data-pack]').innerText();
    await answer(asked.locator('.yesno__no'));
    await page.locator('.asked summary', { hasText: '1 asked and absent' }).click();
    expect(await page.locator('.asked').innerText()).toContain(name);
    await close();
  });
});

describe('one question after another in the same place', () => {
  it('a double tap answers one of them, and the focus stays with the questions', async () => {
    const { page, close } = await journeys.open();
    await type(page, ['low back left']);
    const before = await page.locator('.recorded .finding').count();
    await page.waitForTimeout(400);
    await page.locator('.step .yesno__no').first().dblclick();
    await expect.poll(() => page.locator('.recorded .finding').count()).toBe(before + 1);
    // On a slow machine the answer, and with it the next question, follows a moment after the tap.
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('.steps') != null)).toBe(true);
    await close();
  });
});
