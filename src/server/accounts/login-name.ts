// Login names, so that one name is one person however it is typed: on another keyboard, in capitals, with a space too many.
import { type Answer, good, objected } from './objection.js';

const SHORTEST = 2;
const LONGEST = 64;
/** Control and format characters, and what is no character: they make two names look alike. */
const UNSEEN = /\p{C}/u;

/** Trimmed, NFKC, without case (Unicode's full upper case, then lower: `ß` is `ss`). The same name folded twice is the same. */
export function foldedLogin(text: string): string {
  const folded = (t: string) => t.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
  // The second round reaches the few letters whose upper case composes with what follows it.
  return folded(folded(text)).replace(/\s+/gu, ' ').trim();
}

/** The login as it is kept: 2 to 64 characters. */
export function loginFrom(text: string): Answer<string> {
  const login = foldedLogin(text);
  const { length } = [...login];
  if (length < SHORTEST || length > LONGEST)
    return objected(
      'invalid',
      `the login has ${length} characters`,
      `choose one of ${SHORTEST} to ${LONGEST} characters`,
    );
  if (UNSEEN.test(login))
    return objected('invalid', 'the login holds a character that cannot be seen', 'type it with plain letters');
  return good(login);
}
