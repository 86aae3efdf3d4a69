// A search as one statement: a lead, the resources it names, every filter and the scope as conditions, in a stable
// order, one page.

import { type Cursor, type Filter, NEWEST_FIRST, type Query, type SortKey } from '../query.js';
import { allowedOf, type Scope } from '../scope.js';
import { type Dialect } from './dialect.js';
import { filterCondition } from './filter-condition.js';
import { type Sql, sql } from './fragment.js';
import { type Lead, leadsOf } from './lead.js';
import { all, allowedCondition } from './scope-condition.js';

interface Body {
  readonly from: Sql;
  readonly where: Sql;
}

function bodyOf(dialect: Dialect, scope: Scope, { type, filters }: Pick<Query, 'type' | 'filters'>, lead: Lead): Body {
  const { clinic } = scope;
  const resource = sql`r.clinic = ${clinic} AND r.type = ${type}`;
  return {
    from: lead.from ? sql`${lead.from} ${dialect.joined} resource r ON ${resource} AND r.id = d.id` : sql`resource r`,
    where: all([
      ...lead.where,
      ...(lead.from ? [] : [resource]),
      sql`r.deleted = 0`,
      ...filters.filter((f) => f !== lead.answered).map((f) => filterCondition(scope, type, f)),
      // Whatever leads there: the rule itself is asked of every row.
      allowedCondition(clinic, allowedOf(scope.read, type)),
    ]),
  };
}

/** All matches, in no order. */
function wholeOf(dialect: Dialect, scope: Scope, query: Pick<Query, 'type' | 'filters'>): Body {
  return bodyOf(dialect, scope, query, leadsOf(dialect, scope, query, [])[0]!);
}

/** `SELECT id` of all visible resources of a type that meet the filters, each once. */
export function matchingIds(dialect: Dialect, scope: Scope, type: string, filters: readonly Filter[]): Sql {
  const { from, where } = wholeOf(dialect, scope, { type, filters });
  return sql`SELECT r.id AS id FROM ${from} WHERE ${where}`;
}

/** `SELECT total` of the same. */
export function totalOf(dialect: Dialect, scope: Scope, query: Query): Sql {
  const { from, where } = wholeOf(dialect, scope, query);
  return sql`SELECT COUNT(*) AS total FROM ${from} WHERE ${where}`;
}

const KEYS = [sql`k0`, sql`k1`, sql`k2`, sql`k3`] as const;
/** Sort keys of one search. */
export const MOST_KEYS = KEYS.length;

const SORTS = [sql`s0`, sql`s1`, sql`s2`, sql`s3`] as const;

/** One page's rows as versions with their sort keys k0, k1 ...; asks for one more than the page holds. */
export function pageStatement(dialect: Dialect, scope: Scope, query: Query): Sql {
  const sort = query.sort.length > 0 ? query.sort : NEWEST_FIRST;
  if (sort.length > MOST_KEYS) throw new Error(`a search sorts by at most ${MOST_KEYS} keys: ${sort.length}`);
  const pages = leadsOf(dialect, scope, query, sort).map((lead) => idsOfPage(dialect, scope, query, sort, lead));
  const keys = KEYS.slice(0, sort.length);
  const found = sql`SELECT id, version, ${sql.join(keys)} FROM`;
  const page =
    pages.length === 1
      ? pages[0]!
      : // What stands in two lists is one row.
        sql`${found} (${sql.join(
          pages.map((each) => sql`${found} (${each}) q`),
          sql` UNION `,
        )}) u ORDER BY ${ordered(sort, keys, sql`id`)} LIMIT ${query.count + 1}`;
  // The texts are fetched for the page alone: sorting would otherwise carry them along.
  const placed = keys.map((key) => sql`p.${key}`);
  return sql`SELECT v.type, v.id, v.version, v.seq, v.updated, v.deleted, v.text, ${sql.join(placed)} FROM (${page}) p
    ${dialect.joined} version v ON v.clinic = ${scope.clinic} AND v.type = ${query.type} AND v.id = p.id AND v.version = p.version
    ORDER BY ${ordered(sort, placed, sql`p.id`)}`;
}

/** The first ids, versions and sort keys that are read from a lead. */
function idsOfPage(dialect: Dialect, scope: Scope, query: Query, sort: readonly SortKey[], lead: Lead): Sql {
  const { from, where } = bodyOf(dialect, scope, query, lead);
  const joins: Sql[] = [];
  const keys = sort.map((key, i): Sql => {
    if (key.by === 'updated') return sql`r.updated`;
    if (key.by === 'id') return sql`r.id`;
    if (key.by === 'moment') return lead.moment ?? sql`r.moment`;
    if (lead.sortedBy && key.param === lead.sortedBy.param) return lead.sortedBy.key;
    const s = SORTS[i]!;
    joins.push(sql`${dialect.joined} sort_index ${s} ON ${s}.clinic = ${scope.clinic} AND ${s}.id = r.id
      AND ${s}.param = ${key.param!}`);
    return sql`${s}.sort_key`;
  });
  const id = lead.from ? sql`d.id` : sql`r.id`;
  const named = keys.map((key, i) => sql`${key} AS ${KEYS[i]!}`);
  return sql`SELECT r.id AS id, r.version AS version, ${sql.join(named)} FROM ${from} ${sql.join(joins, sql` `)}
    WHERE ${where}${query.after ? sql` AND ${behind(query.after, sort, keys, id)}` : sql``}
    ORDER BY ${ordered(sort, keys, id)} LIMIT ${query.count + 1}`;
}

/** The keys in their directions, then the id in that of the last. */
function ordered(sort: readonly SortKey[], keys: readonly Sql[], id: Sql): Sql {
  const down = (column: Sql, key: SortKey) => (key.descending ? sql`${column} DESC` : column);
  return sql.join([...keys.map((key, i) => down(key, sort[i]!)), down(id, sort.at(-1)!)]);
}

/** Rows behind the cursor. A comparison of whole rows lets the index start there; mixed directions cannot have one. */
function behind(after: Cursor, sort: readonly SortKey[], keys: readonly Sql[], id: Sql): Sql {
  const columns = [...keys, id];
  const values = [...after.keys.slice(0, keys.length), after.id];
  const down = [...sort.map((key) => key.descending), sort.at(-1)!.descending];
  if (down.every((d) => d === down[0]))
    return sql`(${sql.join(columns)}) ${down[0] ? sql`<` : sql`>`} (${sql.join(values)})`;
  const ways = columns.map((column, i) => {
    const same = columns.slice(0, i).map((c, j) => sql`${c} = ${values[j]!}`);
    return all([...same, sql`${column} ${down[i] ? sql`<` : sql`>`} ${values[i]!}`]);
  });
  return sql`(${sql.join(ways, sql` OR `)})`;
}
