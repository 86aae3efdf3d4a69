// Which grants can be given: what each role needs, and that the sites, teams and patients named are there.
import { type Role } from '../authorization/principal.js';
import { type Change } from './change.js';
import { type Grant } from './kept.js';
import { type Answer, good, objected } from './objection.js';

type Need = 'none' | 'one' | 'some';
const NEEDS: Readonly<
  Record<Role, { readonly sites: Need; readonly teams: Need; readonly patients: Need; readonly until: boolean }>
> = {
  patient: { sites: 'none', teams: 'none', patients: 'one', until: false },
  proxy: { sites: 'none', teams: 'none', patients: 'some', until: true },
  therapist: { sites: 'some', teams: 'some', patients: 'none', until: false },
  physician: { sites: 'some', teams: 'some', patients: 'none', until: false },
  operator: { sites: 'none', teams: 'none', patients: 'none', until: false },
  auditor: { sites: 'none', teams: 'none', patients: 'none', until: false },
};
const MOST_GRANTS = 20;
const MOST_IN_GRANT = 200;
const ID = /^[A-Za-z0-9.-]{1,64}$/;
/** One word of a list, for objections. */
const SINGULAR = { sites: 'site', teams: 'care team', patients: 'patient' } as const;
type Where = keyof typeof SINGULAR;
const WHERES: readonly Where[] = ['sites', 'teams', 'patients'];

function countObjection(grant: Grant, where: Where): Answer<null> {
  const count = grant[where].length;
  const one = SINGULAR[where];
  const lacks = `the role ${grant.role}`;
  switch (NEEDS[grant.role][where]) {
    case 'none':
      return count === 0 ? good(null) : objected('invalid', `${lacks} has no ${where}`, `leave ${where} empty`);
    case 'one':
      return count === 1
        ? good(null)
        : objected('invalid', `${lacks} is of exactly one ${one}, not ${count}`, `give one ${one}`);
    case 'some':
      return count > 0 && count <= MOST_IN_GRANT
        ? good(null)
        : objected('invalid', `${lacks} needs a ${one}`, `give 1 to ${MOST_IN_GRANT} ${where}`);
  }
}

/** Grants as they are kept; each list without repetitions. Each role once, but proxy: what one may do for whom may end apart. */
export async function grantsFrom(
  change: Change,
  clinic: string,
  asked: readonly Grant[],
  now: number,
): Promise<Answer<readonly Grant[]>> {
  if (asked.length === 0 || asked.length > MOST_GRANTS)
    return objected('invalid', `${asked.length} roles`, `give 1 to ${MOST_GRANTS}`);
  const grants = asked.map((grant) => ({
    ...grant,
    sites: [...new Set(grant.sites)],
    teams: [...new Set(grant.teams)],
    patients: [...new Set(grant.patients)],
  }));
  for (const grant of grants) {
    const { role, until } = grant;
    if (role !== 'proxy' && grants.filter((other) => other.role === role).length > 1)
      return objected('invalid', `the role ${role} is given twice`, 'give it once, with all its sites and teams');
    for (const where of WHERES) {
      const wrong = countObjection(grant, where);
      if (!wrong.ok) return wrong;
    }
    if (until !== null && !NEEDS[role].until)
      return objected('invalid', `the role ${role} has no end`, 'leave until out, and take the role away when it ends');
    if (until !== null && !(until > now))
      return objected('invalid', 'a grant that has ended already', 'give an end that is to come');
    for (const where of WHERES)
      for (const id of grant[where])
        if (!(await isThere(change, clinic, where, id)))
          return objected(
            'invalid',
            `no ${SINGULAR[where]} ${ID.test(id) ? id : 'of such an id'} here`,
            'check the id',
          );
  }
  return good(grants);
}

async function isThere(change: Change, clinic: string, where: Where, id: string): Promise<boolean> {
  // An id of another shape is nothing's; not every store could even be asked for it.
  if (!ID.test(id)) return false;
  if (where === 'sites') return (await change.get('site', id)) !== null;
  if (where === 'teams') return (await change.get('team', id)) !== null;
  const scope = { clinic, read: { Patient: [{ kind: 'ids', ids: [id] }] }, write: {} } as const;
  return (await change.tx.read(scope, 'Patient', id)).ok;
}
