// Seeded records, searches and scopes that hit each other often: few ids, few words, few dates.

import { type Random } from '#core/random.js';
import { type JsonObject } from '#fhir/json-value.js';
import { type Allowed, type Criterion, type Labels, type Scope } from '#server/store/scope.js';

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random.uniform() * list.length)]!;
const maybe = (random: Random, p: number): boolean => random.uniform() < p;

export const PATIENTS = ['p1', 'p2', 'p3', 'p4', 'p5'];
const NAMES = ['Ann', 'anna', 'Ánn', 'Bo', 'Bo Li', '李', '%_', 'a"b', '\u{1f600}x', '\ufffdx'];
const CODES = ['1', '2', '3', 'a|b', "o'x"];
const SYSTEMS = ['http://a', 'http://b', ''];
const DATES = [
  '2026',
  '2026-01',
  '2026-01-15',
  '2026-01-15T10:00:00Z',
  '2026-02-01',
  '2025-12-31T23:30:00-05:00',
  '1969-07-20',
];
const NUMBERS = [0, 1, 1.5, -2, 10, 100, 0.1];

const coding = (random: Random): JsonObject => {
  const system = pick(random, SYSTEMS);
  return { ...(system === '' ? {} : { system }), code: pick(random, CODES), display: pick(random, NAMES) };
};
const concept = (random: Random): JsonObject => ({
  coding: Array.from({ length: 1 + Math.floor(random.uniform() * 2) }, () => coding(random)),
  ...(maybe(random, 0.3) ? { text: pick(random, NAMES) } : {}),
});

/** A patient of the given id. */
export const randomPatient = (random: Random): JsonObject => ({
  resourceType: 'Patient',
  ...(maybe(random, 0.8)
    ? {
        name: Array.from({ length: 1 + Math.floor(random.uniform() * 2) }, () => ({
          family: pick(random, NAMES),
          given: [pick(random, NAMES)],
        })),
      }
    : {}),
  ...(maybe(random, 0.6) ? { birthDate: pick(random, ['1980', '1980-05', '1990-01-01']) } : {}),
  ...(maybe(random, 0.6) ? { gender: pick(random, ['male', 'female']) } : {}),
  identifier: [{ system: pick(random, SYSTEMS.slice(0, 2)), value: pick(random, CODES) }],
});

export const randomObservation = (random: Random, patients: readonly string[]): JsonObject => ({
  resourceType: 'Observation',
  status: pick(random, ['final', 'preliminary']),
  code: concept(random),
  ...(maybe(random, 0.9)
    ? {
        subject: {
          reference: `${pick(random, ['', 'https://clinic.example/fhir/', 'https://other.example/'])}Patient/${pick(random, patients)}`,
        },
      }
    : {}),
  ...(maybe(random, 0.3) ? { performer: [{ identifier: { system: 'http://a', value: pick(random, CODES) } }] } : {}),
  ...(maybe(random, 0.7)
    ? { effectiveDateTime: pick(random, DATES) }
    : maybe(random, 0.5)
      ? { effectivePeriod: { start: pick(random, DATES), ...(maybe(random, 0.5) ? { end: '2027-01-01' } : {}) } }
      : {}),
  ...(maybe(random, 0.7)
    ? {
        valueQuantity: {
          value: pick(random, NUMBERS),
          unit: 'mg',
          ...(maybe(random, 0.5) ? { system: 'http://unitsofmeasure.org', code: pick(random, ['mg', 'g']) } : {}),
        },
      }
    : {}),
  ...(maybe(random, 0.3) ? { category: [concept(random), concept(random)] } : {}),
});

export const randomLabels = (random: Random): Labels => ({
  ...(maybe(random, 0.6) ? { team: [pick(random, ['red', 'blue'])] } : {}),
  ...(maybe(random, 0.6) ? { site: [pick(random, ['north', 'south'])] } : {}),
  ...(maybe(random, 0.2) ? { owner: ['me'] } : {}),
});

/** What somebody may see; sometimes everything, sometimes nothing. */
export function randomScope(random: Random, patients: readonly string[]): Scope {
  const criterion = (depth = 0): Criterion =>
    pick<() => Criterion>(random, [
      () => ({ kind: 'patients', patients: [pick(random, patients), pick(random, patients)] }),
      () => ({ kind: 'team', values: [pick(random, ['red', 'blue'])] }),
      () => ({ kind: 'site', values: ['north'] }),
      () => ({ kind: 'owner', values: ['me'] }),
      () => ({ kind: 'ids', ids: [pick(random, patients)] }),
      () =>
        depth > 1
          ? { kind: 'every', of: [] }
          : { kind: 'every', of: [criterion(depth + 1), criterion(depth + 1)].slice(maybe(random, 0.3) ? 1 : 0) },
    ])();
  const allowed = (): Allowed =>
    maybe(random, 0.4) ? 'all' : maybe(random, 0.1) ? [] : [criterion(), criterion()].slice(maybe(random, 0.5) ? 1 : 0);
  const read = {
    ...(maybe(random, 0.9) ? { Patient: allowed() } : {}),
    ...(maybe(random, 0.95) ? { Observation: allowed() } : {}),
  };
  return { clinic: 'c1', read, write: {} };
}

const escaped = (text: string): string => text.replace(/[\\,|$]/g, (c) => `\\${c}`);
const prefix = (random: Random): string => pick(random, ['', '', 'eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap']);
const token = (random: Random): string => {
  const code = escaped(pick(random, CODES));
  const system = pick(random, SYSTEMS);
  return pick(random, [
    code,
    `${system}|${code}`,
    `${pick(random, SYSTEMS.slice(0, 2))}|`,
    `${code},${escaped(pick(random, CODES))}`,
  ]);
};

const patientFilters: readonly ((random: Random) => readonly [string, string])[] = [
  (r) => ['family', escaped(pick(r, NAMES))],
  (r) => ['name', escaped([...pick(r, NAMES)][0]!)],
  (r) => ['name:contains', escaped([...pick(r, NAMES)].at(-1)!)],
  (r) => ['given:exact', escaped(pick(r, NAMES))],
  (r) => ['birthdate', `${prefix(r)}${pick(r, ['1980', '1985-01-01', '1990'])}`],
  (r) => ['gender', pick(r, ['male', 'female', 'male,female'])],
  () => ['gender:not', 'male'],
  (r) => ['birthdate:missing', pick(r, ['true', 'false'])],
  (r) => ['identifier', token(r)],
  (r) => ['_has:Observation:patient:code', token(r)],
  (r) => ['_has:Observation:patient:value-quantity', `${prefix(r)}${pick(r, NUMBERS)}`],
];
const observationFilters: readonly ((random: Random, patients: readonly string[]) => readonly [string, string])[] = [
  (r) => ['code', token(r)],
  (r) => ['code:not', token(r)],
  (r) => ['code:text', escaped([...pick(r, NAMES)].slice(0, 2).join(''))],
  (r) => ['status', pick(r, ['final', 'preliminary', 'final,preliminary'])],
  (r, p) => [
    'patient',
    pick(r, [pick(r, p), `Patient/${pick(r, p)}`, `https://clinic.example/fhir/Patient/${pick(r, p)}`]),
  ],
  (r, p) => ['subject', `${pick(r, p)},Patient/${pick(r, p)}`],
  (r, p) => ['subject:Patient', pick(r, p)],
  (r) => ['performer:identifier', `http://a|${escaped(pick(r, CODES))}`],
  (r) => ['date', `${prefix(r)}${pick(r, DATES)}`],
  (r) => ['date', `${prefix(r)}2026-01-15,${prefix(r)}2025`],
  (r) => ['value-quantity', `${prefix(r)}${pick(r, NUMBERS)}${pick(r, ['', '||mg', '|http://unitsofmeasure.org|g'])}`],
  (r) => ['value-quantity:missing', pick(r, ['true', 'false'])],
  (r) => ['patient.family', escaped(pick(r, NAMES))],
  () => ['subject:Patient.gender', 'female'],
  () => ['patient._has:Observation:patient:status', 'final'],
  (r) => ['_lastUpdated', `${prefix(r)}2026-11-24`],
  (r, p) => ['_id', `${pick(r, p)},o3,o7`],
];

/** A type with search parameters. */
export function randomSearch(
  random: Random,
  patients: readonly string[],
): { readonly type: string; readonly pairs: readonly (readonly [string, string])[] } {
  const type = pick(random, ['Patient', 'Observation', 'Observation']);
  const filters = type === 'Patient' ? patientFilters : observationFilters;
  const count = Math.floor(random.uniform() * 3.5);
  const pairs = Array.from({ length: count }, () => pick(random, filters)(random, patients));
  const sorts =
    type === 'Patient'
      ? ['family', '-birthdate', 'name,-_id', '_lastUpdated', '-_lastUpdated,family']
      : ['date', '-date', 'value-quantity,-date', '-value-quantity', '_id', '-_id', 'value-quantity,_lastUpdated'];
  return {
    type,
    pairs: [
      ...pairs,
      ...(maybe(random, 0.7) ? [['_sort', pick(random, sorts)] as const] : []),
      ['_count', String(1 + Math.floor(random.uniform() * 6))],
      ['_total', 'accurate'],
      ...(maybe(random, 0.3)
        ? [
            type === 'Patient'
              ? (['_revinclude', 'Observation:subject'] as const)
              : (['_include', 'Observation:subject'] as const),
          ]
        : []),
    ],
  };
}
