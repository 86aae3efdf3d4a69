// How a request of the page is answered: from the kept files, from the network, or from the network while it answers.

/** What the build made: every file the page can need, with the hash of its content. */
export type OfflineFiles = Readonly<Record<string, string>>;

export type Way =
  /** Named by its content: what is kept is right for ever. */
  | { readonly type: 'kept'; readonly path: string }
  /** The server has the last word; without it what is kept will do. */
  | { readonly type: 'network-first'; readonly path: string }
  /** Never kept: records, accounts, logs, and whatever this page does not know. */
  | { readonly type: 'network-only' };

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly mode: string;
}

const NETWORK_ONLY: Way = { type: 'network-only' };

/** `origin` is the worker's own; the page itself is the file `/`. */
export function wayOf({ method, url, mode }: Asked, origin: string, files: OfflineFiles): Way {
  const at = new URL(url);
  if (method !== 'GET' || at.origin !== origin) return NETWORK_ONLY;
  // Only the page's own address is a page: a link to a record or a log stays with the server.
  if (mode === 'navigate') return at.pathname === '/' ? { type: 'network-first', path: '/' } : NETWORK_ONLY;
  const { pathname } = at;
  if (!Object.hasOwn(files, pathname)) return NETWORK_ONLY;
  return { type: pathname.startsWith('/assets/') ? 'kept' : 'network-first', path: pathname };
}

/** The name a file is kept under: by address and content, so that two versions stand side by side. */
export const keptAs = (path: string, files: OfflineFiles): string => `${path}?sha256=${files[path] ?? ''}`;
