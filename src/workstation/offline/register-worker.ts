// Puts the worker in place that opens this page without a network. A browser that has none, or refuses, works as before.
import { newerPage } from './newer-page.js';

const WORKER = '/service-worker.js';

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { readonly createScriptURL: (url: string) => string },
  ): { readonly createScriptURL: (url: string) => string };
}

/** Under Trusted Types an address that becomes script needs a policy; this one lets exactly one address through. */
function trusted(): string {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
  if (!trustedTypes) return WORKER;
  const policy = trustedTypes.createPolicy('service-worker', {
    createScriptURL: (url) => {
      if (url !== WORKER) throw new TypeError(`not the service worker: ${url}`);
      return url;
    },
  });
  return policy.createScriptURL(WORKER);
}

/** Resolves once the browser has taken the worker on, or has not. */
export async function registerWorker(): Promise<void> {
  let registration: ServiceWorkerRegistration | undefined;
  if ('serviceWorker' in navigator)
    try {
      registration = await navigator.serviceWorker.register(trusted(), { updateViaCache: 'none' });
    } catch {
      // Private windows, and plain http beyond this computer, have no worker; everything else works.
    }
  newerPage.lookOut(() => void registration?.update().catch(() => {}));
}
