// The invented people of the demo. Their passwords are no secret: they are shown to whoever sits at the computer, and
// nobody signs in to a demo from anywhere else.
import { type Role } from '../authorization/principal.js';
import { type Grant, type KeptAccount, type KeptReads } from './kept.js';

/** One way to look at the demo. */
export interface DemoLogin {
  readonly login: string;
  readonly password: string;
  readonly name: string;
  readonly role: Role;
}

export const DEMO_PEOPLE: readonly DemoLogin[] = [
  { role: 'physician', login: 'physician', name: 'Dr Imogen Invented', password: 'physician in the demo' },
  { role: 'therapist', login: 'therapist', name: 'Theo Invented', password: 'therapist in the demo' },
  { role: 'patient', login: 'patient', name: 'A patient, invented', password: 'patient in the demo' },
  { role: 'operator', login: 'operator', name: 'Olga Invented', password: 'operator in the demo' },
  { role: 'auditor', login: 'auditor', name: 'Audrey Invented', password: 'auditor in the demo' },
];

/** The accounts of the demo's people, ready to be kept. `hashes` are those of their passwords, in their order. */
export function demoPeople(
  hashes: readonly string[],
  at: { readonly site: string; readonly team: string; readonly patient: string },
  { now, newId }: { readonly now: number; readonly newId: () => string },
): readonly KeptAccount[] {
  return DEMO_PEOPLE.map(({ role, login, name }, i) => {
    const treats = role === 'physician' || role === 'therapist';
    const grant: Grant = {
      ...{ role, sites: treats ? [at.site] : [], teams: treats ? [at.team] : [], until: null },
      patients: role === 'patient' ? [at.patient] : [],
    };
    return {
      ...{ id: newId(), name, login, password: hashes[i]!, pin: null, disabled: false, grants: [grant] },
      ...{ made: now, lastSignIn: null, lastRole: null, demo: true },
    };
  });
}

/** Those of the demo's people who can sign in now, with their passwords. */
export async function demoLogins(kept: KeptReads): Promise<readonly DemoLogin[]> {
  const able = new Set(
    (await kept.all('account')).filter(([, { demo, disabled }]) => demo && !disabled).map(([, { login }]) => login),
  );
  return DEMO_PEOPLE.filter(({ login }) => able.has(login));
}
