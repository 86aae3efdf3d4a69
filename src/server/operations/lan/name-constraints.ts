// The names that our certificate authority may speak for (RFC 5280, 4.2.1.10). A tablet that trusts it must not thereby
// trust whoever steals its key with the address of a bank.
import { isIP, isIPv4 } from 'node:net';

/** A block of addresses as bytes: what of an address must be so, and where. */
interface Block {
  readonly base: readonly number[];
  readonly mask: readonly number[];
}

const maskOf = (length: number, bits: number): number[] =>
  Array.from({ length }, (_, i) => (0xff00 >> Math.max(0, Math.min(8, bits - 8 * i))) & 0xff);

function blockOf(address: string, bits = isIPv4(address) ? 32 : 128): Block {
  const base = bytesOf(address);
  return { base, mask: maskOf(base.length, bits) };
}

/** Addresses that are never anybody's on the internet, and so may be ours. */
const PRIVATE: readonly Block[] = [
  blockOf('10.0.0.0', 8),
  blockOf('172.16.0.0', 12),
  blockOf('192.168.0.0', 16),
  blockOf('169.254.0.0', 16),
  blockOf('127.0.0.0', 8),
  blockOf('fc00::', 7),
  blockOf('fe80::', 10),
  blockOf('::1'),
];

/** Names of the local network: `.local` by multicast (RFC 6762), `.home.arpa` (RFC 8375), and usual ones of routers. */
const LOCAL = ['local', 'home.arpa', 'internal', 'lan', 'home', 'localhost'];

export interface Permitted {
  readonly dns: readonly string[];
  readonly blocks: readonly Block[];
}

/** What an authority made now may speak for: the local network, and these names and addresses. */
export function permittedNames(dns: readonly string[], ip: readonly string[]): Permitted {
  const outside = ip.filter((address) => !PRIVATE.some((block) => within(address, block)));
  return {
    dns: [...new Set([...LOCAL, ...dns.filter((name) => !LOCAL.some((zone) => inZone(name, zone)))])],
    blocks: [...PRIVATE, ...outside.map((address) => blockOf(address))],
  };
}

const inZone = (name: string, zone: string): boolean => name === zone || name.endsWith(`.${zone}`);

/** Whether a name or an address may stand in a certificate under the constraint. */
export const isPermitted = ({ dns, blocks }: Permitted, name: string): boolean =>
  isIP(name) > 0 ? blocks.some((block) => within(name, block)) : dns.some((zone) => inZone(name, zone));

function within(address: string, { base, mask }: Block): boolean {
  const bytes = bytesOf(address);
  return bytes.length === base.length && bytes.every((byte, i) => (byte & mask[i]!) === (base[i]! & mask[i]!));
}

/** 4 or 16 bytes. */
export function bytesOf(address: string): number[] {
  if (isIPv4(address)) return address.split('.').map(Number);
  // The URL parser writes IPv6 in its shortest form, an IPv4 tail as hexadecimal.
  const short = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const [head = '', tail] = short.split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':'));
  const left = groups(head);
  const right = groups(tail ?? '');
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => '0');
  return [...left, ...zeros, ...right].flatMap((group) => {
    const n = Number.parseInt(group, 16);
    return [n >> 8, n & 0xff];
  });
}

/** Tag, length, content (X.690); contents are short. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const SEQUENCE = 0x30;
const PERMITTED_SUBTREES = 0xa0;
const DNS_NAME = 0x82;
const IP_ADDRESS = 0x87;

/** The extension's value. */
export function constraintsValue({ dns, blocks }: Permitted): Buffer {
  const names = dns.map((name) => der(DNS_NAME, Buffer.from(name, 'ascii')));
  const ranges = blocks.map(({ base, mask }) => der(IP_ADDRESS, Buffer.from([...base, ...mask])));
  const subtrees = [...names, ...ranges].map((base) => der(SEQUENCE, base));
  return der(SEQUENCE, der(PERMITTED_SUBTREES, ...subtrees));
}

/** The parts of a sequence of elements, each with its tag. */
function* elementsOf(bytes: Buffer): Generator<readonly [tag: number, content: Buffer]> {
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes[at]!;
    const first = bytes[at + 1]!;
    const more = first < 128 ? 0 : first & 0x7f;
    const length = more === 0 ? first : bytes.readUIntBE(at + 2, more);
    const from = at + 2 + more;
    yield [tag, bytes.subarray(from, from + length)];
    at = from + length;
  }
}

/** Reads such a value back. */
export function permittedIn(value: Uint8Array): Permitted {
  const dns: string[] = [];
  const blocks: Block[] = [];
  for (const [, outer] of elementsOf(Buffer.from(value)))
    for (const [list, subtrees] of elementsOf(outer)) {
      if (list !== PERMITTED_SUBTREES) continue;
      for (const [, subtree] of elementsOf(subtrees))
        for (const [tag, content] of elementsOf(subtree)) {
          const half = content.length / 2;
          if (tag === DNS_NAME) dns.push(content.toString('ascii'));
          if (tag === IP_ADDRESS)
            blocks.push({ base: [...content.subarray(0, half)], mask: [...content.subarray(half)] });
        }
    }
  return { dns, blocks };
}
