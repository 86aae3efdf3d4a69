// Text as it stands in an index: folded for string search, shortened where a key would be too long, and compared the
// way both databases compare it.
import { sha256 } from './audit-chain.js';

/** PostgreSQL refuses index rows above some 2,700 bytes; three such texts and four bytes a character fit. */
const LONGEST_KEY = 160;
const LONGEST_FOLDED = 120;

/** A key that says the same when it is compared for equality. NUL, which PostgreSQL cannot hold, is dropped. */
export function keyText(text: string): string {
  const clean = text.replaceAll('\0', '');
  return clean.length <= LONGEST_KEY ? clean : `sha256:${sha256(clean)}`;
}

/** Case, accents and spacing do not count (FHIR R4, 3.1.1.4.8 string); cut so that a prefix of it stays a prefix. */
export function foldedText(text: string): string {
  const folded = text
    .replaceAll('\0', '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .trim();
  return folded.length <= LONGEST_FOLDED ? folded : [...folded].slice(0, LONGEST_FOLDED).join('');
}

/** The order of UTF-8 bytes, which is that of code points; JavaScript's own differs beyond U+FFFF. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    const high = (c: number) => c >= 0xd800 && c <= 0xdfff;
    return high(x) === high(y) ? x - y : high(x) ? 1 : -1;
  }
  return a.length - b.length;
}
