// The landmark sheet is printed and measured: what is 100 mm in the picture is 100 mm on the paper, on A4 and on Letter.
import { inflateSync } from 'node:zlib';
import { type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Journeys, startJourneys } from './browser.js';

let journeys: Journeys;
beforeAll(async () => {
  journeys = await startJourneys();
});
afterAll(() => journeys?.end());

const POINTS_PER_MM = 72 / 25.4;

/** Opens the sheet dialog from the picture. */
async function openSheet(page: Page, paper: 'A4' | 'Letter', side: string): Promise<void> {
  await page.getByRole('button', { name: 'Body', exact: true }).click();
  await page.getByRole('button', { name: 'Print at true size' }).click();
  const dialog = page.getByRole('dialog', { name: 'Landmark sheet at true size' });
  await dialog.getByRole('button', { name: paper, exact: true }).click();
  await dialog.getByRole('button', { name: side, exact: true }).click();
  await page.locator('.sheet__panel').first().waitFor({ state: 'attached' });
}

const print = (page: Page): Promise<Buffer> => page.pdf({ preferCSSPageSize: true, printBackground: true });

interface Line {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}
type Matrix = readonly [number, number, number, number, number, number];

/** The decompressed streams of a PDF (ISO 32000-2, 7.3.8). */
function streamsOf(pdf: Buffer): readonly string[] {
  const out: string[] = [];
  for (let at = pdf.indexOf('stream'); at >= 0; at = pdf.indexOf('stream', at)) {
    const start = pdf.indexOf('\n', at) + 1;
    const end = pdf.indexOf('endstream', start);
    try {
      out.push(inflateSync(pdf.subarray(start, end)).toString('latin1'));
    } catch {
      // A picture or a font that is kept otherwise: no drawing in it.
    }
    at = end + 'endstream'.length;
  }
  return out;
}

/**
 * Strokes that are one straight line, in points of the page, from a content stream: operators q, Q, cm, m, l, S (ISO
 * 32000-2, 8.4 and 8.5). Letters are filled and curves have other operators: neither is taken for a line.
 */
function linesOf(stream: string): readonly Line[] {
  const lines: Line[] = [];
  const stack: Matrix[] = [];
  let matrix: Matrix = [1, 0, 0, 1, 0, 0];
  let path: { readonly operator: string; readonly at: readonly [number, number] }[] = [];
  const numbers: number[] = [];
  for (const word of stream.split(/\s+/)) {
    const value = Number(word);
    if (word !== '' && !Number.isNaN(value)) {
      numbers.push(value);
      continue;
    }
    const [a, b, c, d, e, f] = matrix;
    if (word === 'q') stack.push(matrix);
    else if (word === 'Q') matrix = stack.pop() ?? matrix;
    else if (word === 'cm') {
      const [p, q, r, s, u, v] = numbers.slice(-6) as unknown as Matrix;
      matrix = [p * a + q * c, p * b + q * d, r * a + s * c, r * b + s * d, u * a + v * c + e, u * b + v * d + f];
    } else if (['m', 'l', 'c', 'v', 'y', 're', 'h'].includes(word)) {
      const [x = 0, y = 0] = numbers.slice(-2);
      path.push({ operator: word, at: [a * x + c * y + e, b * x + d * y + f] });
    } else if (word === 'S') {
      const [from, to] = path;
      if (path.length === 2 && from?.operator === 'm' && to?.operator === 'l') lines.push({ from: from.at, to: to.at });
      path = [];
    } else if (/^(f|f\*|B|B\*|b|b\*|s|n)$/.test(word)) path = [];
    numbers.length = 0;
  }
  return lines;
}

const lengthMm = ({ from, to }: Line): number => Math.hypot(to[0] - from[0], to[1] - from[1]) / POINTS_PER_MM;
const isLevel = ({ from, to }: Line): boolean => Math.abs(to[1] - from[1]) < 0.01;
const isUpright = ({ from, to }: Line): boolean => Math.abs(to[0] - from[0]) < 0.01;

const PAPERS = [
  ['A4', 210, 297],
  ['Letter', 215.9, 279.4],
] as const;

describe.each(PAPERS)('the landmark sheet on %s', (paper, width, height) => {
  it('is one page of that paper for each side, and the bars of 100 mm are 100 mm', async () => {
    const { page, close } = await journeys.open();
    await openSheet(page, paper, 'Both, two sheets');
    const pdf = await print(page);
    const boxes = [...pdf.toString('latin1').matchAll(/\/MediaBox\s*\[([\d.\s]+)\]/g)].map((m) =>
      m[1]!.trim().split(/\s+/).map(Number),
    );
    expect(boxes).toHaveLength(2);
    for (const [, , w, h] of boxes) {
      expect(Math.abs(w! / POINTS_PER_MM - width)).toBeLessThan(0.5);
      expect(Math.abs(h! / POINTS_PER_MM - height)).toBeLessThan(0.5);
    }
    // Nothing else on the sheet is a straight line of about this length.
    const bars = streamsOf(pdf)
      .flatMap(linesOf)
      .filter((line) => Math.abs(lengthMm(line) - 100) < 8);
    const across = bars.filter(isLevel).map(lengthMm);
    const down = bars.filter(isUpright).map(lengthMm);
    console.log(`${paper}: across ${across.map((x) => x.toFixed(2))} mm, down ${down.map((x) => x.toFixed(2))} mm`);
    expect([across.length, down.length]).toEqual([2, 2]);
    for (const length of [...across, ...down]) expect(Math.abs(length - 100)).toBeLessThanOrEqual(0.5);
    await close();
  });

  it('has the sides in words, the warnings and the version, and nothing of the page', async () => {
    const { page, close } = await journeys.open();
    await openSheet(page, paper, 'Right');
    await page.emulateMedia({ media: 'print' });
    const sheet = page.locator('.sheet');
    expect(await sheet.count()).toBe(1);
    const text = await sheet.innerText();
    expect(text).toContain('RIGHT side of the patient, seen from behind');
    expect(text).toContain('Fixed distances are contested');
    expect(text).toContain('repeats badly');
    expect(text).toContain('each must be 100 mm');
    expect(text).toMatch(/Knowledge \d+\.\d+\.\d+\+/);
    expect(await page.locator('#root').isVisible()).toBe(false);
    // Everything fits on the sheet: head, panel and foot lie inside it and beside each other.
    const inside = await sheet.evaluate((element) => {
      const page = element.getBoundingClientRect();
      const parts = [...element.children].map((c) => c.getBoundingClientRect());
      return (
        parts.every(
          (p) => p.top >= page.top && p.bottom <= page.bottom && p.left >= page.left && p.right <= page.right,
        ) &&
        parts.every((p, i) => i === 0 || p.top >= parts[i - 1]!.bottom - 0.5) &&
        element.firstElementChild!.scrollHeight <= element.firstElementChild!.clientHeight + 1
      );
    });
    expect(inside).toBe(true);
    await close();
  });
});

describe('the sheet of a person', () => {
  it('moves with the measured spine, and closing it prints the page again', async () => {
    const { page, close } = await journeys.open();
    await page.getByRole('button', { name: 'Body', exact: true }).click();
    await page.getByLabel('Posterior superior iliac spine to midline, mm').fill('46');
    await page.getByRole('button', { name: 'Print at true size' }).click();
    const dialog = page.getByRole('dialog', { name: 'Landmark sheet at true size' });
    await dialog.getByRole('button', { name: 'Left', exact: true }).click();
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.sheet').innerText()).toContain('spine to midline 46 mm (measured)');
    expect(await page.locator('.sheet').innerText()).toContain('LEFT side of the patient');
    await page.emulateMedia({ media: 'screen' });
    await dialog.getByRole('button', { name: 'Close' }).click();
    expect(await page.locator('.sheets').count()).toBe(0);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('#root').isVisible()).toBe(true);
    await close();
  });
});
