// What nobody else under /fhir answers: types that are not served, told with those that are, and served ones asked in a
// way that they are not answered in. Added last: the first route that fits answers.
import { type Context } from 'hono';
import { type Doorway, type Method } from '../authorization/route-policy.js';
import { type DoorEnv } from '../open-clinic.js';
import { type Attempt, refuse } from './attempt.js';
import { CONFORMANCE_TYPES } from './conformance-resources.js';
import { answering } from './http.js';
import { SERVED } from './served-types.js';

/** The record's, the audit log's, and the definitions'. */
const ANSWERED: readonly string[] = [...SERVED, ...CONFORMANCE_TYPES].sort();
const METHODS: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const BATCH: Method = 'POST';

/** Adds the last routes of the API, after those of every other part of it. */
export function unservedRoutes(doorway: Doorway): void {
  for (const method of METHODS.filter((m) => m !== BATCH))
    doorway.route(
      method,
      '/fhir',
      'signed-in',
      answering(async () =>
        refuse('method-not-allowed', {
          what: 'the base address takes bundles by POST only',
          mend: 'see [base]/metadata for what is answered where',
        }),
      ),
    );
  for (const method of METHODS)
    for (const path of ['/fhir/:type{[A-Z][A-Za-z]*}', '/fhir/:type{[A-Z][A-Za-z]*}/*'])
      doorway.route(
        method,
        path,
        'signed-in',
        answering(async (_, __, c) => unserved(c)),
      );
}

function unserved(c: Context<DoorEnv>): Attempt<never> {
  const type = c.req.param('type')!;
  if (!ANSWERED.includes(type))
    return refuse('not-found', {
      what: `${/^[A-Za-z]{1,64}$/.test(type) ? type : 'this'} is not a type that is served here`,
      mend: `served are ${ANSWERED.join(', ')}`,
    });
  return refuse('method-not-allowed', {
    what: `${c.req.method} is not answered at this address of ${type}`,
    mend: 'see [base]/metadata for what is',
  });
}
