// How long an added answer takes in a real browser: findings are typed into an open case, and the page's own measures
// are read: 'answer' from the edit to the painted answer, 'reasoning' the part that is ours and no browser's.
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { start } from '../dist/server/start.js';

const ANSWERS = [
  'pain.iliac-crest',
  'pain.upper-buttock',
  'pain.posterior-thigh',
  'quality.burning',
  'quality.aching',
  'course.constant',
  'worse.extension',
  'worse.standing',
  'worse.walking',
  'worse.sitting',
  'worse.rising',
  'better.lying',
  'tender.crest',
  'tender.lpsl',
  'tender.facet',
  'tender.gluteal',
  'tinel.crest',
  'reproduced-by-pressure',
  'test.slr',
  'test.faber',
  'test.extension-pain',
  'motor.myotomal',
  'reflex.loss',
  'sensory.dermatomal',
  'mri.stenosis',
  'mri.disc-compression',
];

/** Milliseconds per added answer: from the edit to the painted answer, and of reasoning alone. */
export async function answerTimes(root, executablePath) {
  const server = await start({ port: 0, root: join(root, 'dist') });
  const browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(server.url);
  await page.waitForSelector('.panes');
  for (const [i, id] of ANSWERS.entries()) {
    await page.keyboard.press('Control+k');
    await page.locator('.search__input:focus').waitFor();
    await page.keyboard.type(id);
    await page.locator('.search__option').first().waitFor();
    const before = await page.evaluate(() => performance.getEntriesByName('answer').length);
    // A full examination: about half of what is asked is there.
    await page.keyboard.press(i % 2 === 0 ? 'Enter' : 'Shift+Enter');
    await page.waitForFunction((n) => performance.getEntriesByName('answer').length > n, before, { timeout: 5000 });
  }
  const read = (name) => page.evaluate((n) => performance.getEntriesByName(n).map((e) => e.duration), name);
  const [painted, reasoned] = [await read('answer'), await read('reasoning')];
  await browser.close();
  await server.close();
  // The first answers compile the code; an open case has them behind it.
  return { painted: painted.slice(3), reasoned: reasoned.slice(3) };
}
