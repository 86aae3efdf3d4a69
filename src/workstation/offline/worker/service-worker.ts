// Opens the page without a network. It keeps the files that the build lists, each checked against the hash of its
// content, and nothing else: no record, no account, no log. A newer list waits until no page of the old one is open.
import { keptAs, type OfflineFiles, wayOf } from './way-of.js';

/** Put in by the build. */
declare const OFFLINE_FILES: OfflineFiles;

const worker = globalThis as unknown as ServiceWorkerGlobalScope;
const FILES: OfflineFiles = OFFLINE_FILES;
const CACHE = 'cluneal-files';
/** A clinic's wireless network may neither answer nor fail. */
const PATIENCE_MS = 4_000;

const hex = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((b) => b.toString(16).padStart(2, '0')).join('');

async function fetchChecked(path: string): Promise<Response> {
  const response = await fetch(path, { cache: 'no-cache', credentials: 'same-origin' });
  const body = await response.arrayBuffer();
  const hash = hex(await crypto.subtle.digest('SHA-256', body));
  // The server is being updated this moment: what is kept now stays, and the next load tries again.
  if (!response.ok || hash !== FILES[path]) throw new Error(`${path}: not the file of this version`);
  const headers = new Headers(response.headers);
  headers.delete('content-encoding');
  headers.delete('content-length');
  return new Response(body, { status: 200, headers });
}

/** What is kept already under the same hash is not fetched again. */
async function keepFiles(): Promise<void> {
  const cache = await caches.open(CACHE);
  for (const path of Object.keys(FILES)) {
    const name = keptAs(path, FILES);
    if (!(await cache.match(name))) await cache.put(name, await fetchChecked(path));
  }
}

async function forgetOthers(): Promise<void> {
  const cache = await caches.open(CACHE);
  const named = new Set(Object.keys(FILES).map((path) => new URL(keptAs(path, FILES), worker.location.origin).href));
  for (const request of await cache.keys()) if (!named.has(request.url)) await cache.delete(request);
}

async function kept(path: string): Promise<Response | undefined> {
  return (await caches.open(CACHE)).match(keptAs(path, FILES));
}

async function networkFirst(request: Request, path: string): Promise<Response> {
  const have = await kept(path);
  try {
    // A page is asked for anew, so that an update is seen; a pack by its tag.
    const response = await fetch(request, have ? { signal: AbortSignal.timeout(PATIENCE_MS) } : {});
    if (response.ok || !have || response.status < 500) return response;
    return have;
  } catch (error) {
    if (have) return have;
    throw error;
  }
}

worker.addEventListener('install', (event) => event.waitUntil(keepFiles()));
worker.addEventListener('activate', (event) => event.waitUntil(forgetOthers().then(() => worker.clients.claim())));
worker.addEventListener('fetch', (event) => {
  const way = wayOf(event.request, worker.location.origin, FILES);
  if (way.type === 'network-only') return;
  event.respondWith(
    way.type === 'kept'
      ? kept(way.path).then((have) => have ?? fetch(event.request))
      : networkFirst(event.request, way.path),
  );
});
