// Only requests sent to one of our names are answered. A page of somebody else's whose name has been pointed at this
// machine (DNS rebinding) sends its own name, and gets 421.
import { getConnInfo } from '@hono/node-server/conninfo';
import { type Context, type MiddlewareHandler } from 'hono';
import { misdirected } from '../authorization/route-refusal.js';
import { type DoorEnv } from '../open-clinic.js';

/** How requests come in. */
export interface Doors {
  /** Host names and addresses that are ours, in lower case, IPv6 in brackets, without a port. */
  readonly names: ReadonlySet<string>;
  /** `https://name[:port]` of a TLS proxy in front; its word is taken for where a request was sent. */
  readonly proxy: string | null;
  /** TLS ends here. */
  readonly tls: boolean;
}

export interface Hosts {
  /** The origin (`https://name:port`) that a request was sent to, where it is one of ours; else null. */
  originOf(c: Context<DoorEnv>): string | null;
  /** Whether it was made at this very computer. */
  loopback(c: Context<DoorEnv>): boolean;
  /** Whether it came over TLS, here or at the proxy. */
  secure(c: Context<DoorEnv>): boolean;
  /** The address it came from; at a proxy, the one the proxy saw. */
  address(c: Context<DoorEnv>): string;
}

export const LOOPBACK_NAMES: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

const isLoopback = (address: string): boolean => /^(::1|127(\.\d{1,3}){3}|::ffff:127(\.\d{1,3}){3})$/.test(address);

/** The name in `host[:port]`, lower case; null for what cannot be one. */
function nameOf(host: string): string | null {
  return /^(\[[0-9a-f:.]+\]|[a-z0-9]([a-z0-9.-]*[a-z0-9])?)\.?(:\d{1,5})?$/.exec(host.toLowerCase())?.[1] ?? null;
}

const remoteOf = (c: Context<DoorEnv>): string => {
  try {
    return getConnInfo(c).remote.address ?? '';
  } catch {
    // A request that came through no socket is nobody's neighbour.
    return '';
  }
};

export function hostsOf({ names, proxy, tls }: Doors): Hosts {
  const proxied = proxy === null ? null : new URL(proxy);
  /** Whether the proxy in front passed it on: it says where it was sent, and that is the proxy's own name. */
  const throughProxy = (c: Context<DoorEnv>): boolean =>
    proxied !== null &&
    c.req.header('x-forwarded-proto') === 'https' &&
    (c.req.header('x-forwarded-host') ?? c.req.header('host'))?.toLowerCase() === proxied.host;
  return {
    originOf: (c) => {
      if (throughProxy(c)) return proxied!.origin;
      const host = c.req.header('host') ?? '';
      const name = nameOf(host);
      return name !== null && names.has(name) ? `${tls ? 'https' : 'http'}://${host.toLowerCase()}` : null;
    },
    loopback: (c) => !throughProxy(c) && proxied === null && isLoopback(remoteOf(c)),
    secure: (c) => tls || throughProxy(c),
    address: (c) => {
      const remote = remoteOf(c);
      // The proxy adds the address it saw at the end; what stands before it anybody could have written.
      const told = throughProxy(c) ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined;
      return told && /^[0-9a-fA-F:.]{2,45}$/.test(told) ? told : remote;
    },
  };
}

/** Answers 421 to what was sent to a name that is not ours. */
export function hostCheck(hosts: Hosts): MiddlewareHandler<DoorEnv> {
  return async (c, next) => {
    const origin = hosts.originOf(c);
    if (origin === null) return misdirected(c);
    c.set('origin', origin);
    return next();
  };
}
