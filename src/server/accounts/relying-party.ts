// For which name a passkey is made and used: the host name the request was sent to, which the server has admitted before.
import { isIP } from 'node:net';
import { type Context } from 'hono';
import { type DoorEnv } from '../open-clinic.js';
import { type House } from './house.js';

export interface RelyingParty {
  /** Host name without port. */
  readonly id: string;
  /** What the browser says of the page: scheme, name and port. */
  readonly origin: string;
}

/** The address a request was sent to, as a browser writes it; null where it names none. */
export function ownOrigin(house: Pick<House, 'secure'>, c: Context<DoorEnv>): string | null {
  const host = c.req.header('host');
  if (!host) return null;
  try {
    return new URL(`${house.secure(c) ? 'https' : 'http'}://${host}`).origin;
  } catch {
    return null;
  }
}

/**
 * The relying party of a request; null where the browser would offer no passkey: at an IP address, and without TLS
 * anywhere but at this computer.
 */
export function relyingPartyOf(house: Pick<House, 'secure'>, c: Context<DoorEnv>): RelyingParty | null {
  const origin = ownOrigin(house, c);
  if (origin === null) return null;
  const { hostname, protocol } = new URL(origin);
  if (hostname.startsWith('[') || isIP(hostname) !== 0) return null;
  const atHome = hostname === 'localhost' || hostname.endsWith('.localhost');
  return protocol === 'https:' || atHome ? { id: hostname, origin } : null;
}
