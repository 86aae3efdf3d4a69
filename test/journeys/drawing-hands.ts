// Hands that draw on the picture, and eyes that see what was drawn: for every journey over it.
import { type CDPSession, type Page } from 'playwright-core';

export type At = readonly [number, number];
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
/** mm of the standard figure: along the right iliac crest, and a long way down the right leg. */
export const CREST: readonly At[] = [
  [62, -55],
  [80, -66],
  [100, -72],
  [118, -68],
];
export const LEG: readonly At[] = [
  [95, 60],
  [100, 200],
  [98, 320],
];

export const ready = (page: Page) => page.locator('.stage__sheet--live').waitFor({ state: 'attached' });

/** A point of the figure, mm, in CSS px of the window. */
export const on = (page: Page, [x, y]: At): Promise<{ x: number; y: number }> =>
  page.evaluate(
    ([x, y]) => {
      const live = document.querySelector<SVGSVGElement>('.stage__sheet--live')!;
      const at = new DOMPoint(x, y).matrixTransform(live.getScreenCTM()!);
      return { x: at.x, y: at.y };
    },
    [x, y] as const,
  );

export const inView = (page: Page) => page.locator('.stage').evaluate((e) => e.scrollIntoView({ block: 'center' }));

export async function mouse(page: Page, points: readonly At[]): Promise<void> {
  await inView(page);
  const [first, ...rest] = await Promise.all(points.map((p) => on(page, p)));
  await page.mouse.move(first!.x, first!.y);
  await page.mouse.down();
  for (const to of rest) await page.mouse.move(to.x, to.y, { steps: 8 });
  await page.mouse.up();
}

export async function finger(page: Page, cdp: CDPSession, points: readonly At[]): Promise<void> {
  await inView(page);
  const [first, ...rest] = await Promise.all(points.map((p) => on(page, p)));
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: { x: number; y: number }) =>
    cdp.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] });
  await touch('touchStart', first);
  let from = first!;
  for (const to of rest) {
    for (let i = 1; i <= 6; i++)
      await touch('touchMove', { x: from.x + ((to.x - from.x) * i) / 6, y: from.y + ((to.y - from.y) * i) / 6 });
    from = to;
  }
  await touch('touchEnd');
}

/** Takes a tool from the bar. */
export const take = (page: Page, tool: string) => page.locator(`.tool[data-tool="${tool}"]`).click();
/** What is painted: areas, pins and arrows, in the order they are drawn. */
export const painted = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('.stage .drawn__run, .stage .drawn__pin, .stage .drawn__arrow')].map(
      (e) => `${e.classList[0]} ${e.querySelectorAll('.drawn__ground > path').length}`,
    ),
  );
export const chips = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.chip')].map((c) => `${c.dataset.finding} ${c.dataset.standing}`),
  );
export const kept = (page: Page) =>
  page.evaluate(() => {
    // Each account keeps its cases under a name of its own.
    const name = Object.keys(localStorage).find((key) => key.startsWith('cluneal.cases.'));
    const { drafts, openId } = JSON.parse((name && localStorage.getItem(name)) ?? '{"drafts":[]}');
    const open = drafts.find((d: { id: string }) => d.id === openId);
    return { marks: open?.drawing?.marks ?? [], findings: open?.findings ?? [], nrs: open?.nrs };
  });
export const saved = (page: Page) => page.locator('.saved', { hasText: /Saved \d\d:\d\d/ }).waitFor();
