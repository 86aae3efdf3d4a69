import { describe, expect, it } from 'vitest';
import { calibrationOf, type Pair } from './calibration.js';

const pairs = (predicted: number, n: number, events: number): Pair[] =>
  Array.from({ length: n }, (_, i) => ({ predicted, observed: i < events ? 1 : 0 }));

describe('calibration', () => {
  it('counts predicted and observed in tenths', () => {
    const { deciles } = calibrationOf([...pairs(0.04, 3, 0), ...pairs(0.08, 1, 1), ...pairs(1, 2, 1)]);
    expect(deciles[0]).toMatchObject({ from: 0, to: 0.1, n: 4, observed: 0.25 });
    expect(deciles[0]!.predicted).toBeCloseTo(0.05, 12);
    expect(deciles[9]).toMatchObject({ n: 2, predicted: 1, observed: 0.5 });
    expect(deciles[5]).toMatchObject({ n: 0, predicted: null, observed: null });
  });

  it('numbers that mean what they say have slope 1 and intercept 0', () => {
    const { slope, intercept } = calibrationOf([...pairs(0.2, 100, 20), ...pairs(0.8, 100, 80)]);
    expect(slope).toBeCloseTo(1, 6);
    expect(intercept).toBeCloseTo(0, 6);
  });

  it('numbers twice too sure in log-odds have slope one half', () => {
    const p = 1 / (1 + Math.exp(-2 * Math.log(4)));
    const { slope } = calibrationOf([...pairs(1 - p, 100, 20), ...pairs(p, 100, 80)]);
    expect(slope).toBeCloseTo(0.5, 6);
  });

  it('with too few events no slope is given', () => {
    expect(calibrationOf(pairs(0.3, 60, 10))).toMatchObject({ slope: null, intercept: null });
  });
});
