// Text as base64 of its UTF-8 and back (RFC 4648 §4), without a platform: this layer runs in server and browser alike.
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUE: ReadonlyMap<string, number> = new Map([...ALPHABET].map((c, i) => [c, i]));

/** UTF-8 bytes of a text. Throws for half a surrogate pair, which has none. */
export function utf8FromText(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const c = character.codePointAt(0)!;
    if (c >= 0xd800 && c <= 0xdfff) throw new Error('half a surrogate pair has no UTF-8');
    if (c < 0x80) bytes.push(c);
    else if (c < 0x800) bytes.push(0xc0 | (c >> 6), 0x80 | (c & 63));
    else if (c < 0x10000) bytes.push(0xe0 | (c >> 12), 0x80 | ((c >> 6) & 63), 0x80 | (c & 63));
    else bytes.push(0xf0 | (c >> 18), 0x80 | ((c >> 12) & 63), 0x80 | ((c >> 6) & 63), 0x80 | (c & 63));
  }
  return bytes;
}

/** The text of UTF-8 bytes; undefined where they are not the UTF-8 of any text (overlong forms included). */
export function textFromUtf8(bytes: readonly number[]): string | undefined {
  const out: string[] = [];
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i++]!;
    const more = first < 0x80 ? 0 : first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
    let c = more === 0 ? first : first & (0x3f >> more);
    for (let k = 0; k < more; k++) {
      const next = bytes[i++];
      if (next === undefined || (next & 0xc0) !== 0x80) return undefined;
      c = (c << 6) | (next & 63);
    }
    const least = [0, 0x80, 0x800, 0x10000][more]!;
    if (first >= 0xf8 || (first >= 0x80 && first < 0xc0) || c < least || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
      return undefined;
    out.push(String.fromCodePoint(c));
  }
  return out.join('');
}

/** Base64 with padding. */
export function base64FromBytes(bytes: readonly number[]): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a, b, c] = [bytes[i]!, bytes[i + 1], bytes[i + 2]];
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    const at = (shift: number): string => ALPHABET[(bits >> shift) & 63]!;
    out += `${at(18)}${at(12)}${b === undefined ? '=' : at(6)}${c === undefined ? '=' : at(0)}`;
  }
  return out;
}

/** Bytes of base64, spaces aside (FHIR allows them); undefined where it is none, or has bits that stand for nothing. */
export function bytesFromBase64(text: string): number[] | undefined {
  const tight = text.replace(/[ \t\r\n]/g, '');
  if (tight.length % 4 !== 0) return undefined;
  const bytes: number[] = [];
  for (let i = 0; i < tight.length; i += 4) {
    const four = tight.slice(i, i + 4);
    const padding = i + 4 === tight.length ? (four.endsWith('==') ? 2 : four.endsWith('=') ? 1 : 0) : 0;
    let bits = 0;
    for (let k = 0; k < 4; k++) {
      const value = k >= 4 - padding ? 0 : VALUE.get(four[k]!);
      if (value === undefined) return undefined;
      bits = (bits << 6) | value;
    }
    const kept = [(bits >> 16) & 255, (bits >> 8) & 255, bits & 255].slice(0, 3 - padding);
    if (padding > 0 && (bits & (padding === 1 ? 0xff : 0xffff)) !== 0) return undefined;
    bytes.push(...kept);
  }
  return bytes;
}
