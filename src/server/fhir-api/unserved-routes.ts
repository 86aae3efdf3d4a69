// What nobody else under /fhir answers: types that are not served, told with those that are, and served ones asked in a
// way that they are not answered in. Added last: the first route that fits answers.
import { type Context } from 'hono';
import { saidValue } from '#fhir/said-value.js';
import { type Doorway, type Method } from '../authorization/route-policy.js';
import { type DoorEnv } from '../open-clinic.js';
import { type Attempt, refuse } from './attempt.js';
import { CONFORMANCE_TYPES } from './conformance-resources.js';
import { answering } from './http.js';
import { SERVED } from './served-types.js';

/** The record's, the audit log's, and the definitions'. */
const ANSWERED: readonly string[] = [...SERVED, ...CONFORMANCE_TYPES].sort();
const CONFORMANCE: readonly string[] = CONFORMANCE_TYPES;
const METHODS: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const BATCH: Method = 'POST';

const HERE: Readonly<Record<string, string>> = {
  $assess: 'POST',
  $validate: 'GET, POST',
  _history: 'GET',
  metadata: 'GET',
};
const WHAT_IS = [
  'operations are POST [base]/$assess; [base]/$validate, [base]/TYPE/$validate, [base]/TYPE/ID/$validate and [base]/Patient/ID/$everything by GET or POST',
  'searches are of one type: GET [base]/TYPE?... or POST [base]/TYPE/_search',
].join('; ');

/** Adds the last routes of the API, after those of every other part of it. */
export function unservedRoutes(doorway: Doorway): void {
  for (const method of METHODS.filter((m) => m !== BATCH))
    doorway.route(
      method,
      '/fhir',
      'signed-in',
      answering(async (_, { pairs }) =>
        pairs.length > 0
          ? overAllTypes()
          : refuse('method-not-allowed', {
              what: 'the base address takes bundles by POST only',
              mend: 'see [base]/metadata for what is answered where',
            }),
      ),
    );
  for (const method of METHODS) {
    for (const path of ['/fhir/:type{[A-Z][A-Za-z]*}', '/fhir/:type{[A-Z][A-Za-z]*}/*'])
      doorway.route(
        method,
        path,
        'signed-in',
        answering(async (_, __, c) => unserved(c)),
      );
    doorway.route(
      method,
      '/fhir/*',
      'signed-in',
      answering(async (_, { pairs }, c) => unknownAddress(c, pairs.length > 0)),
    );
  }
}

const overAllTypes = (): Attempt<never> =>
  refuse('method-not-allowed', { what: 'a search over all types is not supported', mend: WHAT_IS });

/** The address as it was sent, its last part in words. */
function partsOf(c: Context<DoorEnv>): readonly string[] {
  return c.req.path.split('/').slice(2).map(decoded);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function unserved(c: Context<DoorEnv>): Attempt<never> {
  const type = c.req.param('type')!;
  if (!ANSWERED.includes(type))
    return refuse('not-found', {
      what: `${/^[A-Za-z]{1,64}$/.test(type) ? type : 'this'} is not a type that is served here`,
      mend: `served are ${ANSWERED.join(', ')}`,
    });
  const last = partsOf(c).at(-1)!;
  if (last === '') return endsWithSlash(partsOf(c));
  if (last.startsWith('$')) return notAnId(c.req.method, type, last)!;
  return refuse('method-not-allowed', {
    what: `${c.req.method} is not answered at this address of ${type}`,
    mend: 'see [base]/metadata for what is',
  });
}

const endsWithSlash = (parts: readonly string[]): Attempt<never> =>
  refuse('method-not-allowed', {
    what: 'an address that ends with a slash is not answered',
    mend: `leave it out: ${['[base]', ...parts.slice(0, -1).map(saidValue)].join('/')}`,
  });

function unknownAddress(c: Context<DoorEnv>, asks: boolean): Attempt<never> {
  const parts = partsOf(c);
  const [first = ''] = parts;
  if (parts.length === 1 && Object.hasOwn(HERE, first)) return otherMethod(c.req.method, first, HERE[first]!);
  if (first === '_search' || (parts.join('') === '' && asks)) return overAllTypes();
  if (parts.at(-1) === '') return endsWithSlash(parts);
  if (first.startsWith('$'))
    return refuse('method-not-allowed', { what: `the operation ${saidValue(first)} is not supported`, mend: WHAT_IS });
  return refuse('not-found', {
    what: `${saidValue(first)} is no address of this API`,
    mend: `[base]/metadata tells all; types are ${ANSWERED.join(', ')}`,
  });
}

const otherMethod = (method: string, name: string, allow: string): Attempt<never> =>
  refuse('method-not-allowed', { what: `${method} is not answered at ${name}`, mend: `use ${allow}` }, { allow });

/** What stands where an id would, and is the name of an operation; null for what may be an id. */
export function notAnId(method: string, type: string, name: string): Attempt<never> | null {
  if (name === '_search' && !CONFORMANCE.includes(type)) return otherMethod(method, `${type}/_search`, 'POST');
  if (!name.startsWith('$')) return null;
  if (name === '$validate') return otherMethod(method, `${type}/$validate`, 'GET, POST');
  return refuse('method-not-allowed', {
    what: `the operation ${saidValue(name)} is not supported of ${type}`,
    mend: WHAT_IS,
  });
}
