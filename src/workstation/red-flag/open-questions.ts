// What is still to be asked about danger signs: those due now first, then the rest in the rules' order; and of present
// ones whether they are new, where a rule turns on it.
import { type Finding } from '#core/finding.js';
import { type RedFlagState } from '#core/red-flag.js';
import { type Draft } from '../case/draft.js';

export interface OpenQuestions {
  /** A risk factor is present: these should be asked at once. */
  readonly due: readonly string[];
  readonly other: readonly string[];
  /** Present, but not said to be new, worse or stable. */
  readonly course: readonly Finding[];
  /** Asked for a rule and absent. */
  readonly askedAbsent: readonly string[];
}

export function openQuestions(states: readonly RedFlagState[], draft: Draft, courseMatters: ReadonlySet<string>): OpenQuestions {
  const due = new Set(states.filter((s) => s.questionDue).flatMap((s) => s.notAsked));
  const other = new Set(states.flatMap((s) => s.notAsked).filter((id) => !due.has(id)));
  const asked = new Set(states.flatMap((s) => [...s.rule.asks, ...(s.rule.question?.asks ?? [])]));
  const presentIds = new Set(draft.findings.filter((f) => f.presence === 'present').map((f) => f.id));
  const absent = draft.findings.filter((f) => f.presence === 'absent' && asked.has(f.id) && !presentIds.has(f.id)).map((f) => f.id);
  return {
    due: [...due], other: [...other], askedAbsent: [...new Set(absent)],
    course: draft.findings.filter((f) => f.presence === 'present' && !f.course && courseMatters.has(f.id)),
  };
}
