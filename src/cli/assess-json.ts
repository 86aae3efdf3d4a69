// The shape of `cluneal assess --json`. It is stable: fields may be added, none is renamed or removed.
//   {notice, knowledge, setting, seed, cases: [CaseAnswer]}
import { type Assessment } from '#core/differential.js';
import { type Tier } from '#core/knowledge.js';
import { type Model } from '#core/model.js';
import { type RedFlagState } from '#core/red-flag.js';
import { type CertaintyWord, certaintyWord, outOf } from '#core/words.js';

export interface RedFlagAnswer {
  readonly rule: string;
  readonly name: string;
  /** present: a tier holds; asked: everything that could raise it is known; not-asked: something is not. */
  readonly state: 'present' | 'asked' | 'not-asked';
  readonly tier: Tier | null;
  readonly action: string | null;
  /** ISO country whose pathway the action names, or 'any'. */
  readonly country: string | null;
  /** False while no source of the rule has been read. */
  readonly verified: boolean;
  readonly because: readonly string[];
  readonly notAsked: readonly string[];
  /** A risk factor alone makes these questions due now. */
  readonly questionDue: boolean;
}

export interface Worded {
  readonly mean: number;
  /** 80 % interval over parameter draws. */
  readonly low: number;
  readonly high: number;
  readonly word: CertaintyWord;
  readonly people: { readonly low: number; readonly high: number; readonly of: number };
}

export interface CaseAnswer {
  readonly id: string;
  readonly withheld: Assessment['withheld'];
  readonly redFlags: readonly RedFlagAnswer[];
  /** Danger questions not yet asked, the most pressing first. */
  readonly notAsked: readonly string[];
  readonly ranked: readonly (Worded &
    Omit<Assessment['ranked'][number], 'mean' | 'low' | 'high'> & { readonly name: string })[];
  readonly somethingElse: Worded | null;
  readonly cannotTell: Assessment['cannotTell'];
  readonly nextSteps: Assessment['nextSteps'];
  readonly discounted: Assessment['discounted'];
  readonly missingMass: number;
  readonly certified: boolean;
}

const worded = (r: { mean: number; low: number; high: number }): Worded => ({
  mean: r.mean,
  low: r.low,
  high: r.high,
  word: certaintyWord(r.low, r.high),
  people: outOf(r.low, r.high),
});

/** Danger questions not yet asked: those a risk factor makes due first, then those that bear on most emergency rules. */
export function questionsNotAsked(states: readonly RedFlagState[]): string[] {
  const due = new Set(states.filter((s) => s.questionDue).flatMap((s) => s.notAsked));
  const emergencies = new Map<string, number>();
  for (const s of states)
    for (const id of s.notAsked)
      emergencies.set(id, (emergencies.get(id) ?? 0) + (s.rule.levels.some((l) => l.tier === 'emergency') ? 1 : 0));
  return [...emergencies.keys()].sort(
    (a, b) => Number(due.has(b)) - Number(due.has(a)) || emergencies.get(b)! - emergencies.get(a)!,
  );
}

const redFlagAnswer = (s: RedFlagState): RedFlagAnswer => ({
  rule: s.rule.id,
  name: s.rule.name,
  state: s.level ? 'present' : s.notAsked.length > 0 ? 'not-asked' : 'asked',
  tier: s.level?.tier ?? null,
  action: s.level?.action ?? null,
  country: s.level?.country ?? null,
  verified: s.rule.verified,
  because: s.because,
  notAsked: s.notAsked,
  questionDue: s.questionDue,
});

export function caseAnswer(model: Model, id: string, a: Assessment): CaseAnswer {
  const names = new Map(model.knowledge.disorders.map((d) => [d.id, d.name]));
  return {
    id,
    withheld: a.withheld,
    redFlags: a.redFlags.map(redFlagAnswer),
    notAsked: questionsNotAsked(a.redFlags),
    ranked: a.ranked.map((r) => ({ ...r, name: names.get(r.disorder)!, ...worded(r) })),
    somethingElse: a.somethingElse ? worded(a.somethingElse) : null,
    cannotTell: a.cannotTell,
    nextSteps: a.nextSteps,
    discounted: a.discounted,
    missingMass: a.missingMass,
    certified: a.certified,
  };
}
