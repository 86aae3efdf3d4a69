// Who looked at a patient's record, by person and by day: the log in the form in which a patient can read it.
import { type AuditRow } from '../store/audit-chain.js';
import { glassReason } from './shown-row.js';

/** What one person did on one day. */
export interface DayOfLooks {
  /** `2026-11-28` in the zone that was asked for. */
  readonly day: string;
  /** Milliseconds since 1970 UTC. */
  readonly first: number;
  readonly last: number;
  /** Deeds of each kind: `read` 12, `update` 1. */
  readonly deeds: Readonly<Record<string, number>>;
  /** Types of resources they were about. */
  readonly types: readonly string[];
  /** Why the record was opened, where it was opened with a reason. */
  readonly reasons: readonly string[];
  /** What was tried and refused. */
  readonly refused: number;
}

export interface PersonWhoLooked {
  readonly account: string;
  /** Null for an account that is not known. */
  readonly name: string | null;
  readonly role: string;
  /** Newest first. */
  readonly days: readonly DayOfLooks[];
}

/** Groups rows, which come newest first. Whoever did something last stands first; two roles of a person are two entries. */
export function peopleWhoLooked(
  rows: readonly AuditRow[],
  names: ReadonlyMap<string, string | null>,
  dayOf: (at: number) => string,
): readonly PersonWhoLooked[] {
  const people = new Map<
    string,
    { readonly account: string; readonly role: string; readonly days: Map<string, AuditRow[]> }
  >();
  for (const row of rows) {
    const key = `${row.role} ${row.actor}`;
    const person = people.get(key) ?? { account: row.actor, role: row.role, days: new Map() };
    people.set(key, person);
    const day = dayOf(row.at);
    person.days.set(day, [...(person.days.get(day) ?? []), row]);
  }
  return [...people.values()].map(({ account, role, days }) => ({
    ...{ account, name: names.get(account) ?? null, role },
    days: [...days].map(([day, of]) => dayOfLooks(day, of)),
  }));
}

function dayOfLooks(day: string, rows: readonly AuditRow[]): DayOfLooks {
  const deeds: Record<string, number> = {};
  for (const { action, outcome } of rows) if (outcome === 'success') deeds[action] = (deeds[action] ?? 0) + 1;
  return {
    ...{ day, first: rows.at(-1)!.at, last: rows[0]!.at, deeds },
    types: [...new Set(rows.flatMap((row) => row.type ?? []))].sort(),
    reasons: [...new Set(rows.flatMap((row) => glassReason(row) ?? []))],
    refused: rows.filter((row) => row.outcome !== 'success').length,
  };
}

/** Names the day of a moment in a time zone (IANA, such as `Asia/Tokyo`); null for a zone that nobody knows. */
export function daysIn(zone: string): ((at: number) => string) | null {
  try {
    // Canada writes dates as 2026-11-28.
    const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
    return (at) => format.format(at);
  } catch {
    return null;
  }
}
