// A part of the page that comes when it is needed. When the connection breaks before it came, the page waits for the
// server and asks again; a browser that remembers the failure, or a server that no longer has the part, is a mishap,
// which `Mishap` tells when loading the page again can help.
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

const ASKED_EVERY_MS = 1_000;

/** `load` imports the part; it is imported again when the server answers after a failure. */
// biome-ignore lint/suspicious/noExplicitAny: React's own bound for a component of any properties
export function partOfPage<C extends ComponentType<any>>(load: () => Promise<C>): LazyExoticComponent<C> {
  return lazy(async () => ({ default: await load().catch(() => serverAnswers().then(load)) }));
}

async function serverAnswers(): Promise<void> {
  for (;;) {
    try {
      await fetch('/health', { cache: 'no-store' });
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, ASKED_EVERY_MS));
    }
  }
}
