// Eyes that no sighted hurried person has: contrast and names (axe), targets, what sticks out, words that nobody gave to
// a translator.
import { AxeBuilder } from '@axe-core/playwright';
import { type Page } from 'playwright-core';

export const SIZES = [
  [1440, 900],
  [1180, 820],
  [1024, 768],
  [820, 1180],
  [390, 844],
  [320, 640],
] as const;

/** Controls that stick out of the window. */
export const clipped = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main button, main select, main input, .top button, .top a')]
      .filter(
        (e) =>
          e.checkVisibility() &&
          (e.getBoundingClientRect().left < -1 || e.getBoundingClientRect().right > innerWidth + 1),
      )
      .map((e) => e.outerHTML.slice(0, 120)),
  );

export async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return found.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(' ')}: ${n.failureSummary ?? ''}`));
}

const TARGETS = 'button, select, input, textarea, summary, .tick, .menu__item, .button--link';

/** Controls that a finger misses: below 44 pixels. `within` names a part of the page. */
export const small = (page: Page, within = 'body'): Promise<string[]> =>
  page.evaluate(
    ([part, targets]) =>
      [...document.querySelector(part!)!.querySelectorAll<HTMLElement>(targets!)]
        .filter((e) => e.checkVisibility() && !e.closest('.hidden') && !e.classList.contains('hidden'))
        // A box to tick is as large as the line around it, which is tapped for it.
        .filter((e) => !e.closest('.tick') || e.classList.contains('tick'))
        .filter((e) => e.getBoundingClientRect().height < 43.5 || e.getBoundingClientRect().width < 43.5)
        .map((e) => {
          const { width, height } = e.getBoundingClientRect();
          return `${e.className} ${e.textContent} ${width}x${height}`;
        }),
    [within, TARGETS],
  );

/** Text in plain English on a page that speaks the pretend language. */
export const plain = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const out: string[] = [];
    const english = (text: string) => /[A-Za-z]{3,}/.test(text) && !/^\s*\[.*\]\s*$/s.test(text);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.parentElement?.closest('[data-pack], script, style, textarea')) continue;
      const text = (node.textContent ?? '').trim();
      if (english(text) && !/^[\s,;:.·()[\]]*$/.test(text)) out.push(text);
    }
    for (const e of document.querySelectorAll('[aria-label], [placeholder], [title]'))
      for (const name of ['aria-label', 'placeholder', 'title']) {
        const text = e.getAttribute(name);
        if (text && !text.includes('[')) out.push(`${name}: ${text}`);
      }
    return out;
  });
