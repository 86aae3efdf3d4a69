// A difference made small: as few requests and as few resources as still show it.
import { type Asked } from './random-request.js';
import { keyOf, type Pair, type Thing, visible } from './story.js';

/** What was asked of two worlds. */
export interface Case {
  readonly pair: Pair;
  readonly requests: readonly Asked[];
}

/** Leaves out as many items as it can while `holds`; large parts first. */
async function fewest<T>(items: readonly T[], holds: (items: readonly T[]) => Promise<boolean>): Promise<readonly T[]> {
  let left = items;
  for (let size = Math.ceil(left.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let from = 0; from < left.length; ) {
      const without = [...left.slice(0, from), ...left.slice(from + size)];
      if (without.length < left.length && (await holds(without))) left = without;
      else from += size;
    }
  return left;
}

/** A smaller case that `differs` too. */
export async function shrunk(first: Case, differs: (smaller: Case) => Promise<boolean>): Promise<Case> {
  let best = first;
  const holds = async (next: Case): Promise<boolean> => {
    const found = await differs(next);
    if (found) best = next;
    return found;
  };
  await fewest(best.requests, (requests) => holds({ ...best, requests }));
  const keys = [...new Set([...best.pair.one, ...best.pair.two].map(keyOf))];
  const only = (side: 'one' | 'two', wanted: readonly string[]): Pair => ({
    ...best.pair,
    [side]: best.pair[side].filter((thing) => wanted.includes(keyOf(thing))),
  });
  await fewest(keys, (wanted) => {
    const one = best.pair.one.filter((thing) => wanted.includes(keyOf(thing)));
    const two = best.pair.two.filter((thing) => wanted.includes(keyOf(thing)));
    return holds({ ...best, pair: { ...best.pair, one, two } });
  });
  // What is hidden and differs may be there in one world only.
  const { asker } = best.pair;
  const hidden = (things: readonly Thing[]) => things.filter((thing) => !visible(asker, things, thing)).map(keyOf);
  for (const side of ['one', 'two'] as const) {
    const other = best.pair[side === 'one' ? 'two' : 'one'];
    const own = hidden(best.pair[side].filter((thing) => !other.includes(thing)));
    const rest = best.pair[side].map(keyOf).filter((key) => !own.includes(key));
    await fewest(own, (wanted) => holds({ ...best, pair: only(side, [...rest, ...wanted]) }));
  }
  return best;
}
