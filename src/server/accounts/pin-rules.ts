// Which PINs are taken. A PIN unlocks a screen and nothing else, and five wrong ones end the session: so four digits are
// enough, but not those that everybody tries first.
import { type Answer, good, objected } from './objection.js';

const DIGITS = /^[0-9]{4,8}$/;
const REPEATED = /^([0-9]{1,4})\1+$/;
const RUNS = ['01234567890', '09876543210'];
/** Frequent in published counts of PINs, beside the runs and repetitions: the middle column, the corners, and 1004. */
const FREQUENT: ReadonlySet<string> = new Set(['2580', '0852', '1379', '1397', '1004', '5683']);

/** A typed PIN as it is hashed; full-width digits are digits. */
export const preparedPin = (typed: string): string => typed.normalize('NFKC').trim();

/** A new PIN: 4 to 8 digits, no run, no repetition. */
export function pinFrom(typed: string): Answer<string> {
  const pin = preparedPin(typed);
  if (!DIGITS.test(pin)) return objected('invalid', 'the PIN is not 4 to 8 digits', 'choose 4 to 8 digits');
  if (REPEATED.test(pin) || RUNS.some((run) => run.includes(pin)) || FREQUENT.has(pin))
    return objected('invalid', 'the PIN is among the first that are guessed', 'choose other digits');
  return good(pin);
}
