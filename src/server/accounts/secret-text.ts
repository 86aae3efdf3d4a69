// What only one person or program knows: session tokens, codes read out or typed, and the hash each is kept by.
import { timingSafeEqual } from 'node:crypto';
import { sha256 } from '../store/audit-chain.js';
import { type ServerWorld } from '../world.js';

const TOKEN = /^[A-Za-z0-9_-]{43}$/;
/** Crockford's base 32: no letter that reads like a digit. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 20;

/** 256 random bits, base64url. */
export const newToken = ({ random }: ServerWorld): string => Buffer.from(random(32)).toString('base64url');

/** The key a token's session is kept by; null for a text that is no token. */
export const keyOfToken = (token: string): string | null => (TOKEN.test(token) ? sha256(token) : null);

/** A code of 100 random bits for people to read and type: `7KQ2M-...`, four groups of five. */
export function newCode({ random }: ServerWorld): string {
  const letters = [...random(CODE_LENGTH)].map((byte) => ALPHABET[byte & 31]!);
  return [0, 5, 10, 15].map((at) => letters.slice(at, at + 5).join('')).join('-');
}

/** A typed code as it was meant: any case, with or without dashes and spaces, O for 0, I and L for 1. */
export const meantCode = (typed: string): string =>
  typed.normalize('NFKC').toUpperCase().replace(/[\s-]/gu, '').replaceAll('O', '0').replace(/[IL]/g, '1');

/** The key a code is kept by. */
export const keyOfCode = (typed: string): string => sha256(`code ${meantCode(typed)}`);

/** Whether a typed code is this one, in a time that tells nothing. */
export const isCode = (code: string, typed: string): boolean =>
  timingSafeEqual(Buffer.from(keyOfCode(code)), Buffer.from(keyOfCode(typed)));

/** The key an account is found by. */
export const keyOfLogin = (login: string): string => sha256(`login ${login}`);

/** The key a passkey is found by. */
export const keyOfCredential = (id: string): string => sha256(`credential ${id}`);
