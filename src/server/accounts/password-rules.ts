// Which passwords are taken: long enough, and none that an attacker tries first. Nothing is asked of the kinds of
// characters (NIST SP 800-63B): such rules make passwords that are hard for people and easy for programs.
import { bareText, isCommon } from './common-passwords.js';
import { type Answer, good, objected } from './objection.js';

const SHORTEST = 12;
const MOST_BYTES = 1024;

/**
 * A typed password as it is hashed: NFKC, so that one password typed on two keyboards - composed or not, full or half
 * width - is one. Null where it is longer than any password here.
 */
export function preparedPassword(typed: string): string | null {
  // Looked at before as well: NFKC makes a text up to eighteen times longer.
  if (Buffer.byteLength(typed) > MOST_BYTES) return null;
  const password = typed.normalize('NFKC');
  return Buffer.byteLength(password) > MOST_BYTES ? null : password;
}

/** A new password, prepared. `known` is what it may not equal: the login, the person's name, the clinic's. */
export function passwordFrom(typed: string, known: readonly string[]): Answer<string> {
  const password = preparedPassword(typed);
  if (password === null)
    return objected('invalid', `the password is longer than ${MOST_BYTES} bytes`, 'choose a shorter one');
  const { length } = [...password];
  if (length < SHORTEST)
    return objected(
      'invalid',
      `the password has ${length} characters`,
      `choose one of at least ${SHORTEST}: four unrelated words are easy to keep in mind`,
    );
  const bare = bareText(password);
  if (known.some((word) => bareText(word) !== '' && bareText(word) === bare))
    return objected('invalid', 'the password is the login or a name that everybody knows', 'choose another one');
  if (isCommon(password))
    return objected('invalid', 'the password is among the first that are guessed', 'choose four unrelated words');
  return good(password);
}
