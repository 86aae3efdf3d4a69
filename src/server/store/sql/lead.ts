// Which table a search is read from first. SQLite's planner knows nothing of a patient's few hundred rows beside a
// code's hundred thousand, so the choice is made here, by what the parameters mean, and does not change with the data.
import { type RawBuilder, sql } from 'kysely';
import { type Filter, type Query, type SortKey } from '../query.js';
import { type Allowed, allowedOf, type Scope } from '../scope.js';
import { keyText } from '../text-key.js';
import { type Dialect } from './dialect.js';
import { filterIds } from './filter-condition.js';
import { oneOf } from './scope-condition.js';

type Sql = RawBuilder<unknown>;

export interface Lead {
  /** Gives alias `d` with the ids, each once; null starts at the resources themselves. */
  readonly from: Sql | null;
  /** On `d`, for what is a plain table. */
  readonly where: readonly Sql[];
  /** The filter that is answered by the lead itself. */
  readonly answered: Filter | null;
  /** `d.moment` where rows come in that order, else null. */
  readonly moment: Sql | null;
  /** The sort parameter whose keys the lead is read in. */
  readonly sortedBy: string | null;
}

/** Tokens that many resources share: reading from them reads much. */
const COMMON = /\.(status|category|gender|active|use|intent|class|type|action|outcome|_security|_tag|_profile)$/;
/** More patients than this, and the scope is no narrow place to start. */
const FEW_PATIENTS = 100;

/** Lower is narrower. Above COMMON_RANK a sorted reading of everything is as good. */
const COMMON_RANK = 8;
function rankOf(filter: Filter): number {
  switch (filter.kind) {
    case 'id':
      return 0;
    case 'token':
      if (filter.param.endsWith('identifier')) return 1;
      return COMMON.test(filter.param) ? COMMON_RANK : 5;
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

/** Chooses for a query's filters under a scope, in the order that is wanted. */
export function leadOf(
  dialect: Dialect,
  scope: Scope,
  { type, filters }: Pick<Query, 'type' | 'filters'>,
  sort: readonly SortKey[],
): Lead {
  const leads = filters
    .map((filter) => ({ filter, rank: rankOf(filter), ids: filterIds(dialect, scope, type, filter) }))
    .filter((lead) => lead.ids !== null)
    .sort((a, b) => a.rank - b.rank);
  const best = leads[0];
  const few = fewPatients(allowedOf(scope.read, type));
  if (few && (!best || best.rank > 2))
    return startOf({
      from: sql`(SELECT DISTINCT c.id AS id FROM compartment c WHERE c.clinic = ${scope.clinic} AND c.type = ${type}
        AND ${oneOf(sql`c.patient`, few)}) d`,
    });
  const [key] = sort;
  if (best) {
    const plain = plainLead(scope, best.filter);
    // Read in its own order, a plain lead stops at the page's end; any other is read whole and sorted.
    if (plain) return plain;
    if (best.rank < COMMON_RANK) return startOf({ from: sql`(${best.ids}) d`, answered: answeredBy(best.filter) });
  }
  if (key?.by === 'sortable' && key.param !== undefined)
    return startOf({
      from: sql`sort_index d`,
      where: [sql`d.clinic = ${scope.clinic} AND d.param = ${key.param}`],
      sortedBy: key.param,
    });
  return startOf({});
}

/** A single value of a token or reference: the index holds each resource once, in the order of its moment. */
function plainLead({ clinic }: Scope, filter: Filter): Lead | null {
  const [value, ...others] = filter.kind === 'token' || filter.kind === 'reference' ? filter.values : [];
  if (value === undefined || others.length > 0) return null;
  if (filter.kind === 'reference' && 'type' in value)
    return startOf({
      from: sql`reference_index d`,
      where: [
        sql`d.clinic = ${clinic} AND d.param = ${filter.param}
          AND d.target_type = ${value.type} AND d.target_id = ${keyText(value.id)}`,
      ],
      answered: filter,
      moment: sql`d.moment`,
    });
  if (filter.kind !== 'token' || filter.not || 'type' in value || !('code' in value) || value.code === undefined)
    return null;
  const { system, code } = value as { readonly system?: string; readonly code: string };
  return startOf({
    from: sql`token_index d`,
    where: [
      sql`d.clinic = ${clinic} AND d.param = ${filter.param} AND d.code = ${keyText(code)}`,
      system === undefined ? sql`d.twin = 0` : sql`d.system = ${keyText(system)}`,
    ],
    answered: filter,
    moment: sql`d.moment`,
  });
}

/** A list of ids that match is the filter's whole answer, but for ids themselves, which may be anything. */
const answeredBy = (filter: Filter): Filter | null => (filter.kind === 'id' ? null : filter);

function fewPatients(allowed: Allowed): readonly string[] | null {
  if (allowed === 'all' || allowed.length === 0) return null;
  const patients = allowed.flatMap((c) => (c.kind === 'patients' ? c.patients : []));
  return allowed.every((c) => c.kind === 'patients') && patients.length <= FEW_PATIENTS ? patients : null;
}
