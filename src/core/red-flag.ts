// What must not be missed, whatever the odds: the rules run first, on the case alone, and nothing in the differential
// can remove one. A flag is asked, not asked or present (Finucane et al., JOSPT 2020;50:350-372: level of concern, not
// a checklist). A risk factor alone raises a question, never a tier.
import { type PatientCase } from './case.js';
import { type Condition, evaluate, findingsOf } from './condition.js';
import { type Knowledge, type RedFlagLevel, type RedFlagRule, TIERS, type Tier } from './knowledge.js';
import { withImplied } from './shorthand.js';

/** The state of one rule in one patient. */
export interface RedFlagState {
  readonly rule: RedFlagRule;
  /** The highest level that holds, if one does. */
  readonly level?: RedFlagLevel;
  /** Present findings that made the level hold. */
  readonly because: readonly string[];
  /** Findings that were not asked and could raise (or raise higher) this rule. */
  readonly notAsked: readonly string[];
  /** True when a risk factor alone makes these questions due now. */
  readonly questionDue: boolean;
}

const isKnown = (c: PatientCase, id: string): boolean =>
  c.findings.some((f) => f.id === id && f.presence !== 'unknown');

function presentIn(c: PatientCase, condition: Condition): readonly string[] {
  const present = new Set(c.findings.filter((f) => f.presence === 'present').map((f) => f.id));
  return findingsOf(condition).filter((id) => present.has(id));
}

/** Every rule's state, the highest tiers first; rules keep their order within a tier. */
export function redFlagsOf(knowledge: Knowledge, stated: PatientCase): RedFlagState[] {
  const entries = new Map(knowledge.findings.map((f) => [f.id, f]));
  const c = withImplied(stated, (id) => entries.get(id));
  const states = knowledge.redFlags.map((rule): RedFlagState => {
    const level = rule.levels.find((l) => evaluate(l.when, c) === 'yes');
    const questionDue = !level && rule.question !== undefined && evaluate(rule.question.when, c) === 'yes';
    const higher = level ? rule.levels.slice(0, rule.levels.indexOf(level)) : rule.levels;
    const couldRaise = higher.some((l) => evaluate(l.when, c) === 'unknown');
    const wanted = [...rule.asks, ...(questionDue ? rule.question!.asks : [])];
    const notAsked = couldRaise || questionDue ? [...new Set(wanted)].filter((id) => !isKnown(c, id)) : [];
    return {
      rule,
      notAsked,
      questionDue,
      because: level ? presentIn(c, level.when) : [],
      ...(level ? { level } : {}),
    };
  });
  const rank = (s: RedFlagState) => (s.level ? TIERS.indexOf(s.level.tier) : TIERS.length);
  return states
    .map((s, i) => ({ s, i }))
    .sort((x, y) => rank(x.s) - rank(y.s) || x.i - y.i)
    .map((x) => x.s);
}

/** The tiers that hold, highest first. */
export function tiersOf(states: readonly RedFlagState[]): readonly Tier[] {
  return states.flatMap((s) => (s.level ? [s.level.tier] : []));
}
