// A filter as a condition on the row `r`, and as the list of ids that meet it. The scope stands in every resource that
// is looked through on the way: what is hidden matches nothing, so no chain tells of it.

import { SPANS } from '../compare-range.js';
import { type Filter } from '../query.js';
import { allowedOf, type Scope } from '../scope.js';
import { type Dialect } from './dialect.js';
import { matchingIds } from './find.js';
import { type Sql, sql } from './fragment.js';
import { allowedCondition, oneOf } from './scope-condition.js';
import { type IndexFilter, rangeCondition, tableOf, tableOfFilter, valueCondition } from './value-condition.js';

const UPDATED = { low: sql`r.updated`, high: sql`r.updated` };

/** The living, visible resources `r` of a type whose id is `id`. */
const visible = (scope: Scope, type: string, id: Sql): Sql =>
  sql`r.clinic = ${scope.clinic} AND r.type = ${type} AND r.id = ${id} AND r.deleted = 0
    AND ${allowedCondition(scope.clinic, allowedOf(scope.read, type))}`;

const rowsOf = (scope: Scope, filter: IndexFilter): Sql =>
  sql`x.clinic = ${scope.clinic} AND x.param = ${filter.param} AND ${valueCondition(filter)}`;

/** The filter asked of one row. */
export function filterCondition(scope: Scope, type: string, filter: Filter): Sql {
  const { clinic } = scope;
  switch (filter.kind) {
    case 'id':
      return oneOf(sql`r.id`, filter.ids);
    case 'updated':
      return sql`(${sql.join(
        filter.values.map((v) => rangeCondition(SPANS[v.prefix], v, UPDATED)),
        sql` OR `,
      )})`;
    case 'missing': {
      const there = sql`EXISTS (SELECT 1 FROM ${tableOf(filter.table)} x
        WHERE x.clinic = ${clinic} AND x.id = r.id AND x.param = ${filter.param})`;
      return filter.missing ? sql`NOT ${there}` : there;
    }
    case 'chain':
      return sql`EXISTS (SELECT 1 FROM reference_index x WHERE x.clinic = ${clinic} AND x.id = r.id
        AND x.param = ${filter.param} AND x.target_type = ${filter.target}
        AND EXISTS (SELECT 1 FROM resource r WHERE ${visible(scope, filter.target, sql`x.target_id`)}
          AND ${filterCondition(scope, filter.target, filter.filter)}))`;
    case 'has':
      return sql`EXISTS (SELECT 1 FROM reference_index x WHERE x.clinic = ${clinic} AND x.param = ${filter.param}
        AND x.target_type = ${type} AND x.target_id = r.id
        AND EXISTS (SELECT 1 FROM resource r WHERE ${visible(scope, filter.source, sql`x.id`)}
          AND ${filterCondition(scope, filter.source, filter.filter)}))`;
    default: {
      const there = sql`EXISTS (SELECT 1 FROM ${tableOfFilter(filter)} x WHERE x.id = r.id AND ${rowsOf(scope, filter)})`;
      return filter.kind === 'token' && filter.not ? sql`NOT ${there}` : there;
    }
  }
}

/** The ids that may meet the filter, each once; null for a filter that leads nowhere by itself. */
export function filterIds(dialect: Dialect, scope: Scope, type: string, filter: Filter): Sql | null {
  const { clinic } = scope;
  switch (filter.kind) {
    case 'id':
      return sql`SELECT r.id AS id FROM resource r WHERE r.clinic = ${clinic} AND r.type = ${type}
        AND ${oneOf(sql`r.id`, filter.ids)}`;
    case 'chain':
      return sql`SELECT DISTINCT x.id AS id FROM (${matchingIds(dialect, scope, filter.target, [filter.filter])}) t
        ${dialect.joined} reference_index x ON x.clinic = ${clinic} AND x.param = ${filter.param}
          AND x.target_type = ${filter.target} AND x.target_id = t.id`;
    case 'has':
      return sql`SELECT DISTINCT x.target_id AS id FROM (${matchingIds(dialect, scope, filter.source, [filter.filter])}) t
        ${dialect.joined} reference_index x ON x.clinic = ${clinic} AND x.id = t.id AND x.param = ${filter.param}
          AND x.target_type = ${type}`;
    case 'updated':
    case 'missing':
      return null;
    default:
      if (filter.kind === 'token' && (filter.not || filter.values.some((v) => v.code === undefined))) return null;
      return sql`SELECT DISTINCT x.id AS id FROM ${tableOfFilter(filter)} x WHERE ${rowsOf(scope, filter)}`;
  }
}
