import { expect, it } from 'vitest';
import { type Grant, peopleOf, standingOf, wrongWith } from './person.js';

const grant = (more: Partial<Grant>): Grant => ({
  role: 'physician',
  sites: ['s'],
  teams: ['t'],
  patients: [],
  until: null,
  ...more,
});

it('a role can be given once it says where it holds, or for whose record', () => {
  expect(wrongWith([])).toBe('no-role');
  expect(wrongWith([grant({ sites: [] })])).toBe('no-site');
  expect(wrongWith([grant({ teams: [] })])).toBe('no-team');
  expect(wrongWith([grant({ role: 'patient' })])).toBe('no-patient');
  expect(wrongWith([grant({ role: 'patient', patients: ['a', 'b'] })])).toBe('two-patients');
  expect(wrongWith([grant({}), grant({ role: 'operator', sites: [], teams: [] })])).toBe(null);
});

it('those who can come in stand first, those who cannot last, each by name', () => {
  const person = (name: string, more: object) => ({ id: name, name, login: name, roles: [], ...more });
  const { people } = peopleOf({
    people: [
      person('Zoe', { hasPassword: true, lastSignIn: 1 }),
      person('Ada', { disabled: true, hasPassword: true }),
      person('Bea', { hasPassword: true }),
      person('Cem', { invited: true }),
      person('Dan', { lastSignIn: 1 }),
    ],
  });
  expect(people.map((p) => `${p.name} ${standingOf(p)}`)).toEqual([
    'Bea active',
    'Zoe active',
    'Cem invited',
    'Dan stranded',
    'Ada disabled',
  ]);
});

it('the end of a grant goes back to the server as it came', () => {
  const roles = [{ role: 'proxy', sites: [], teams: [], patients: ['p'], until: 5 }];
  expect(peopleOf({ people: [{ id: 'a', name: 'A', roles }] }).people[0]?.grants).toEqual(roles);
});
