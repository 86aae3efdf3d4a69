// PINs that a passer-by tries first; the server refuses the same.

const REPEATED = /^([0-9]{1,4})\1+$/;
const RUNS = ['01234567890', '09876543210'];
/** Frequent in published counts of PINs, beside runs and repetitions. */
const FREQUENT: ReadonlySet<string> = new Set(['2580', '0852', '1379', '1397', '1004', '5683']);

export const isTrivialPin = (pin: string): boolean =>
  REPEATED.test(pin) || RUNS.some((run) => run.includes(pin)) || FREQUENT.has(pin);
