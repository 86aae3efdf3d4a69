// A person of the clinic as the operator sees them, and what can be read off the list.
import { ROLES, type Role } from '../account-state.js';

/** One role with where it holds; ids of sites, teams and patients. */
export interface Grant {
  readonly role: Role;
  readonly sites: readonly string[];
  readonly teams: readonly string[];
  readonly patients: readonly string[];
  /** Milliseconds since 1970; null holds until it is taken away. */
  readonly until: number | null;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly login: string;
  readonly disabled: boolean;
  /** Has a code and has not come in with it yet. */
  readonly invited: boolean;
  /** Has chosen a password, or was given one as the people of the demo are. */
  readonly hasPassword: boolean;
  readonly hasPasskey: boolean;
  /** Milliseconds since 1970; null before the first time. */
  readonly lastSignIn: number | null;
  readonly grants: readonly Grant[];
}

export interface Place {
  readonly id: string;
  readonly name: string;
}

export interface PeopleHere {
  readonly people: readonly Person[];
  readonly sites: readonly Place[];
  readonly teams: readonly Place[];
}

/** Stranded: has no password, and the code for one is over or was taken back. */
export type Standing = 'active' | 'invited' | 'stranded' | 'disabled';
export const standingOf = (p: Person): Standing =>
  p.disabled ? 'disabled' : p.invited ? 'invited' : p.hasPassword ? 'active' : 'stranded';

/** Which of site, team and patients a role needs; what it does not need is not asked. */
export const NEEDS: Readonly<
  Record<Role, { readonly sites: boolean; readonly teams: boolean; readonly patients: boolean }>
> = {
  physician: { sites: true, teams: true, patients: false },
  therapist: { sites: true, teams: true, patients: false },
  operator: { sites: false, teams: false, patients: false },
  auditor: { sites: false, teams: false, patients: false },
  patient: { sites: false, teams: false, patients: true },
  proxy: { sites: false, teams: false, patients: true },
};

export type GrantWrong = 'no-role' | 'no-site' | 'no-team' | 'no-patient' | 'two-patients';

/** What a set of grants still lacks; null when it can be given. */
export function wrongWith(grants: readonly Grant[]): GrantWrong | null {
  if (grants.length === 0) return 'no-role';
  if (grants.some((g) => NEEDS[g.role].sites && g.sites.length === 0)) return 'no-site';
  if (grants.some((g) => NEEDS[g.role].teams && g.teams.length === 0)) return 'no-team';
  if (grants.some((g) => NEEDS[g.role].patients && g.patients.length === 0)) return 'no-patient';
  if (grants.some((g) => g.role === 'patient' && g.patients.length > 1)) return 'two-patients';
  return null;
}

type Json = Readonly<Record<string, unknown>>;
const isObject = (x: unknown): x is Json => typeof x === 'object' && x !== null && !Array.isArray(x);
const texts = (x: unknown): readonly string[] => (Array.isArray(x) ? x.filter((s) => typeof s === 'string') : []);
const text = (x: unknown): string => (typeof x === 'string' ? x : '');

function grantOf(x: Json): Grant | null {
  const role = ROLES.find((r) => r === x.role);
  return role
    ? {
        role,
        sites: texts(x.sites),
        teams: texts(x.teams),
        patients: texts(x.patients),
        until: typeof x.until === 'number' ? x.until : null,
      }
    : null;
}

const placesOf = (x: unknown): readonly Place[] =>
  (Array.isArray(x) ? x : []).filter(isObject).map((p) => ({ id: text(p.id), name: text(p.name) }));

/** The answer of `/account/people`; a role this page does not know is left out of the list. */
export function peopleOf(body: Json): PeopleHere {
  const people = (Array.isArray(body.people) ? body.people : []).filter(isObject).map((p) => ({
    id: text(p.id),
    name: text(p.name),
    login: text(p.login),
    disabled: p.disabled === true,
    invited: p.invited === true,
    hasPassword: p.hasPassword === true,
    hasPasskey: p.hasPasskey === true,
    lastSignIn:
      typeof p.lastSignIn === 'number'
        ? p.lastSignIn
        : typeof p.lastSignIn === 'string'
          ? Date.parse(p.lastSignIn)
          : null,
    grants: (Array.isArray(p.roles) ? p.roles : []).filter(isObject).flatMap((g) => grantOf(g) ?? []),
  }));
  const place = { active: 0, invited: 1, stranded: 1, disabled: 2 } as const;
  people.sort((a, b) => place[standingOf(a)] - place[standingOf(b)] || a.name.localeCompare(b.name));
  return { people, sites: placesOf(body.sites), teams: placesOf(body.teams) };
}
