// The names and addresses by which a tablet in the clinic can reach this machine.
import { isIP, isIPv4 } from 'node:net';

/** What os.networkInterfaces() tells, as far as it is used. */
export interface Interface {
  readonly address: string;
  readonly internal: boolean;
}

export interface LanNames {
  /** Lower case. */
  readonly dns: readonly string[];
  readonly ip: readonly string[];
}

const HOST_NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;

/** Whether it can be a host name or an address in a certificate. */
export const isHostName = (name: string): boolean => isIP(name) > 0 || HOST_NAME.test(name);

/** Those given first, for they were chosen; then the machine's own. Addresses that need a zone are left out. */
export function lanNames(
  hostname: string,
  interfaces: Readonly<Record<string, readonly Interface[] | undefined>>,
  given: readonly string[],
): LanNames {
  const chosen = given.map((name) => name.toLowerCase());
  const host = hostname.toLowerCase();
  const first = host.split('.')[0]!;
  const own = [`${first}.local`, ...(host.includes('.') ? [host] : [])].filter((name) => HOST_NAME.test(name));
  const addresses = Object.values(interfaces)
    .flatMap((list) => list ?? [])
    .filter(({ address, internal }) => !internal && isIP(address) > 0 && !/^fe80:/i.test(address))
    .map(({ address }) => address);
  const sorted = [...addresses.filter((a) => isIPv4(a)), ...addresses.filter((a) => !isIPv4(a))];
  return {
    dns: [...new Set([...chosen.filter((name) => isIP(name) === 0), ...own])],
    ip: [...new Set([...chosen.filter((name) => isIP(name) > 0), ...sorted])],
  };
}

/** The address to tell people: a name they chose, else the first address, which always leads here; else a name. */
export function shownName({ dns, ip }: LanNames, given: readonly string[]): string {
  const name = given[0]?.toLowerCase() ?? ip[0] ?? dns[0] ?? 'localhost';
  return name.includes(':') ? `[${name}]` : name;
}
