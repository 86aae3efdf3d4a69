// What each word of the matrix means for the store: the criteria by which a resource is reached.
import { type Allowed, type Criterion } from '../store/scope.js';
import { type Word } from './matrix.js';
import { type Principal } from './principal.js';

/** The owner label of what an account wrote. */
export const accountOwner = (account: string): string => `account/${account}`;
/** The owner label of intake that is about a patient. */
export const patientOwner = (patient: string): string => `patient/${patient}`;

const about = (patients: readonly string[]): Criterion => ({ kind: 'patients', patients });
const team = ({ teams }: Principal): Criterion => ({ kind: 'team', values: teams });
const site = ({ sites }: Principal): Criterion => ({ kind: 'site', values: sites });
const writtenBy = ({ account }: Principal): Criterion => ({ kind: 'owner', values: [accountOwner(account)] });
const every = (...of: readonly Criterion[]): Criterion => ({ kind: 'every', of });

/** Each person apart: what was one person's intake and is about another is nobody's. */
const intakeOf = ({ patients }: Principal): readonly Criterion[] =>
  patients.map((patient) => every(about([patient]), { kind: 'owner', values: [patientOwner(patient)] }));
const intakeByHand = (principal: Principal): readonly Criterion[] =>
  principal.patients.map((patient) =>
    every(about([patient]), { kind: 'owner', values: [patientOwner(patient)] }, writtenBy(principal)),
  );

/** The records that a broken glass opens now. */
const openNow = ({ opened }: Principal, now: number): readonly string[] =>
  opened.filter(({ until }) => now < until).map(({ patient }) => patient);

type Meaning = (principal: Principal, now: number) => Allowed;

const NOTHING: Meaning = () => [];
const ownRecord: Meaning = ({ patients }) => [about(patients)];

const MEANINGS: Readonly<Record<Word, Meaning>> = {
  never: NOTHING,
  own: ownRecord,
  granted: ownRecord,
  'own intake': intakeOf,
  'granted intake': intakeOf,
  'own intake, own hand': intakeByHand,
  'granted intake, own hand': intakeByHand,
  team: (principal) => [team(principal)],
  'site or team': (principal) => [site(principal), team(principal)],
  // The site is asked again: a patient who has left it is closed, whatever the session says.
  'team, or own site with reason': (principal, now) => [
    team(principal),
    every(about(openNow(principal, now)), site(principal)),
  ],
  'own notes': (principal) => [every(team(principal), writtenBy(principal))],
  'own hand': (principal) => [writtenBy(principal)],
  everything: () => 'all',
  // The audit log is not among the resources of the store: see audit-view.ts. The glass is broken by a route of its own.
  'own access log': NOTHING,
  'own deeds': NOTHING,
  'whole log': NOTHING,
  metadata: NOTHING,
  'own site': NOTHING,
};

/** What a word lets this principal reach at this time. */
export const meaningOf = (word: Word, principal: Principal, now: number): Allowed => MEANINGS[word](principal, now);
