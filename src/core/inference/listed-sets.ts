// The sets of disorders that ranges, reasons and next steps are read from: the heavy ones, and, where one disorder is
// nearly certain, the heavy ones without it as well. Otherwise "what if it were not that?" would have nothing to look at.
import { type Network } from './network.js';
import { MAX_MEMBERS, type SearchLimits, type SetList, search } from './search.js';

const LIMITS: SearchLimits = { gap: 1e-4, weight: 1e-3, deepest: 4 };
const SHARE = 0.995;
const MOST = 300;
/** A disorder above this probability gets its own list of sets without it. */
const NEARLY_CERTAIN = 0.8;
const MOST_WITHOUT = 120;

/** Lists the sets of a network; `marginals` are its exact hypothesis probabilities. */
export function listedSets(n: Network, marginals: Float64Array): SetList {
  const lists = [pick(search(n, LIMITS).sets, MOST)];
  for (let d = 0; d < n.groupStart.length - 1; d++) {
    const from = n.groupStart[d]!;
    const to = n.groupStart[d + 1]!;
    if (marginals.subarray(from, to).reduce((a, b) => a + b, 0) < NEARLY_CERTAIN) continue;
    const odds = Float64Array.from(n.odds);
    odds.fill(0, from, to);
    lists.push(pick(search({ ...n, odds }, LIMITS).sets, MOST_WITHOUT));
  }
  return lists.length === 1 ? lists[0]! : merged(lists);
}

function pick(sets: SetList, most: number): SetList {
  const chosen = heaviest(sets, SHARE, most);
  const members = new Int16Array(chosen.length * MAX_MEMBERS);
  const weights = new Float64Array(chosen.length);
  chosen.forEach((i, k) => {
    members.set(sets.members.subarray(i * MAX_MEMBERS, (i + 1) * MAX_MEMBERS), k * MAX_MEMBERS);
    weights[k] = sets.weights[i]!;
  });
  return { count: chosen.length, members, weights };
}

/** The union of lists: a set that stands in two of them is kept once. */
function merged(lists: readonly SetList[]): SetList {
  const seen = new Set<string>();
  const members: number[] = [];
  const weights: number[] = [];
  for (const list of lists) {
    for (let i = 0; i < list.count; i++) {
      const set = list.members.subarray(i * MAX_MEMBERS, (i + 1) * MAX_MEMBERS);
      const key = [...set].sort((a, b) => a - b).join();
      if (seen.has(key)) continue;
      seen.add(key);
      members.push(...set);
      weights.push(list.weights[i]!);
    }
  }
  return { count: weights.length, members: Int16Array.from(members), weights: Float64Array.from(weights) };
}

/**
 * The heaviest sets that together hold `share` of the kept mass, at most `most` of them, in the order visited.
 * Chosen by a histogram of log weights: no sort.
 */
function heaviest(sets: SetList, share: number, most: number): Int32Array {
  let total = 0;
  let top = 0;
  for (let i = 0; i < sets.count; i++) {
    total += sets.weights[i]!;
    top = Math.max(top, sets.weights[i]!);
  }
  const BINS = 2048;
  const mass = new Float64Array(BINS);
  const count = new Int32Array(BINS);
  const bins = new Int16Array(sets.count);
  for (let i = 0; i < sets.count; i++) {
    const b = Math.min(BINS - 1, Math.floor(Math.log2(top / sets.weights[i]!) * 64));
    bins[i] = b;
    mass[b]! += sets.weights[i]!;
    count[b]!++;
  }
  let bin = 0;
  let held = mass[0]!;
  let n = count[0]!;
  while (bin < BINS - 1 && held < share * total && n + count[bin + 1]! <= most) {
    bin++;
    held += mass[bin]!;
    n += count[bin]!;
  }
  const chosen = new Int32Array(n);
  let k = 0;
  for (let i = 0; i < sets.count && k < n; i++) if (bins[i]! <= bin) chosen[k++] = i;
  return chosen.subarray(0, k);
}
