import { type Condition, findingsOf } from '#core/condition.js';

/** Findings a parsed (still untyped) condition reads. */
export function conditionFindings(condition: unknown): readonly string[] {
  return findingsOf(condition as Condition);
}
