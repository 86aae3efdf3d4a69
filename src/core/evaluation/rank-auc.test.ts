import { describe, expect, it } from 'vitest';
import { rankAuc } from './rank-auc.js';

describe('the area under the ROC curve', () => {
  it('is the share of pairs in the right order, a tie counting half', () => {
    // 0.9 beats both; 0.5 ties with one and beats the other: 3.5 of 4.
    expect(rankAuc([0.9, 0.5], [0.5, 0.1])).toBe(0.875);
  });

  it('is one when all are told apart, and nothing when a group is empty', () => {
    expect(rankAuc([0.9], [0.1, 0.2])).toBe(1);
    expect(rankAuc([], [0.1])).toBeNull();
  });
});
