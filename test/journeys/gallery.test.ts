// The gallery: every layer can be seen, on every body, and any drawing file; a bad one is refused in words.
import AxeBuilder from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Journeys, overflow, startJourneys } from './browser.js';

let journeys: Journeys;
beforeAll(async () => {
  journeys = await startJourneys();
});
afterAll(() => journeys?.end());

const open = (options: Parameters<Journeys['open']>[0] = {}) =>
  journeys.open({ query: '/gallery', ready: '.hung svg', ...options });
const DRAWING = 'examples/right-crest.drawing.json';

describe('the gallery', () => {
  it.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)('has no axe violation (%s, %d wide)', async (colorScheme, width) => {
    const { page, close } = await open({ colorScheme, viewport: { width, height: 800 } });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await close();
  });

  it('hangs every layer with both sides in words, and redraws it on another body', async () => {
    const { page, close } = await open();
    const bones = page.locator('#bones');
    await bones.scrollIntoViewIfNeeded();
    expect(await bones.innerText()).toMatch(/Left[\s\S]*Right[\s\S]*Bones/);
    const skin = bones.locator('svg .ink--silhouette').first();
    const neutral = await skin.getAttribute('d');
    await page.getByRole('button', { name: 'Female', exact: true }).click();
    await expect.poll(() => skin.getAttribute('d')).not.toBe(neutral);
    const front = page.locator('#skin-front');
    expect(await front.innerText()).toMatch(/^Right[\s\S]*Left/);
    await close();
  });

  it('is reached at a layer by its address', async () => {
    const { page, close } = await journeys.open({ query: '/gallery#room-dermatome', ready: '#room-dermatome svg' });
    await expect.poll(() => page.locator('#room-dermatome h2').isVisible()).toBe(true);
    expect(await page.evaluate(() => scrollY)).toBeGreaterThan(500);
    await close();
  });

  it('shows a drawing file, and takes it down again', async () => {
    const { page, close } = await open();
    await page.locator('input[type=file]').setInputFiles(DRAWING);
    await page.getByText('Drawing right-crest.drawing.json').waitFor();
    expect(await page.locator('.hung').count()).toBe(2);
    await page.locator('#drawn-lumbopelvic .drawn__run').first().waitFor();
    await page.getByRole('button', { name: 'Take it down' }).click();
    await page.locator('#bones').waitFor();
    await close();
  });

  it.each([
    ['not JSON', 'no', 'not readable as JSON'],
    ['another format', '{"format":"x"}', 'a drawing says cluneal-drawing here, not x'],
    [
      'a region there is none of',
      '{"format":"cluneal-drawing","version":1,"marks":[{"kind":"fill","region":"crest@R"}]}',
      'crest@R',
    ],
  ])('refuses %s in words', async (_, text, words) => {
    const { page, close } = await open();
    const file = { name: 'bad.json', mimeType: 'application/json', buffer: Buffer.from(text) };
    await page.locator('input[type=file]').setInputFiles(file);
    const alert = page.getByRole('alert');
    expect(await alert.innerText()).toContain('bad.json cannot be shown');
    expect(await alert.innerText()).toContain(words);
    await close();
  });
});
