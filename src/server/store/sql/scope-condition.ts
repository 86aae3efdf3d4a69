// What a scope allows, as a condition on a row that has clinic, type, id and version: part of every statement that
// reads one. `r` is the row's alias; conditions inside may use it again, for SQL looks to the nearest.
import { type RawBuilder, sql } from 'kysely';
import { type Allowed, type Criterion } from '../scope.js';

type Condition = RawBuilder<unknown>;

export const NEVER: Condition = sql`1 = 0`;
export const ALWAYS: Condition = sql`1 = 1`;

export const all = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? ALWAYS : sql`(${sql.join(conditions, sql` AND `)})`;
export const any = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? NEVER : sql`(${sql.join(conditions, sql` OR `)})`;

/** `column IN (values)`; of nothing, never. `column` is a fragment of our own. */
export const oneOf = (column: Condition, values: readonly (string | number)[]): Condition =>
  values.length === 0
    ? NEVER
    : values.length === 1
      ? sql`${column} = ${values[0]!}`
      : sql`${column} IN (${sql.join(values)})`;

/** Rows of alias `r`, each as the version it names. */
export function allowedCondition(clinic: string, allowed: Allowed): Condition {
  return allowed === 'all' ? ALWAYS : any(allowed.map((criterion) => criterionCondition(clinic, criterion)));
}

const about = (clinic: string): Condition =>
  sql`c.clinic = ${clinic} AND c.type = r.type AND c.id = r.id AND c.version = r.version`;

function criterionCondition(clinic: string, criterion: Criterion): Condition {
  if (criterion.kind === 'ids') return oneOf(sql`r.id`, criterion.ids);
  if (criterion.kind === 'patients')
    return sql`EXISTS (SELECT 1 FROM compartment c WHERE ${about(clinic)} AND ${oneOf(sql`c.patient`, criterion.patients)})`;
  const labelled = sql`l.clinic = ${clinic} AND l.kind = ${criterion.kind} AND ${oneOf(sql`l.value`, criterion.values)}`;
  return sql`(EXISTS (SELECT 1 FROM label l WHERE ${labelled} AND l.type = r.type AND l.id = r.id)
    OR EXISTS (SELECT 1 FROM compartment c WHERE ${about(clinic)}
      AND EXISTS (SELECT 1 FROM label l WHERE ${labelled} AND l.type = 'Patient' AND l.id = c.patient)))`;
}
