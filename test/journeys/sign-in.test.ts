// Coming in: right and wrong, too often wrong, with a passkey, after the session has ended, and with the server away.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foundClinic, heading, menu, OWNER, PASSWORD, REFUSED, signIn } from './account-hands.js';
import { type Journeys, startJourneys } from './browser.js';

let journeys: Journeys;
beforeAll(async () => {
  journeys = await startJourneys({ record: 'unset' });
  await (await foundClinic(journeys)).close();
});
afterAll(() => journeys?.end());

const open = (expects: RegExp = REFUSED) => journeys.open({ expects });

describe('login and password', () => {
  it('let in; what is wrong is told in one text and nothing typed is lost', async () => {
    const { page, close } = await open();
    await heading(page, 'Sign in').waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('autocomplete'))).toBe('username');
    await signIn(page, OWNER.login, 'not the password');
    const alert = page.getByRole('alert');
    await alert.waitFor();
    const said = await alert.innerText();
    await signIn(page, 'nobody.here', PASSWORD);
    await expect.poll(() => alert.innerText()).toBe(said);
    expect(await page.getByLabel('Login').inputValue()).toBe('nobody.here');
    await page.getByRole('button', { name: 'Show: Password' }).click();
    expect(await page.getByLabel('Password', { exact: true }).getAttribute('type')).toBe('text');
    await signIn(page, ` ${OWNER.login.toUpperCase()} `, PASSWORD);
    await page.waitForSelector('.panes');
    await close();
  });

  it('too often wrong must wait: the button counts the seconds and lets in afterwards', async () => {
    const { page, close } = await open();
    await heading(page, 'Sign in').waitFor();
    const button = page.locator('button[type=submit]');
    for (let i = 0; i < 9 && (await button.isEnabled()); i++) {
      await signIn(page, OWNER.login, `wrong ${i}`);
      await page.getByRole('alert').waitFor();
      await expect.poll(() => button.innerText()).not.toBe('One moment');
    }
    await page.getByText('Too many wrong tries').waitFor();
    expect(await button.innerText()).toMatch(/^Again in \d+ seconds?$/);
    await expect.poll(() => button.innerText(), { timeout: 20_000 }).toBe('Sign in');
    await signIn(page, OWNER.login, PASSWORD);
    await page.waitForSelector('.panes');
    await close();
  });

  it('are asked for again when the session has ended, and what was written is there', async () => {
    const { page, close } = await open();
    await signIn(page, OWNER.login, PASSWORD);
    await page.waitForSelector('.panes');
    await page.getByLabel('Label for this case').fill('bed 7');
    await page.locator('.saved', { hasText: /Saved/ }).waitFor();
    journeys.clock.ahead += 13 * 3_600_000;
    await menu(page, 'What I did');
    await page.getByText('Your session has ended').waitFor();
    expect(await page.locator('.panes').count()).toBe(0);
    await signIn(page, OWNER.login, PASSWORD);
    await heading(page, 'What I did').waitFor();
    await menu(page, 'Patients and picture');
    expect(await page.getByLabel('Label for this case').inputValue()).toBe('bed 7');
    await close();
  });

  it('while the server is away: said in words, tried again, nothing lost', async () => {
    const { page, context, close } = await open(/net::ERR_FAILED/);
    await heading(page, 'Sign in').waitFor();
    await context.route('**/account/**', (route) => route.abort());
    await signIn(page, OWNER.login, PASSWORD);
    await page.getByText('server does not answer').waitFor();
    expect(await page.getByText('Nothing you typed is lost').isVisible()).toBe(true);
    await context.unroute('**/account/**');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForSelector('.panes');
    await close();
  });
});

describe('a passkey', () => {
  it('is made, lets in without a password, and is taken away again', async () => {
    const { page, context, close } = await open();
    const cdp = await context.newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await signIn(page, OWNER.login, PASSWORD);
    await page.waitForSelector('.panes');
    await menu(page, 'My account');
    await page.getByRole('button', { name: 'Add a passkey for this device' }).click();
    const row = page.locator('.row', { hasText: 'added' });
    await row.waitFor();
    await menu(page, 'Sign out');
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await heading(page, 'My account').waitFor();
    await page.locator('.row', { hasText: 'last used' }).waitFor();
    await page.getByRole('button', { name: /^Remove/ }).click();
    await page.getByText('None yet.').waitFor();
    await menu(page, 'Sign out');
    await page.getByRole('button', { name: 'Use a passkey' }).click();
    await page.getByRole('alert').waitFor();
    await heading(page, 'Sign in').waitFor();
    await close();
  });

  it('needs the password when one signed in long ago', async () => {
    const { page, context, close } = await open();
    const cdp = await context.newCDPSession(page);
    await cdp.send('WebAuthn.enable');
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
      },
    });
    await signIn(page, OWNER.login, PASSWORD);
    await page.waitForSelector('.panes');
    await menu(page, 'My account');
    journeys.clock.ahead += 16 * 60_000;
    const add = page.getByRole('button', { name: 'Add a passkey for this device' });
    await add.click();
    await page.getByText('You signed in a while ago').waitFor();
    await page.locator('section', { has: add }).getByLabel('Your password', { exact: true }).fill(PASSWORD);
    await add.click();
    await page.locator('.row', { hasText: 'added' }).waitFor();
    await close();
  });
});

describe('the own password', () => {
  it('is changed beside its mistakes, ends the other sessions and not this one', async () => {
    const { page, close } = await open();
    const other = await open();
    for (const one of [page, other.page]) {
      await signIn(one, OWNER.login, PASSWORD);
      await one.waitForSelector('.panes');
    }
    await menu(page, 'My account');
    const part = page.locator('section', { has: page.getByRole('button', { name: 'Change the password' }) });
    await part.getByLabel('Your password', { exact: true }).fill('not the password');
    await part.getByLabel('New password', { exact: true }).fill('seven otters hum quietly');
    await part.getByRole('button', { name: 'Change the password' }).click();
    await part.locator('.field__wrong', { hasText: 'That is not your password.' }).waitFor();
    await part.getByLabel('Your password', { exact: true }).fill(PASSWORD);
    await part.getByRole('button', { name: 'Change the password' }).click();
    await page.getByText('The password is changed.').waitFor();
    await menu(page, 'What I did');
    await heading(page, 'What I did').waitFor();
    await menu(other.page, 'What I did');
    await other.page.getByText('Your session has ended').waitFor();
    await other.close();
    await close();
  });
});
