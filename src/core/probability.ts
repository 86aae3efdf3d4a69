// Probability, odds and log-odds as distinct branded numbers: mixing them does not compile.
// Jaynes, Probability Theory (2003), ch. 4: evidence adds in log-odds.

/** A number in [0, 1]. */
export type Probability = number & { readonly unit: 'probability' };
/** p / (1 - p), in [0, infinity). */
export type Odds = number & { readonly unit: 'odds' };
/** Natural logarithm of odds. */
export type LogOdds = number & { readonly unit: 'log-odds' };

/** Takes a plain number as a probability; throws when it is not one (our mistake, never the user's). */
export function probability(value: number): Probability {
  if (!(value >= 0 && value <= 1)) throw new Error(`not a probability: ${value}`);
  return value as Probability;
}

export function oddsFromProbability(p: Probability): Odds {
  return (p / (1 - p)) as Odds;
}

export function probabilityFromOdds(odds: Odds): Probability {
  return (odds === Number.POSITIVE_INFINITY ? 1 : odds / (1 + odds)) as Probability;
}

/** Log-odds of a probability; 0 and 1 are held a hair inside so that a bar can still be drawn. */
export function logOddsFromProbability(p: Probability): LogOdds {
  const held = Math.min(1 - 1e-12, Math.max(1e-12, p));
  return Math.log(held / (1 - held)) as LogOdds;
}

export function probabilityFromLogOdds(l: LogOdds): Probability {
  return (1 / (1 + Math.exp(-l))) as Probability;
}
