// Do the numbers mean what they say? Over all pairs of patient and disorder: predicted against observed in tenths of
// the probability scale, and slope and intercept of a logistic regression of truth on log-odds (Cox, Biometrika
// 1958;45:562-565; 1 and 0 are ideal).
import { logOddsFromProbability, probability } from '../probability.js';

export interface Pair {
  readonly predicted: number;
  readonly observed: 0 | 1;
}

export interface Calibration {
  /** Tenths from 0 to 1; predicted and observed are means, null where no pair falls in. */
  readonly deciles: readonly {
    readonly from: number;
    readonly to: number;
    readonly predicted: number | null;
    readonly observed: number | null;
    readonly n: number;
  }[];
  /** null where there is too little to fit, or the fit does not settle. */
  readonly slope: number | null;
  readonly intercept: number | null;
}

/** Fewest true and fewest untrue pairs for a slope to be worth printing. */
const LEAST_EVENTS = 20;
/** Log-odds beyond this say the same; without a bound a single 1e-12 would steer the line. */
const MOST_LOG_ODDS = 7;

/** Newton-Raphson on the two-parameter logistic likelihood. */
function logisticFit(x: readonly number[], y: readonly number[]): { slope: number; intercept: number } | null {
  let [a, b] = [0, 1];
  for (let step = 0; step < 50; step++) {
    let [ga, gb, haa, hab, hbb] = [0, 0, 0, 0, 0];
    for (let i = 0; i < x.length; i++) {
      const p = 1 / (1 + Math.exp(-(a + b * x[i]!)));
      const w = p * (1 - p);
      ga += y[i]! - p;
      gb += (y[i]! - p) * x[i]!;
      haa += w;
      hab += w * x[i]!;
      hbb += w * x[i]! * x[i]!;
    }
    const det = haa * hbb - hab * hab;
    if (!(det > 1e-9)) return null;
    const da = (hbb * ga - hab * gb) / det;
    const db = (haa * gb - hab * ga) / det;
    a += da;
    b += db;
    if (!Number.isFinite(a) || !Number.isFinite(b) || Math.abs(b) > 50) return null;
    if (Math.abs(da) + Math.abs(db) < 1e-9) return { slope: b, intercept: a };
  }
  return null;
}

export function calibrationOf(pairs: readonly Pair[]): Calibration {
  const deciles = Array.from({ length: 10 }, (_, i) => {
    const inside = pairs.filter((p) => Math.min(9, Math.floor(p.predicted * 10)) === i);
    const n = inside.length;
    return {
      from: i / 10,
      to: (i + 1) / 10,
      predicted: n === 0 ? null : inside.reduce((s, p) => s + p.predicted, 0) / n,
      observed: n === 0 ? null : inside.reduce((s, p) => s + p.observed, 0) / n,
      n,
    };
  });
  const events = pairs.filter((p) => p.observed === 1).length;
  const enough = Math.min(events, pairs.length - events) >= LEAST_EVENTS;
  const bounded = (p: number) =>
    Math.max(-MOST_LOG_ODDS, Math.min(MOST_LOG_ODDS, logOddsFromProbability(probability(Math.min(1, Math.max(0, p))))));
  const fit = enough
    ? logisticFit(
        pairs.map((p) => bounded(p.predicted)),
        pairs.map((p) => p.observed),
      )
    : null;
  return { deciles, slope: fit?.slope ?? null, intercept: fit?.intercept ?? null };
}
