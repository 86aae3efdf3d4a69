// Are the dangerous patients flagged, and the benign ones left in peace? A flag is a rule at any tier but `modify`
// (which changes treatment, not urgency); a question that is due is not a flag. Proportions 0-1.
import { type RedFlagRule, type Tier } from '../knowledge.js';
import { type RedFlagState } from '../red-flag.js';
import { type Truth } from './evaluation-case.js';

export const DANGEROUS_TRUTHS: ReadonlySet<string> = new Set([
  'malignancy',
  'infection',
  'cauda-equina',
  'spinal-tumour',
  'vertebral-fracture',
  'sacral-fracture',
  'vascular',
  'visceral',
]);

export interface Flag {
  readonly rule: string;
  readonly tier: Tier;
}

export interface FlaggedCase {
  readonly truth: readonly Truth[];
  readonly completeness: string;
  readonly flags: readonly Flag[];
}

export interface RuleScore {
  /** Dangerous and benign cases in which the rule raised a flag. */
  readonly dangerous: number;
  readonly benign: number;
  /** Cases whose truth is one of the rule's own disorders, and how many of them it flagged. */
  readonly own: { readonly of: number; readonly flagged: number };
  readonly tiers: Readonly<Partial<Record<Tier, number>>>;
}

export interface RedFlagScore {
  /** Cases with at least one dangerous truth. */
  readonly dangerousTruths: number;
  /** Share of them with any flag. */
  readonly flagged: number | null;
  /** The same where the source gave enough to go by: completeness is not `low`. */
  readonly flaggedCompletenessNotLow: { readonly n: number; readonly flagged: number | null };
  /** Cases with no dangerous truth. */
  readonly benignTruths: number;
  /** Share of benign cases with any emergency tier. */
  readonly falseEmergency: number | null;
  /** Share of benign cases with any tier of urgent-days or urgent-2-weeks, whether or not an emergency stands beside it. */
  readonly falseUrgent: number | null;
  readonly perRule: Readonly<Record<string, RuleScore>>;
}

export const flagsOf = (states: readonly RedFlagState[]): Flag[] =>
  states.flatMap((s) => (s.level && s.level.tier !== 'modify' ? [{ rule: s.rule.id, tier: s.level.tier }] : []));

export const isDangerous = (truths: readonly Truth[]): boolean => truths.some((t) => DANGEROUS_TRUTHS.has(t.disorder));

const share = <T>(list: readonly T[], holds: (x: T) => boolean): number | null =>
  list.length === 0 ? null : list.filter(holds).length / list.length;

export function redFlagScore(rules: readonly RedFlagRule[], cases: readonly FlaggedCase[]): RedFlagScore {
  const dangerous = cases.filter((c) => isDangerous(c.truth));
  const benign = cases.filter((c) => !isDangerous(c.truth));
  const told = dangerous.filter((c) => c.completeness !== 'low');
  const anyFlag = (c: FlaggedCase) => c.flags.length > 0;
  const hasTier = (c: FlaggedCase, ...tiers: Tier[]) => c.flags.some((f) => tiers.includes(f.tier));
  const perRule = rules.map((rule): [string, RuleScore] => {
    const raised = (c: FlaggedCase) => c.flags.some((f) => f.rule === rule.id);
    const own = cases.filter((c) => c.truth.some((t) => rule.disorders.includes(t.disorder)));
    const tiers: Partial<Record<Tier, number>> = {};
    for (const c of cases) for (const f of c.flags) if (f.rule === rule.id) tiers[f.tier] = (tiers[f.tier] ?? 0) + 1;
    return [
      rule.id,
      {
        dangerous: dangerous.filter(raised).length,
        benign: benign.filter(raised).length,
        own: { of: own.length, flagged: own.filter(raised).length },
        tiers,
      },
    ];
  });
  return {
    dangerousTruths: dangerous.length,
    flagged: share(dangerous, anyFlag),
    flaggedCompletenessNotLow: { n: told.length, flagged: share(told, anyFlag) },
    benignTruths: benign.length,
    falseEmergency: share(benign, (c) => hasTier(c, 'emergency')),
    falseUrgent: share(benign, (c) => hasTier(c, 'urgent-days', 'urgent-2-weeks')),
    perRule: Object.fromEntries(perRule),
  };
}
