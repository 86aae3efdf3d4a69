// The order in which a patient is examined: what hurts, the story, the hands, then what costs more.
import { type Condition } from '#core/condition.js';
import { type FindingEntry, type Knowledge } from '#core/knowledge.js';

export const GROUPS = [
  'pain',
  'quality',
  'course',
  'provoking',
  'easing',
  'history',
  'palpation',
  'neurology',
  'tests',
  'signs',
  'gait-posture',
  'imaging',
  'laboratory',
  'treatment-response',
  'danger-signs',
  'context',
  'other',
] as const;
export type Group = (typeof GROUPS)[number];

export const groupOf = (entry: FindingEntry): Group =>
  (GROUPS as readonly string[]).includes(entry.group) ? (entry.group as Group) : 'other';

export function findingsByGroup(entries: readonly FindingEntry[]): ReadonlyMap<Group, readonly FindingEntry[]> {
  const by = new Map<Group, FindingEntry[]>(GROUPS.map((g) => [g, []]));
  for (const e of entries) by.get(groupOf(e))!.push(e);
  return new Map([...by].filter(([, list]) => list.length > 0));
}

/** Findings that a condition wants to know to be new or worse. */
export function asksCourseOf(c: Condition): readonly string[] {
  if ('present' in c) return c.course ? [c.present] : [];
  if ('not' in c) return asksCourseOf(c.not);
  return 'all' in c
    ? c.all.flatMap(asksCourseOf)
    : 'any' in c
      ? c.any.flatMap(asksCourseOf)
      : 'of' in c
        ? c.of.flatMap(asksCourseOf)
        : [];
}

/** Findings of which a red flag rule asks whether they are new or getting worse. */
export const courseMatters = (k: Knowledge): ReadonlySet<string> =>
  new Set(k.redFlags.flatMap((r) => r.levels.flatMap((l) => asksCourseOf(l.when))));
