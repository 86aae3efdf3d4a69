import { describe, expect, it } from 'vitest';
import { disorder, finding, knowledgeOf } from '../../test/small-knowledge.js';
import { coverageOf } from './coverage.js';

describe('coverage', () => {
  it('counts what is published, judged and not known, cells and histories alike', () => {
    const judged = { when: { finding: 'hx.fall' }, logOdds: 1, sd: 1, basis: 'judgement', from: [] } as const;
    const c = coverageOf(
      knowledgeOf(
        [
          finding('f', 0.1),
          finding('hx.fall', 0.1, { role: 'history' }),
          finding('all.normal', 0, { role: 'shorthand' }),
        ],
        [
          disorder('scn', 0.1, { f: 0.5 }, { movers: [judged] }),
          disorder('facet', 0.1, {}),
          disorder('else', 0.5, { f: 0.2 }),
        ],
      ),
    );
    expect(c.totals).toEqual({ published: 1, judgement: 1, nothing: 2 });
    expect(c.basis.scn).toEqual({ f: 'published', 'hx.fall': 'judgement' });
    expect(c.disorders.map((d) => [d.id, d.nothing])).toEqual([
      ['scn', 0],
      ['facet', 2],
    ]);
  });
});
