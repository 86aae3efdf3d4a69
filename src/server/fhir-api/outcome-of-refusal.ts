// The store's refusals in FHIR's words: one table, so that no two doors say the same thing differently. What is hidden
// and what is absent come as one refusal already.
import { NOT_FOUND, refusal as outcomeOf } from '#fhir/outcome.js';
import { type AuditUnavailable } from '../audit/read-audit.js';
import { type SearchRefusal } from '../store/read-query.js';
import { type Refusal } from '../store/refusal.js';
import { type Refused } from './attempt.js';

/** Seconds after which a server that cannot write may be asked again. */
export const RETRY_AFTER = '10';

/** One object: who-may-write.ts knows it by that, and says the role, the type and who may. */
export const MAY_NOT_WRITE: Refused = {
  outcome: outcomeOf('forbidden', {
    what: 'your role may not write this here',
    mend: 'ask somebody of the care team, or change to a role that may, if you hold one',
  }),
};

/** How a refusal of the store is answered. */
export function refusedBy(refusal: Refusal | SearchRefusal): Refused {
  switch (refusal.type) {
    case 'not-found':
      return { outcome: NOT_FOUND };
    case 'deleted':
      return {
        outcome: outcomeOf('deleted', {
          what: `it was deleted as version ${refusal.version}`,
          mend: 'its versions before that can still be read; an update with that version in If-Match brings it back',
        }),
        headers: { etag: `W/"${refusal.version}"` },
      };
    case 'forbidden':
      return MAY_NOT_WRITE;
    case 'version-conflict':
      return {
        outcome: outcomeOf('version-conflict', {
          what: `the current version is ${refusal.current}`,
          mend: 'read it, make the change again, and name that version in If-Match',
        }),
        headers: { etag: `W/"${refusal.current}"` },
      };
    case 'multiple-matches':
      return {
        outcome: outcomeOf('multiple-matches', {
          what: 'more than one resource meets the condition',
          mend: 'narrow it until one does, or use its id',
        }),
      };
    case 'unsupported-search':
      return {
        outcome:
          'about' in refusal
            ? outcomeOf(refusal.about === 'value' ? 'bad-parameter' : 'unknown-parameter', {
                ...{ what: refusal.message, mend: refusal.mend },
              })
            : outcomeOf('unknown-parameter', { what: refusal.message, mend: 'see [base]/metadata for what is known' }),
      };
    case 'invalid':
      return { outcome: outcomeOf('bad-element', { what: refusal.message }) };
    case 'degraded':
      return {
        outcome:
          refusal.cause === 'disk-full'
            ? outcomeOf('disk-full', {
                what: 'the disk of this server is full; nothing was written',
                mend: 'tell whoever runs it; reading goes on',
              })
            : outcomeOf('unavailable', {
                what: 'this server cannot write safely now; nothing was written',
                mend: 'try again in a moment; reading goes on',
              }),
        headers: { 'retry-after': RETRY_AFTER },
      };
  }
}

/** How it is answered that the audit log cannot take what would be shown. */
export const notNoted = ({ retryAfterSeconds }: AuditUnavailable): Refused => ({
  outcome: outcomeOf('unavailable', {
    what: 'what would be shown cannot be noted in the audit log now, so nothing is shown',
    mend: 'try again in a moment',
  }),
  headers: { 'retry-after': String(retryAfterSeconds) },
});
