// Priors are shares of patients who present, and whoever presents has at least one disorder ("something else" is one).
// The network treats disorders as independent given that the set is not empty, so a share p_d is not the network's own
// probability pi_d but pi_d / P(not empty). With pi_d = k p_d the factor k solves
//   k = 1 - prod_d (1 - k p_d),
// which has a root above 0 when the shares sum to more than 1. They are first scaled to the mean number of disorders that
// a presenting patient has (knowledge/judgement.yaml): studies of one disorder find what they look for, and their shares
// add up to more than the one study that looked for all in the same patients counted.

/** The network's own probabilities for the shares of presenting patients. `perPatient` is above 1. */
export function independentPriors(shares: readonly number[], perPatient: number): number[] {
  const sum = shares.reduce((a, b) => a + b, 0);
  const scale = perPatient / sum;
  const p = shares.map((x) => Math.min(0.95, x * scale));
  let low = 0;
  let high = 1;
  for (let i = 0; i < 40; i++) {
    const k = (low + high) / 2;
    const some = 1 - p.reduce((none, x) => none * (1 - k * x), 1);
    if (some > k) low = k;
    else high = k;
  }
  const k = (low + high) / 2;
  return p.map((x) => k * x);
}
