// Puts the worker in place that opens this page without a network. A browser that has none, or refuses, works as before.
import { newerPage } from './newer-page.js';

const WORKER = '/service-worker.js';

/** Under Trusted Types an address that becomes script needs a policy; this one lets exactly one address through. */
function trusted(): string {
  const types = (
    globalThis as {
      trustedTypes?: { createPolicy(name: string, rules: object): { createScriptURL(url: string): string } };
    }
  ).trustedTypes;
  if (!types) return WORKER;
  return types
    .createPolicy('service-worker', {
      createScriptURL: (url: string) => {
        if (url !== WORKER) throw new TypeError(`not the service worker: ${url}`);
        return url;
      },
    })
    .createScriptURL(WORKER);
}

/** Resolves once the browser has taken the worker on, or has not. */
export async function registerWorker(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register(trusted(), { updateViaCache: 'none' });
    registration.addEventListener('updatefound', () => {
      const coming = registration.installing;
      coming?.addEventListener('statechange', () => {
        if (coming.state === 'installed' && navigator.serviceWorker.controller) newerPage.came();
      });
    });
  } catch {
    // Private windows and plain http beyond this computer have no worker; everything else works.
  }
}
