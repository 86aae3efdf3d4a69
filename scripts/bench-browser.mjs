// How long an added answer takes in a real browser: findings are typed into an open case, and the page's own measures
// are read: 'answer' from the edit to the painted answer, 'reasoning' the part that is ours and no browser's.
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
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

/** The server on a record of its own, with the demo chosen. */
async function demoServer(root, data) {
  const world = {
    now: Date.now,
    elapsed: () => performance.now(),
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
    newId: randomUUID,
  };
  const doors = { host: '127.0.0.1', port: 0, trustPort: 0, names: [], lan: false };
  const record = { root: join(root, 'dist'), data, databaseUrl: undefined, wanted: 'demo', program: '0.0.0' };
  return start({ ...doors, ...record, world, log: { write: () => {} }, backupCommand: null });
}

/** Milliseconds per added answer: from the edit to the painted answer, and of reasoning alone. */
export async function answerTimes(root, executablePath) {
  const data = mkdtempSync(join(tmpdir(), 'cluneal-bench-'));
  const server = await demoServer(root, data);
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
  // The files that the page keeps for later are not what is measured.
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' });
  const post = async (path, body) => {
    const answer = await page.request.post(new URL(path, server.url).href, {
      data: body,
      headers: { origin: new URL(server.url).origin },
    });
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
  };
  await post('/account/setup', { choice: 'demo' });
  await post('/account/sign-in', { login: 'physician', password: 'physician in the demo' });
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
  rmSync(data, { recursive: true, force: true });
  // The first answers compile the code; an open case has them behind it.
  return { painted: painted.slice(3), reasoned: reasoned.slice(3) };
}
