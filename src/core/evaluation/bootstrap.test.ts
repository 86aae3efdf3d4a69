import { describe, expect, it } from 'vitest';
import { bootstrapMean } from './bootstrap.js';

const coin = Array.from({ length: 100 }, (_, i) => i % 2);

describe('the bootstrap', () => {
  it('the same seed gives the same interval, another seed another', () => {
    const roots = coin.map((_, i) => Math.sqrt(i));
    expect(bootstrapMean(roots, 7)).toEqual(bootstrapMean(roots, 7));
    expect(bootstrapMean(roots, 7)).not.toEqual(bootstrapMean(roots, 8));
  });

  it('of a hundred coins, half of them heads, agrees with the normal interval 0.5 +/- 1.645 * 0.05', () => {
    const [low, high] = bootstrapMean(coin, 1)!;
    expect(low).toBeCloseTo(0.418, 1);
    expect(high).toBeCloseTo(0.582, 1);
  });

  it('values that do not differ have no width, and no values have no interval', () => {
    expect(bootstrapMean([0.25, 0.25, 0.25], 1)).toEqual([0.25, 0.25]);
    expect(bootstrapMean([], 1)).toBeNull();
  });
});
