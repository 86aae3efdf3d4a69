// The contract of inference: every method gives what plain enumeration gives.
import { describe, expect, it } from 'vitest';
import { knowledge, publishedCases } from '../../../test/pack.js';
import { gibbs } from '../../../test/referee/gibbs.js';
import { quickscore } from '../../../test/referee/quickscore.js';
import { randomNetwork } from '../../../test/referee/random-network.js';
import { PRIOR_CHOICES } from '../knowledge.js';
import { modelFromKnowledge } from '../model.js';
import { seededRandom } from '../random.js';
import { cover } from './cover.js';
import { enumerate, weightOf } from './enumerate.js';
import { CERTIFIED, infer } from './exact.js';
import { networkOf, structureOf } from './network.js';
import { MAX_MEMBERS, search } from './search.js';

const furthest = (a: Float64Array, b: Float64Array) => a.reduce((m, x, i) => Math.max(m, Math.abs(x - b[i]!)), 0);

describe('on networks of 14 disorders', () => {
  const random = seededRandom(20261124, 'networks');
  const networks = Array.from({ length: 12 }, (_, i) => randomNetwork(14, 2 + i, random));

  it('covering all sets agrees with brute force over every set within 1e-7', () => {
    for (const n of networks) {
      const referee = enumerate(n, 14);
      const answer = cover(n);
      expect(furthest(answer.marginals, referee.marginals)).toBeLessThan(1e-7);
      expect(Math.abs(answer.total / referee.total - 1)).toBeLessThan(1e-7);
    }
  }, 120_000);

  it('the certified search is off by no more than its certificate', () => {
    for (const n of networks) {
      const referee = cover(n);
      for (const limits of [
        { gap: 1e-3, weight: 0, deepest: 2 },
        { gap: 1e-6, weight: 0, deepest: 4 },
        { gap: 1e-9, weight: 0, deepest: 6 },
      ]) {
        const found = search(n, limits);
        expect(found.total).toBeLessThanOrEqual(referee.total * (1 + 1e-9));
        expect(found.total / (1 - found.missingMass)).toBeGreaterThanOrEqual(referee.total * (1 - 1e-9));
        expect(furthest(found.marginals, referee.marginals)).toBeLessThanOrEqual(found.missingMass + 1e-9);
      }
    }
  });

  it('listed sets carry the weight that the formula gives them', () => {
    const n = networks[6]!;
    const { sets } = search(n, { gap: 1e-6, weight: 0, deepest: 3 });
    for (let i = 0; i < Math.min(200, sets.count); i++) {
      const members = [...sets.members.subarray(i * MAX_MEMBERS, (i + 1) * MAX_MEMBERS)].filter((h) => h >= 0);
      expect(sets.weights[i]! / weightOf(n, members)).toBeCloseTo(1, 10);
    }
  });
});

describe('a patient worked by hand', () => {
  it('two causes of one sign share it as Bayes says', () => {
    // Odds 1/9 and 1/4, one present sign: s 0.8 and 0.5, background 0.1. Weights: a 1/9 * 0.82, b 1/4 * 0.55,
    // both 1/36 * 0.91; P(a) = (0.0911 + 0.0253) / 0.2539.
    const n = {
      hypotheses: [
        { disorder: 0, side: 'M' as const },
        { disorder: 1, side: 'M' as const },
      ],
      groupStart: Int32Array.of(0, 1, 2),
      odds: Float64Array.of(1 / 9, 1 / 4),
      inhibition: Float64Array.of(0.9),
      q: Float64Array.of(0.2, 0.5),
      partner: Int16Array.of(-1, -1),
      bond: Float64Array.of(1, 1),
    };
    const a = (1 / 9) * 0.82;
    const b = (1 / 4) * 0.55;
    const ab = (1 / 36) * 0.91;
    expect(cover(n).marginals[0]).toBeCloseTo((a + ab) / (a + b + ab), 12);
    expect(enumerate(n, 2).marginals[0]).toBeCloseTo((a + ab) / (a + b + ab), 12);
  });
});

describe('on the shipped knowledge', () => {
  const model = modelFromKnowledge(knowledge);

  it('every published patient in every setting is answered within a certificate of 1e-3', () => {
    const failing: string[] = [];
    for (const choice of PRIOR_CHOICES)
      for (const { id, patient } of publishedCases) {
        const { missingMass } = infer(networkOf(model, structureOf(model, patient, choice), choice, model.means));
        if (missingMass > CERTIFIED) failing.push(`${id} ${choice}`);
      }
    console.log(`certificates failing: ${failing.length} of ${PRIOR_CHOICES.length * publishedCases.length} answers`);
    expect(failing).toEqual([]);
  });

  it('every published patient in every setting agrees with an independent reference', () => {
    let worst = 0;
    for (const choice of PRIOR_CHOICES)
      for (const { patient } of publishedCases) {
        const n = networkOf(model, structureOf(model, patient, choice), choice, model.means);
        worst = Math.max(worst, furthest(infer(n).marginals, quickscore(n)));
      }
    console.log(`furthest from the reference: ${worst.toExponential(1)} (bar 1e-3)`);
    expect(worst).toBeLessThan(1e-9);
  }, 240_000);

  it('with more findings present than the exact method takes, the answer is near and says that it is not certified', () => {
    let worst = 0;
    for (const { patient } of publishedCases) {
      const n = networkOf(model, structureOf(model, patient, 'equal'), 'equal', model.means);
      if (n.inhibition.length < 9) continue;
      const nearly = infer(n, 8);
      if (!nearly.searched) continue;
      expect(nearly.missingMass).toBeGreaterThan(CERTIFIED);
      worst = Math.max(worst, furthest(nearly.marginals, infer(n).marginals));
    }
    expect(worst).toBeGreaterThan(0);
    expect(worst).toBeLessThan(0.1);
  });

  it('an independent sampler agrees within its own noise', () => {
    for (const { patient } of publishedCases.filter((_, i) => i % 12 === 0)) {
      const n = networkOf(model, structureOf(model, patient, 'equal'), 'equal', model.means);
      expect(furthest(infer(n).marginals, gibbs(n, 2000, seededRandom(7, 'gibbs')))).toBeLessThan(0.05);
    }
  }, 120_000);
});
