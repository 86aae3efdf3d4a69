import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Point } from './anatomy.js';
import { flattenPath, mirrorPath, parsePath, roundPath, smoothOutline, transformPath, wholeOutline } from './path.js';

const tenths = fc.integer({ min: -4000, max: 4000 }).map((n) => n / 10);
const point = fc.tuple(tenths, tenths);
const pair = ([x, y]: Point): string => `${x} ${y}`;
const step = fc.oneof(
  fc.tuple(point).map((p) => `L${p.map(pair).join(' ')}`),
  fc.tuple(point, point).map((p) => `Q${p.map(pair).join(' ')}`),
  fc.tuple(point, point, point).map((p) => `C${p.map(pair).join(' ')}`),
);
const path = fc
  .tuple(point, fc.array(step, { minLength: 1, maxLength: 8 }), fc.boolean())
  .map(([start, steps, closed]) => `M${pair(start)}${steps.join('')}${closed ? 'Z' : ''}`);

describe('A path of the plate', () => {
  it('is read with spaces, commas and repeated coordinates, as the standard says', () => {
    expect(parsePath('M0,0 10 0L5-5.5ZM.5 1')).toEqual([
      { command: 'M', points: [[0, 0]] },
      { command: 'L', points: [[10, 0]] },
      { command: 'L', points: [[5, -5.5]] },
      { command: 'Z', points: [] },
      { command: 'M', points: [[0.5, 1]] },
    ]);
  });

  it('is refused with relative or arc commands, missing numbers, or no start', () => {
    for (const bad of ['M0 0l1 1', 'M0 0A1 1 0 0 1 2 2', 'M0 0C1 1 2 2', 'L0 0', '', 'M0 0Z1', 'M0 0L'])
      expect(() => parsePath(bad), bad).toThrow(RangeError);
  });

  it('stays as it is when nothing is moved', () => {
    fc.assert(
      fc.property(path, (d) => {
        expect(parsePath(transformPath(d, (p) => p))).toEqual(parsePath(d));
      }),
    );
  });

  it('moves with its points: a straight shift of the path is a shift of every place on it', () => {
    fc.assert(
      fc.property(path, point, (d, [dx, dy]) => {
        const moved = flattenPath(
          transformPath(d, ([x, y]) => [x + dx, y + dy]),
          0.5,
        );
        const there = flattenPath(d, 0.5).map((line) => line.map(([x, y]): Point => [x + dx, y + dy]));
        expect(moved.map((l) => l.length)).toEqual(there.map((l) => l.length));
        for (const [i, line] of moved.entries())
          for (const [k, p] of line.entries()) {
            expect(p[0]).toBeCloseTo(there[i]![k]![0], 6);
            expect(p[1]).toBeCloseTo(there[i]![k]![1], 6);
          }
      }),
    );
  });

  it('is written to a tenth of a millimetre and never as minus zero', () => {
    expect(transformPath('M-0.04 1.26L0 -0', (p) => p)).toBe('M0 1.3L0 0');
  });

  it('mirrored twice is itself, and mirrored once lies on the other side', () => {
    expect(mirrorPath('M10 2C1 2 3 4 5 6Z')).toBe('M-10 2C-1 2 -3 4 -5 6Z');
    fc.assert(
      fc.property(path, (d) => {
        expect(mirrorPath(mirrorPath(d))).toBe(transformPath(d, (p) => p));
      }),
    );
  });
});

describe('A rounded path', () => {
  it('touches the middle of every edge of the polygon and has no corner left', () => {
    expect(roundPath('M0 0L10 0L10 10L0 10Z')).toBe('M0 5Q0 0 5 0Q10 0 10 5Q10 10 5 10Q0 10 0 5Z');
  });

  it('is the same whether or not the polygon repeats its first corner', () => {
    expect(roundPath('M0 0L10 0L10 10L0 0Z')).toBe(roundPath('M0 0L10 0L10 10Z'));
  });

  it('leaves open lines, curves and slivers as they are', () => {
    for (const d of ['M0 0L10 0L10 10', 'M0 0C1 2 3 4 5 6Z', 'M0 0L10 0Z']) expect(roundPath(d)).toBe(d);
  });

  it('stays within the polygon', () => {
    const inside = flattenPath(roundPath('M0 0L10 0L10 10L0 10Z'), 0.01)[0]!;
    for (const [x, y] of inside) expect(Math.min(x, y, 10 - x, 10 - y)).toBeGreaterThanOrEqual(0);
  });
});

describe('A flattened path', () => {
  it('starts and ends where the path does, and closes where it closes', () => {
    expect(flattenPath('M0 0L10 0Q10 10 0 10ZM1 1L2 2', 100)).toEqual([
      [
        [0, 0],
        [10, 0],
        [0, 10],
        [0, 0],
      ],
      [
        [1, 1],
        [2, 2],
      ],
    ]);
  });

  it('stays within the tolerance of a quarter circle, whose Bezier is known to 0.03 %', () => {
    const k = 55.2285;
    for (const tolerance of [0.05, 0.5, 5]) {
      const [line] = flattenPath(`M100 0C100 ${k} ${k} 100 0 100`, tolerance);
      for (const [i, [x, y]] of line!.slice(1).entries()) {
        const before = line![i]!;
        const middle = Math.hypot((x + before[0]) / 2, (y + before[1]) / 2);
        expect(100 - middle).toBeLessThanOrEqual(tolerance + 0.03);
      }
    }
  });

  it('is finer when less error is allowed', () => {
    const d = 'M0 0C0 100 100 100 100 0';
    expect(flattenPath(d, 0.01)[0]!.length).toBeGreaterThan(flattenPath(d, 1)[0]!.length);
    expect(() => flattenPath(d, 0)).toThrow(RangeError);
  });
});

describe('The smooth skin outline', () => {
  const half: readonly Point[] = [
    [0, -100],
    [40, -60],
    [50, 0],
    [20, 80],
    [0, 90],
  ];

  it('joins both halves once, without repeating the midline points', () => {
    const ring = wholeOutline(half);
    expect(ring).toHaveLength(8);
    expect(ring.filter(([x]) => x === 0)).toHaveLength(2);
  });

  it('passes through every point of both halves, and is closed', () => {
    const steps = parsePath(smoothOutline(half));
    const ends = steps.flatMap((s) => (s.command === 'Z' ? [] : [s.points.at(-1)!]));
    for (const [x, y] of half) {
      expect(ends).toContainEqual([x, y]);
      expect(ends).toContainEqual([x === 0 ? 0 : -x, y]);
    }
    expect(steps.at(-1)!.command).toBe('Z');
  });

  it('is its own mirror image', () => {
    const places = (d: string): Set<string> =>
      new Set(parsePath(d).flatMap((s) => s.points.map(([x, y]) => `${x},${y}`)));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: -300, max: 300 })), {
          minLength: 2,
          maxLength: 12,
        }),
        (inner) => {
          const d = smoothOutline([[0, -400], ...inner, [0, 400]]);
          const there = places(d);
          for (const place of places(mirrorPath(d))) expect(there).toContain(place);
        },
      ),
    );
  });

  it('keeps to a circle within a millimetre in a hundred when its points lie on one', () => {
    const arc = Array.from({ length: 17 }, (_, i): Point => {
      const angle = (i / 16) * Math.PI;
      return [100 * Math.sin(angle), -100 * Math.cos(angle)];
    });
    for (const [x, y] of flattenPath(smoothOutline(arc), 0.05)[0]!)
      expect(Math.abs(Math.hypot(x, y) - 100)).toBeLessThan(1);
  });

  it('needs an area', () => {
    expect(() =>
      smoothOutline([
        [0, 0],
        [0, 5],
      ]),
    ).toThrow(RangeError);
  });
});
