// A query string, or a form, as name and value pairs in the order they came. What is not percent-encoded UTF-8 is
// refused: a reader that mends it would search for something else.
import { saidValue } from '#fhir/said-value.js';
import { type Attempt, made, refuse } from './attempt.js';

export type Pair = readonly [name: string, value: string];

/** More would be an attack on the query planner; no screen asks for more than ten. */
const MOST_PAIRS = 64;
/** Characters of a value; the longest a screen asks for is a page's worth of ids. */
const MOST_VALUE = 10_000;

/** Reads `a=1&b=2`; empty parts are passed over. */
export function pairsOf(text: string): Attempt<readonly Pair[]> {
  const parts = text.split('&').filter((part) => part !== '');
  if (parts.length > MOST_PAIRS)
    return refuse('bad-parameter', {
      what: `${parts.length} parameters, at most ${MOST_PAIRS}`,
      mend: 'give several values of one parameter with commas',
    });
  const pairs: Pair[] = [];
  for (const part of parts) {
    const at = part.indexOf('=');
    const name = decoded(at < 0 ? part : part.slice(0, at));
    const value = decoded(at < 0 ? '' : part.slice(at + 1));
    if (name === null || value === null)
      return refuse('bad-parameter', {
        what: 'a parameter that is not percent-encoded UTF-8',
        mend: 'write a percent sign as %25, and encode text as UTF-8',
      });
    if (name === '')
      return refuse('bad-parameter', {
        what: `a value without the name of its parameter: =${saidValue(value)}`,
        mend: 'write it as name=value',
      });
    if (value.length > MOST_VALUE || value.includes('\0'))
      return refuse('bad-parameter', {
        what: `a parameter with a NUL or more than ${MOST_VALUE} characters`,
        mend: 'ask for less at a time',
      });
    pairs.push([name, value]);
  }
  return made(pairs);
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null;
  }
}

/** The pairs as a query string again. */
export const queryOf = (pairs: readonly Pair[]): string =>
  pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');

/** The value of a parameter that may stand once; null where it does not stand at all. */
export function onlyValue(pairs: readonly Pair[], name: string): Attempt<string | null> {
  const values = pairs.filter(([n]) => n === name);
  if (values.length > 1) return refuse('bad-parameter', { what: `${name} is given twice`, mend: 'give it once' });
  return made(values[0]?.[1] ?? null);
}

/** Refuses parameters that are not among those named. */
export function onlyKnown(pairs: readonly Pair[], known: readonly string[]): Attempt<null> {
  const unknown = pairs.find(([name]) => !known.includes(name));
  if (!unknown) return made(null);
  return refuse('unknown-parameter', {
    what: `this takes no parameter ${saidValue(unknown[0])}`,
    mend: known.length > 0 ? `leave it out; known are ${known.join(', ')}` : 'leave it out',
  });
}
