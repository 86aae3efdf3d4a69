import { describe, expect, it } from 'vitest';
import { contentFromText } from './yaml-content.js';

const problemsOf = (text: string) => {
  const r = contentFromText(text);
  return r.ok ? [] : r.problems;
};

describe('reading YAML', () => {
  it('JSON is YAML, "no" stays text, and an empty text is no content', () => {
    expect(contentFromText('{"sex": "F"}')).toMatchObject({ ok: true, content: { sex: 'F' } });
    expect(contentFromText('a: no')).toMatchObject({ ok: true, content: { a: 'no' } });
    expect(contentFromText('')).toMatchObject({ ok: true, content: null });
  });

  it('finds the place of a value, or of what is around it', () => {
    const r = contentFromText('cases:\n- id: one\n  findings: [a,\n    b]\n');
    expect(r.ok && r.placeOf(['cases', 0, 'findings', 1])).toEqual({ line: 4, column: 5 });
    expect(r.ok && r.placeOf(['cases', 0, 'truth'])).toEqual({ line: 2, column: 3 });
  });

  it('a few aliases are welcome', () => {
    expect(contentFromText('a: &x [1]\nb: *x')).toMatchObject({ ok: true, content: { a: [1], b: [1] } });
  });

  it.each([
    [
      'a key twice',
      'age: 1\nsex: F\nage: 2',
      { line: 3, column: 1, message: 'key age stands twice in one map: keep one' },
    ],
    ['a tab', 'findings:\n\t- a', { line: 2, column: 1, message: 'a tab in the indentation: use spaces' }],
    [
      'two documents',
      'a: 1\n---\nb: 2',
      { line: 2, column: 1, message: 'holds several documents split by ---: put the cases in one list' },
    ],
    [
      'an unknown alias',
      'a: *x',
      { message: 'not valid YAML: Unresolved alias (the anchor must be set before the alias): x' },
    ],
    [
      'brackets without end',
      '['.repeat(100_000),
      { message: 'is nested too deeply: a case is a map of fields and one list of findings' },
    ],
    [
      'maps in maps in maps',
      Array.from({ length: 5000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
      { message: 'is nested too deeply: a case is a map of fields and one list of findings' },
    ],
  ])('refuses %s and says where', (_, text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  it('refuses a program in a tag', () => {
    expect(problemsOf('age: !!js/function "x"')[0]!.message).toMatch(/tags are not used in case files/);
  });

  it('refuses a bomb of aliases at once', () => {
    const levels = 'abcdefghij'.split('').map(
      (c, i, all) =>
        `${c}: &${c} [${
          i === 0
            ? 'x'
            : Array(9)
                .fill(`*${all[i - 1]}`)
                .join(', ')
        }]`,
    );
    const started = performance.now();
    expect(problemsOf(levels.join('\n'))[0]!.message).toBe(
      'repeats itself through aliases (*name) more than 100 times: write the values out',
    );
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('a hundred thousand keys take no quadratic time', () => {
    const started = performance.now();
    expect(contentFromText(Array.from({ length: 100_000 }, (_, i) => `k${i}: 1`).join('\n')).ok).toBe(true);
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});
