// Left, right, both and not stated, wherever a finding is written, mirrored, expanded, asked for or contradicted: all
// combinations, because a swapped side is a needle in the wrong place.
import { describe, expect, it } from 'vitest';
import { EMPTY_CASE, type PatientCase } from './case.js';
import { caseFromRecord, readFinding } from './case-record.js';
import { evaluate } from './condition.js';
import { type Course, type Finding, mirrorSide, type Presence, type Side, textOfFinding } from './finding.js';
import { type FindingEntry, type Knowledge } from './knowledge.js';
import { impliedBy, withImplied } from './shorthand.js';

const SIDES: readonly (Side | undefined)[] = ['L', 'R', 'B', undefined];
const PRESENCES: readonly Presence[] = ['present', 'absent', 'unknown'];
const finding = (id: string, presence: Presence, side?: Side, course?: Course): Finding => ({
  ...{ id, presence },
  ...(side === undefined ? {} : { side }),
  ...(course === undefined ? {} : { course }),
});
const entry = (id: string, more: Partial<FindingEntry> = {}): FindingEntry => ({
  ...{ id, name: id, clinical: id, group: 'g', sided: true, role: 'symptom', danger: false },
  ...more,
});
const patient = (...findings: readonly Finding[]): PatientCase => ({ ...EMPTY_CASE, findings });

describe('the other side', () => {
  it('of left is right and of right left; both stays both', () => {
    expect((['L', 'R', 'B'] as const).map(mirrorSide)).toEqual(['R', 'L', 'B']);
  });
});

describe('a finding as text', () => {
  const entries = new Map([entry('tender.crest'), entry('red.fever', { sided: false })].map((e) => [e.id, e]));

  it('says sign, side and course, and is read back as it was', () => {
    const texts = PRESENCES.flatMap((presence) =>
      SIDES.flatMap((side) =>
        ([undefined, 'new', 'worse', 'stable'] as const).map((course) => {
          const f = finding('tender.crest', presence, side, course);
          expect(readFinding(textOfFinding(f), entries)).toEqual(f);
          return textOfFinding(f);
        }),
      ),
    );
    expect(new Set(texts).size).toBe(48);
    expect(textOfFinding(finding('tender.crest', 'absent', 'L', 'new'))).toBe('-tender.crest@L:new');
    expect(textOfFinding(finding('tender.crest', 'unknown', 'B'))).toBe('?tender.crest@B');
    expect(textOfFinding(finding('tender.crest', 'present'))).toBe('tender.crest');
    expect(readFinding('  tender.crest@R=3  ', entries)).toEqual(finding('tender.crest', 'present', 'R'));
    expect(readFinding('red.fever', entries)).toStrictEqual(finding('red.fever', 'present'));
  });

  it.each([
    ['tender.crest@l', 'wrong-side', 'unknown side @l of tender.crest: use @L, @R or @B'],
    ['tender.crest@LR', 'wrong-side', 'unknown side @LR of tender.crest: use @L, @R or @B'],
    ['red.fever@L', 'wrong-side', 'red.fever has no side: write red.fever without @L'],
    [
      'tender.crest@',
      'unreadable-finding',
      'cannot read finding tender.crest@: write id, -id for absent, and @L, @R or @B for a side',
    ],
    [
      'tender.crest@L@R',
      'unreadable-finding',
      'cannot read finding tender.crest@L@R: write id, -id for absent, and @L, @R or @B for a side',
    ],
    ['tender.crest:old', 'unreadable-finding', 'unknown course :old of tender.crest: use :new, :worse or :stable'],
    ['tender.crst@L', 'unknown-finding', 'unknown finding: tender.crst: did you mean tender.crest?'],
    ['zzz', 'unknown-finding', 'unknown finding: zzz (cluneal knowledge coverage lists all)'],
    [7, 'unreadable-finding', 'a finding is written as text such as tender.crest@L, not 7'],
  ])('%s is refused: %s', (text, type, message) => {
    expect(readFinding(text, entries)).toEqual({ type, value: String(text), message });
  });
});

describe('two statements of one finding', () => {
  const knowledge = { findings: [entry('a'), entry('b')] } as unknown as Knowledge;
  const contradictions = (...findings: readonly Finding[]): string[] => {
    const read = caseFromRecord({ findings: findings.map(textOfFinding) }, 'x', knowledge);
    return read.ok ? [] : read.errors.map((e) => `${e.type} ${e.value}`);
  };

  it('contradict each other where present and absent share a side, and only there', () => {
    for (const one of SIDES)
      for (const two of SIDES) {
        const share = one === undefined || two === undefined || one === two || one === 'B' || two === 'B';
        const [a, b] = [finding('a', 'present', one), finding('a', 'absent', two)];
        expect([one, two, contradictions(a, b)]).toEqual([
          ...[one, two],
          share ? [`contradiction ${textOfFinding(a)}, ${textOfFinding(b)}`] : [],
        ]);
        expect(contradictions(b, a).length).toBe(share ? 1 : 0);
        expect(contradictions(a, { ...b, id: 'b' })).toEqual([]);
        expect(contradictions(a, finding('a', 'present', two))).toEqual([]);
        expect(contradictions(a, finding('a', 'unknown', two))).toEqual([]);
        expect(contradictions(finding('a', 'unknown', two), b)).toEqual([]);
      }
  });

  it('are held against each statement once, however often it is repeated', () => {
    const [left, right, none] = [finding('a', 'present', 'L'), finding('a', 'present', 'R'), finding('a', 'absent')];
    expect(contradictions(left, left, right, none, none)).toEqual(['contradiction a@L, -a', 'contradiction a@R, -a']);
    expect(contradictions(none, left, right, left)).toEqual(['contradiction -a, a@L', 'contradiction -a, a@R']);
  });
});

describe('a condition on a side', () => {
  it('is met where the finding covers that side, and denied where its absence does', () => {
    const truth = (side: Side | undefined, f: Finding) =>
      evaluate(side === undefined ? { present: 'a' } : { present: 'a', side }, patient(f));
    const table = SIDES.map((asked) => [
      ...SIDES.map((told) => truth(asked, finding('a', 'present', told))),
      ...SIDES.map((told) => truth(asked, finding('a', 'absent', told))),
    ]);
    expect(table).toEqual([
      // present at  L       R        B      not said   absent at  L     R         B     not said
      ['yes', 'unknown', 'yes', 'unknown', 'no', 'unknown', 'no', 'no'],
      ['unknown', 'yes', 'yes', 'unknown', 'unknown', 'no', 'no', 'no'],
      ['unknown', 'unknown', 'yes', 'unknown', 'unknown', 'unknown', 'no', 'no'],
      ['yes', 'yes', 'yes', 'yes', 'no', 'no', 'no', 'no'],
    ]);
  });

  it('takes what is known of any statement, and unknown ones for none', () => {
    expect(evaluate({ present: 'a', side: 'L' }, patient(finding('a', 'unknown', 'L')))).toBe('unknown');
    expect(
      evaluate({ present: 'a', side: 'L' }, patient(finding('a', 'absent', 'L'), finding('a', 'present', 'L'))),
    ).toBe('yes');
    expect(
      evaluate({ present: 'a', side: 'L' }, patient(finding('a', 'absent', 'L'), finding('a', 'present', 'R'))),
    ).toBe('no');
    expect(evaluate({ present: 'a', side: 'L' }, patient(finding('b', 'present', 'L')))).toBe('unknown');
  });

  it('asks the course of a finding on that side only', () => {
    const asked = { present: 'a', side: 'L', course: ['new', 'worse'] } as const;
    expect(evaluate(asked, patient(finding('a', 'present', 'L', 'new')))).toBe('yes');
    expect(evaluate(asked, patient(finding('a', 'present', 'L', 'worse')))).toBe('yes');
    expect(evaluate(asked, patient(finding('a', 'present', 'L', 'stable')))).toBe('no');
    expect(evaluate(asked, patient(finding('a', 'present', 'L')))).toBe('unknown');
    expect(evaluate(asked, patient(finding('a', 'present', 'R', 'new')))).toBe('unknown');
    expect(evaluate(asked, patient(finding('a', 'present', 'L', 'stable'), finding('a', 'present', 'L', 'new')))).toBe(
      'yes',
    );
    expect(evaluate(asked, patient(finding('a', 'present', 'L', 'stable'), finding('a', 'present', 'L')))).toBe('no');
    expect(evaluate(asked, patient(finding('a', 'absent', 'L'), finding('a', 'present', 'L', 'stable')))).toBe('no');
    expect(evaluate(asked, patient(finding('a', 'present', 'L', 'stable'), finding('a', 'absent')))).toBe('no');
  });
});

describe('a shorthand', () => {
  const short = entry('short', {
    expands: { present: ['a@same', '-b@other', 'c@B', '-d'], absent: ['-e@same', 'f'] },
  });

  it('puts what it implies on the same side, the other, both, or where it was said itself', () => {
    const implied = (presence: Presence, side?: Side) =>
      impliedBy(short, finding('short', presence, side)).map(textOfFinding);
    expect(implied('present', 'L')).toEqual(['a@L', '-b@R', 'c@B', '-d@L']);
    expect(implied('present', 'R')).toEqual(['a@R', '-b@L', 'c@B', '-d@R']);
    // The other side of both is no side.
    expect(implied('present', 'B')).toEqual(['a@B', 'c@B', '-d@B']);
    expect(implied('present')).toEqual(['c@B', '-d']);
    expect(implied('absent', 'L')).toEqual(['-e@L', 'f@L']);
    expect(implied('absent', 'B')).toEqual(['-e@B', 'f@B']);
    expect(implied('absent')).toEqual(['f']);
    expect(implied('unknown', 'L')).toEqual([]);
    expect(impliedBy(entry('plain'), finding('plain', 'present', 'L'))).toEqual([]);
    expect(impliedBy(short, finding('short', 'absent', 'L'))).toStrictEqual([
      finding('e', 'absent', 'L'),
      finding('f', 'present', 'L'),
    ]);
    expect(impliedBy(short, finding('short', 'absent'))).toStrictEqual([finding('f', 'present')]);
    expect(impliedBy(short, finding('short', 'present', 'L')).every((f) => f.presence !== 'unknown')).toBe(true);
  });

  it('yields to what was said outright, on whichever side, and adds to the rest', () => {
    const entryOf = (id: string) => (id === 'short' ? short : undefined);
    const texts = (c: PatientCase) => withImplied(c, entryOf).findings.map(textOfFinding);
    const said = finding('short', 'present', 'L');
    expect(texts(patient(said))).toEqual(['short@L', 'a@L', '-b@R', 'c@B', '-d@L']);
    expect(texts(patient(said, finding('a', 'absent', 'R'), finding('c', 'unknown')))).toEqual([
      ...['short@L', '-a@R', '?c', '-b@R', 'c@B', '-d@L'],
    ]);
    const none = patient(finding('x', 'present'));
    expect(withImplied(none, entryOf)).toBe(none);
    const unknown = patient(finding('short', 'unknown', 'L'));
    expect(withImplied(unknown, entryOf)).toBe(unknown);
  });
});
