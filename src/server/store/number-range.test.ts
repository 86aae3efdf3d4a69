import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rangeAround, rangeOfNumber } from './number-range.js';

const holds = (asked: string, stored: number): boolean => {
  const range = rangeOfNumber(asked)!;
  return stored >= range.low && stored <= range.high;
};

describe('a number that is searched for', () => {
  it.each([
    ['5.4', 5.35, true],
    ['5.4', 5.4, true],
    ['5.4', 5.4499999, true],
    ['5.4', 5.45, false],
    ['5.4', 5.3499999, false],
    ['100', 99.5, true],
    ['100', 100.5, false],
    ['100.00', 99.995, true],
    ['100.00', 100.005, false],
    ['0.1', 0.05, true],
    ['0.1', 0.15, false],
    ['-5.4', -5.45, true],
    ['-5.4', -5.35, false],
    ['0', -0.5, true],
    ['0', 0.5, false],
    ['7e-3', 0.0065, true],
    ['7e-3', 0.0075, false],
    ['+3', 2.5, true],
    ['-0.5', 0, false],
  ])('%s and %s: %s', (asked, stored, found) => {
    expect(holds(asked, stored)).toBe(found);
  });

  it.each(['', 'abc', '1.', '.5', '1e', '0x10', 'NaN', 'Infinity', '1e999', ' 1', '1 ', '1'.repeat(401)])(
    '%j is none',
    (text) => {
      expect([rangeOfNumber(text), rangeAround(text)]).toEqual([null, null]);
    },
  );

  const ANY = fc.record({
    digits: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
    places: fc.integer({ min: 0, max: 8 }),
  });
  /** Digits with the point so many places from the right. */
  const written = (digits: bigint, places: number): string => {
    const text = String(digits < 0n ? -digits : digits).padStart(places + 1, '0');
    const at = text.length - places;
    return `${digits < 0n ? '-' : ''}${text.slice(0, at)}${places > 0 ? `.${text.slice(at)}` : ''}`;
  };

  it('is found where it is stored, and so is its lower end; its upper end is not', () => {
    fc.assert(
      fc.property(ANY, ({ digits, places }) => {
        const asked = written(digits, places);
        // The ends as JSON would give them to the index.
        const [low, high] = [digits * 10n - 5n, digits * 10n + 5n].map((d) => Number(written(d, places + 1)));
        expect([asked, holds(asked, Number(asked)), holds(asked, low!), holds(asked, high!)]).toEqual([
          ...[asked, true, true, false],
        ]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('of one precision every number is found by one asked value and no other', () => {
    fc.assert(
      fc.property(ANY, fc.integer({ min: 0, max: 9 }), ({ digits, places }, last) => {
        const stored = Number(written(digits * 10n + BigInt(last), places + 1));
        const by = [-1n, 0n, 1n, 2n].filter((step) => holds(written(digits + step, places), stored));
        expect(by).toHaveLength(1);
      }),
      { numRuns: 2_000 },
    );
  });

  it('and about it means a tenth to each side', () => {
    expect(rangeAround('5.4')).toEqual({ value: 5.4, low: 4.86, high: 5.94 });
    expect(rangeAround('-20')).toEqual({ value: -20, low: -22, high: -18 });
    expect(rangeAround('0')).toEqual({ value: 0, low: 0, high: 0 });
  });
});
