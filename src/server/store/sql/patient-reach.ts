// Whether anything about a patient can be in reach at all, asked of the patient's labels before a row about the patient
// is read: else the time a search takes would tell how much there is of somebody who is hidden.

import { allowedOf, type Criterion, type Scope } from '../scope.js';
import { Sql, sql } from './fragment.js';
import { all, any, oneOf } from './scope-condition.js';

/** Types that can be about several patients at once: the labels of one of them do not say who may see it. None is served. */
export const OF_SEVERAL: ReadonlySet<string> = new Set([
  ...['Account', 'Appointment', 'AuditEvent', 'Coverage', 'Group', 'Person', 'Provenance', 'Schedule'],
]);

/**
 * The value where something of the type about the patient may be in reach, NULL where nothing can be: what is compared
 * with it is then not read. Of what is read the rule is still asked.
 */
export function ifInReach(scope: Scope, type: string, patient: string, value: string): Sql {
  const allowed = allowedOf(scope.read, type);
  if (allowed === 'all' || OF_SEVERAL.has(type)) return sql`${value}`;
  const ways = allowed.map((criterion) => reachBy(scope.clinic, type, patient, criterion));
  if (ways.includes(true)) return sql`${value}`;
  const open = ways.filter((way) => way instanceof Sql);
  return open.length === 0 ? sql`NULL` : sql`CASE WHEN ${any(open)} THEN ${value} END`;
}

/** Whether a criterion can let something about the patient through: known here, or what the labels say. */
function reachBy(clinic: string, type: string, patient: string, criterion: Criterion): Sql | boolean {
  switch (criterion.kind) {
    case 'patients':
      return criterion.patients.includes(patient);
    case 'every': {
      const parts = criterion.of.map((each) => reachBy(clinic, type, patient, each));
      if (parts.length === 0 || parts.includes(false)) return false;
      const asked = parts.filter((part) => part instanceof Sql);
      return asked.length === 0 || all(asked);
    }
    case 'site':
    case 'team': {
      const label = sql`l.clinic = ${clinic} AND l.kind = ${criterion.kind} AND ${oneOf(sql`l.value`, criterion.values)}`;
      // A resource may have such a label of its own; the policy gives none, so that there is nothing to look through.
      return sql`(EXISTS (SELECT 1 FROM label l WHERE ${label} AND l.type = 'Patient' AND l.id = ${patient})
        OR EXISTS (SELECT 1 FROM label l WHERE ${label} AND l.type = ${type} AND EXISTS (SELECT 1 FROM compartment c
          WHERE c.clinic = ${clinic} AND c.type = ${type} AND c.id = l.id AND c.patient = ${patient})))`;
    }
    // By what stands on the resource itself.
    case 'owner':
    case 'ids':
      return true;
  }
}
