// Two histories of one clinic that differ only in what one person may not read: that is added, taken away or altered.
import { type Random } from '#core/random.js';
import { isJsonObject, type JsonObject } from '#fhir/json-value.js';
import { isIntake, subjectOf } from '#server/authorization/about-patient.js';
import { type Principal, ROLES, type Role } from '#server/authorization/principal.js';
import { type Labels } from '#server/store/scope.js';
import { mayRead } from './may-read.js';
import { below, MADE, maybe, pick, validResource } from './valid-resource.js';

/** When the history begins, and how long a slot of it is; requests come after it. */
export const START = Date.UTC(2026, 10, 24);
export const SLOT = 60_000;
export const SLOTS = 1000;
export const AFTER = START + (SLOTS + 1) * SLOT;

export interface Deed {
  /** Null: deleted. */
  readonly resource: JsonObject | null;
  readonly slot: number;
  readonly author: string;
}
/** One resource with its history. */
export interface Thing {
  readonly type: string;
  readonly id: string;
  readonly labels: Labels;
  readonly deeds: readonly Deed[];
}
export interface Pair {
  readonly asker: Principal;
  readonly one: readonly Thing[];
  readonly two: readonly Thing[];
  /** The worlds differ in nothing of which a row of the audit log that the asker may see tells: it may be asked for. */
  readonly auditAlike: boolean;
}

export const PATIENTS = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6'];
const TEAMS: Readonly<Record<string, readonly string[]>> = { north: ['red', 'blue'], south: ['green'] };
const PEERS = ['me', 'other', 'third'];
const OTHERS = MADE.filter((type) => type !== 'Patient');
const NUMBERS = 8;

/** An id of the type that is there, once was, or never was. */
export const idIn = (random: Random, type: string): string =>
  type === 'Patient' ? pick(random, PATIENTS) : `${type}-${below(random, NUMBERS)}`;

/** Those who see most come up most. */
const OFTEN: readonly Role[] = [
  ...(['patient', 'patient', 'proxy', 'therapist', 'therapist', 'therapist'] as const),
  ...(['physician', 'physician', 'physician', 'physician'] as const),
  ...ROLES,
];

/** Somebody of any role. */
export function randomAsker(random: Random, role: Role = pick(random, OFTEN)): Principal {
  const treats = role === 'therapist' || role === 'physician';
  const site = pick(random, ['north', 'south']);
  const teams = [...TEAMS[site]!].slice(0, 1 + below(random, 2));
  return {
    ...{ clinic: 'c1', account: 'me', session: 's1', role },
    sites: treats ? (maybe(random, 0.2) ? ['north', 'south'] : [site]) : [],
    teams: treats ? (maybe(random, 0.1) ? [] : teams) : [],
    patients: role === 'patient' ? ['p0'] : role === 'proxy' ? ['p0', 'p1'].slice(0, 1 + below(random, 2)) : [],
    opened:
      role === 'physician' && maybe(random, 0.5)
        ? [{ patient: pick(random, PATIENTS), reason: 'unconscious', until: maybe(random, 0.8) ? AFTER * 2 : START }]
        : [],
  };
}

function randomPatientLabels(random: Random): Labels {
  const site = pick(random, ['north', 'south']);
  return { site: [site], ...(maybe(random, 0.9) ? { team: [pick(random, TEAMS[site]!)] } : {}) };
}

function labelsFor(resource: JsonObject, author: string): Labels {
  const patient = isIntake(resource) ? subjectOf(resource) : null;
  return { owner: [`account/${author}`, ...(patient === null ? [] : [`patient/${patient}`])] };
}

/** A resource with one to three versions; sometimes it is deleted, seldom it changes its patient. */
function randomThing(random: Random, type: string, id: string): Thing {
  const idOf = (of: string) => idIn(random, of);
  let patient = pick(random, PATIENTS);
  const slots = Array.from({ length: 1 + below(random, 3) }, () => below(random, SLOTS)).sort((a, b) => a - b);
  const deeds = slots.map((slot, i): Deed => {
    if (i > 0 && maybe(random, 0.15)) patient = pick(random, PATIENTS);
    const gone = i > 0 && i === slots.length - 1 && maybe(random, 0.2);
    return { slot, author: pick(random, PEERS), resource: gone ? null : validResource(random, type, patient, idOf) };
  });
  const labels = type === 'Patient' ? randomPatientLabels(random) : labelsFor(deeds[0]!.resource!, deeds[0]!.author);
  return { type, id, labels, deeds };
}

const aboutOf = (type: string, id: string, resource: JsonObject): string | null =>
  type === 'Patient' ? id : subjectOf(resource);

/** The last patient it was about, up to this version. */
function aboutAt({ type, id, deeds }: Thing, version: number): string | null {
  const living = deeds.slice(0, version + 1).findLast((d) => isJsonObject(d.resource ?? undefined))!;
  return aboutOf(type, id, living.resource!);
}

/** Whether the asker may read the version of a thing, were it the current one. */
function readable(asker: Principal, things: readonly Thing[], thing: Thing, version: number): boolean {
  const labelsOf = (patient: string) => things.find((t) => t.type === 'Patient' && t.id === patient)?.labels ?? {};
  return mayRead(asker, { ...thing, about: aboutAt(thing, version) }, labelsOf, AFTER);
}

/** Whether the asker may read the thing as it is now. */
export const visible = (asker: Principal, things: readonly Thing[], thing: Thing): boolean =>
  readable(asker, things, thing, thing.deeds.length - 1);

/** Whether a row of the audit log about a version tells the asker of it, though the version is hidden. */
function told(asker: Principal, thing: Thing, version: number): boolean {
  const about = aboutAt(thing, version);
  switch (asker.role) {
    case 'patient':
      return about !== null && asker.patients.includes(about);
    case 'therapist':
    case 'physician':
      return thing.deeds[version]!.author === asker.account;
    case 'operator':
      return about === null;
    case 'auditor':
      return true;
    case 'proxy':
      return false;
  }
}
const toldAtAll = (asker: Principal, thing: Thing): boolean => thing.deeds.some((_, i) => told(asker, thing, i));

/** Two worlds for a random asker. */
export function randomPair(random: Random, role?: Role): Pair {
  const asker = randomAsker(random, role);
  const patients = PATIENTS.slice(0, 6).map((id) => randomThing(random, 'Patient', id));
  const others = OTHERS.flatMap((type) =>
    Array.from({ length: below(random, 3) + (type === 'Observation' ? 3 : 0) }, (_, i) =>
      randomThing(random, type, `${type}-${i}`),
    ),
  );
  const one = [...patients, ...others];
  const quiet = maybe(random, 0.5);
  const mayDiffer = (thing: Thing): boolean => !quiet || !toldAtAll(asker, thing);

  const two: Thing[] = [];
  /** Puts it into the second world, where it may differ and is hidden. Patients come first: by them the rest is reached. */
  const hidden = (thing: Thing): void => {
    if (mayDiffer(thing) && !visible(asker, [...two, thing], thing)) two.push(thing);
  };
  const retold = (thing: Thing): void => {
    if (visible(asker, one, thing)) two.push(withOtherPast(random, asker, one, thing, quiet));
    else if (!mayDiffer(thing) || maybe(random, 0.3)) two.push(thing);
    else if (maybe(random, 0.6)) hidden(randomThing(random, thing.type, thing.id));
  };
  const isNew = (thing: Thing): boolean => ![...one, ...two].some((t) => keyOf(t) === keyOf(thing));
  for (const thing of patients) retold(thing);
  const added = randomThing(random, 'Patient', PATIENTS.at(-1)!);
  if (maybe(random, 0.5)) hidden(added);
  for (const thing of others) retold(thing);
  for (let i = 0; i < 12; i++) {
    const type = pick(random, OTHERS);
    const thing = randomThing(random, type, idIn(random, type));
    if (isNew(thing)) hidden(thing);
  }
  return { asker, one, two, auditAlike: quiet };
}

/** It shows; but its versions that were about somebody out of reach do not, and say something else. */
function withOtherPast(
  random: Random,
  asker: Principal,
  things: readonly Thing[],
  thing: Thing,
  quiet: boolean,
): Thing {
  const deeds = thing.deeds.map((deed, i) => {
    const hidden = !readable(asker, things, thing, i) && (!quiet || !told(asker, thing, i));
    if (!hidden || deed.resource === null) return deed;
    const resource = validResource(random, thing.type, aboutAt(thing, i)!, (of) => idIn(random, of));
    return { ...deed, resource };
  });
  return deeds.every((deed, i) => deed === thing.deeds[i]) ? thing : { ...thing, deeds };
}

export const keyOf = ({ type, id }: Thing): string => `${type}/${id}`;
