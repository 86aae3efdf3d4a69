// Who asks: looks the token up at every request, before any route. And the check that a request which changes something
// was made by our own page, where a browser sent it.
import { type MiddlewareHandler } from 'hono';
import { type DoorEnv } from '../open-clinic.js';
import { type House } from './house.js';
import { objected } from './objection.js';
import { carriedBy } from './session-cookie.js';
import { refused } from './told.js';

/** Sets the open record and the principal; null before sign-in, while the screen is locked, and in a demo from afar. */
export const authenticate =
  (house: Pick<House, 'open' | 'loopback'>): MiddlewareHandler<DoorEnv> =>
  async (c, next) => {
    const open = house.open();
    c.set('open', open);
    c.set('principal', null);
    const { token } = carriedBy(c);
    // Everybody can read the demo's passwords, so nobody in it is anybody beyond this computer.
    if (open && token !== null && (open.kind !== 'demo' || house.loopback(c))) {
      const state = await open.accounts.sessionOf(token);
      if (state.type === 'signed-in') c.set('principal', state.principal);
    }
    await next();
  };

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
const FOREIGN = objected(
  'forbidden',
  'the request does not come from a page of this server',
  'use the page at the address of this server, or send the token as Authorization: Bearer',
);

/**
 * Refuses what another site makes a browser send. With the cookie a change needs proof that it is ours: Origin, or
 * Sec-Fetch-Site, which no page can forge. Without it - at sign-in, at set-up - what speaks against it is enough.
 */
export const crossSiteCheck =
  (house: Pick<House, 'origin'>): MiddlewareHandler<DoorEnv> =>
  async (c, next) => {
    const carried = carriedBy(c);
    if (!SAFE.has(c.req.method) && carried.by !== 'bearer') {
      const origin = c.req.header('origin');
      const site = c.req.header('sec-fetch-site');
      const proved = site === 'same-origin' || (origin !== undefined && origin === house.origin(c));
      const silent = origin === undefined && site === undefined;
      if (!proved && !(silent && carried.by === 'nothing')) return refused(c, FOREIGN.objection);
    }
    return next();
  };
