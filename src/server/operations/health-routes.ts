// For those who watch over the server: whether it lives, and whether it can do its work.
import { type Doorway } from '../authorization/route-policy.js';
import { CERTIFICATE_HEADERS, TRUST_HEADERS, type Trust, trustPage } from './lan/trust-page.js';
import { type Readiness } from './readiness.js';

export interface Watched {
  /** Version of the program. */
  readonly program: string;
  readiness(): Promise<Readiness>;
  /** What a tablet must install; null where the server makes no certificates of its own. */
  trust(): Trust | null;
}

/** Adds `/health`, `/ready`, and the page that gives away the certificate. */
export function healthRoutes(doorway: Doorway, house: Watched): void {
  doorway.route('GET', '/health', 'public', (c) => {
    c.header('cache-control', 'no-store');
    return c.json({ status: 'alive', version: house.program });
  });
  doorway.route('GET', '/ready', 'public', async (c) => {
    const { ready, ...told } = await house.readiness();
    c.header('cache-control', 'no-store');
    return c.json({ status: ready ? 'ready' : 'not ready', ...told }, ready ? 200 : 503);
  });
  doorway.route('GET', '/trust', 'public', (c) => {
    const trust = house.trust();
    return trust ? c.body(trustPage(trust), 200, TRUST_HEADERS) : c.text('this server makes no certificates\n', 404);
  });
  doorway.route('GET', '/trust/certificate', 'public', (c) => {
    const trust = house.trust();
    return trust
      ? c.body(new Uint8Array(trust.authority), 200, CERTIFICATE_HEADERS)
      : c.text('this server makes no certificates\n', 404);
  });
}
