// What a scope allows, as a condition on a row that has clinic, type, id and version: part of every statement that
// reads one. `r` is the row's alias; conditions inside may use it again, for SQL looks to the nearest.

import { type Allowed, type Criterion } from '../scope.js';
import { type Sql, sql } from './fragment.js';

export const NEVER: Sql = sql`1 = 0`;
export const ALWAYS: Sql = sql`1 = 1`;

export const all = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? ALWAYS : sql`(${sql.join(conditions, sql` AND `)})`;
export const any = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? NEVER : sql`(${sql.join(conditions, sql` OR `)})`;

/** `column IN (values)`; of nothing, never. `column` is a fragment of our own, and a value may be one. */
export const oneOf = (column: Sql, values: readonly (Sql | string | number)[]): Sql =>
  values.length === 0
    ? NEVER
    : values.length === 1
      ? sql`${column} = ${values[0]!}`
      : sql`${column} IN (${sql.join(values)})`;

/** Rows of alias `r`, each as the version it names. */
export function allowedCondition(clinic: string, allowed: Allowed): Sql {
  return allowed === 'all' ? ALWAYS : any(allowed.map((criterion) => criterionCondition(clinic, criterion)));
}

const about = (clinic: string): Sql =>
  sql`c.clinic = ${clinic} AND c.type = r.type AND c.id = r.id AND c.version = r.version`;

function criterionCondition(clinic: string, criterion: Criterion): Sql {
  if (criterion.kind === 'every')
    return criterion.of.length === 0 ? NEVER : all(criterion.of.map((each) => criterionCondition(clinic, each)));
  if (criterion.kind === 'ids') return oneOf(sql`r.id`, criterion.ids);
  if (criterion.kind === 'patients')
    return sql`EXISTS (SELECT 1 FROM compartment c WHERE ${about(clinic)} AND ${oneOf(sql`c.patient`, criterion.patients)})`;
  const labelled = sql`l.clinic = ${clinic} AND l.kind = ${criterion.kind} AND ${oneOf(sql`l.value`, criterion.values)}`;
  const itself = sql`EXISTS (SELECT 1 FROM label l WHERE ${labelled} AND l.type = r.type AND l.id = r.id)`;
  if (criterion.kind === 'owner') return itself;
  return sql`(${itself} OR EXISTS (SELECT 1 FROM compartment c WHERE ${about(clinic)}
      AND EXISTS (SELECT 1 FROM label l WHERE ${labelled} AND l.type = 'Patient' AND l.id = c.patient)))`;
}
