// The lock: nothing of the work stays on the page, the PIN brings it back, and nobody finds what another was working on.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectNoWork, foundClinic, heading, menu, OWNER, PASSWORD, REFUSED, setPin, signIn } from './account-hands.js';
import { type Journeys, type OpenedPage, startJourneys, type } from './browser.js';

const PIN = '4071';
let journeys: Journeys;
beforeAll(async () => {
  journeys = await startJourneys({ record: 'unset' });
  const { page, close } = await foundClinic(journeys);
  await setPin(page, PIN);
  await close();
});
afterAll(() => journeys?.end());

async function atWork(expects = REFUSED): Promise<OpenedPage> {
  const opened = await journeys.open({ expects });
  await signIn(opened.page, OWNER.login, PASSWORD);
  await opened.page.waitForSelector('.panes');
  return opened;
}

describe('the lock', () => {
  it('takes the work off the page; the PIN by keyboard brings it back as it was', async () => {
    const { page, close } = await atWork();
    await type(page, ['low back left', 'tender crest left']);
    await page.keyboard.press('Escape');
    await page.selectOption('#setting', 'spine-clinic');
    const recorded = await page.locator('.recorded').innerText();
    await page.locator('#patient-heading').click();
    await page.keyboard.press('Shift+L');
    await heading(page, 'Locked').waitFor();
    await expectNoWork(page);
    expect(await page.locator('body').innerText()).not.toMatch(/low back|crest/i);
    await page.keyboard.type('4072');
    await page.keyboard.press('Enter');
    await page.getByText('That is not the PIN').waitFor();
    await page.keyboard.type(PIN);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.panes');
    expect(await page.locator('.recorded').innerText()).toBe(recorded);
    expect(await page.locator('#setting').inputValue()).toBe('spine-clinic');
    await page.keyboard.press('Control+z');
    await expect.poll(() => page.locator('.recorded .finding').count()).toBe(1);
    await close();
  });

  it('comes by itself after the time without use', async () => {
    const { page, context, close } = await atWork();
    const state = await (await context.request.get(`${journeys.url}account/state`)).json();
    const nearly = (state.session.lockAfterMinutes - 1) * 60_000;
    await page.clock.install();
    await page.reload();
    await page.waitForSelector('.panes');
    await page.clock.fastForward(nearly);
    await page.mouse.move(300, 300);
    await page.clock.fastForward(nearly);
    expect(await page.locator('.panes').count()).toBe(1);
    await page.clock.fastForward(70_000);
    await heading(page, 'Locked').waitFor();
    await expectNoWork(page);
    await close();
  });

  it('stays when the page is loaded again, and is there on the other pages of the browser', async () => {
    const { page, context, close } = await atWork();
    const other = await context.newPage();
    await other.goto(journeys.url);
    await other.waitForSelector('.panes');
    await menu(page, /Lock now/);
    await heading(other, 'Locked').waitFor();
    await expectNoWork(other);
    await other.reload();
    await heading(other, 'Locked').waitFor();
    for (const digit of PIN) await other.getByRole('button', { name: digit, exact: true }).click();
    await other.getByRole('button', { name: 'OK' }).click();
    await other.waitForSelector('.panes');
    await page.waitForSelector('.panes');
    await close();
  });

  it('holds without the server, and after it came back', async () => {
    const { page, context, close } = await atWork(/net::ERR_FAILED/);
    await context.route('**/account/lock', (route) => route.abort());
    await menu(page, /Lock now/);
    await heading(page, 'Locked').waitFor();
    await context.unroute('**/account/lock');
    await page.reload();
    await heading(page, 'Locked').waitFor();
    await page.keyboard.type(PIN);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.panes');
    await close();
  });

  it('opens with the password as well; five wrong PINs end the session', async () => {
    const { page, close } = await atWork();
    await menu(page, /Lock now/);
    await page.getByRole('button', { name: 'Use the password' }).click();
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.panes');
    await menu(page, /Lock now/);
    for (let i = 0; i < 5; i++) {
      await expect.poll(() => page.locator('.pad__field').inputValue()).toBe('');
      await page.locator('.pad__field').fill(`907${i}`);
      await page.keyboard.press('Enter');
      await page.waitForResponse((r) => r.url().endsWith('/account/state'));
    }
    await heading(page, 'Sign in').waitFor();
    await page.getByText('Your session has ended').waitFor();
    await close();
  });
});

describe('two people at one browser', () => {
  it('do not find each other’s cases, and find their own again', async () => {
    const demo = await startJourneys();
    const { page, close } = await demo.open();
    await page.getByLabel('Label for this case').fill('bed 7');
    await page.locator('.saved', { hasText: /Saved/ }).waitFor();
    await menu(page, 'Sign out');
    await page.getByRole('button', { name: /Therapist/ }).click();
    await page.waitForSelector('.panes');
    expect(await page.getByLabel('Label for this case').inputValue()).toBe('');
    await page.keyboard.press('Control+z');
    await page.getByRole('button', { name: 'Patients', exact: true }).click();
    await page.getByRole('dialog').waitFor();
    expect(await page.getByText('bed 7').count()).toBe(0);
    await page.keyboard.press('Escape');
    await menu(page, 'Sign out');
    await page.getByRole('button', { name: /Physician/ }).click();
    await page.waitForSelector('.panes');
    expect(await page.getByLabel('Label for this case').inputValue()).toBe('bed 7');
    await close();
    await demo.end();
  });
});
