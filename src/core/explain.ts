// Why a disorder stands where it stands, as data: each piece of evidence with the log-odds it adds, found by leaving
// it out and asking again (leave-one-out), the prior first.

import { type CaseStructure, logFactorOf, type Network, speaksTo, survivalOfAbsent } from './inference/network.js';
import { MAX_MEMBERS, type SetList } from './inference/search.js';
import { type Basis, type PriorChoice } from './knowledge.js';
import { type Model } from './model.js';
import { logOddsFromProbability, probability } from './probability.js';

export interface Reason {
  readonly kind: 'prior' | 'history' | 'finding';
  /** Finding id; or 'age', 'sex', 'duration' for history; absent for the prior. */
  readonly finding?: string;
  readonly side?: 'L' | 'R';
  readonly presence?: 'present' | 'absent';
  /** Natural log-odds this adds to the disorder; the prior's is its own log-odds. */
  readonly logOdds: number;
  readonly basis: Basis;
  /** Reports behind the number; empty for judgement. */
  readonly from: readonly string[];
  /** Below 1 when its family said the same in several ways. */
  readonly weight: number;
}

const logit = (p: number): number => logOddsFromProbability(probability(Math.min(1, Math.max(0, p))));

/** P(disorder) with each piece of evidence left out in turn: [evidence][disorder]. */
function leaveOneOut(model: Model, s: CaseStructure, n: Network, sets: SetList): Map<number, Float64Array> {
  const P = n.inhibition.length;
  const D = model.knowledge.disorders.length;
  const out = new Map<number, Float64Array>();
  const disorderOf = Int16Array.from(n.hypotheses, (h) => h.disorder);
  const without = (factorOf: (i: number) => number): Float64Array => {
    const sums = new Float64Array(D);
    let total = 0;
    for (let i = 0; i < sets.count; i++) {
      const w = sets.weights[i]! / factorOf(i);
      total += w;
      const m = i * MAX_MEMBERS;
      for (let j = 0; j < MAX_MEMBERS && sets.members[m + j]! >= 0; j++) sums[disorderOf[sets.members[m + j]!]!]! += w;
    }
    for (let d = 0; d < D; d++) sums[d]! /= total;
    return sums;
  };
  const product = (i: number, table: Float64Array, offset: number, stride: number, start: number): number => {
    let x = start;
    const m = i * MAX_MEMBERS;
    for (let j = 0; j < MAX_MEMBERS && sets.members[m + j]! >= 0; j++)
      x *= table[sets.members[m + j]! * stride + offset]!;
    return x;
  };
  s.present.forEach((e, p) => {
    out.set(
      e,
      without((i) => Math.max(1e-12, 1 - product(i, n.q, p, P, n.inhibition[p]!))),
    );
  });
  for (const e of s.absent) {
    const item = s.evidence[e]!;
    const survival = new Float64Array(n.hypotheses.length).fill(1);
    const leak = model.means.elsewhere(item.index);
    model.cellsByFinding[item.index]!.forEach((place, position) => {
      const x = survivalOfAbsent(model.means.cells(item.index)[position]!, leak, item.weight);
      for (let h = s.groupStart[place.disorder]!; h < s.groupStart[place.disorder + 1]!; h++)
        if (speaksTo(item.side, s.hypotheses[h]!.side)) survival[h] = x;
    });
    out.set(
      e,
      without((i) => Math.max(1e-12, product(i, survival, 0, 1, 1))),
    );
  }
  return out;
}

/** Reasons for each asked disorder: prior first, then by size. Reasons under 0.02 log-odds are left out as noise. */
export function reasonsOf(
  model: Model,
  s: CaseStructure,
  n: Network,
  choice: PriorChoice,
  sets: SetList,
  disorders: readonly number[],
): Map<number, Reason[]> {
  const left = leaveOneOut(model, s, n, sets);
  // The listed sets are nearly all of the mass; measure both sides of each difference on the same sets.
  const here = new Float64Array(model.knowledge.disorders.length);
  let total = 0;
  for (let i = 0; i < sets.count; i++) {
    total += sets.weights[i]!;
    for (let j = i * MAX_MEMBERS; j < (i + 1) * MAX_MEMBERS && sets.members[j]! >= 0; j++)
      here[n.hypotheses[sets.members[j]!]!.disorder]! += sets.weights[i]!;
  }
  const out = new Map<number, Reason[]>();
  for (const d of disorders) {
    const disorder = model.knowledge.disorders[d]!;
    const prior = model.means.prior(d, choice);
    const estimate = choice === 'equal' ? undefined : disorder.priors[choice];
    const reasons: Reason[] = [];
    for (const m of s.movers) {
      if (m.disorder !== d) continue;
      const e = m.evidence === undefined ? undefined : s.evidence[m.evidence]!;
      const when = m.mover.when;
      reasons.push({
        kind: 'history',
        finding: e ? e.entry.id : 'age' in when ? 'age' : 'sex' in when ? 'sex' : 'duration',
        ...(e ? { presence: e.presence } : {}),
        ...(e?.side ? { side: e.side } : {}),
        logOdds: logFactorOf(m, model.means),
        basis: m.mover.basis,
        from: m.mover.from,
        weight: m.weight,
      });
    }
    for (const [i, probabilitiesWithout] of left) {
      const e = s.evidence[i]!;
      const position = model.cellsByFinding[e.index]!.findIndex((c) => c.disorder === d);
      const cell = position < 0 ? undefined : disorder.cells[model.cellsByFinding[e.index]![position]!.cell]!;
      const source = cell ?? e.entry.elsewhere!;
      reasons.push({
        kind: 'finding',
        finding: e.entry.id,
        presence: e.presence,
        ...(e.side ? { side: e.side } : {}),
        logOdds: logit(here[d]! / total) - logit(probabilitiesWithout[d]!),
        basis: source.basis,
        from: source.from,
        weight: e.weight,
      });
    }
    reasons.sort(
      (x, y) => Math.abs(y.logOdds) - Math.abs(x.logOdds) || (x.finding ?? '').localeCompare(y.finding ?? ''),
    );
    out.set(d, [
      {
        kind: 'prior',
        logOdds: logit(prior),
        basis: estimate?.basis ?? 'judgement',
        from: estimate?.from ?? [],
        weight: 1,
      },
      ...reasons.filter((r) => Math.abs(r.logOdds) >= 0.02),
    ]);
  }
  return out;
}

/** Share of the moved log-odds (prior apart) that rests on judgement, 0-1; 1 when nothing has moved it. */
export function judgementShare(reasons: readonly Reason[]): number {
  let all = 0;
  let judged = 0;
  for (const r of reasons) {
    if (r.kind === 'prior') continue;
    all += Math.abs(r.logOdds);
    if (r.basis === 'judgement') judged += Math.abs(r.logOdds);
  }
  return all === 0 ? 1 : judged / all;
}
