import { describe, expect, it } from 'vitest';
import { disorder, knowledgeOf } from '../../../test/small-knowledge.js';
import { modelFromKnowledge } from '../model.js';
import { expectedRight, priorScore } from './prior-baseline.js';

const shares = { a: 0.4, b: 0.2, c: 0.2, d: 0.2, e: 0.05, else: 0.3 };
const model = modelFromKnowledge(
  knowledgeOf(
    [],
    Object.entries(shares).map(([id, share]) => disorder(id, share, {})),
  ),
);

describe('the prior alone', () => {
  it('breaks ties at random: two truths of five equal lines', () => {
    const s = priorScore(model, 'equal', [{ disorder: 'b' }, { disorder: 'e' }]);
    expect(s.right1).toBeCloseTo(2 / 5, 12);
    // 1 - C(3, 3) / C(5, 3)
    expect(s.right3).toBeCloseTo(0.9, 12);
    expect(s.found3).toBeCloseTo(3 / 5, 12);
    expect(s.sideRight).toBeNull();
  });

  it('at a setting the commonest disorder stands first, and a tie for the places after it is shared', () => {
    expect(priorScore(model, 'pain-clinic', [{ disorder: 'a' }]).right1).toBe(1);
    const s = priorScore(model, 'pain-clinic', [{ disorder: 'c' }]);
    expect(s.right1).toBe(0);
    expect(s.right3).toBeCloseTo(2 / 3, 6);
    expect(priorScore(model, 'pain-clinic', [{ disorder: 'e' }]).right3).toBe(0);
  });

  it('its Brier score at equal priors is the distance of that prior from the truth', () => {
    const p = model.means.prior(0, 'equal');
    expect(priorScore(model, 'equal', [{ disorder: 'a' }]).brier).toBeCloseTo(((1 - p) ** 2 + 4 * p ** 2) / 5, 12);
  });

  it('a list shorter than three is searched to its end', () => {
    const two = {
      lines: [
        { disorder: 'a', side: null, mean: 0.5 },
        { disorder: 'b', side: null, mean: 0.5 },
      ],
      somethingElse: 0,
    };
    expect(expectedRight(two, (d) => d === 'b', 3)).toBe(1);
  });
});
