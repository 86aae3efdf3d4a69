// A walk past every screen of the accounts, by their structure and not by their words, so that it can be walked in any
// language, theme and size: the first start, the demo, a clinic with its people, the lock, the sign-in.
import { type Page } from 'playwright-core';
import { PASSWORD } from './account-hands.js';
import { type Opening, startJourneys } from './browser.js';

export type Screen = (typeof SCREENS)[number];
type Visit = (screen: Screen, page: Page) => Promise<void>;
export const SCREENS = [
  'welcome',
  'set-up',
  'set-up-wrong',
  'demo-people',
  'demo-work',
  'menu',
  'log-patient',
  'lock-demo',
  'ready',
  'my-account',
  'needs-role',
  'people',
  'person-form',
  'slip',
  'log-operator',
  'lock',
  'sign-in-wrong',
  'accept',
  'away',
  'without-record',
] as const;

/** Complaints of the browser on the way: a wrong password, and a server that is away for the last two. */
const EXPECTED = /status of 40[13]|net::ERR_FAILED/;

const at = (page: Page, selector: string) => page.locator(selector).first().waitFor();

async function go(page: Page, hash: string, there: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
  await at(page, there);
}

const newPassword = (page: Page) => page.locator('input[autocomplete=new-password]');
const main = (page: Page) => page.locator('main .button--main').first();

async function openMenu(page: Page): Promise<void> {
  await page.locator('.menu__button').click();
  await at(page, '.menu__panel .menu__item');
}

/** The last two of the menu: lock, sign out. */
async function lastOfMenu(page: Page, fromEnd: number): Promise<void> {
  await openMenu(page);
  const items = page.locator('.menu__panel button.menu__item');
  await items.nth((await items.count()) - fromEnd).click();
}

/** Calls `visit` on each screen, in the order of the list. */
export async function tour(options: Opening, visit: Visit, query = ''): Promise<void> {
  const journeys = await startJourneys({ record: 'unset' });
  const { page, context, close } = await journeys.open({ ...options, query, expects: EXPECTED });
  try {
    await at(page, '.welcome');
    await visit('welcome', page);
    await go(page, '#/set-up', '.set-up');
    await visit('set-up', page);
    await newPassword(page).fill('short');
    await main(page).click();
    await at(page, '.field__wrong');
    await visit('set-up-wrong', page);
    await go(page, '#/', '.welcome');
    await page.locator('.welcome .button').first().click();
    await at(page, '.demo-person');
    await visit('demo-people', page);
    await demo(page, visit);
    await clinic(page, visit);
    await lastOfMenu(page, 2);
    await at(page, '.pad');
    await visit('lock', page);
    await page.locator('.lock__other button').last().click();
    await at(page, 'input[autocomplete=username]');
    await page.locator('input[autocomplete=username]').fill('aiko.tanaka');
    await page.locator('input[autocomplete=current-password]').fill('not the password');
    await page.keyboard.press('Enter');
    await at(page, '.notice--wrong');
    await visit('sign-in-wrong', page);
    await go(page, '#/accept', 'input[autocomplete=one-time-code]');
    await visit('accept', page);
    await context.route('**/account/**', (route) => route.abort());
    await page.reload();
    await at(page, '.entrance__verbs .button');
    await visit('away', page);
    await page.locator('.entrance__verbs .button').last().click();
    await at(page, '.connection');
    await at(page, '.panes');
    await visit('without-record', page);
  } finally {
    await close();
    await journeys.end();
  }
}

async function demo(page: Page, visit: Visit): Promise<void> {
  await page.locator('.demo-person').first().click();
  await at(page, '.panes');
  await visit('demo-work', page);
  await openMenu(page);
  await visit('menu', page);
  await page.keyboard.press('Escape');
  await lastOfMenu(page, 1);
  await page.locator('.demo-person').nth(2).click();
  await at(page, '.deed');
  await visit('log-patient', page);
  await lastOfMenu(page, 2);
  await at(page, '.lock__who');
  await visit('lock-demo', page);
  await main(page).click();
  await at(page, '.menu');
}

async function clinic(page: Page, visit: Visit): Promise<void> {
  await go(page, '#/set-up', '.set-up');
  await page.locator('input[autocomplete=organization]').fill('Harbour Pain Clinic');
  await page.locator('input[autocomplete=name]').fill('Dr Aiko Tanaka');
  await newPassword(page).fill(PASSWORD);
  await page.locator('.choice__option').first().click();
  await main(page).click();
  await at(page, '.steps-to-take');
  await visit('ready', page);
  await go(page, '#/me', '#me-pin');
  await page.locator('#me-pin').waitFor();
  await at(page, '#me-passkeys ~ .small');
  await visit('my-account', page);
  await page.locator('#me-pin ~ form input').first().fill('4071');
  await page.locator('#me-pin ~ form input[autocomplete=current-password]').fill(PASSWORD);
  await page.locator('#me-pin ~ form button[type=submit]').click();
  await at(page, '#me-pin ~ .notice');
  await go(page, '#/people', '.entrance__verbs');
  await visit('needs-role', page);
  await main(page).click();
  await at(page, '.person');
  for (const name of ['Tom Berger', 'Ines Moreau']) {
    await page.locator('.page__head .button--main').click();
    await page.locator('dialog input').first().fill(name);
    await page
      .locator('dialog .tick input')
      .nth(name === 'Tom Berger' ? 1 : 3)
      .check();
    if (name === 'Tom Berger') await visit('person-form', page);
    await page.locator('dialog .button--main').click();
    await at(page, '.slip__code');
    if (name === 'Tom Berger') await visit('slip', page);
    await page.locator('.dialog__head button').click();
    await page.locator('.person', { hasText: name }).waitFor();
  }
  await page.locator('.person', { hasText: 'Ines' }).locator('.person__verbs button').last().click();
  await at(page, '.notice .link-button');
  await page.locator('.person', { hasText: 'Tom' }).locator('.person__verbs button').nth(1).click();
  await visit('people', page);
  await go(page, '#/log', '.deed');
  await visit('log-operator', page);
}
