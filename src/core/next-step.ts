// The question, touch or test that tells most for what it costs: mutual information between its result and the sets of
// disorders (Lindley, Ann Math Stat 1956;27:986-1005), over the minutes, harm and money it takes.
// A block is a needle: none is proposed while an examination by question or hand would still tell something.

import { type CaseStructure, causeOfPresent, type Network, speaksTo } from './inference/network.js';
import { MAX_MEMBERS, type SetList } from './inference/search.js';
import { type Cost, type FindingEntry } from './knowledge.js';
import { type Model } from './model.js';

export interface NextStep {
  readonly finding: string;
  readonly side?: 'L' | 'R';
  /** Expected information about the set of disorders, in bits. */
  readonly bits: number;
  /** Cost in minute equivalents (knowledge/judgement.yaml says what harm and money count for). */
  readonly cost: number;
  /** P(present) as things stand. */
  readonly chance: number;
  /** What either result would do to the disorders it moves most: probabilities now, if present, if absent. */
  readonly moves: readonly {
    readonly disorder: string;
    readonly now: number;
    readonly ifPresent: number;
    readonly ifAbsent: number;
  }[];
}

/** Information below this is noise; a clinical examination with nothing above it is used up. In bits. */
const WORTH_ASKING = 0.01;
const SETS_READ = 256;

/** Binary entropy in bits from a table: it is asked for some hundred thousand times an answer. */
const GRID = 4096;
const ENTROPY = Float64Array.from({ length: GRID + 2 }, (_, i) => {
  const p = Math.min(1, i / GRID);
  return p === 0 || p === 1 ? 0 : -(p * Math.log2(p) + (1 - p) * Math.log2(1 - p));
});
function entropy(p: number): number {
  const x = Math.min(1, Math.max(0, p)) * GRID;
  const i = Math.floor(x);
  return ENTROPY[i]! + (x - i) * (ENTROPY[i + 1]! - ENTROPY[i]!);
}

type Stage = 'clinical' | 'laboratory' | 'needle';
function stageOf(entry: FindingEntry): Stage {
  if (isProcedure(entry) || entry.role === 'treatment-response') return 'needle';
  return entry.role === 'imaging' || entry.role === 'laboratory' ? 'laboratory' : 'clinical';
}

/** Whether it takes a needle or a knife to find out: a block, an injection, an operation. */
export const isProcedure = ({ cost }: FindingEntry): boolean => cost?.harm === 'needle' || cost?.harm === 'surgery';

const costOf = (cost: Cost, model: Model): number =>
  Math.max(0.5, cost.minutes) + model.knowledge.harmMinutes[cost.harm] + model.knowledge.moneyMinutes[cost.money];

/** P(present | each hypothesis alone adds this cause) as inhibition per hypothesis, and the background inhibition. */
function inhibitionOf(model: Model, s: CaseStructure, f: number, side: 'L' | 'R' | undefined, weight: number) {
  const n = s.hypotheses.length;
  const q = new Float64Array(n).fill(1);
  const leak = model.means.elsewhere(f);
  const entry = model.knowledge.findings[f]!;
  if (entry.role === 'history') {
    // For exposures the chance is the prior exposure moved by each disorder's odds: P(x | d) = e OR / (1 + e (OR - 1)).
    model.knowledge.disorders.forEach((d, disorder) => {
      d.movers.forEach((m, i) => {
        if (!('finding' in m.when) || m.when.finding !== entry.id) return;
        const or = Math.exp(model.means.mover(disorder, i));
        const p = (leak * or) / (1 + leak * (or - 1));
        for (let h = s.groupStart[disorder]!; h < s.groupStart[disorder + 1]!; h++) q[h] = (1 - p) / (1 - leak);
      });
    });
    return { q, background: 1 - leak };
  }
  model.cellsByFinding[f]!.forEach((place, position) => {
    const cause = causeOfPresent(model.means.cells(f)[position]!, leak, weight);
    for (let h = s.groupStart[place.disorder]!; h < s.groupStart[place.disorder + 1]!; h++)
      if (speaksTo(side, s.hypotheses[h]!.side)) q[h] = 1 - cause;
  });
  return { q, background: 1 - leak };
}

/** The side to examine first: the one that the evidence so far points to; none when it points to neither. */
function leadingSide(s: CaseStructure, marginals: Float64Array): 'L' | 'R' | undefined {
  let left = 0;
  let right = 0;
  s.hypotheses.forEach((h, i) => {
    if (h.side === 'L') left += marginals[i]!;
    if (h.side === 'R') right += marginals[i]!;
  });
  if (Math.abs(left - right) < 1e-9) return undefined;
  return left > right ? 'L' : 'R';
}

/** Unknown findings worth examining, best first, at most `most`. */
export function nextSteps(
  model: Model,
  s: CaseStructure,
  n: Network,
  marginals: Float64Array,
  sets: SetList,
  most: number,
): NextStep[] {
  const order = Int32Array.from({ length: sets.count }, (_, i) => i)
    .sort((a, b) => sets.weights[b]! - sets.weights[a]!)
    .subarray(0, SETS_READ);
  let total = 0;
  for (const i of order) total += sets.weights[i]!;
  const known = new Set(s.evidence.map((e) => e.index));
  const familySize = new Map<string, number>();
  for (const e of s.evidence)
    if (e.entry.family) familySize.set(e.entry.family, (familySize.get(e.entry.family) ?? 0) + 1);
  const side = leadingSide(s, marginals);

  const steps: { step: NextStep; stage: Stage; score: number; f: number }[] = [];
  model.knowledge.findings.forEach((entry, f) => {
    if (known.has(f) || !entry.cost || !entry.elsewhere) return;
    const moved = entry.role === 'history' || model.cellsByFinding[f]!.length > 0;
    if (!moved) return;
    const rho = model.knowledge.rho[entry.family ?? 'default'] ?? model.knowledge.rho.default!;
    const weight = entry.family ? 1 / (1 + (familySize.get(entry.family) ?? 0) * rho) : 1;
    const at = entry.sided ? side : undefined;
    const { q, background } = inhibitionOf(model, s, f, at, weight);
    let chance = 0;
    let expected = 0;
    for (let k = 0; k < order.length; k++) {
      let silent = background;
      const m = order[k]! * MAX_MEMBERS;
      for (let j = 0; j < MAX_MEMBERS && sets.members[m + j] !== -1; j++) silent *= q[sets.members[m + j]!]!;
      const w = sets.weights[order[k]!]! / total;
      chance += w * (1 - silent);
      expected += w * entropy(1 - silent);
    }
    const bits = Math.max(0, entropy(chance) - expected);
    if (bits < WORTH_ASKING) return;
    const cost = costOf(entry.cost, model);
    steps.push({
      f,
      stage: stageOf(entry),
      score: bits / cost,
      step: { finding: entry.id, ...(at ? { side: at } : {}), bits, cost, chance, moves: [] },
    });
  });
  const clinical = steps.some((x) => x.stage === 'clinical');
  const allowed = steps.filter((x) => x.stage !== 'needle' || !clinical);
  allowed.sort((x, y) => y.score - x.score || x.step.finding.localeCompare(y.step.finding));
  const seen = new Set<string>();
  const best = allowed.filter((x) => {
    const family = model.knowledge.findings[x.f]!.family;
    if (!family || !seen.has(family)) {
      if (family) seen.add(family);
      return true;
    }
    return false;
  });
  return best.slice(0, most).map((x) => ({ ...x.step, moves: movesOf(x.f, x.step.side) }));

  function movesOf(f: number, at: 'L' | 'R' | undefined): NextStep['moves'] {
    const { q, background } = inhibitionOf(model, s, f, at, 1);
    const D = model.knowledge.disorders.length;
    const now = new Float64Array(D);
    const yes = new Float64Array(D);
    const no = new Float64Array(D);
    let yesTotal = 0;
    let noTotal = 0;
    order.forEach((i) => {
      let silent = background;
      const m = i * MAX_MEMBERS;
      for (let j = 0; j < MAX_MEMBERS && sets.members[m + j] !== -1; j++) silent *= q[sets.members[m + j]!]!;
      const w = sets.weights[i]! / total;
      yesTotal += w * (1 - silent);
      noTotal += w * silent;
      for (let j = 0; j < MAX_MEMBERS && sets.members[m + j] !== -1; j++) {
        const d = n.hypotheses[sets.members[m + j]!]!.disorder;
        now[d]! += w;
        yes[d]! += w * (1 - silent);
        no[d]! += w * silent;
      }
    });
    return model.knowledge.disorders
      .map((d, i) => ({ disorder: d.id, now: now[i]!, ifPresent: yes[i]! / yesTotal, ifAbsent: no[i]! / noTotal }))
      .sort((a, b) => Math.abs(b.ifPresent - b.ifAbsent) - Math.abs(a.ifPresent - a.ifAbsent))
      .slice(0, 3);
  }
}
