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

/**
 * The relying party of a request; null where the browser would offer no passkey: at an IP address, and without TLS
 * anywhere but at this computer.
 */
export function relyingPartyOf(house: Pick<House, 'origin'>, c: Context<DoorEnv>): RelyingParty | null {
  const sentTo = house.origin(c);
  if (sentTo === null) return null;
  const { hostname, origin, protocol } = new URL(sentTo);
  if (hostname.startsWith('[') || isIP(hostname) !== 0) return null;
  const atHome = hostname === 'localhost' || hostname.endsWith('.localhost');
  return protocol === 'https:' || atHome ? { id: hostname, origin } : null;
}
