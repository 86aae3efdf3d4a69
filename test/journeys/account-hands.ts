// Hands that come in, lock and go, and a clinic to do it in: for every journey over accounts.
import { type Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Journeys, type OpenedPage } from './browser.js';

export const PASSWORD = 'lantern ferry onyx mouse';
export const OWNER = { name: 'Dr Aiko Tanaka', login: 'aiko.tanaka' };
/** What the browser logs of a request that was refused, as it should be. */
export const REFUSED = /the server responded with a status of (401|403|409|422|429)/;

export const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 });

/** Founds a clinic on a server that has no record yet; its owner, a physician, is signed in. */
export async function foundClinic(journeys: Journeys): Promise<OpenedPage> {
  const opened = await journeys.open({ query: '/#/set-up', expects: REFUSED });
  const { page } = opened;
  await page.getByLabel('Name of the clinic').fill('Harbour Pain Clinic');
  await page.getByLabel('Your name').fill(OWNER.name);
  await page.getByLabel('New password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'As physician' }).click();
  await page.getByRole('button', { name: 'Set up the clinic' }).click();
  await heading(page, 'Your clinic is ready').waitFor();
  return opened;
}

export async function signIn(page: Page, login: string, password: string): Promise<void> {
  await page.getByLabel('Login').fill(login);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

export async function menu(page: Page, verb: string | RegExp): Promise<void> {
  await page.locator('.menu__button').click();
  const panel = page.locator('.menu__panel');
  await panel
    .getByRole('button', { name: verb })
    .or(panel.getByRole('link', { name: verb }))
    .click();
}

export async function setPin(page: Page, pin: string, password = PASSWORD): Promise<void> {
  await menu(page, 'My account');
  await page.getByLabel('New PIN').fill(pin);
  await page
    .locator('section', { has: page.getByLabel('New PIN') })
    .getByLabel('Your password', { exact: true })
    .fill(password);
  await page.getByRole('button', { name: 'Set the PIN' }).click();
  await page.getByText('The PIN is set.').waitFor();
}

/** Nothing of the work is on the page: not hidden, gone. */
export async function expectNoWork(page: Page): Promise<void> {
  expect(await page.locator('.panes, .recorded, .menu, .page').count()).toBe(0);
}
