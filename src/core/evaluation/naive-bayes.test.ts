import { describe, expect, it } from 'vitest';
import { disorder, finding, knowledgeOf, sure } from '../../../test/small-knowledge.js';
import { EMPTY_CASE } from '../case.js';
import { type Finding } from '../finding.js';
import { modelFromKnowledge } from '../model.js';
import { naiveBayes } from './naive-bayes.js';

const hx = finding('hx', 0.5, { role: 'history', sided: false });
const findings = [finding('f1', 0.1, { family: 'one' }), finding('f2', 0.2, { family: 'one' }), hx];
const mover = { when: { finding: 'hx' }, logOdds: Math.log(3), sd: 0, basis: 'published', from: [] } as const;
const model = modelFromKnowledge(
  knowledgeOf(findings, [
    disorder('a', 0.1, { f1: 0.8 }, { movers: [mover] }),
    disorder('b', 0.3, { f1: 0.4, f2: 0.9 }),
    disorder('else', 0.6, {}),
  ]),
);
const withFindings = (...list: Finding[]) => ({ ...EMPTY_CASE, findings: list });
const meansOf = (a: ReturnType<typeof naiveBayes>) => Object.fromEntries(a.lines.map((l) => [l.disorder, l.mean]));

describe('naive Bayes', () => {
  const c = withFindings({ id: 'f1', presence: 'present' }, { id: 'f2', presence: 'absent' });

  it('multiplies what each finding says, whatever its family', () => {
    // a: 0.8 * 0.8 = 0.64; b: 0.4 * 0.1 = 0.04; else: 0.1 * 0.8 = 0.08; sum 0.76
    const answer = naiveBayes(model, c, 'equal');
    expect(meansOf(answer).a).toBeCloseTo(0.64 / 0.76, 4);
    expect(meansOf(answer).b).toBeCloseTo(0.04 / 0.76, 4);
    expect(answer.somethingElse).toBeCloseTo(0.08 / 0.76, 4);
    expect(answer.lines.map((l) => l.disorder)).toEqual(['a', 'b']);
  });

  it('weighs by the shares of a setting', () => {
    // 0.1 * 0.64, 0.3 * 0.04, 0.6 * 0.08; sum 0.124
    expect(meansOf(naiveBayes(model, c, 'pain-clinic')).a).toBeCloseTo(0.064 / 0.124, 4);
  });

  it('history moves the prior by its odds against the average patient', () => {
    // Half of patients are exposed, so exposure is worth 3 / (1 + 0.5 * 2) = 1.5 times.
    const moved = naiveBayes(model, withFindings({ id: 'hx', presence: 'present' }), 'equal');
    expect(meansOf(moved).a).toBeCloseTo(1.5 / 3.5, 4);
  });

  it('a finding on the right speaks to the right side', () => {
    const sided = modelFromKnowledge(
      knowledgeOf(findings, [
        disorder('a', 0.1, { f1: 0.8 }, { sided: true, bilateral: sure(0.2) }),
        disorder('else', 0.5, {}),
      ]),
    );
    // Left 0.4 * 0.1, right 0.4 * 0.8, both 0.2 * 0.8, against 0.1 for something else.
    const answer = naiveBayes(sided, withFindings({ id: 'f1', presence: 'present', side: 'R' }), 'equal');
    expect(answer.lines[0]).toMatchObject({ disorder: 'a', side: 'R' });
    expect(answer.lines[0]!.mean).toBeCloseTo(0.52 / 0.62, 4);
  });
});
