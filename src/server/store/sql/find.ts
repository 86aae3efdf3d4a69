// A search as one statement: a lead, the resources it names, every filter and the scope as conditions, in a stable
// order, one page.
import { type RawBuilder, sql } from 'kysely';
import { type Cursor, type Filter, NEWEST_FIRST, type Query, type SortKey } from '../query.js';
import { allowedOf, type Scope } from '../scope.js';
import { type Dialect } from './dialect.js';
import { filterCondition } from './filter-condition.js';
import { type Lead, leadOf } from './lead.js';
import { all, allowedCondition } from './scope-condition.js';

type Sql = RawBuilder<unknown>;

interface Body {
  readonly from: Sql;
  readonly where: Sql;
  readonly lead: Lead;
}

function bodyOf(
  dialect: Dialect,
  scope: Scope,
  query: Pick<Query, 'type' | 'filters'>,
  sort: readonly SortKey[],
): Body {
  const lead = leadOf(dialect, scope, query, sort);
  const { clinic } = scope;
  const resource = sql`r.clinic = ${clinic} AND r.type = ${query.type}`;
  return {
    lead,
    from: lead.from ? sql`${lead.from} ${dialect.joined} resource r ON ${resource} AND r.id = d.id` : sql`resource r`,
    where: all([
      ...lead.where,
      ...(lead.from ? [] : [resource]),
      sql`r.deleted = 0`,
      ...query.filters.filter((f) => f !== lead.answered).map((f) => filterCondition(scope, query.type, f)),
      allowedCondition(clinic, allowedOf(scope.read, query.type)),
    ]),
  };
}

/** `SELECT id` of all visible resources of a type that meet the filters, each once. */
export function matchingIds(dialect: Dialect, scope: Scope, type: string, filters: readonly Filter[]): Sql {
  const { from, where } = bodyOf(dialect, scope, { type, filters }, []);
  return sql`SELECT r.id AS id FROM ${from} WHERE ${where}`;
}

/** `SELECT total` of the same. */
export function totalOf(dialect: Dialect, scope: Scope, query: Query): Sql {
  const { from, where } = bodyOf(dialect, scope, query, []);
  return sql`SELECT COUNT(*) AS total FROM ${from} WHERE ${where}`;
}

const KEYS = [sql`k0`, sql`k1`, sql`k2`, sql`k3`] as const;
/** Sort keys of one search. */
export const MOST_KEYS = KEYS.length;

/** One page's rows as versions with their sort keys k0, k1 ...; asks for one more than the page holds. */
export function pageStatement(dialect: Dialect, scope: Scope, query: Query): Sql {
  const sort = query.sort.length > 0 ? query.sort : NEWEST_FIRST;
  if (sort.length > MOST_KEYS) throw new Error(`a search sorts by at most ${MOST_KEYS} keys: ${sort.length}`);
  const { clinic } = scope;
  const { from, where, lead } = bodyOf(dialect, scope, query, sort);
  const joins: Sql[] = [];
  const SORTS = [sql`s0`, sql`s1`, sql`s2`, sql`s3`] as const;
  const keys = sort.map((key, i): Sql => {
    if (key.by === 'updated') return sql`r.updated`;
    if (key.by === 'id') return sql`r.id`;
    if (key.by === 'moment') return lead.moment ?? sql`r.moment`;
    if (key.param === lead.sortedBy) return sql`d.sort_key`;
    joins.push(sql`${dialect.joined} sort_index ${SORTS[i]!} ON ${SORTS[i]!}.clinic = ${clinic}
      AND ${SORTS[i]!}.id = r.id AND ${SORTS[i]!}.param = ${key.param!}`);
    return sql`${SORTS[i]!}.sort_key`;
  });
  const id = lead.from ? sql`d.id` : sql`r.id`;
  const named = keys.map((key, i) => sql`${key} AS ${KEYS[i]!}`);
  const last = sort.at(-1)!.descending;
  const order = (columns: readonly Sql[], end: Sql) =>
    sql.join([...columns.map((c, i) => (sort[i]!.descending ? sql`${c} DESC` : c)), last ? sql`${end} DESC` : end]);
  // The texts are fetched for the page alone: sorting would otherwise carry them along.
  return sql`SELECT v.type, v.id, v.version, v.seq, v.updated, v.deleted, v.text, ${sql.join(sort.map((_, i) => sql`p.${KEYS[i]!}`))}
    FROM (SELECT r.id AS id, r.version AS version, ${sql.join(named)}
      FROM ${from} ${sql.join(joins, sql` `)}
      WHERE ${where} AND ${query.after ? behind(query.after, sort, keys, id) : sql`1 = 1`}
      ORDER BY ${order(keys, id)} LIMIT ${query.count + 1}) p
    ${dialect.joined} version v ON v.clinic = ${clinic} AND v.type = ${query.type} AND v.id = p.id AND v.version = p.version
    ORDER BY ${order(
      sort.map((_, i) => sql`p.${KEYS[i]!}`),
      sql`p.id`,
    )}`;
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
