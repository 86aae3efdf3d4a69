// The policy: the matrix made into scopes, labels and notes. Deny by default: what no row gives is not named.
import { type Allowed, type Criterion, type Scope } from '../store/scope.js';
import { isIntake, subjectOf } from './about-patient.js';
import { MATRIX, matrixVersion, type Row } from './matrix.js';
import { objectionTo } from './objection.js';
import { type Policy } from './policy.js';
import { type Principal } from './principal.js';
import { accountOwner, meaningOf, patientOwner } from './rule-words.js';

/** The union of what all rows give; types of which nothing is given are left out. */
export function rulesOf(
  matrix: readonly Row[],
  principal: Principal,
  now: number,
  about: 'reads' | 'writes',
): Readonly<Record<string, Allowed>> {
  const rules = new Map<string, Allowed>();
  for (const row of matrix) {
    const given = meaningOf(row.cells[principal.role], principal, now);
    if (isNothing(given)) continue;
    for (const type of row[about]) rules.set(type, united(rules.get(type) ?? [], given));
  }
  return Object.fromEntries(rules);
}

const isNothing = (given: Allowed): boolean => given.length === 0;

function united(one: Allowed, other: Allowed): Allowed {
  if (one === 'all' || other === 'all') return 'all';
  const seen = new Map<string, Criterion>(
    [...one, ...other].map((criterion) => [JSON.stringify(criterion), criterion]),
  );
  return [...seen.values()];
}

/** The clinic's policy; the same wherever it is asked. */
export function rolePolicy(): Policy {
  const version = matrixVersion();
  /** Asked at every request, by principals that do not change; with a record opened the time decides too. */
  const scopes = new WeakMap<Principal, Scope>();
  return {
    version,
    scopeOf: (principal, now): Scope => {
      const known = scopes.get(principal);
      if (known) return known;
      const scope: Scope = {
        clinic: principal.clinic,
        read: rulesOf(MATRIX, principal, now, 'reads'),
        write: rulesOf(MATRIX, principal, now, 'writes'),
      };
      if (principal.opened.length === 0) scopes.set(principal, scope);
      return scope;
    },
    objectionTo: (principal, resource, before) => objectionTo(principal.role, resource, before),
    labelsOf: ({ account, sites, teams }, resource) => {
      // A patient's labels reach everything about the patient, so no owner stands among them.
      if (resource.resourceType === 'Patient') return { site: sites.slice(0, 1), team: teams.slice(0, 1) };
      const patient = isIntake(resource) ? subjectOf(resource) : null;
      return { owner: [accountOwner(account), ...(patient === null ? [] : [patientOwner(patient)])] };
    },
    noteOf: (principal, now, patient) => {
      const note = { actor: principal.account, role: principal.role, policy: version };
      if (patient === undefined) return note;
      if (principal.role === 'proxy') return { ...note, onBehalfOf: patient };
      const reason = principal.opened.find((o) => o.patient === patient && now < o.until)?.reason;
      return reason === undefined ? note : { ...note, reason };
    },
  };
}
