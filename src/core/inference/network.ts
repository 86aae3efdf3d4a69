// The two-layer noisy-OR network of one case (Shwe et al., Methods Inf Med 1991;30:241-255), in arrays.
//
// A hypothesis is a disorder with its laterality: midline, left, right or both; at most one per disorder.
//   weight(S) = prod_{h in S} odds_h  *  prod_{p present} (1 - L_p prod_{h in S} q_hp)
//                *  bond for each linked pair that S holds both of (published companions: the middle nerve with the superior)
// where odds_h already holds the history and the absent findings (both are products), L_p = 1 - background rate and
// q_hp = 1 - s_hp. Absent: P(f absent | S) / P(f absent | nothing) = prod (1 - s).
//
// Whoever presents has a cause, so the empty set is no set (prior.ts).
//
// Families: a single cause's likelihood ratio is raised to the design-effect weight w and s is solved again from it,
// so that the network stays a noisy-OR: LR = P/leak, leak * LR^w = 1 - (1 - leak)(1 - s').
import { type PatientCase } from '../case.js';
import { bandOfSpan } from '../duration.js';
import { type Evidence, evidenceOf } from '../evidence.js';
import { type Mover, type PriorChoice } from '../knowledge.js';
import { type Model, type Parameters } from '../model.js';
import { independentPriors } from '../prior.js';

export type Laterality = 'M' | 'L' | 'R' | 'B';

export interface Hypothesis {
  readonly disorder: number;
  readonly side: Laterality;
}

/** The numbers of one case's network; what every inference routine reads. */
export interface Network {
  readonly hypotheses: readonly Hypothesis[];
  /** First hypothesis of each disorder, and one past the last. */
  readonly groupStart: Int32Array;
  /** Prior odds times history times absent findings, per hypothesis. */
  readonly odds: Float64Array;
  /** 1 - background rate, per present finding. */
  readonly inhibition: Float64Array;
  /** q[h * P + p]. */
  readonly q: Float64Array;
  /** The disorder each disorder is linked with, -1 where none. */
  readonly partner: Int16Array;
  /** Factor on the weight of a set that holds both of a linked pair, per disorder; at least 1. */
  readonly bond: Float64Array;
}

/** What of a case moves which disorder's prior. */
export interface AppliedMover {
  readonly disorder: number;
  readonly position: number;
  readonly mover: Mover;
  /** For a finding known absent the factor is that of not being exposed. */
  readonly presence: 'present' | 'absent';
  readonly finding?: number;
  readonly evidence?: number;
  /** Design-effect weight of the history's family: a fusion is also a lumbar operation. */
  readonly weight: number;
}

/** How one known finding reads its cells. */
export interface Reading {
  readonly finding: number;
  readonly weight: number;
  /** Per cell of the finding, the hypotheses it speaks to. */
  readonly hypotheses: readonly (readonly number[])[];
}

/** The structure of a case, without numbers: shared by the means and by every draw. */
export interface CaseStructure {
  /** As in `present` and in `absent`. */
  readonly presentReadings: readonly Reading[];
  readonly absentReadings: readonly Reading[];
  readonly evidence: readonly Evidence[];
  readonly present: readonly number[];
  readonly absent: readonly number[];
  readonly movers: readonly AppliedMover[];
  readonly hypotheses: readonly Hypothesis[];
  readonly groupStart: Int32Array;
}

function hypothesesOf(model: Model): { hypotheses: Hypothesis[]; groupStart: Int32Array } {
  const hypotheses: Hypothesis[] = [];
  const groupStart = new Int32Array(model.knowledge.disorders.length + 1);
  model.knowledge.disorders.forEach((d, disorder) => {
    groupStart[disorder] = hypotheses.length;
    for (const side of d.sided ? (['L', 'R', 'B'] as const) : (['M'] as const)) hypotheses.push({ disorder, side });
  });
  groupStart[model.knowledge.disorders.length] = hypotheses.length;
  return { hypotheses, groupStart };
}

/** Which movers of each disorder this case sets off. */
function moversOf(model: Model, c: PatientCase, evidence: readonly Evidence[], choice: PriorChoice): AppliedMover[] {
  const implied = choice === 'equal' ? [] : model.knowledge.settingImplies[choice];
  const band = bandOfSpan(c.duration);
  const history = new Map<number, number>();
  evidence.forEach((e, i) => {
    if (e.entry.role === 'history' && (!history.has(e.index) || e.presence === 'present')) history.set(e.index, i);
  });
  const applied: AppliedMover[] = [];
  model.knowledge.disorders.forEach((d, disorder) => {
    d.movers.forEach((mover, position) => {
      const w = mover.when;
      if ('finding' in w) {
        const finding = model.findingIndex.get(w.finding)!;
        const at = history.get(finding);
        if (at !== undefined && !implied.includes(w.finding)) {
          const { presence, weight } = evidence[at]!;
          applied.push({ disorder, position, mover, presence, finding, evidence: at, weight });
        }
        return;
      }
      const holds =
        'age' in w
          ? c.age !== 'unknown' && c.age >= w.age[0] && c.age < w.age[1]
          : 'sex' in w
            ? c.sex === w.sex
            : band === w.duration;
      if (holds) applied.push({ disorder, position, mover, presence: 'present', weight: 1 });
    });
  });
  return applied;
}

export function structureOf(model: Model, c: PatientCase, choice: PriorChoice): CaseStructure {
  const evidence = evidenceOf(model, c);
  const present: number[] = [];
  const absent: number[] = [];
  evidence.forEach((e, i) => {
    if (e.entry.role === 'history') return;
    // A finding that no disorder causes tells nothing between them.
    if (model.cellsByFinding[e.index]!.length === 0) return;
    (e.presence === 'present' ? present : absent).push(i);
  });
  const { hypotheses, groupStart } = hypothesesOf(model);
  const reading = (i: number): Reading => {
    const { index, weight, side } = evidence[i]!;
    const spokenTo = model.cellsByFinding[index]!.map(({ disorder }) => {
      const spoken: number[] = [];
      for (let h = groupStart[disorder]!; h < groupStart[disorder + 1]!; h++)
        if (speaksTo(side, hypotheses[h]!.side)) spoken.push(h);
      return spoken;
    });
    return { finding: index, weight, hypotheses: spokenTo };
  };
  return {
    evidence,
    present,
    absent,
    hypotheses,
    groupStart,
    movers: moversOf(model, c, evidence, choice),
    presentReadings: present.map(reading),
    absentReadings: absent.map(reading),
  };
}

/** Does a finding on `side` (or on no stated side) speak to a hypothesis on `laterality`? */
export function speaksTo(side: 'L' | 'R' | undefined, laterality: Laterality): boolean {
  return side === undefined || laterality === 'M' || laterality === 'B' || laterality === side;
}

/** s of a present finding after its family's discount; 0 where the disorder is no likelier than the background. */
export function causeOfPresent(p: number, leak: number, weight: number): number {
  if (p <= leak) return 0;
  if (weight === 1) return 1 - (1 - p) / (1 - leak);
  const held = Math.max(leak, 1e-6);
  return 1 - (1 - held * (p / held) ** weight) / (1 - held);
}

/** (1 - s)^w of an absent finding. */
export function survivalOfAbsent(p: number, leak: number, weight: number): number {
  if (p <= leak) return 1;
  const survival = (1 - p) / (1 - leak);
  return weight === 1 ? survival : survival ** weight;
}

/** Log of the odds factor of one applied mover. */
export function logFactorOf(m: AppliedMover, parameters: Parameters): number {
  const log = parameters.mover(m.disorder, m.position);
  if (m.finding === undefined) return log;
  // Known exposure against the average patient, of whom a share is exposed already.
  const average = Math.log1p(parameters.elsewhere(m.finding) * Math.expm1(log));
  return m.weight * (m.presence === 'present' ? log - average : -average);
}

/** Least share of a linked disorder's own probability that stays without its partner. */
const LEAST_ALONE = 0.05;

/**
 * Prior odds per disorder, with linked pairs. For a pair with probabilities a and b and the published share q of the
 * first that have the second: both q a, the first alone (1 - q) a, the second alone b - q a. So the pair knows of each
 * other and each keeps its own probability.
 */
function linked(model: Model, parameters: Parameters, priors: readonly number[]) {
  const base = priors.map((p) => p / (1 - p));
  const partner = new Int16Array(priors.length).fill(-1);
  const bond = new Float64Array(priors.length).fill(1);
  model.knowledge.companions.forEach((c, i) => {
    const one = model.disorderIndex.get(c.of)!;
    const other = model.disorderIndex.get(c.with)!;
    const a = priors[one]!;
    const b = priors[other]!;
    const both = Math.min(parameters.companion(i) * a, (1 - LEAST_ALONE) * b);
    partner[one] = other;
    partner[other] = one;
    if (both <= a * b) return;
    const none = 1 - a - b + both;
    base[one] = (a - both) / none;
    base[other] = (b - both) / none;
    bond[one] = both / none / (base[one]! * base[other]!);
    bond[other] = bond[one]!;
  });
  return { base, partner, bond };
}

/** Fills the network of a case with numbers. */
export function networkOf(model: Model, s: CaseStructure, choice: PriorChoice, parameters: Parameters): Network {
  const H = s.hypotheses.length;
  const P = s.present.length;
  const odds = new Float64Array(H);
  const q = new Float64Array(H * P).fill(1);
  const inhibition = new Float64Array(P);
  const { disorders, disordersPerPatient } = model.knowledge;
  const shares = disorders.map((_, d) => parameters.prior(d, choice));
  const priors = independentPriors(shares, disordersPerPatient);
  const { base, partner, bond } = linked(model, parameters, priors);
  for (let d = 0; d < disorders.length; d++) {
    const o = base[d]!;
    const both = parameters.bilateral(d);
    for (let h = s.groupStart[d]!; h < s.groupStart[d + 1]!; h++) {
      const side = s.hypotheses[h]!.side;
      odds[h] = side === 'M' ? o : side === 'B' ? o * both : (o * (1 - both)) / 2;
    }
  }
  for (const m of s.movers) {
    const factor = Math.exp(logFactorOf(m, parameters));
    for (let h = s.groupStart[m.disorder]!; h < s.groupStart[m.disorder + 1]!; h++) odds[h]! *= factor;
  }
  for (const r of s.absentReadings) {
    const leak = parameters.elsewhere(r.finding);
    const cells = parameters.cells(r.finding);
    for (let i = 0; i < cells.length; i++) {
      const x = survivalOfAbsent(cells[i]!, leak, r.weight);
      for (const h of r.hypotheses[i]!) odds[h]! *= x;
    }
  }
  s.presentReadings.forEach((r, p) => {
    const leak = parameters.elsewhere(r.finding);
    const cells = parameters.cells(r.finding);
    inhibition[p] = 1 - Math.max(leak, 1e-6);
    for (let i = 0; i < cells.length; i++) {
      const cause = causeOfPresent(cells[i]!, leak, r.weight);
      for (const h of r.hypotheses[i]!) q[h * P + p] = 1 - cause;
    }
  });
  return { hypotheses: s.hypotheses, groupStart: s.groupStart, odds, inhibition, q, partner, bond };
}
