// What the prefixes mean between a searched range and a stored one (FHIR R4, 3.1.1.4.5), in one place, as data: the
// memory store computes it, the SQL stores compile it. Ends are inclusive on both sides.
import { type Prefix } from './query.js';

/** A comparison of a stored end with a searched end; a condition is a list of alternatives of comparisons that all hold. */
export interface Comparison {
  readonly stored: 'low' | 'high';
  readonly is: '<' | '<=' | '>' | '>=';
  readonly searched: 'low' | 'high';
}
export type RangeCondition = readonly (readonly Comparison[])[];

const c = (stored: 'low' | 'high', is: Comparison['is'], searched: 'low' | 'high'): Comparison => ({
  stored,
  is,
  searched,
});

/** Dates: both are spans of time. */
export const SPANS: Readonly<Record<Prefix, RangeCondition>> = {
  eq: [[c('low', '>=', 'low'), c('high', '<=', 'high')]],
  ne: [[c('low', '<', 'low')], [c('high', '>', 'high')]],
  gt: [[c('high', '>', 'high')]],
  lt: [[c('low', '<', 'low')]],
  ge: [[c('high', '>', 'high')], [c('low', '>=', 'low'), c('high', '<=', 'high')]],
  le: [[c('low', '<', 'low')], [c('low', '>=', 'low'), c('high', '<=', 'high')]],
  sa: [[c('low', '>', 'high')]],
  eb: [[c('high', '<', 'low')]],
  ap: [[c('low', '<=', 'high'), c('high', '>=', 'low')]],
};

/** Numbers: only eq, ne and ap mean the precision; the others compare with the value itself (low = high = value). */
export const NUMBERS: Readonly<Record<Prefix, RangeCondition>> = {
  ...SPANS,
  ge: [[c('high', '>=', 'high')]],
  le: [[c('low', '<=', 'low')]],
};

/** Prefixes of numbers that compare with the value and not with its precision. */
export const EXACT: ReadonlySet<Prefix> = new Set(['gt', 'lt', 'ge', 'le', 'sa', 'eb']);

/** Whether a stored range meets the condition. */
export function meets(
  condition: RangeCondition,
  stored: { readonly low: number; readonly high: number },
  searched: { readonly low: number; readonly high: number },
): boolean {
  return condition.some((all) =>
    all.every(({ stored: end, is, searched: of }) => {
      const [a, b] = [stored[end], searched[of]];
      return is === '<' ? a < b : is === '<=' ? a <= b : is === '>' ? a > b : a >= b;
    }),
  );
}

/** The searched range of a number: its precision, or the value alone. */
export function searchedNumber(v: { prefix: Prefix; value: number; low: number; high: number }): {
  readonly low: number;
  readonly high: number;
} {
  return EXACT.has(v.prefix) ? { low: v.value, high: v.value } : v;
}
