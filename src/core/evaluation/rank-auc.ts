// Area under the ROC curve by ranks (Hanley & McNeil, Radiology 1982;143:29-36): the chance that a patient with the
// condition is given a higher number than one without; ties count half.

/** null where either group is empty. */
export function rankAuc(withCondition: readonly number[], without: readonly number[]): number | null {
  if (withCondition.length === 0 || without.length === 0) return null;
  let wins = 0;
  for (const a of withCondition) for (const b of without) wins += a > b ? 1 : a === b ? 0.5 : 0;
  return wins / (withCondition.length * without.length);
}
