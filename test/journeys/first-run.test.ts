// The first start: the demo in two taps, a clinic by the keyboard alone, and from the one to the other.
import { afterEach, describe, expect, it } from 'vitest';
import { foundClinic, heading, menu, PASSWORD, REFUSED } from './account-hands.js';
import { type Journeys, startJourneys, type } from './browser.js';

let journeys: Journeys;
afterEach(() => journeys?.end());

describe('the demo', () => {
  it('is two taps away, says on every page that nothing in it is real, and keeps what one enters', async () => {
    journeys = await startJourneys({ record: 'unset' });
    const { page, close } = await journeys.open();
    await page.getByRole('button', { name: 'Try the demo' }).click();
    await page.getByRole('button', { name: /Physician/ }).click();
    await page.waitForSelector('.panes');
    const banner = page.getByRole('note', { name: 'This is the demo' });
    expect(await banner.innerText()).toMatch(/Invented patients\. This computer only/);
    await type(page, ['low back left']);
    await page.locator('.saved', { hasText: /Saved/ }).waitFor();
    for (const [verb, title] of [
      ['What I did', 'What I did'],
      ['My account', 'My account'],
    ] as const) {
      await menu(page, verb);
      await heading(page, title).waitFor();
      expect(await banner.isVisible()).toBe(true);
    }
    await page.emulateMedia({ media: 'print' });
    expect(await banner.isVisible()).toBe(true);
    await page.emulateMedia({ media: null });
    await menu(page, 'Patients and picture');
    expect(await page.locator('.recorded .finding').count()).toBe(1);
    await close();
  });

  it('leads to the own clinic, which starts empty and knows nobody of the demo', async () => {
    journeys = await startJourneys();
    const { page, close } = await journeys.open({ expects: REFUSED });
    await type(page, ['low back left']);
    await page.locator('.saved', { hasText: /Saved/ }).waitFor();
    await page.getByRole('link', { name: 'Set up your clinic' }).click();
    await page.getByLabel('Name of the clinic').fill('Harbour Pain Clinic');
    await page.getByLabel('Your name').fill('Dr Aiko Tanaka');
    await page.getByLabel('New password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'As physician' }).click();
    await page.getByRole('button', { name: 'Set up the clinic' }).click();
    await heading(page, 'Your clinic is ready').waitFor();
    expect(await page.getByRole('note', { name: 'This is the demo' }).count()).toBe(0);
    await page.getByRole('button', { name: /Work as Physician/ }).click();
    await page.waitForSelector('.panes');
    expect(await page.locator('.recorded .finding').count()).toBe(0);
    await menu(page, 'Sign out');
    await heading(page, 'Sign in').waitFor();
    await page.getByLabel('Login').fill('physician');
    await page.getByLabel('Password', { exact: true }).fill('physician in the demo');
    await page.keyboard.press('Enter');
    await page.getByText('Login or password is wrong').waitFor();
    await close();
  });
});

describe('the own clinic', () => {
  it('is set up with the keyboard alone', async () => {
    journeys = await startJourneys({ record: 'unset' });
    const { page, close } = await journeys.open();
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    await press('Tab');
    expect(await focused()).toBe('Try the demo');
    await press('Tab');
    expect(await focused()).toBe('Set up your clinic');
    await press('Enter');
    await heading(page, 'Set up your clinic').waitFor();
    await press('Tab');
    await page.keyboard.type('Harbour Pain Clinic');
    await press('Tab', 'Tab', 'Tab');
    await page.keyboard.type('Dr Aiko Tanaka');
    await press('Tab');
    expect(await page.getByLabel('Login').inputValue()).toBe('aiko.tanaka');
    await press('Tab');
    await page.keyboard.type(PASSWORD);
    await page.getByText('Strong').waitFor();
    await press('Tab', 'Tab', 'Tab');
    expect(await focused()).toBe('As therapist');
    await press('Space', 'Tab', 'Tab', 'Enter');
    await heading(page, 'Your clinic is ready').waitFor();
    expect(await page.locator('.menu__role').innerText()).toBe('Therapist');
    await close();
  });

  it('says beside each field what is wrong, begins with the first, and loses nothing', async () => {
    journeys = await startJourneys({ record: 'unset' });
    const { page, close } = await journeys.open({ query: '/#/set-up', expects: REFUSED });
    await heading(page, 'Set up your clinic').waitFor();
    await page.getByLabel('Your name').fill('Dr Aiko Tanaka');
    const password = page.getByLabel('New password', { exact: true });
    await password.fill('short');
    const found = page.getByRole('button', { name: 'Set up the clinic' });
    await found.click();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('autocomplete'))).toBe('organization');
    expect(await page.locator('.field__wrong').allInnerTexts()).toEqual([
      'Give the clinic a name.',
      'Too short: at least 12 characters.',
      'Choose one: it decides whether you see patients.',
    ]);
    await page.keyboard.type('Harbour Pain Clinic');
    await page.getByRole('button', { name: 'No', exact: true }).click();
    await password.fill('qwertyuiop123');
    await found.click();
    // What only the server knows stands beside its field as well.
    await page.locator('.field__wrong', { hasText: 'among the first that are guessed' }).waitFor();
    expect(await password.getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByLabel('Name of the clinic').inputValue()).toBe('Harbour Pain Clinic');
    await password.fill(PASSWORD);
    expect(await page.locator('.field__wrong').count()).toBe(0);
    await found.click();
    await heading(page, 'Your clinic is ready').waitFor();
    expect(await page.locator('.menu__role').innerText()).toBe('Operator');
    await close();
  });

  it('keeps a case of before the accounts for whoever says it is theirs', async () => {
    journeys = await startJourneys({ record: 'unset' });
    const { page, close } = await foundClinic(journeys);
    await page.evaluate(() => {
      const draft = {
        id: 'old',
        title: 'bed 7',
        findings: [{ id: 'pain.low-back', presence: 'present' }],
        editedAt: 1,
      };
      localStorage.setItem('cluneal.cases.v1', JSON.stringify({ drafts: [draft], openId: 'old' }));
    });
    await page.getByRole('button', { name: /Work as Physician/ }).click();
    await page.waitForSelector('.panes');
    expect(await page.getByText('bed 7').count()).toBe(0);
    await page.getByRole('button', { name: 'Patients', exact: true }).click();
    await page.getByText('1 case was kept in this browser before').waitFor();
    await page.getByRole('button', { name: 'They are mine' }).click();
    await page.getByRole('heading', { name: 'bed 7' }).waitFor();
    expect(await page.evaluate(() => localStorage.getItem('cluneal.cases.v1'))).toBe(null);
    await close();
  });
});
