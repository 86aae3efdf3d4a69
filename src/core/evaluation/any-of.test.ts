import { describe, expect, it } from 'vitest';
import { disorder, finding, knowledgeOf } from '../../../test/small-knowledge.js';
import { EMPTY_CASE } from '../case.js';
import { weightOf } from '../inference/enumerate.js';
import { networkOf, structureOf } from '../inference/network.js';
import { modelFromKnowledge } from '../model.js';
import { probabilityOfAny } from './any-of.js';

describe('the chance that any of several disorders is present', () => {
  it('is the mass of the sets that hold one of them, not 1 - prod (1 - p)', () => {
    const model = modelFromKnowledge(
      knowledgeOf(
        [finding('f', 0.05, { sided: false })],
        [
          disorder('scn', 0.2, { f: 0.8 }),
          disorder('mcn', 0.2, { f: 0.7 }),
          disorder('facet', 0.3, { f: 0.3 }),
          disorder('else', 0.5, {}),
        ],
      ),
    );
    const c = { ...EMPTY_CASE, findings: [{ id: 'f', presence: 'present' } as const] };
    const n = networkOf(model, structureOf(model, c, 'equal'), 'equal', model.means);
    let all = 0;
    let none = 0;
    for (let bits = 1; bits < 16; bits++) {
      const set = [0, 1, 2, 3].filter((h) => bits & (1 << h));
      const w = weightOf(n, set);
      all += w;
      if (!set.includes(0) && !set.includes(1)) none += w;
    }
    expect(probabilityOfAny(model, c, 'equal', new Set(['scn', 'mcn']))).toBeCloseTo(1 - none / all, 6);
  });
});
