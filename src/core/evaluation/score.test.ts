import { describe, expect, it } from 'vitest';
import { disorder, knowledgeOf } from '../../../test/small-knowledge.js';
import { type Answer } from './answer.js';
import { scoreOf } from './score.js';

const knowledge = knowledgeOf(
  [],
  [
    disorder('scn', 0.1, {}, { sided: true }),
    disorder('facet', 0.1, {}),
    disorder('radiculopathy-l5', 0.1, {}, { sided: true }),
    disorder('radiculopathy-s1', 0.1, {}, { sided: true }),
    disorder('nonspecific-lbp', 0.3, {}),
  ],
);
const answer = (lines: readonly (readonly [string, number, ('L' | 'R' | 'B')?])[], somethingElse = 0): Answer => ({
  lines: lines.map(([id, mean, side]) => ({ disorder: id, mean, side: side ?? null })),
  somethingElse,
});

describe('scoring one answer', () => {
  it('a truth in second place is right among three, not first, and its Brier score is worked by hand', () => {
    const s = scoreOf(
      knowledge,
      answer([
        ['facet', 0.7],
        ['scn', 0.2, 'L'],
        ['radiculopathy-l5', 0.1],
      ]),
      [{ disorder: 'scn', side: 'L' }],
    );
    expect(s).toMatchObject({ rank: 2, right1: 0, right3: 1, found3: 1, sideRight: null, sideRight3: true });
    // (0.7^2 + 0.8^2 + 0.1^2) / 3
    expect(s.brier).toBeCloseTo(0.38, 12);
  });

  it('any of two truths in first place makes the answer right, and found3 counts how many of them are in sight', () => {
    const lines = answer([
      ['scn', 0.9],
      ['facet', 0.4],
      ['radiculopathy-l5', 0.3],
      ['radiculopathy-s1', 0.2],
    ]);
    const s = scoreOf(knowledge, lines, [{ disorder: 'radiculopathy-s1' }, { disorder: 'scn' }]);
    expect(s).toMatchObject({ rank: 1, right1: 1, found3: 0.5 });
  });

  it('a root that is not named is answered by any radiculopathy, and the first one listed counts as true', () => {
    const lines = answer([
      ['scn', 0.5],
      ['radiculopathy-l5', 0.3, 'R'],
      ['radiculopathy-s1', 0.1],
    ]);
    const s = scoreOf(knowledge, lines, [{ disorder: 'radiculopathy-unspecified', side: 'R' }]);
    expect(s).toMatchObject({ rank: 2, right3: 1, sideRight3: true });
    // (0.5^2 + 0.7^2 + 0.1^2) / 3
    expect(s.brier).toBeCloseTo(0.25, 12);
  });

  it('"both sides" is right only when both are answered', () => {
    const both = [{ disorder: 'scn', side: 'B' as const }];
    expect(scoreOf(knowledge, answer([['scn', 0.9, 'B']]), both).sideRight).toBe(true);
    expect(scoreOf(knowledge, answer([['scn', 0.9, 'L']]), both).sideRight).toBe(false);
  });

  it('an answer that points to no side is not right about the side', () => {
    expect(scoreOf(knowledge, answer([['scn', 0.9]]), [{ disorder: 'scn', side: 'L' }]).sideRight).toBe(false);
  });

  it('no side is judged where the truth states none or the disorder has none', () => {
    expect(scoreOf(knowledge, answer([['scn', 0.9, 'L']]), [{ disorder: 'scn' }]).sideRight).toBeNull();
    expect(scoreOf(knowledge, answer([['facet', 0.9]]), [{ disorder: 'facet', side: 'L' }]).sideRight).toBeNull();
  });

  it('"something else" as truth stands where its probability would put it', () => {
    const s = scoreOf(
      knowledge,
      answer(
        [
          ['scn', 0.5],
          ['facet', 0.2],
        ],
        0.3,
      ),
      [{ disorder: 'nonspecific-lbp' }],
    );
    expect(s).toMatchObject({ rank: 2, right1: 0, right3: 1 });
  });
});
