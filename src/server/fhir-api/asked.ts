// What is asked beside the address and the body, read the same way from a request's headers and from an entry of a
// bundle: parameters, preconditions, and what the answer should hold.
import { saidValue } from '#fhir/said-value.js';
import { type Attempt, made, refuse } from './attempt.js';
import { onlyValue, type Pair, pairsOf } from './query-pairs.js';

/** What a write answers with (RFC 7240, R4 3.1.0.1.10). */
export type Return = 'minimal' | 'representation' | 'OperationOutcome';

export interface Asked {
  /** Parameters in their order, without `_format` and `_pretty`. */
  readonly pairs: readonly Pair[];
  /** The query as it came, for the audit log. */
  readonly query: string;
  /** If-Match; null where there is none. */
  readonly ifMatch: number | null;
  readonly ifNoneMatch: string | null;
  readonly ifNoneExist: string | null;
  readonly returns: Return;
}

/** The parts as they came; absent ones undefined. */
export interface AskedParts {
  readonly query: string;
  readonly ifMatch?: string | undefined;
  readonly ifNoneMatch?: string | undefined;
  readonly ifNoneExist?: string | undefined;
  readonly prefer?: string | undefined;
}

const SHAPE = ['_format', '_pretty'];
const ETAG = /^(?:W\/)?"([1-9]\d{0,8})"$/;

/** Reads the parts; `otherwise` is what a write answers with when nothing is preferred. */
export function askedOf(parts: AskedParts, otherwise: Return): Attempt<Asked> {
  const pairs = pairsOf(parts.query);
  if (!pairs.ok) return pairs;
  const ifMatch = versionOf(parts.ifMatch);
  if (!ifMatch.ok) return ifMatch;
  return made({
    pairs: pairs.value.filter(([name]) => !SHAPE.includes(name)),
    query: parts.query,
    ifMatch: ifMatch.value,
    ifNoneMatch: parts.ifNoneMatch ?? null,
    ifNoneExist: parts.ifNoneExist ?? null,
    returns: returnOf(parts.prefer) ?? otherwise,
  });
}

function versionOf(ifMatch: string | undefined): Attempt<number | null> {
  if (ifMatch === undefined) return made(null);
  const found = ETAG.exec(ifMatch.trim());
  if (found) return made(Number(found[1]));
  return refuse('bad-parameter', {
    what: `If-Match must name one version, not ${saidValue(ifMatch)}`,
    mend: 'send the ETag that a read gave, such as W/"3"',
  });
}

/** What is preferred, or null. An unknown preference is passed over: RFC 7240 says a preference is no condition. */
export function returnOf(prefer: string | undefined): Return | null {
  const said = /(?:^|[,;\s])return\s*=\s*"?(\w+)"?/i.exec(prefer ?? '')?.[1]?.toLowerCase();
  if (said === 'minimal' || said === 'representation') return said;
  return said === 'operationoutcome' ? 'OperationOutcome' : null;
}

/** True where somebody hopes that what is not understood is skipped. */
export const hopesForLenience = (prefer: string | undefined): boolean =>
  /(?:^|[,;\s])handling\s*=\s*"?lenient/i.test(prefer ?? '');

/** The version an update, patch or delete by id must name: nobody overwrites what they have not read. */
export function versionNamed({ ifMatch }: Asked): Attempt<number> {
  if (ifMatch !== null) return made(ifMatch);
  return refuse('version-required', {
    what: 'a change of what is there must say which version it changes',
    mend: 'read it first and send its ETag as If-Match, such as If-Match: W/"3"',
  });
}

/** `_pretty`; anything but true and false is refused. */
export function isPretty(pairs: readonly Pair[]): Attempt<boolean> {
  const value = onlyValue(pairs, '_pretty');
  if (!value.ok) return value;
  if (value.value === null || value.value === 'false') return made(false);
  if (value.value === 'true') return made(true);
  return refuse('bad-parameter', {
    what: `_pretty must be true or false, not ${saidValue(value.value)}`,
    mend: 'leave it out',
  });
}
