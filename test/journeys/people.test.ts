// The operator's page: invite, accept, change, disable and undo; several roles of one person; and who looked.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foundClinic, heading, menu, OWNER, PASSWORD, REFUSED, signIn } from './account-hands.js';
import { type Journeys, startJourneys } from './browser.js';

let journeys: Journeys;
beforeAll(async () => {
  journeys = await startJourneys({ record: 'unset' });
  await (await foundClinic(journeys)).close();
});
afterAll(() => journeys?.end());

const open = (query = '') =>
  journeys.open({ query, expects: REFUSED, permissions: ['clipboard-read', 'clipboard-write'] });

describe('people', () => {
  it('a therapist is invited with a code, comes in with it and works, and can be undone', async () => {
    const { page, close } = await open();
    await signIn(page, OWNER.login, PASSWORD);
    await page.waitForSelector('.panes');
    await menu(page, 'Operator');
    await heading(page, 'People').waitFor();
    await page.getByText('Only you so far').waitFor();
    await page.getByRole('button', { name: 'Add a person' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill('Tom Berger');
    expect(await dialog.getByLabel('Login').inputValue()).toBe('tom.berger');
    await dialog.getByRole('button', { name: 'Add and make a code' }).click();
    await dialog.getByText('Choose at least one role.').waitFor();
    await dialog.getByRole('checkbox', { name: /Therapist/ }).check();
    // One site and one team: nothing to choose.
    expect(await dialog.getByRole('checkbox', { name: 'Main site' }).isChecked()).toBe(true);
    await dialog.getByRole('button', { name: 'Add and make a code' }).click();
    await page.getByText('Shown this once').waitFor();
    const code = await page.locator('.slip__code').innerText();
    await page.getByRole('button', { name: 'Copy the link' }).click();
    await page.getByText('Copied.', { exact: true }).waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toBe(`${journeys.url}#/accept?code=${code}`);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.slip').isVisible()).toBe(true);
    expect(await page.locator('.person').first().isVisible()).toBe(false);
    await page.emulateMedia({ media: null });
    await page.getByRole('button', { name: 'Close' }).click();
    const row = page.locator('.person', { hasText: 'Tom Berger' });
    expect(await row.innerText()).toMatch(/invited[\s\S]*Has never signed in/);

    const tom = await open(link.slice(journeys.url.length));
    await heading(tom.page, 'Come in with your code').waitFor();
    // The code is a key: it has left the address.
    await expect.poll(() => tom.page.url()).toBe(`${journeys.url}#/accept`);
    await tom.page.getByLabel('New password', { exact: true }).fill('tom.berger1234');
    await tom.page.getByRole('button', { name: 'Come in' }).click();
    await tom.page.waitForSelector('.panes');
    expect(await tom.page.locator('.menu__role').innerText()).toBe('Therapist');

    await page.getByRole('button', { name: 'Disable: Tom Berger' }).click();
    await page.getByText('Tom Berger can no longer sign in.').waitFor();
    await menu(tom.page, 'What I did');
    await tom.page.getByText('Your session has ended').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => row.innerText()).toMatch(/active/);
    await signIn(tom.page, 'tom.berger', 'tom.berger1234');
    await heading(tom.page, 'What I did').waitFor();
    await tom.close();
    await close();
  });

  it('a used or wrong code opens nothing and says so beside the field', async () => {
    const { page, close } = await open('/#/accept');
    await page.getByLabel('Code', { exact: true }).fill('7KQ2M-X4T8V-0RJ9C-ZW3HN');
    await page.getByLabel('New password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Come in' }).click();
    await page.locator('.field__wrong', { hasText: 'does not open anything' }).waitFor();
    expect(await page.getByLabel('New password', { exact: true }).inputValue()).toBe(PASSWORD);
    await close();
  });

  it('a new code takes the place of a forgotten password; a taken login and the last operator are refused in words', async () => {
    const { page, close } = await open();
    await signIn(page, OWNER.login, PASSWORD);
    await heading(page, 'People').waitFor();
    await page.getByRole('button', { name: 'Add a person' }).click();
    await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill('Tom Berger');
    await page.getByRole('checkbox', { name: /Auditor/ }).check();
    await page.getByRole('button', { name: 'Add and make a code' }).click();
    await page.locator('.field__wrong', { hasText: 'has this login already' }).waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: `Change: ${OWNER.name}` }).click();
    await page.getByRole('checkbox', { name: /Operator/ }).uncheck();
    await page.getByRole('button', { name: 'Save' }).click();
    await page
      .getByRole('alert')
      .getByText(/nobody else could run this clinic/)
      .waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'New code: Tom Berger' }).click();
    await page.getByText('ends the old password').waitFor();
    await page.getByRole('button', { name: 'Make a new code' }).click();
    expect(await page.locator('.slip__code').innerText()).toMatch(/^([0-9A-Z]{5}-){3}[0-9A-Z]{5}$/);
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByLabel('Another site').fill('main SITE');
    await page.getByLabel('Another site').press('Enter');
    await page.getByText('There is one of this name already.').waitFor();
    await page.getByLabel('Another site').fill('Hill clinic');
    await page.getByLabel('Another site').press('Enter');
    await page.locator('.places__list', { hasText: 'Hill clinic' }).waitFor();
    await close();
  });
});

describe('several roles', () => {
  it('are worn one at a time: the operator sees no patient, the physician no people', async () => {
    const { page, close } = await open();
    await signIn(page, OWNER.login, PASSWORD);
    await heading(page, 'People').waitFor();
    expect(await page.locator('.panes').count()).toBe(0);
    await menu(page, 'Physician');
    await page.waitForSelector('.panes');
    await page.goto(`${journeys.url}#/people`);
    await page.getByText('another of your roles').waitFor();
    await page.getByRole('button', { name: 'Work as Operator' }).click();
    await page.locator('.person').first().waitFor();
    await close();
  });
});

describe('who looked', () => {
  it('a patient reads who did what to their record, day by day', async () => {
    const demo = await startJourneys();
    const { page, close } = await demo.open({ as: 'patient', ready: 'h1' });
    await heading(page, 'Who looked at my record').waitFor();
    const rows = page.locator('.deed');
    await rows.first().waitFor();
    expect(await page.locator('.day h2').first().innerText()).toMatch(/\w+day, \w+ \d+, \d{4}/);
    expect(await rows.last().innerText()).toMatch(/\d\d:\d\d[\s\S]*Added: personal details[\s\S]*Physician/);
    expect(await page.locator('.panes').count()).toBe(0);
    await page.emulateMedia({ media: 'print' });
    expect(await rows.first().isVisible()).toBe(true);
    expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
    await close();
    const auditor = await demo.open({ as: 'auditor', ready: '.deed' });
    await heading(auditor.page, 'Who did what').waitFor();
    expect(await auditor.page.locator('.deed', { hasText: 'the log' }).first().innerText()).toMatch(
      /A patient, invented/,
    );
    await auditor.close();
    await demo.end();
  });

  it('a record opened from outside the care team is said above the work, and the patient reads by whom and why', async () => {
    const demo = await startJourneys();
    const patient = await demo.open({ as: 'patient', ready: 'h1' });
    const state = await (await patient.context.request.get(`${demo.url}account/state`)).json();
    const { page, context, close } = await demo.open();
    const answer = await context.request.post(`${demo.url}break-glass`, {
      data: { patient: state.session.patients[0], reason: 'fainted at the desk, known to another team' },
      headers: { origin: new URL(demo.url).origin },
    });
    expect(answer.status()).toBe(200);
    await page.reload();
    await page.getByText('Opened from outside your care team').waitFor();
    expect(await page.locator('.glass').innerText()).toMatch(/until \d\d:\d\d/);
    await close();
    await patient.page.reload();
    const row = patient.page.locator('.deed[data-mark=glass]');
    await row.waitFor();
    expect(await row.innerText()).toMatch(/Opened the record from outside[\s\S]*Physician[\s\S]*fainted at the desk/);
    await patient.close();
    await demo.end();
  });
});
