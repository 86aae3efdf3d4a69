// The shape of the compiled knowledge that the reasoning needs. Types only; `knowledge/` in YAML is compiled to this.
import { type Condition } from './condition.js';

export type Setting = 'primary-care' | 'spine-clinic' | 'pain-clinic' | 'manual-therapy' | 'after-lumbar-fusion';
export const SETTINGS: readonly Setting[] = [
  'primary-care',
  'spine-clinic',
  'pain-clinic',
  'manual-therapy',
  'after-lumbar-fusion',
];
/** `equal` gives every disorder the same prior: for published cases, which are not a clinic. */
export type PriorChoice = Setting | 'equal';
export const PRIOR_CHOICES: readonly PriorChoice[] = ['equal', ...SETTINGS];

/** Where a number comes from: counted reports, or a word of a named judgement source. */
export type Basis = 'published' | 'judgement';

/**
 * A probability with its uncertainty: an equal mixture of Beta distributions. One component when reports are pooled,
 * several when they disagree and are spanned. The mean is the number used; the draws use the whole mixture.
 */
export interface Estimate {
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly basis: Basis;
  /** Reports it was computed from; empty for judgement. */
  readonly from: readonly string[];
}

/** How a finding reaches the reasoning. */
export type Role =
  | 'symptom'
  | 'sign'
  | 'test'
  | 'imaging'
  | 'laboratory'
  | 'treatment-response'
  | 'history'
  | 'shorthand'
  | 'context';

export interface Cost {
  readonly minutes: number;
  readonly harm: 'none' | 'discomfort' | 'needle' | 'radiation' | 'surgery';
  readonly money: 'none' | 'low' | 'medium' | 'high';
}

export interface FindingEntry {
  readonly id: string;
  readonly name: string;
  readonly clinical: string;
  readonly group: string;
  readonly sided: boolean;
  readonly role: Role;
  readonly danger: boolean;
  readonly family?: string;
  readonly cost?: Cost;
  /** Background rate, or for history the share of patients exposed. Absent for shorthand and context. */
  readonly elsewhere?: Estimate;
  /** What the shorthand stands for; side `same`/`other` refer to the side given. */
  readonly expands?: { readonly present: readonly string[]; readonly absent: readonly string[] };
}

/** P(finding present | the disorder, alone). */
export interface Cell extends Estimate {
  readonly finding: string;
}

/** What moves a prior: a finding of role history, an age band, a sex, a duration band. Log-normal odds factor. */
export interface Mover {
  readonly when:
    | { readonly finding: string }
    | { readonly age: readonly [number, number] }
    | { readonly sex: 'F' | 'M' }
    | { readonly duration: 'days' | 'weeks' | 'months' | 'years' };
  readonly logOdds: number;
  readonly sd: number;
  readonly basis: Basis;
  readonly from: readonly string[];
}

export interface Disorder {
  readonly id: string;
  readonly name: string;
  readonly plain: string;
  readonly group: string;
  readonly sided: boolean;
  readonly dangerous: boolean;
  readonly bilateral?: Estimate;
  readonly priors: Readonly<Record<Setting, Estimate>>;
  readonly cells: readonly Cell[];
  readonly movers: readonly Mover[];
}

/** Share of patients with one disorder who have the other as well: what the priors of a linked pair know of each other. */
export interface Companion {
  readonly of: string;
  readonly with: string;
  readonly share: Estimate;
}

export type Tier = 'emergency' | 'urgent-days' | 'urgent-2-weeks' | 'soon' | 'modify';
export const TIERS: readonly Tier[] = ['emergency', 'urgent-days', 'urgent-2-weeks', 'soon', 'modify'];

export interface RedFlagLevel {
  readonly tier: Tier;
  readonly when: Condition;
  readonly action: string;
  /** ISO country whose pathway the action names, or 'any'. */
  readonly country: string;
}

export interface RedFlagRule {
  readonly id: string;
  readonly name: string;
  readonly disorders: readonly string[];
  readonly levels: readonly RedFlagLevel[];
  /** A risk factor alone: asks, never tiers. */
  readonly question?: { readonly when: Condition; readonly asks: readonly string[] };
  /** Findings every patient should be asked for this rule. */
  readonly asks: readonly string[];
  readonly verified: boolean;
  readonly sources: readonly string[];
}

export interface Knowledge {
  readonly version: string;
  readonly findings: readonly FindingEntry[];
  readonly disorders: readonly Disorder[];
  readonly redFlags: readonly RedFlagRule[];
  /** Linked pairs; a disorder stands in one pair at most. */
  readonly companions: readonly Companion[];
  /** Correlation within a family of findings, for the design effect; key `default` for the rest. */
  readonly rho: Readonly<Record<string, number>>;
  /** Histories a setting already implies; they do not move priors a second time there. */
  readonly settingImplies: Readonly<Record<Setting, readonly string[]>>;
  /** Mean number of disorders of a patient who presents; above 1, for everyone has a cause. */
  readonly disordersPerPatient: number;
  /** What harm and money count for beside minutes, in minutes. */
  readonly harmMinutes: Readonly<Record<Cost['harm'], number>>;
  readonly moneyMinutes: Readonly<Record<Cost['money'], number>>;
  /** Id of the disorder that stands for "something else". */
  readonly somethingElse: string;
}
