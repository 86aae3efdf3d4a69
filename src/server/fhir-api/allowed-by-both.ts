// What two rules allow together.
import { type Allowed, type Criterion } from '../store/scope.js';

/** What both allow. */
export function both(one: Allowed, other: Allowed): Allowed {
  if (one === 'all') return other;
  if (other === 'all') return one;
  return one.flatMap((a) => other.map((b): Criterion => ({ kind: 'every', of: [a, b] })));
}
