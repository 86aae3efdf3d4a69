// Which screen: read off the part of the address behind `#/`, which never reaches the server. Anything else behind the
// hash (a jump within the page) is the work itself.
import { useSyncExternalStore } from 'react';

export const PAGES = ['work', 'me', 'people', 'log', 'set-up', 'ready', 'accept'] as const;
export type Page = (typeof PAGES)[number];

export interface Route {
  readonly page: Page;
  /** What an invitation link carries; empty otherwise. */
  readonly code: string;
}

/** `#/people`, `#/accept?code=…` */
export function routeOf(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const page = hash.startsWith('#/') ? PAGES.find((p) => p === path) : undefined;
  return { page: page ?? 'work', code: page === 'accept' ? (new URLSearchParams(query).get('code') ?? '') : '' };
}

function subscribe(changed: () => void): () => void {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
}

/** The address as it stands, as text: a new one is a new screen. */
export const useHash = (): string => useSyncExternalStore(subscribe, () => location.hash);

/** Goes to a screen as a link would. */
export function goTo(page: Page): void {
  location.hash = page === 'work' ? '#/' : `#/${page}`;
}

/** Takes a secret out of the address bar and the history. */
export function forgetCode(): void {
  history.replaceState(null, '', '#/accept');
}
