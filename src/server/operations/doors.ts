// Through which doors a server is reached, from what it is started with; and which of them are refused.

import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { OperatorError } from './data-folder.js';
import { type Doors, LOOPBACK_NAMES } from './host-check.js';
import { isHostName, type LanNames } from './lan/lan-names.js';

export interface DoorOptions {
  readonly host: string | undefined;
  readonly lan: boolean;
  /** Names given with --name. */
  readonly names: readonly string[];
  /** `https://name` of the TLS proxy in front. */
  readonly behindProxy: string | undefined;
}

const LOOPBACK_HOSTS: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);
const EVERYWHERE = '0.0.0.0';

/** The address to listen at. Throws in words where it would let people in without TLS. */
export function listeningHost({ host, lan, names, behindProxy }: DoorOptions): string {
  if (lan && behindProxy !== undefined)
    throw new OperatorError('--lan makes certificates of its own, --behind-proxy leaves them to the proxy: choose one');
  for (const name of names)
    if (!isHostName(name.toLowerCase()))
      throw new OperatorError(`--name must be a host name or an address, such as clinic.local: ${name}`);
  if (names.length > 0 && !lan) throw new OperatorError('--name goes with --lan: add it, or leave --name out');
  if (behindProxy !== undefined) proxyOrigin(behindProxy);
  const at = host ?? (lan ? EVERYWHERE : '127.0.0.1');
  if (!lan && behindProxy === undefined && !LOOPBACK_HOSTS.has(at))
    throw new OperatorError(
      `${at} can be reached from other machines, and without TLS everybody between could read along: use --lan, or --behind-proxy https://NAME where a proxy adds TLS`,
    );
  return at;
}

/** The origin of the proxy; throws in words for anything else. */
export function proxyOrigin(text: string): string {
  const wrong = new OperatorError(`--behind-proxy must be an address such as https://cluneal.example.org: ${text}`);
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw wrong;
  }
  if (url.protocol !== 'https:' || url.pathname !== '/' || url.search || url.hash || url.username) throw wrong;
  return url.origin;
}

const bracketed = (name: string): string => (name.includes(':') && !name.startsWith('[') ? `[${name}]` : name);

/** What the host check admits. */
export function doorsOf({ host, lan, behindProxy }: DoorOptions, names: LanNames | null): Doors {
  const own = host && !LOOPBACK_HOSTS.has(host) ? [host] : [];
  const proxy = behindProxy === undefined ? null : proxyOrigin(behindProxy);
  // A proxy on another machine reaches us by one of our addresses, and may say so itself.
  const reached =
    proxy === null || own.length === 0
      ? []
      : Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map(({ address }) => address));
  const all = [
    ...LOOPBACK_NAMES,
    ...(names ? [...names.dns, ...names.ip] : []),
    ...own,
    ...(proxy ? [new URL(proxy).hostname] : []),
    ...reached.filter((address) => isIP(address) > 0 && !address.startsWith('fe80')),
  ];
  return { names: new Set(all.map((name) => bracketed(name).toLowerCase())), proxy, tls: lan };
}
