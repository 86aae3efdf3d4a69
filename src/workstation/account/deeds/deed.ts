// One entry of the audit log (a FHIR AuditEvent) as a person reads it: who, as what, did what, when, about whom, and why.
import { ROLES, type Role } from '../account-state.js';

export const ACTIONS = [
  'create',
  'read',
  'history',
  'update',
  'delete',
  'search',
  'sign-in',
  'sign-out',
  'break-glass',
  'export',
  'refused',
  'other',
] as const;
export type Action = (typeof ACTIONS)[number];

export interface Deed {
  readonly seq: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Name where the server knows it, else the id; empty where it may not be seen. */
  readonly who: string;
  readonly role: Role | null;
  readonly action: Action;
  readonly refused: boolean;
  /** FHIR type of what it was about. */
  readonly type: string;
  readonly patient: string;
  readonly reason: string;
}

type Json = Readonly<Record<string, unknown>>;
const isObject = (x: unknown): x is Json => typeof x === 'object' && x !== null && !Array.isArray(x);
const objects = (x: unknown): readonly Json[] => (Array.isArray(x) ? x.filter(isObject) : []);
const inside = (x: unknown): Json => (isObject(x) ? x : {});
const text = (x: unknown): string => (typeof x === 'string' ? x : '');

/** What the subtype of an AuditEvent says was done. */
const ACTION_OF: Readonly<Record<string, Action>> = {
  create: 'create',
  read: 'read',
  vread: 'read',
  history: 'history',
  update: 'update',
  delete: 'delete',
  search: 'search',
  operation: 'export',
  '110122': 'sign-in',
  '110123': 'sign-out',
  '110127': 'break-glass',
  refused: 'refused',
};
const TOUCHING: readonly Action[] = ['create', 'read', 'history', 'update', 'delete', 'search', 'export'];
const PERSON = '1';
const OBJECT = '4';

/** An AuditEvent as it came; what is missing is empty, never invented. */
export function deedOf(event: Json): Deed {
  const agent = objects(event.agent).find((a) => a.requestor === true) ?? {};
  const role = text(objects(inside(objects(agent.role)[0]).coding)[0]?.code);
  const code = text(objects(event.subtype)[0]?.code);
  const action = Object.hasOwn(ACTION_OF, code) ? ACTION_OF[code]! : 'other';
  const entity = (of: string) => objects(event.entity).find((e) => inside(e.role).code === of);
  const patient = text(inside(entity(PERSON)?.what).reference).replace(/^Patient\//, '');
  const type = text(inside(entity(OBJECT)?.what).type);
  return {
    seq: Number(text(event.id).replace(/^a-/, '')) || 0,
    at: Date.parse(text(event.recorded)) || 0,
    who: text(agent.name),
    role: ROLES.find((r) => r === role) ?? null,
    action,
    refused: (event.outcome !== undefined && event.outcome !== '0') || action === 'refused',
    // A row about the patient's own page names the patient and nothing else.
    type: type || (patient && TOUCHING.includes(action) ? 'Patient' : ''),
    patient,
    reason: text(objects(event.purposeOfEvent)[0]?.text) || text(event.outcomeDesc),
  };
}

export interface Day {
  /** yyyy-mm-dd in the reader's own time zone. */
  readonly day: string;
  readonly at: number;
  readonly runs: readonly Run[];
}
/** What one person did of one kind in one stretch: reading a record shows its twenty resources as one line. */
export interface Run extends Deed {
  readonly count: number;
  readonly from: number;
}

/** Deeds closer than this and alike are one line. */
const ONE_STRETCH_MS = 10 * 60_000;

const alike = (a: Deed, b: Deed): boolean =>
  a.who === b.who &&
  a.role === b.role &&
  a.action === b.action &&
  a.refused === b.refused &&
  a.type === b.type &&
  a.patient === b.patient &&
  a.reason === b.reason;

/** Deeds, newest first, by day of the reader's zone; repeated ones gathered. `dayOf` names the day of a moment. */
export function daysOf(deeds: readonly Deed[], dayOf: (at: number) => string): readonly Day[] {
  const days: { day: string; at: number; runs: Run[] }[] = [];
  for (const deed of deeds) {
    const day = dayOf(deed.at);
    if (days.at(-1)?.day !== day) days.push({ day, at: deed.at, runs: [] });
    const runs = days.at(-1)!.runs;
    const i = runs.findIndex((r) => alike(r, deed) && r.from - deed.at < ONE_STRETCH_MS);
    if (i < 0) runs.push({ ...deed, count: 1, from: deed.at });
    else runs[i] = { ...runs[i]!, count: runs[i]!.count + 1, from: deed.at };
  }
  return days;
}
