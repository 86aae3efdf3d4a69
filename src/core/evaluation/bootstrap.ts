// Percentile bootstrap over cases (Efron & Tibshirani, An Introduction to the Bootstrap, 1993, ch. 13), 90 %.
// The same seed and number of cases give the same resamples, so the bootstrap of a paired difference is the bootstrap
// of the per-case differences.
import { seededRandom } from '../random.js';

export type Interval = readonly [low: number, high: number];

export const RESAMPLES = 2000;
const TAIL = 0.05;

/** 90 % interval of the mean of `values`; null without values. */
export function bootstrapMean(values: readonly number[], seed: number, resamples = RESAMPLES): Interval | null {
  const n = values.length;
  if (n === 0) return null;
  const random = seededRandom(seed, 'bootstrap');
  const means = new Float64Array(resamples);
  for (let r = 0; r < resamples; r++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += values[Math.floor(random.uniform() * n)]!;
    means[r] = sum / n;
  }
  means.sort();
  return [means[Math.floor(TAIL * resamples)]!, means[Math.ceil((1 - TAIL) * resamples) - 1]!];
}
