// Names that people read: of persons, sites, care teams, the clinic. Any script; nothing that makes one look like another.
import { type Answer, good, objected } from './objection.js';

const LONGEST = 100;
/** Control characters, and those that turn the direction of the text around them. */
const MISLEADING = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;

/** The name as it is kept: NFC, single spaces, 1 to 100 characters. `what` names the thing in an objection. */
export function nameFrom(text: string, what: string): Answer<string> {
  const name = text.normalize('NFC').replace(/\s+/gu, ' ').trim();
  const { length } = [...name];
  if (length === 0) return objected('invalid', `${what} is empty`, 'give it a name');
  if (length > LONGEST)
    return objected('invalid', `${what} has ${length} characters`, `shorten it to ${LONGEST} characters`);
  if (MISLEADING.test(name))
    return objected('invalid', `${what} holds a character that cannot be seen`, 'type it with plain letters');
  return good(name);
}

/** Two names that a reader would take for one. */
export const sameName = (a: string, b: string): boolean =>
  a.normalize('NFKC').toLowerCase() === b.normalize('NFKC').toLowerCase();
