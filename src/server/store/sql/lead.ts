// Which table a search is read from first. SQLite's planner knows nothing of a patient's few hundred rows beside a
// code's hundred thousand, so the choice is made here, by what the parameters mean, and does not change with the data.

import { type Filter, type Query, type SortKey, type TokenValue } from '../query.js';
import { allowedOf, type Scope } from '../scope.js';
import { keyText } from '../text-key.js';
import { type Dialect } from './dialect.js';
import { filterIds } from './filter-condition.js';
import { type Sql, sql } from './fragment.js';
import { areOfPatients, isSorted, LISTED_CODE, listsOf, ofPatient } from './lists.js';
import { ifInReach } from './patient-reach.js';
import { all, oneOf } from './scope-condition.js';

export interface Lead {
  /** Gives alias `d` with the ids, each once; null starts at the resources themselves. */
  readonly from: Sql | null;
  /** On `d`, for what is a plain table. */
  readonly where: readonly Sql[];
  /** The filter that is answered by the lead itself. */
  readonly answered: Filter | null;
  /** `d.moment` where rows come in that order, else null. */
  readonly moment: Sql | null;
  /** The sort parameter, and `d`'s column of its keys, that the lead is read in. */
  readonly sortedBy: { readonly param: string; readonly key: Sql } | null;
}

/** Tokens that many resources share: reading from them reads much. */
const COMMON = /\.(status|category|gender|active|use|intent|class|type|action|outcome|_security|_tag|_profile)$/;
/** Read each to the page's end and put together; of more the ids are read whole. */
const MOST_LISTS = 6;
/** More lists than this, and they are no narrow place to start. */
const MOST_WHOLE_LISTS = 100;

/** Lower is narrower. From LISTED_RANK on a list of the asker's is as good, from COMMON_RANK a sorted reading of everything. */
const LISTED_RANK = 5;
const COMMON_RANK = 8;
function rankOf(filter: Filter): number {
  switch (filter.kind) {
    case 'id':
      return 0;
    case 'token':
      if (filter.param.endsWith('identifier')) return 1;
      return COMMON.test(filter.param) ? COMMON_RANK : LISTED_RANK;
    case 'reference':
      return 2;
    case 'chain':
    case 'has':
      return 4 + rankOf(filter.filter) / 10;
    case 'string':
      return filter.match === 'contains' ? 7 : 4;
    default:
      return 6;
  }
}

const startOf = (part: Partial<Lead>): Lead => ({
  ...{ from: null, where: [], answered: null, moment: null, sortedBy: null },
  ...part,
});

/**
 * Chooses for a query's filters under a scope, in the order that is wanted. Several leads are read each by itself: what
 * is found stands in at least one. Without an order (a count, a chain) there is one.
 */
export function leadsOf(
  dialect: Dialect,
  scope: Scope,
  { type, filters }: Pick<Query, 'type' | 'filters'>,
  sort: readonly SortKey[],
): readonly Lead[] {
  let best: Filter | null = null;
  let ids: Sql | null = null;
  for (const filter of [...filters].sort((a, b) => rankOf(a) - rankOf(b))) {
    ids = filterIds(dialect, scope, type, filter);
    best = filter;
    if (ids) break;
  }
  if (!ids) best = null;
  const lists = listLeads(scope, type, filters, sort, best);
  if (lists) return lists;
  const [key] = sort;
  if (best) {
    const plain = plainLead(scope, type, best);
    // Read in its own order, a plain lead stops at the page's end; any other is read whole and sorted.
    if (plain) return [plain];
    if (rankOf(best) < COMMON_RANK) return [startOf({ from: sql`(${ids!}) d`, answered: answeredBy(best) })];
  }
  if (key?.by === 'sortable' && key.param !== undefined)
    return [
      startOf({
        from: sql`sort_index d`,
        where: [sql`d.clinic = ${scope.clinic} AND d.param = ${key.param}`],
        sortedBy: { param: key.param, key: sql`d.sort_key` },
      }),
    ];
  return [startOf({})];
}

/** The lists of the patients asked about, else those of whoever asks; null where another lead is narrower. */
function listLeads(
  scope: Scope,
  type: string,
  filters: readonly Filter[],
  sort: readonly SortKey[],
  best: Filter | null,
): readonly Lead[] | null {
  const patients = filters.map(patientsAsked).find((asked) => asked !== null);
  const coded = filters.find((f) => f.kind === 'token' && f.param === `${type}.${LISTED_CODE}` && isOneCode(f));
  if (best && rankOf(best) < LISTED_RANK) {
    if (!patientsAsked(best)) return null;
    // With one patient and no code the reference answers alone, and its filter with it.
    if (patients!.length === 1 && !coded) return null;
  }
  const allowed = allowedOf(scope.read, type);
  const lists = patients?.map(ofPatient) ?? (allowed === 'all' ? null : listsOf(type, allowed));
  if (!lists || lists.length === 0) return null;
  const [key] = sort;
  const sorted = key?.by === 'sortable' && !coded && isSorted(type) ? key.param! : null;
  const inOrder = key === undefined || key.by === 'moment' || sorted !== null;
  // A team's list that has to be read whole is no better than the clinic's own order.
  if (!inOrder && !coded && !areOfPatients(lists)) return null;
  const param = coded ? LISTED_CODE : (sorted?.slice(type.length + 1) ?? '');
  const value = coded?.kind === 'token' ? coded.values[0] : undefined;
  const where = (whose: Sql): Sql =>
    all([
      sql`d.clinic = ${scope.clinic} AND ${whose} AND d.type = ${type} AND d.param = ${param}`,
      ...(value ? [sql`d.key = ${keyText(value.code!)}`, systemOf(value)] : sorted === null ? [sql`d.key = ''`] : []),
    ]);
  const read = patients?.map((id) => ifInReach(scope, type, id, ofPatient(id))) ?? lists;
  if (lists.length > 1 && (lists.length > MOST_LISTS || sort.length === 0 || !inOrder))
    return lists.length > MOST_WHOLE_LISTS
      ? null
      : [
          startOf({
            from: sql`(SELECT DISTINCT d.id AS id FROM listing d WHERE ${where(oneOf(sql`d.whose`, read))}) d`,
            answered: coded ?? null,
          }),
        ];
  return read.map((list) =>
    startOf({
      from: sql`listing d`,
      where: [where(sql`d.whose = ${list}`)],
      answered: coded ?? null,
      moment: sorted === null ? sql`d.moment` : null,
      sortedBy: sorted === null ? null : { param: sorted, key: sql`d.key` },
    }),
  );
}

/** The patients a filter is about; null for any other filter. */
function patientsAsked(filter: Filter): readonly string[] | null {
  if (filter.kind !== 'reference' || !filter.about || filter.values.length === 0) return null;
  return filter.values.every((v) => v.type === 'Patient') ? filter.values.map((v) => v.id) : null;
}

const isOneCode = (filter: Filter): boolean =>
  filter.kind === 'token' && !filter.not && filter.values.length === 1 && filter.values[0]!.code !== undefined;
/** Of a code that stands there under several systems one row answers. */
const systemOf = ({ system }: TokenValue): Sql =>
  system === undefined ? sql`d.twin = 0` : sql`d.system = ${keyText(system)}`;

/** A single value of a token or reference: the index holds each resource once, in the order of its moment. */
function plainLead(scope: Scope, type: string, filter: Filter): Lead | null {
  const { clinic } = scope;
  if (filter.kind === 'reference' && filter.values.length === 1) {
    const target = filter.values[0]!;
    const key = keyText(target.id);
    const id = filter.about && target.type === 'Patient' ? ifInReach(scope, type, target.id, key) : key;
    return startOf({
      from: sql`reference_index d`,
      where: [
        sql`d.clinic = ${clinic} AND d.param = ${filter.param} AND d.target_type = ${target.type}
          AND d.target_id = ${id}`,
      ],
      answered: filter,
      moment: sql`d.moment`,
    });
  }
  if (filter.kind !== 'token' || !isOneCode(filter)) return null;
  const value = filter.values[0]!;
  return startOf({
    from: sql`token_index d`,
    where: [
      sql`d.clinic = ${clinic} AND d.param = ${filter.param} AND d.code = ${keyText(value.code!)} AND ${systemOf(value)}`,
    ],
    answered: filter,
    moment: sql`d.moment`,
  });
}

/** A list of ids that match is the filter's whole answer, but for ids themselves, which may be anything. */
const answeredBy = (filter: Filter): Filter | null => (filter.kind === 'id' ? null : filter);
