// What is still to be asked about danger signs: those due now first, then the rest in the rules' order; and of present
// ones whether they are new or worse, where that answer would raise a flag.
import { type Finding } from '#core/finding.js';
import { type Knowledge, TIERS } from '#core/knowledge.js';
import { type RedFlagState, redFlagsOf } from '#core/red-flag.js';
import { type Draft, patientOf } from '../case/draft.js';
import { asksCourseOf } from '../case/finding-groups.js';

export interface OpenQuestions {
  /** A risk factor is present: these should be asked at once. */
  readonly due: readonly string[];
  readonly other: readonly string[];
  /** Present, not said to be new, worse or stable, and a flag turns on it. */
  readonly course: readonly Finding[];
  /** Asked for a rule and absent. */
  readonly askedAbsent: readonly string[];
}

const urgencies = (states: readonly RedFlagState[]): ReadonlyMap<string, number> =>
  new Map(states.map((s) => [s.rule.id, s.level ? TIERS.indexOf(s.level.tier) : TIERS.length]));

export function openQuestions(
  knowledge: Knowledge,
  states: readonly RedFlagState[],
  draft: Draft,
  courseMatters: ReadonlySet<string>,
): OpenQuestions {
  const due = new Set(states.filter((s) => s.questionDue).flatMap((s) => s.notAsked));
  const other = new Set(states.flatMap((s) => s.notAsked).filter((id) => !due.has(id)));
  const asked = new Set(states.flatMap((s) => [...s.rule.asks, ...(s.rule.question?.asks ?? [])]));
  const presentIds = new Set(draft.findings.filter((f) => f.presence === 'present').map((f) => f.id));
  const absent = draft.findings
    .filter((f) => f.presence === 'absent' && asked.has(f.id) && !presentIds.has(f.id))
    .map((f) => f.id);
  const now = urgencies(states);
  const patient = patientOf(draft);
  const wouldRaise = (f: Finding): boolean => {
    const findings = draft.findings.map((x): Finding => (x === f ? { ...x, course: 'new' } : x));
    const redFlags = knowledge.redFlags.filter((r) => r.levels.some((l) => asksCourseOf(l.when).includes(f.id)));
    const then = urgencies(redFlagsOf({ ...knowledge, redFlags }, { ...patient, findings }));
    return [...then].some(([rule, urgency]) => urgency < now.get(rule)!);
  };
  return {
    due: [...due],
    other: [...other],
    askedAbsent: [...new Set(absent)],
    course: draft.findings.filter(
      (f) => f.presence === 'present' && !f.course && courseMatters.has(f.id) && wouldRaise(f),
    ),
  };
}
