// Ranges in words. Certainty is capped while the product is not validated: nothing is ever called certain, and the
// strongest word is "likely" (docs/intended-use.md).
export type CertaintyWord = 'likely' | 'possible' | 'less-likely' | 'unlikely';

/** The word for a probability range (80 % interval): by the end that a careful reader would hold us to. */
export function certaintyWord(low: number, high: number): CertaintyWord {
  if (low >= 0.5) return 'likely';
  if (high >= 0.35) return 'possible';
  return high >= 0.08 ? 'less-likely' : 'unlikely';
}

/** "about 6-8 of 10 such patients" as two whole numbers of ten, or of a hundred where the range is small. */
export function outOf(
  low: number,
  high: number,
): { readonly low: number; readonly high: number; readonly of: 10 | 100 | 1000 } {
  const of = high < 0.01 ? 1000 : high < 0.1 ? 100 : 10;
  // Capped at 9 of 10: see above.
  const most = of === 10 ? 9 : of;
  const a = Math.min(most, Math.round(low * of));
  return { low: a, high: Math.max(a, Math.min(most, Math.round(high * of))), of };
}
