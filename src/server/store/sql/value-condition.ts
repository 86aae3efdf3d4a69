// A filter's values as a condition on the rows `x` of its index table.

import { NUMBERS, type RangeCondition, SPANS, searchedNumber } from '../compare-range.js';
import { type Filter, type IndexKind } from '../query.js';
import { foldedText, keyText } from '../text-key.js';
import { type Sql, sql } from './fragment.js';
import { all, any } from './scope-condition.js';

/** Filters that ask one index table. */
export type IndexFilter = Extract<Filter, { kind: 'token' | 'string' | 'date' | 'number' | 'quantity' | 'reference' }>;

const TABLES: Readonly<Record<IndexKind, Sql>> = {
  token: sql`token_index`,
  string: sql`string_index`,
  date: sql`date_index`,
  number: sql`number_index`,
  reference: sql`reference_index`,
};
export const tableOf = (kind: IndexKind): Sql => TABLES[kind];
export const tableOfFilter = (filter: IndexFilter): Sql => TABLES[filter.kind === 'quantity' ? 'number' : filter.kind];

const ENDS = { low: sql`x.low`, high: sql`x.high` } as const;
const SIGNS = { '<': sql`<`, '<=': sql`<=`, '>': sql`>`, '>=': sql`>=` } as const;

export function rangeCondition(
  condition: RangeCondition,
  searched: { readonly low: number; readonly high: number },
  ends: Readonly<Record<'low' | 'high', Sql>> = ENDS,
): Sql {
  return any(
    condition.map((each) =>
      all(each.map(({ stored, is, searched: end }) => sql`${ends[stored]} ${SIGNS[is]} ${searched[end]}`)),
    ),
  );
}

/** The first text behind all that begin with `prefix`, in the order of code points; null when there is none. */
function afterPrefix(prefix: string): string | null {
  const points = [...prefix].map((c) => c.codePointAt(0)!);
  while (points.length > 0) {
    const last = points.pop()!;
    if (last === 0x10ffff) continue;
    // Half a surrogate pair is no text.
    return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
  }
  return null;
}

function startCondition(text: string): Sql {
  const end = afterPrefix(text);
  if (text === '') return sql`1 = 1`;
  return end === null ? sql`x.folded >= ${text}` : sql`(x.folded >= ${text} AND x.folded < ${end})`;
}

/** LIKE with its own wildcards made plain. */
const containing = (text: string): Sql =>
  sql`x.folded LIKE ${`%${text.replace(/[\\%_]/g, (c) => `\\${c}`)}%`} ESCAPE '\\'`;

/** Any of the filter's values, of a row `x` that is already of its clinic and parameter. */
export function valueCondition(filter: IndexFilter): Sql {
  switch (filter.kind) {
    case 'token':
      return any(
        filter.values.map(({ system, code }) =>
          all([
            ...(code === undefined ? [] : [sql`x.code = ${keyText(code)}`]),
            ...(system === undefined ? [] : [sql`x.system = ${keyText(system)}`]),
          ]),
        ),
      );
    case 'string':
      return any(
        filter.values.map((v) =>
          filter.match === 'exact'
            ? sql`(x.folded = ${foldedText(v)} AND x.exact = ${keyText(v)})`
            : filter.match === 'start'
              ? startCondition(foldedText(v))
              : containing(foldedText(v)),
        ),
      );
    case 'date':
      return any(filter.values.map((v) => rangeCondition(SPANS[v.prefix], v)));
    case 'number':
      return any(filter.values.map((v) => rangeCondition(NUMBERS[v.prefix], searchedNumber(v))));
    case 'quantity':
      return any(
        filter.values.map((v) =>
          all([
            rangeCondition(NUMBERS[v.prefix], searchedNumber(v)),
            ...(v.system === undefined ? [] : [sql`x.system = ${keyText(v.system)}`]),
            ...(v.code === undefined
              ? []
              : v.system === undefined
                ? [sql`(x.code = ${keyText(v.code)} OR x.unit = ${keyText(v.code)})`]
                : [sql`x.code = ${keyText(v.code)}`]),
          ]),
        ),
      );
    case 'reference':
      return any(filter.values.map((v) => sql`(x.target_type = ${v.type} AND x.target_id = ${keyText(v.id)})`));
  }
}
