// A strict JSON reader (RFC 8259) for what comes from outside. Beyond the grammar it refuses what other readers accept
// and then disagree on: a name said twice, names that reach into JavaScript, text that is not Unicode, a byte order
// mark, numbers that no double can hold, and nesting or numbers long enough to be an attack. docs/fhir.md says why no
// library serves.
import { Decimal, type JsonObject, type JsonValue } from './json-value.js';

export interface JsonError {
  readonly type: 'bad-json';
  /** Where reading stopped, as the elements above it: `entry[3].resource.status`; empty at the top. */
  readonly path: string;
  /** UTF-16 offset where reading stopped. */
  readonly at: number;
  /** What is wrong and how to mend it, lower case. Names the place, never a value: it may be somebody's record. */
  readonly message: string;
}

export type JsonResult =
  | { readonly ok: true; readonly value: JsonValue }
  | { readonly ok: false; readonly error: JsonError };

/** Deeper than any FHIR resource: the deepest of the official examples has 21. */
export const MOST_DEPTH = 64;
/** FHIR asks for 18 digits; the longest number that the shared parsing tests call valid has 81 characters. */
export const MOST_NUMBER = 128;
const REFUSED_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const LONE_SURROGATE = /\p{Cs}/u;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};
const QUOTE = 34;
const BACKSLASH = 92;

class Unreadable extends Error {}

/** Reads one JSON text, whole; the caller has decoded it from UTF-8 and refused what is not. Never throws. */
export function readJson(text: string): JsonResult {
  const reader = new Reader(text);
  try {
    return { ok: true, value: reader.document() };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const { at, path } = reader;
    const message = `${error.message}, at character ${at}${path === '' ? '' : ` in ${path}`}`;
    return { ok: false, error: { type: 'bad-json', path, at, message } };
  }
}

class Reader {
  at = 0;
  readonly #text: string;
  /** Names and places above the value being read; only a refusal looks at it. */
  readonly #above: (string | number)[] = [];
  constructor(text: string) {
    this.#text = text;
  }

  get path(): string {
    return this.#above
      .map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i === 0 ? '' : '.'}${step.slice(0, 60)}`))
      .join('');
  }

  document(): JsonValue {
    if (this.#text.charCodeAt(0) === 0xfeff) this.#fail('a byte order mark: send UTF-8 without it');
    this.#space();
    const value = this.#value();
    this.#space();
    if (this.at < this.#text.length) this.#fail('more text after the value: send one value');
    return value;
  }

  #fail(what: string): never {
    throw new Unreadable(what);
  }

  #space(): void {
    for (;;) {
      const c = this.#text.charCodeAt(this.at);
      if (c !== 32 && c !== 10 && c !== 13 && c !== 9) return;
      this.at++;
    }
  }

  #value(): JsonValue {
    if (this.#above.length > MOST_DEPTH) this.#fail(`nested deeper than ${MOST_DEPTH}: flatten it`);
    switch (this.#text[this.at]) {
      case '{':
        return this.#object();
      case '[':
        return this.#array();
      case '"':
        return this.#string();
      case 't':
        return this.#word('true', true);
      case 'f':
        return this.#word('false', false);
      case 'n':
        return this.#word('null', null);
      default:
        return this.#number();
    }
  }

  #word<T>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.at)) this.#fail('not a JSON value: write true, false or null');
    this.at += word.length;
    return value;
  }

  #object(): JsonObject {
    const object: JsonObject = {};
    if (this.#opens('}')) return object;
    for (;;) {
      if (this.#text[this.at] !== '"') this.#fail('a member needs a name in double quotes');
      const name = this.#string();
      this.#above.push(name);
      if (REFUSED_NAMES.has(name)) this.#fail('a name that is not allowed: rename it');
      if (Object.hasOwn(object, name)) this.#fail('a name said twice: keep one');
      this.#space();
      if (this.#text[this.at] !== ':') this.#fail('a colon is missing after a name');
      this.at++;
      this.#space();
      object[name] = this.#value();
      this.#above.pop();
      if (this.#closes('}')) return object;
    }
  }

  #array(): JsonValue[] {
    const array: JsonValue[] = [];
    if (this.#opens(']')) return array;
    for (;;) {
      this.#above.push(array.length);
      array.push(this.#value());
      this.#above.pop();
      if (this.#closes(']')) return array;
    }
  }

  /** At an opening bracket: true when it closes at once. */
  #opens(bracket: string): boolean {
    this.at++;
    this.#space();
    if (this.#text[this.at] !== bracket) return false;
    this.at++;
    return true;
  }

  /** After an item: true at the closing bracket, false at a comma. */
  #closes(bracket: string): boolean {
    this.#space();
    const c = this.#text[this.at];
    if (c !== ',' && c !== bracket) this.#fail('a comma or a closing bracket is missing');
    this.at++;
    if (c === ',') this.#space();
    return c === bracket;
  }

  #string(): string {
    let start = ++this.at;
    let out = '';
    for (;;) {
      const c = this.#text.charCodeAt(this.at);
      if (c === QUOTE) break;
      // Not a number past the end, which is not at least a space either.
      if (!(c >= 32)) this.#fail('a string that does not end, or holds a raw control character: escape it');
      if (c === BACKSLASH) {
        out += this.#text.slice(start, this.at) + this.#escape();
        start = this.at;
      } else this.at++;
    }
    out += this.#text.slice(start, this.at++);
    // UTF-8, in which everything is kept, cannot hold half a pair; it would come back as another character.
    if (LONE_SURROGATE.test(out)) this.#fail('half a surrogate pair: send whole characters');
    return out;
  }

  #escape(): string {
    const c = this.#text[this.at + 1] ?? '';
    if (c === 'u') {
      const hex = this.#text.slice(this.at + 2, this.at + 6);
      if (!/^[0-9a-fA-F]{4}$/.test(hex)) this.#fail('\\u needs four hexadecimal digits');
      this.at += 6;
      return String.fromCharCode(Number.parseInt(hex, 16));
    }
    if (!Object.hasOwn(ESCAPES, c)) this.#fail('an escape that JSON does not have');
    this.at += 2;
    return ESCAPES[c]!;
  }

  #number(): number | Decimal {
    NUMBER.lastIndex = this.at;
    if (!NUMBER.test(this.#text)) this.#fail('not a JSON value');
    const written = this.#text.slice(this.at, NUMBER.lastIndex);
    if (written.length > MOST_NUMBER) this.#fail(`a number of more than ${MOST_NUMBER} characters: round it`);
    const value = Number(written);
    if (!Number.isFinite(value)) this.#fail('a number too large for a double');
    this.at = NUMBER.lastIndex;
    return JSON.stringify(value) === written ? value : new Decimal(written);
  }
}
