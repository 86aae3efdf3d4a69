import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal, isJsonObject, type JsonValue, plainFromJson, textFromJson } from '#fhir/json-value.js';
import { MOST_DEPTH, MOST_NUMBER, readJson } from '#fhir/strict-json.js';

const folder = fileURLToPath(new URL('json-parsing', import.meta.url));

/** A file's text as a server reads a body: strict UTF-8, byte order mark kept; undefined where it is not UTF-8. */
function textOf(name: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(join(folder, name)));
  } catch {
    return undefined;
  }
}
const isRead = (name: string): boolean => {
  const text = textOf(name);
  return text !== undefined && readJson(text).ok;
};

describe('the JSON parsing tests', () => {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));

  it('are all there', () => {
    // Two of 318 are one character or pair a hundred thousand times over; they are made below.
    expect(names.length + 2).toBe(318);
  });

  it('every file that must be read is, but for names said twice, which we refuse on purpose', () => {
    expect(names.filter((name) => name.startsWith('y_') && !isRead(name))).toEqual([
      'y_object_duplicated_key.json',
      'y_object_duplicated_key_and_value.json',
    ]);
  });

  it('no file that must be refused is read', () => {
    expect(names.filter((name) => name.startsWith('n_') && isRead(name))).toEqual([]);
    expect(readJson('['.repeat(100_000)).ok).toBe(false);
    expect(readJson('[{"":'.repeat(50_000)).ok).toBe(false);
  });

  it('of the files that may be either, only numbers that a double can hold nearly are read', () => {
    expect(names.filter((name) => name.startsWith('i_') && isRead(name))).toEqual([
      'i_number_double_huge_neg_exp.json',
      'i_number_real_underflow.json',
      'i_number_too_big_neg_int.json',
      'i_number_too_big_pos_int.json',
      'i_number_very_big_negative_int.json',
    ]);
    expect(names.filter((name) => name.startsWith('i_'))).toHaveLength(35);
  });
});

describe('what readers disagree on', () => {
  const refusal = (text: string): unknown => {
    const read = readJson(text);
    return read.ok ? 'read' : `${read.error.path}: ${read.error.message}`;
  };

  it('is refused with the place and the mend', () => {
    expect(refusal('{"a":[{"b":1,"b":1}]}')).toBe('a[0].b: a name said twice: keep one, at character 16 in a[0].b');
    expect(refusal('{"x":{"__proto__":{}}}')).toBe(
      'x.__proto__: a name that is not allowed: rename it, at character 17 in x.__proto__',
    );
    expect(refusal('{"\\u005f_proto__":1}')).toMatch('not allowed');
    expect(refusal('{"constructor":1}')).toMatch('not allowed');
    expect(refusal('\ufeff{}')).toBe(': a byte order mark: send UTF-8 without it, at character 0');
    expect(refusal('["\\ud800"]')).toMatch('half a surrogate pair: send whole characters');
    expect(refusal('{"a":1e400}')).toMatch('too large');
    expect(refusal(`0.${'1'.repeat(MOST_NUMBER - 2)}`)).toBe('read');
    expect(refusal(`0.${'1'.repeat(MOST_NUMBER - 1)}`)).toMatch('round it');
    expect(refusal('')).toMatch('not a JSON value');
  });

  it('nesting is read to its limit and no deeper', () => {
    expect(refusal('['.repeat(MOST_DEPTH + 1) + ']'.repeat(MOST_DEPTH + 1))).toBe('read');
    expect(refusal('['.repeat(MOST_DEPTH + 2) + ']'.repeat(MOST_DEPTH + 2))).toMatch('flatten it');
  });

  it('a refusal never repeats a value', () => {
    expect(refusal('{"name":"Secret Person" "x"}')).toBe(': a comma or a closing bracket is missing, at character 24');
  });

  it('names of Object.prototype are plain names', () => {
    const read = readJson('{"toString":1,"hasOwnProperty":2}');
    expect(read.ok && textFromJson(read.value)).toBe('{"toString":1,"hasOwnProperty":2}');
  });
});

describe('what is read is kept', () => {
  it('a decimal keeps its text', () => {
    const text = '{"a":1.0,"b":[1e3,-0,0.10,12345678901234567890,7,0.30000000000000004],"c":"\\n"}';
    const read = readJson(text);
    expect(read.ok && textFromJson(read.value)).toBe(text);
    expect(read.ok && plainFromJson(read.value)).toEqual(JSON.parse(text));
    expect(read.ok && isJsonObject(read.value) && Number(read.value.a)).toBe(1);
    expect(isJsonObject(new Decimal('1.0'))).toBe(false);
  });

  const name = fc.string({ unit: 'grapheme', maxLength: 8 }).filter(
    // Whole numbers as names are the one thing whose order JavaScript does not keep; FHIR has none.
    (s) => !/^\d+$/.test(s) && !['__proto__', 'constructor', 'prototype'].includes(s),
  );
  const digits = (least: number) => fc.stringMatching(new RegExp(`^[0-9]{${least},20}$`));
  const number = fc
    .tuple(
      fc.constantFrom('', '-'),
      digits(1).map((d) => d.replace(/^0+(?=.)/, '')),
      fc.option(digits(1), { nil: undefined }),
      fc.option(fc.tuple(fc.constantFrom('e', 'E', 'e+', 'E-'), fc.integer({ min: 0, max: 99 })), { nil: undefined }),
    )
    .map(
      ([sign, whole, part, power]) =>
        `${sign}${whole}${part === undefined ? '' : `.${part}`}${power ? power.join('') : ''}`,
    );
  const text = fc.letrec<{ value: string }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 6, withCrossShrink: true },
      fc.constantFrom('true', 'false', 'null'),
      number,
      fc.string({ unit: 'grapheme' }).map((s) => JSON.stringify(s)),
      fc.array(tie('value'), { maxLength: 5 }).map((list) => `[${list.join(',')}]`),
      fc
        .uniqueArray(fc.tuple(name, tie('value')), { maxLength: 5, selector: ([n]) => n })
        .map((members) => `{${members.map(([n, v]) => `${JSON.stringify(n)}:${v}`).join(',')}}`),
    ),
  })).value;

  it('a compact text is given back byte for byte', () => {
    fc.assert(
      fc.property(text, (t) => {
        const read = readJson(t);
        expect(read.ok && textFromJson(read.value)).toBe(t);
      }),
      { numRuns: 2000 },
    );
  });

  it('and means what the platform reads in it', () => {
    fc.assert(
      fc.property(text, (t) => {
        const read = readJson(t) as { value: JsonValue };
        expect(plainFromJson(read.value)).toEqual(JSON.parse(t));
      }),
      { numRuns: 2000 },
    );
  });

  it('no text makes it throw, and it reads only what the platform reads', () => {
    const scraps = fc.array(
      fc.oneof(fc.constantFrom(...'{}[]",:\\u0-.eE+ \n\u0000\ufeff'), fc.string({ unit: 'binary' }), text),
    );
    fc.assert(
      fc.property(scraps, (pieces) => {
        const t = pieces.join('');
        if (readJson(t).ok) expect(() => JSON.parse(t)).not.toThrow();
      }),
      { numRuns: 5000 },
    );
  });
});
