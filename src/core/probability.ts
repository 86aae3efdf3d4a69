// Probability and log-odds as distinct branded numbers: mixing them does not compile.
// Jaynes, Probability Theory (2003), ch. 4: evidence adds in log-odds.

/** A number in [0, 1]. */
export type Probability = number & { readonly unit: 'probability' };
/** Natural logarithm of odds. */
export type LogOdds = number & { readonly unit: 'log-odds' };

/** Takes a plain number as a probability; throws when it is not one (our mistake, never the user's). */
export function probability(value: number): Probability {
  if (!(value >= 0 && value <= 1)) throw new Error(`not a probability: ${value}`);
  return value as Probability;
}

/** Log-odds of a probability; 0 and 1 are held a hair inside so that a bar can still be drawn. */
export function logOddsFromProbability(p: Probability): LogOdds {
  const held = Math.min(1 - 1e-12, Math.max(1e-12, p));
  return Math.log(held / (1 - held)) as LogOdds;
}
