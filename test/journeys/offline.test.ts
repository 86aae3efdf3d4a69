// Without a network: the app opens and says so, shows nobody's cases, and goes on with whoever signs in.
import { afterEach, expect, it } from 'vitest';
import { expectNoWork, heading } from './account-hands.js';
import { type Journeys, openPublished, startJourneys, type } from './browser.js';

let journeys: Journeys;
afterEach(() => journeys?.end());

const CUT = /net::ERR_(INTERNET_DISCONNECTED|FAILED)/;
const cached = (page: import('playwright-core').Page) =>
  page.evaluate(async () => {
    const keys = await (await caches.open('cluneal-files')).keys();
    return keys.map((k) => new URL(k.url).pathname);
  });

it('the installed app opens, works without the record, and takes what was begun along', async () => {
  journeys = await startJourneys();
  const { page, context, close } = await journeys.open({ serviceWorkers: 'allow', expects: CUT });
  await page.getByLabel('Label for this case').fill('bed 7');
  await page.locator('.saved', { hasText: /Saved/ }).waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);

  await context.setOffline(true);
  await page.reload();
  await heading(page, 'No connection to your clinic’s server').waitFor();
  await expectNoWork(page);
  await page.getByRole('button', { name: 'Work without the record' }).click();
  await page.waitForSelector('.panes');
  expect(await page.getByLabel('Label for this case').inputValue()).toBe('');
  expect(await page.locator('.connection').innerText()).toMatch(/nothing is kept/);
  expect(await page.locator('.saved').innerText()).toBe('Not kept');
  // The packs are here: a published patient is answered, and a number opens its papers.
  await openPublished(page, 'Crest, buttock, groin and leg pain');
  await page.locator('.rank__range').first().click();
  await page.locator('[data-sources-ready]').waitFor({ state: 'attached' });
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Patients', exact: true }).click();
  await page.getByRole('button', { name: 'New own patient' }).click();
  await type(page, ['low back left']);
  await page.keyboard.press('Escape');
  await page.getByLabel('Label for this case').fill('walked in');

  await context.setOffline(false);
  await page.getByRole('button', { name: 'Sign in and keep this' }).click();
  await expect.poll(() => page.locator('.saved').innerText()).toMatch(/Saved/);
  expect(await page.getByLabel('Label for this case').inputValue()).toBe('walked in');
  await page.getByRole('button', { name: 'Patients', exact: true }).click();
  expect(await page.locator('.picker__row', { hasText: 'bed 7' }).count()).toBe(1);
  await close();
});

it('a connection that breaks while somebody works is said, and the work goes on', async () => {
  journeys = await startJourneys();
  const { page, context, close } = await journeys.open({ expects: CUT });
  await context.setOffline(true);
  await page.getByText('No connection to your clinic’s server.').waitFor();
  await type(page, ['low back left']);
  await page.locator('.saved', { hasText: /Saved/ }).waitFor();
  await context.setOffline(false);
  await expect.poll(() => page.locator('.connection').count()).toBe(0);
  expect(await page.locator('.recorded .finding').count()).toBe(1);
  await close();
});

it('a part of the page that a broken connection kept away comes when the connection is back', async () => {
  journeys = await startJourneys();
  const { page, context, close } = await journeys.open({ expects: CUT });
  const cut = /assets\/Picture-|\/health/;
  await context.route(cut, (route) => route.abort('internetdisconnected'));
  await page.reload();
  await page.getByRole('status').filter({ hasText: 'Loading the picture' }).waitFor();
  await type(page, ['low back left']);
  expect(await page.getByRole('button', { name: 'Layers' }).count()).toBe(0);
  await context.unroute(cut);
  await page.getByRole('button', { name: 'Layers' }).waitFor();
  expect(await page.locator('.recorded .finding').count()).toBe(1);
  await close();
});

it('nothing of a record, an account or a log is kept for it', async () => {
  journeys = await startJourneys();
  const { page, close } = await journeys.open({ serviceWorkers: 'allow', as: 'auditor', ready: '.deed' });
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  await page.reload();
  await page.locator('.deed').first().waitFor();
  const paths = await cached(page);
  expect(paths.length).toBeGreaterThan(20);
  expect(paths.filter((p) => !/^\/($|assets\/|pack\/|icon|cluneal\.webmanifest)/.test(p))).toEqual([]);
  await close();
});

it('can be installed: the manifest names it, starts it here and has its icons', async () => {
  journeys = await startJourneys();
  const { page, close } = await journeys.open();
  const manifest = await page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>('link[rel=manifest]')!;
    const read = (await (await fetch(link.href)).json()) as {
      name: string;
      start_url: string;
      display: string;
      icons: { src: string; sizes: string; type: string }[];
    };
    const icons = await Promise.all(
      read.icons.map(async (icon) => {
        const answer = await fetch(icon.src);
        return { ...icon, got: answer.headers.get('content-type') };
      }),
    );
    return { ...read, icons };
  });
  expect(manifest).toMatchObject({ start_url: '/', display: 'standalone' });
  expect(manifest.icons.filter((i) => i.got !== i.type)).toEqual([]);
  expect(manifest.icons.map((i) => i.sizes)).toEqual(expect.arrayContaining(['192x192', '512x512']));
  await close();
});
