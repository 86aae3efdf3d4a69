// What the contract's tests write and ask, in few words.
import { type JsonObject } from '#fhir/json-value.js';
import { type Query } from '#server/store/query.js';
import { readQuery } from '#server/store/read-query.js';
import { type Repository } from '#server/store/repository.js';
import { type Allowed, type Labels, type Scope } from '#server/store/scope.js';
import { BASE, START, testDefinitions } from './store-world.js';

export const note = { actor: 'dr-a', role: 'physician', policy: '1' };
const TYPES = ['Patient', 'Observation', 'Encounter', 'Practitioner', 'Condition'];

/** One rule for each of the types, to read and to write. */
export const allowing = (
  rule: Allowed,
  types: readonly string[] = ['Patient', 'Observation'],
  clinic = 'c1',
): Scope => {
  const rules = Object.fromEntries(types.map((t) => [t, rule]));
  return { clinic, read: rules, write: rules };
};
export const everything = (clinic = 'c1'): Scope => allowing('all', TYPES, clinic);
export const ofPatient = (patient: string): Scope => allowing([{ kind: 'patients', patients: [patient] }]);
export const ofTeam = (team: string): Scope => allowing([{ kind: 'team', values: [team] }]);
export const all = everything();

export const patient = (family: string): JsonObject => ({ resourceType: 'Patient', name: [{ family }] });
export const observation = (of: string, extra: JsonObject = {}): JsonObject => ({
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '72514-3' }] },
  subject: { reference: `Patient/${of}` },
  effectiveDateTime: '2026-01-02',
  ...extra,
});

/** A search as it comes, read. */
export function query(type: string, search: string): Query {
  const pairs = [...new URLSearchParams(search)];
  const read = readQuery(type, pairs, { definitions: testDefinitions(), bases: [BASE], now: START });
  if (!read.ok) throw new Error(JSON.stringify(read.refusal));
  return read.value;
}

/** Creates and answers the id. */
export async function made(
  store: Pick<Repository, 'create'>,
  resource: JsonObject,
  labels: Labels = {},
  scope = all,
): Promise<string> {
  const created = await store.create(scope, resource, { note, labels });
  if (!created.ok) throw new Error(JSON.stringify(created.refusal));
  return created.value.stored.id;
}

/** What a search finds, in its order. */
export async function ids(
  store: Pick<Repository, 'search'>,
  scope: Scope,
  type: string,
  search: string,
): Promise<readonly string[]> {
  const page = await store.search(scope, query(type, search));
  return page.ok ? page.value.entries.map((e) => e.id) : [];
}
